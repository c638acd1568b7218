"""Addresses in bodies that lead to no other host, and pictures: what they are until the linker finds what they name."""

import re
from html import escape
from urllib.parse import unquote

from glossary_site.attachments import Shown, find_kind
from glossary_site.issues import Issue, Severity
from glossary_site.values import Frozen

#: The address of a term's page from the root of a host, as glossaries have them: its last part, without its ending.
_TERM_PAGE = re.compile(
    r"/(?:[^?#]*/)?(?:glossary|glossaries|terms?)/(?P<id>[^/?#]+?)(?:\.\w+)?(?:/(?:index\.html)?)?(?:[?#].*)?",
    re.IGNORECASE,
)
_HAS_SCHEME_OR_ROOT = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")


class LocalLink(Frozen):
    """A link within the glossary, or to what may be one of its pages: its address as a page would have it, its line."""

    href: str
    line: int = 0

    @property
    def address(self) -> str:
        """The address as an author means it, without percent-encoding."""
        return unquote(self.href)

    def __str__(self) -> str:
        return f"the link to '{self.address}'"


class Picture(Frozen):
    """A picture: its address as a page would have it, its description and its title as texts, and its line.

    ``is_linked``: it is within a link of the author's.
    """

    source: str
    description: str
    title: str = ""
    line: int = 0
    is_linked: bool = False

    @property
    def address(self) -> str:
        """The address as an author means it, without percent-encoding."""
        return unquote(self.source)

    def __str__(self) -> str:
        kind = find_kind(self.address)
        return f"the {kind.shown if kind else Shown.PICTURE} '{self.address}'"


def is_local(address: str) -> bool:
    """Whether an address is relative to the place that it is written at.

    >>> is_local("wafer.md"), is_local("/about/"), is_local("//example.org"), is_local("mailto:a@example.org")
    (True, False, False, False)
    """
    return not _HAS_SCHEME_OR_ROOT.match(address)


def is_from_root(address: str) -> bool:
    """Whether an address begins at the root of this host, which may hold other sites beside this one."""
    return address.startswith("/") and not address.startswith("//")


def id_from_root(address: str) -> str:
    """The id of the term whose page an address from the root of a host may be that of, "" where it is none.

    >>> id_from_root("/docs/glossary/wafer/#cut"), id_from_root("/term/wafer"), id_from_root("/wafer/")
    ('wafer', 'wafer', '')
    """
    page = _TERM_PAGE.fullmatch(address)
    return page["id"].lower() if page else ""


def format_picture(picture: Picture, source: str, width: int = 0, height: int = 0) -> str:
    """The HTML of a picture at the address ``source``: a link to it, so that a reader can see it large.

    Without a size (0) the page gives it its place when it has been loaded.
    """
    size = f' width="{width}" height="{height}"' if width and height else ""
    title = f' title="{escape(picture.title)}"' if picture.title else ""
    image = (
        f'<img src="{escape(source)}" alt="{escape(picture.description)}"{title}{size} loading="lazy" decoding="async">'
    )
    return image if picture.is_linked else f'<a class="picture" href="{escape(source)}">{image}</a>'


def format_sound(description: str, source: str) -> str:
    """The HTML of a sound at the address ``source``: a player, which loads nothing before it is started."""
    link = f'<a href="{escape(source)}">{escape(description, quote=False)}</a>'
    return f'<audio controls preload="none" src="{escape(source)}" aria-label="{escape(description)}">{link}</audio>'


def format_description(picture: Picture) -> str:
    """The HTML in the place of a picture that is not shown: its description, a link where it is on another host."""
    text = escape(picture.description or picture.address, quote=False)
    if picture.is_linked or is_local(picture.source):
        return text
    return f'<a href="{escape(picture.source)}" rel="noopener">{text}</a>'


def dead_link(link: LocalLink, near: str = "") -> Issue:
    """The issue for a link that leads to nothing; ``near`` is what it may have been meant to be."""
    message = f"{link} leads to nothing on the site, so its text is no link"
    hint = near or "link to an entry's file, to a [[term]], to a file beside it, or by a whole address (https://…)"
    return Issue("link-dead", Severity.WARNING, message, hint, line=link.line)


def unchecked_link(link: LocalLink) -> Issue:
    """The issue for a link from the root of the host, of which the site may be a part."""
    message = f"{link} begins at the root of the host: what is there is not checked"
    return Issue("link-unchecked", Severity.NOTE, message, "to link to a term, write [[term]]", line=link.line)


def missing_picture(picture: Picture, near: str = "") -> Issue:
    """The issue for a picture whose file is not there; ``near`` is what it may have been meant to be."""
    message = f"{picture} is not there, so its description is shown"
    hint = near or "put the file beside the entry, or give its whole address (https://…)"
    return Issue("picture-missing", Severity.WARNING, message, hint, line=picture.line)


def undescribed_picture(picture: Picture) -> Issue:
    """The issue for a picture without a description."""
    message = f"{picture} has no description, which is all that some readers have of it"
    return Issue("picture-text", Severity.WARNING, message, "write ![what it shows](…)", line=picture.line)


def spaced_address(address: str, line: int) -> Issue:
    """The issue for a link or picture that is none, because its address has spaces."""
    message = f"'{address}' has a space, so that this is no link and no picture"
    return Issue("address-spaces", Severity.WARNING, message, f"write (<{address}>)", line=line)
