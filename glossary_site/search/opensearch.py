"""``opensearch.xml``, by which browsers offer the site's search in their address bar (OpenSearch 1.1)."""

from collections.abc import Iterator
from html import escape

from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.pages import SEARCH

OPENSEARCH = "opensearch.xml"
#: The most characters of a ShortName, a LongName and a Description.
_SHORT, _LONG, _DESCRIPTION = 16, 48, 1024


def _shorten(text: str, most: int) -> str:
    """``text`` in at most ``most`` characters, cut between words where it can be."""
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition(" ")[0] or text[:most]


def opensearch(config: SiteConfig) -> Iterator[Output]:
    """The file, where ``base_url`` is set: it needs the whole address of the search page."""
    if not config.base_url:
        return
    title = config.title or "Glossary"
    description = config.description or title
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(_shorten(title, _SHORT))}</ShortName>",
        f"<LongName>{escape(_shorten(title, _LONG))}</LongName>",
        f"<Description>{escape(_shorten(description, _DESCRIPTION))}</Description>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Url type="text/html" template="{escape(config.base_url)}{SEARCH}?q={{searchTerms}}"/>',
        "</OpenSearchDescription>",
        "",
    )
    yield Output(OPENSEARCH, "\n".join(lines).encode("utf-8", "replace"))
