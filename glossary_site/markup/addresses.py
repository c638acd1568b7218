"""The addresses of links and pictures where they are written in Markdown, outside code."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

from glossary_site.markup.references import REFERENCE
from glossary_site.text.code import change_outside_code

#: Behind the text of a link or a picture, or the label of an address that is written by itself: in angle brackets, or
#: without spaces and with brackets in pairs. What follows a reference is none: ``[[mod]](s)``.
_ADDRESS = re.compile(
    rf"\\.|(?s:{REFERENCE})|(?P<before>\]\(\s*|^ {{0,3}}\[[^\[\]\n]+\]:[ \t]*)"
    r"(?:<(?P<quoted>[^<>\n]*)>|(?P<bare>(?:[^\s()<>\\]|\\.|\([^\s()<>]*\))+))",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def replace_addresses(markdown: str, replace: Callable[[str], str | None]) -> str:
    """Markdown with other addresses.

    ``replace`` takes an address without percent-encoding and escapes, and gives another one, which needs no escapes, or
    None where it stays as it is written.
    """

    def change(found: re.Match[str]) -> str:
        new = replace(_plain(found)) if found["before"] else None
        return found[0] if new is None else f"{found['before']}<{new}>" if " " in new else found["before"] + new

    return change_outside_code(markdown, _ADDRESS, change) if "](" in markdown or "]:" in markdown else markdown


def find_addresses(markdown: str) -> tuple[str, ...]:
    """The addresses in Markdown, without percent-encoding and escapes."""
    found: list[str] = []
    replace_addresses(markdown, found.append)
    return tuple(found)


def _plain(found: re.Match[str]) -> str:
    return unquote(unescape(_ESCAPED.sub(r"\1", found["quoted"] if found["bare"] is None else found["bare"])))
