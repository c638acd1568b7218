"""Pages to bytes: the theme and its templates. The only room that imports jinja2.

What renders pages is imported when it is first used: a build that finds nothing changed only reads the theme.
"""

from typing import TYPE_CHECKING

from glossary_site.late import import_late
from glossary_site.renderer.theme import Theme, default_theme, read_theme, theme_folders, theme_in

if TYPE_CHECKING:
    from glossary_site.renderer.render import render_page, render_pages

__getattr__ = import_late(__name__, {"render_page": "render", "render_pages": "render"})
