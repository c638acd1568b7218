"""Every URL of the site, relative to its root and without a leading slash."""

import unicodedata
from html import escape
from urllib.parse import quote

from glossary_site.language import letter_slug
from glossary_site.markup import SITE_ROOT
from glossary_site.mentions import LinkedHtml, Mention

HOME, ALL, SEARCH, NOT_FOUND = "", "all/", "search/", "404.html"
CHANGES, FEED, MAP, OFFLINE, QUALITY = "changes/", "feed.xml", "map/", "offline.html", "quality/"
TAGS, TREE = "tag/", "tree/"


def term_url(identity: str) -> str:
    """The URL of a term's page."""
    return f"term/{identity}/"


def id_in(url: str) -> str:
    """The id of the term whose page is at ``url``; "" where that is no term's.

    >>> id_in("term/wafer/"), id_in("all/")
    ('wafer', '')
    """
    return url[len("term/") : -1] if url.startswith("term/") and url.endswith("/") else ""


def old_url(path: str) -> str:
    """The URL of the page for a path of an older site.

    >>> old_url("/docs/wafer"), old_url("/docs/index.html"), old_url("/glossary.html")
    ('docs/wafer/', 'docs/', 'glossary.html')
    """
    url = path.lstrip("/").removesuffix("index.html")
    return url if not url or url.endswith(("/", ".html", ".htm")) else f"{url}/"


def category_url(slug: str) -> str:
    """The URL of a category's listing."""
    return f"category/{slug}/"


def tag_url(slug: str) -> str:
    """The URL of a tag's listing."""
    return f"{TAGS}{slug}/"


def tree_url(identity: str) -> str:
    """The URL of the page of what is below a term; "" is the root of the tree."""
    return f"{TREE}{identity}/" if identity else TREE


def letter_url(letter: str) -> str:
    """The URL of a letter's listing."""
    return f"{letter_slug(letter)}/"


def letter_anchor(letter: str) -> str:
    """The anchor of a letter's entries in the listing of a category."""
    return f"letter-{letter_slug(letter)}"


def listing_url(url: str, number: int) -> str:
    """The URL of page ``number`` of the listing that starts at ``url``."""
    return url if number == 1 else f"{url}{number}/"


def root_from(url: str) -> str:
    """The way from the page ``url`` to the site's root."""
    return "../" * url.count("/") or "./"


def html_from(text: LinkedHtml, root: str) -> str:
    """Linked HTML on a page from which ``root`` leads to the site's root."""

    def link(mention: Mention, shown: str) -> str:
        if mention.language:
            way, _, identity = mention.id.rpartition("/")
            href = f"{root}{way}/{term_url(identity)}"
            return f'<a class="mention" href="{href}" hreflang="{escape(mention.language)}">{shown}</a>'
        fragment = f"#{mention.anchor}" if mention.anchor else ""
        href = f"{root}{term_url(mention.id)}{fragment}"
        return f'<a class="mention" href="{href}" data-term="{mention.id}">{shown}</a>'

    return text.with_links(link).replace(SITE_ROOT, root)


def fill_pattern(pattern: str, **values: str) -> str:
    """A configured address with ``{path}``, ``{line}``, ``{id}`` or ``{term}`` filled in, escaped for its place."""
    for name, value in values.items():
        text = quote(unicodedata.normalize("NFC", value), safe="/" if name == "path" else "", errors="replace")
        pattern = pattern.replace(f"{{{name}}}", text)
    return pattern
