"""Files beside the pages: for search engines, feed readers, other sites, and reading offline; an author's own.

Each build reads the author's own. All else is imported when it is first used: a build that finds nothing changed makes
no other file.
"""

from typing import TYPE_CHECKING

from glossary_site.late import import_late
from glossary_site.publish.public import SERVED, digest_public, read_public

if TYPE_CHECKING:
    from glossary_site.publish.editions import EDITION, edition, edition_line, parse_edition
    from glossary_site.publish.embed import EMBED, embed_outputs
    from glossary_site.publish.site import Publication, left_out, publish

#: The module of each name that is imported late.
_MODULES = {
    "EDITION": "editions",
    "EMBED": "embed",
    "Publication": "site",
    "edition": "editions",
    "edition_line": "editions",
    "embed_outputs": "embed",
    "left_out": "site",
    "parse_edition": "editions",
    "publish": "site",
}
__getattr__ = import_late(__name__, _MODULES)
