"""reStructuredText: Sphinx's ``glossary`` directive, term lines one above the other, the definition indented below.

In a file without it, its lists, tables and headings.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePath
from textwrap import dedent

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource, make_id
from glossary_site.formats.markdown_page import take_entries
from glossary_site.formats.rst_markdown import RstConverter
from glossary_site.formats.unkept import cut_around
from glossary_site.loader import parse_page
from glossary_site.markup import can_be_target
from glossary_site.records import Origin, Record, Sense
from glossary_site.values import Struct, replace

_DIRECTIVE = re.compile(r"( *)\.\. glossary::")
_NOT_IN_IDS = re.compile(r"[^a-zA-Z0-9._]+")
_AT_ENDS = re.compile(r"^[-0-9._]+|-+$")
#: Lines that show nothing: comments, targets, directives and their options, rules.
_MACHINERY = re.compile(r"\s*(?:\.\.(?:\s|$)|:[\w-]+:(?:\s|$)|([^\w\s])\1*\s*$)")
_OPTION = re.compile(r":[\w-]+:(?:\s|$)")


class _Entry(Struct):
    """The lines of terms and the lines below them, each with the number of the first in the file."""

    terms: list[str]
    line: int
    body: list[str]
    body_line: int


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _directives(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Number (from 1) and lines of the content of every ``glossary`` directive."""
    number = 0
    while number < len(lines):
        found = _DIRECTIVE.match(lines[number])
        number += 1
        if not found:
            continue
        start = number
        while number < len(lines) and (not lines[number].strip() or _indent(lines[number]) > len(found[1])):
            number += 1
        content = lines[start:number]
        while content and _OPTION.match(content[0].strip()):
            content.pop(0)
            start += 1
        yield start + 1, content


def _list_around(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Number (from 1) and text of the lines outside every ``glossary`` directive; what is not shown is empty."""
    inside = {number for first, content in _directives(lines) for number in range(first, first + len(content))}
    for number, line in enumerate(lines, 1):
        is_shown = number not in inside and not _MACHINERY.match(line)
        yield number, line if is_shown else ""


def _entries(first: int, content: list[str]) -> Iterator[_Entry]:
    margin = min((_indent(line) for line in content if line.strip()), default=0)
    entry: _Entry | None = None
    in_comment = False
    for number, line in enumerate(content, first):
        if line.strip() and _indent(line) == margin:
            in_comment = line.strip().startswith(".. ") or line.strip() == ".."
            if in_comment:
                continue
            if entry is None or any(each.strip() for each in entry.body):
                if entry is not None:
                    yield entry
                entry = _Entry([], number, [], 0)
            entry.terms.append(line.strip())
            entry.body.clear()
        elif not in_comment and entry is not None:
            if not entry.body:
                entry.body_line = number
            entry.body.append(line)
    if entry is not None:
        yield entry


def _find_anchor(name: str) -> str:
    """The anchor that Sphinx gives to a term on its page; "" where that is a number, which its order decides.

    https://github.com/sphinx-doc/sphinx/blob/master/sphinx/util/nodes.py (``_make_id``)

    >>> _find_anchor("Foo bar (2.1)"), _find_anchor("語")
    ('term-Foo-bar-2.1', '')
    """
    plain = unicodedata.normalize("NFKD", f"term-{name}").encode("ascii", "ignore").decode()
    anchor = _AT_ENDS.sub("", _NOT_IN_IDS.sub("-", " ".join(plain.split())))
    return "" if anchor == "term" else anchor


def read_sphinx(source: ImportSource) -> ImportedGlossary:
    """A record an entry of every ``glossary`` directive; further terms of an entry are its aliases.

    ``:term:`` becomes a reference. The anchors of Sphinx's page are old addresses of the terms. A file without the
    directive is read as its Markdown is.

    Issues: ``file-encoding``, ``sphinx-empty``.
    """
    path = source.path
    notes = ImportNotes(path)
    lines = source.decode(notes).expandtabs(8).replace("\r\n", "\n").split("\n")
    named: dict[str, str] = {}
    converter = RstConverter(notes, lambda target: named.get(" ".join(target.lower().split())), "\n".join(lines))
    found: list[tuple[_Entry, list[str]]] = []
    for first, content in _directives(lines):
        for entry in _entries(first, content):
            names = []
            for written in entry.terms:
                term, *keys = written.split(" : ")
                if keys:
                    notes.count_loss("the index key of a term is not kept", written, entry.line)
                names.append(converter.plain(term))
            found.append((entry, names))
            shown = names[0] if can_be_target(names[0]) else make_id(names[0])
            named.update((" ".join(name.lower().split()), shown) for name in names)
    if not found and not notes.issues:
        page = parse_page(converter.convert("\n".join(lines), 1), path)
        if len(page.records) > 1:
            return notes.glossary(replace(record, origin=Origin(path)) for record in take_entries(page, notes))
        message = "there is no 'glossary' directive in the file, and no list, table or headings of terms"
        notes.add_error("sphinx-empty", message, "such as .. glossary::")
    records = []
    for entry, names in found:
        body = converter.convert(dedent("\n".join(entry.body)).strip("\n"), entry.body_line)
        aliases = tuple(dict.fromkeys(name for name in names[1:] if name != names[0]))
        origin = Origin(path, entry.line)
        record = Record(term=names[0], senses=(Sense(body=body, origin=origin),), aliases=aliases, origin=origin)
        records.append(record)
        for anchor in filter(None, map(_find_anchor, names)):
            notes.keep_address(f"/{PurePath(path).stem}.html#{anchor}", record)
    return notes.glossary(records, cut_around(_list_around(lines)))
