"""Files beside the pages: for search engines, feed readers, other sites, and reading offline."""

from glossary_site.publish.editions import EDITION, edition, parse_edition
from glossary_site.publish.embed import EMBED
from glossary_site.publish.public import SERVED, PublicMemory, read_public
from glossary_site.publish.site import Publication, left_out, publish
