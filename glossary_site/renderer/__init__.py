"""Pages to bytes: the theme and its templates. The only room that imports jinja2."""

from glossary_site.renderer.render import Theme, render_page, render_pages
from glossary_site.renderer.theme import default_theme, read_theme, theme_folders, theme_in
