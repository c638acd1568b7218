"""Sphinx's inventory of objects, version 2: with it, ``:term:`` in any Sphinx project leads to this glossary."""

import re
import zlib
from collections.abc import Iterator

from glossary_site.disk import Output
from glossary_site.formats.edition import Edition
from glossary_site.formats.markdown_pages import site_records
from glossary_site.pages import term_url

#: How readers of the form parse a line: a name that holds what looks like the rest of a line would be cut there.
_LINE = re.compile(r"(.+?)\s+(\S+)\s+(-?\d+)\s+?(\S*)\s+(.*)")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def write_sphinx(edition: Edition) -> Iterator[Output]:
    """Every name of every term as ``std:term``: terms before abbreviations before aliases where two bear one name.

    A name that the form cannot hold (one with an object type and a number inside) is left out.
    """
    records = site_records(edition)
    named: dict[str, tuple[str, str]] = {}
    for record in records:
        named.setdefault(_one_line(record.term), (record.id, _one_line(record.term)))
    for field in ("abbreviations", "aliases"):
        for record in records:
            for name in getattr(record, field):
                named.setdefault(_one_line(name), (record.id, _one_line(record.term)))
    lines = []
    for name, (identity, term) in sorted(named.items()):
        line = f"{name} std:term -1 {term_url(identity)} {'-' if name == term else term}"
        found = _LINE.match(line)
        if found and found[1] == name:
            lines.append(line + "\n")
    head = (
        "# Sphinx inventory version 2\n"
        f"# Project: {_one_line(edition.config.title)}\n"
        "# Version: \n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    body = zlib.compress("".join(lines).encode("utf-8", "replace"), 9)
    yield Output("objects.inv", head.encode("utf-8", "replace") + body)
