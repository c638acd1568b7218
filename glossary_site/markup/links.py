"""Addresses in bodies that lead to no other host: to another entry, to a heading of the same body, or to nothing."""

import re
from dataclasses import dataclass

from glossary_site.issues import Issue, Severity

_HAS_SCHEME_OR_ROOT = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")


@dataclass(frozen=True, slots=True)
class LocalLink:
    """A link within the glossary: its address without percent-encoding, as the author wrote it, and its line."""

    address: str
    line: int = 0

    def __str__(self) -> str:
        return f"the link to '{self.address}'"


def is_local(address: str) -> bool:
    """Whether an address is relative to the place that it is written at.

    >>> is_local("wafer.md"), is_local("/about/"), is_local("//example.org"), is_local("mailto:a@example.org")
    (True, False, False, False)
    """
    return not _HAS_SCHEME_OR_ROOT.match(address)


def is_from_root(address: str) -> bool:
    """Whether an address begins at the root of this host, which may hold other sites beside this one."""
    return address.startswith("/") and not address.startswith("//")


def dead_link(link: LocalLink, near: str = "") -> Issue:
    """The issue for a link that leads to nothing; ``near`` is what it may have been meant to be."""
    message = f"{link} leads to nothing on the site, so its text is no link"
    hint = near or "link to an entry's file, to a [[term]], or by a whole address (https://…)"
    return Issue("link-dead", Severity.WARNING, message, hint, line=link.line)


def missing_picture(address: str, line: int) -> Issue:
    """The issue for a picture that is a file: the site does not have it."""
    message = f"the picture '{address}' is not on the site, so its description is shown"
    return Issue("picture-missing", Severity.WARNING, message, "give its whole address (https://…)", line=line)


def unchecked_link(link: LocalLink) -> Issue:
    """The issue for a link from the root of the host, of which the site may be a part."""
    message = f"{link} begins at the root of the host: what is there is not checked"
    return Issue("link-unchecked", Severity.NOTE, message, "to link to a term, write [[term]]", line=link.line)
