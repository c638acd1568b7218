"""HTML: definition lists, ``<dt>`` names and ``<dd>`` meanings; without them headings, bold names and tables.

Links to a name become references.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from glossary_site.formats.html_markdown import (
    PARTS,
    HtmlConverter,
    HtmlPage,
    find_main,
    is_around,
    is_permalink,
    list_page_texts,
    spaced,
    words_of,
)
from glossary_site.formats.imported import (
    ImportedGlossary,
    ImportNotes,
    ImportSource,
    distinct_ids,
    make_id,
)
from glossary_site.formats.markdown_page import take_entries
from glossary_site.formats.xml_text import Element, all_text, elements, local_name, parse_html
from glossary_site.loader import parse_page
from glossary_site.markup import can_be_target
from glossary_site.records import Origin, Record, Sense
from glossary_site.values import replace

#: The encoding that a page names in its first bytes.
_CHARSET = re.compile(rb"<meta\b[^<>]*?\bcharset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
_HEAD = 4096
#: A page with fewer entries is a text.
_FEWEST = 2


def _own_name(term: Element) -> str:
    """The text of a name, without that of a name which the parser took into it (``<dt>`` needs no end)."""
    parts = [term.text or ""]
    for child in term:
        if local_name(child) not in PARTS:
            parts += ["" if is_permalink(child) else all_text(child), child.tail or ""]
    return spaced("".join(parts)).strip()


def _groups(lists: list[Element]) -> list[tuple[list[Element], list[Element]]]:
    """Names and meanings that belong together: consecutive ``<dt>``, then consecutive ``<dd>`` of one list."""
    groups: list[tuple[list[Element], list[Element]]] = []
    for each in lists:
        terms: list[Element] = []
        meanings: list[Element] = []
        for part in each.iter():
            if local_name(part) not in PARTS or next(part.iterancestors("dl"), None) is not each:
                continue
            if local_name(part) == "dd":
                meanings.append(part)
                continue
            if meanings:
                groups.append((terms, meanings))
                terms, meanings = [], []
            terms.append(part)
        if terms:
            groups.append((terms, meanings))
    return groups


def _find_lists(main: Element) -> list[Element]:
    """The lists of names and meanings in the text of a page that are within no other; one of names is of contents."""
    return [
        each
        for each in elements(main, "dl")
        if next(each.iterancestors("dl"), None) is None
        and not is_around(each, main)
        and next(elements(each, "dd"), None) is not None
    ]


def _marks(elements: Iterable[Element]) -> Iterator[str]:
    """The ids by which links lead to elements, or into them."""
    parts = (part for each in elements for part in each.iter())
    return filter(None, (part.get(key) for part in parts for key in ("id", "name")))


def read_html(source: ImportSource) -> ImportedGlossary:
    """A record a group of every ``<dl>`` (of lists inside others only the outer ones); each ``<dd>`` is a sense.

    A page with less than two of these is read as its Markdown is. What a page has around its text is passed over.
    Issues: those of ``decode``, ``html-empty``.
    """
    notes = ImportNotes(source.path)
    declared = _CHARSET.search(source.raw[:_HEAD])
    root = parse_html(source.decode(notes, declared[1].decode() if declared else ""))
    main = find_main(root) if root is not None else None
    lists = _find_lists(main) if main is not None else []
    every = _groups(lists)
    groups = [(terms, meanings) for terms, meanings in every if any(map(_own_name, terms))]
    address = _find_address(root) if root is not None else ""
    texts = list(list_page_texts(main, source.path)) if main is not None else []
    # A single <dl> may be a part of an entry.
    if main is not None and len(groups) < _FEWEST and (page := _read_page(main, address, notes)):
        return notes.glossary(page, texts)
    if not groups and not notes.issues:
        message = "there are no entries in the file, or it is nested more than 256 levels deep"
        notes.add_error("html-empty", message, "write a <dl>, a heading, a bold name or a table row for each term")
    for terms, meanings in every:
        if not any(map(_own_name, terms)):
            text = words_of(meanings[0]) if meanings else ""
            notes.count_loss(
                "a meaning without a name is left out", text, (meanings or terms)[0].sourceline or 0, "senses"
            )
    firsts = [next(filter(None, map(_own_name, terms))) for terms, _ in groups]
    marks = [next(_marks(terms), "") for terms, _ in groups]
    ids = distinct_ids([(name, "", mark) for name, mark in zip(firsts, marks, strict=True)])
    named: dict[str, str] = {}
    for (terms, meanings), name, identity in zip(groups, firsts, ids, strict=True):
        shown = identity or (name if can_be_target(name) else make_id(name))
        named.update(dict.fromkeys(_marks((*terms, *meanings[:1])), shown))
    converter = HtmlConverter(notes, named, address)
    records = []
    for (terms, meanings), identity in zip(groups, ids, strict=True):
        names = list(dict.fromkeys(filter(None, map(_own_name, terms))))
        origin = Origin(source.path, terms[0].sourceline or 0)
        short = [name for term in terms for name in map(words_of, elements(term, "abbr")) if name in names[1:]]
        senses = tuple(Sense(body=converter.blocks(each), origin=origin) for each in meanings)
        record = Record(
            term=names[0],
            senses=senses or (Sense(origin=origin),),
            id=identity,
            aliases=tuple(name for name in names[1:] if name not in short),
            abbreviations=tuple(dict.fromkeys(short)),
            origin=origin,
        )
        records.append(record)
        for mark in _marks(terms):
            notes.keep_address(f"/{PurePath(source.path).name}#{mark}", record)
    return notes.glossary(records, texts)


def _read_page(main: Element, address: str, notes: ImportNotes) -> list[Record]:
    """The entries of a page that is read as Markdown; none where there are fewer than two."""
    trial = ImportNotes(notes.path)
    page = parse_page(HtmlPage(trial, address).blocks(main), notes.path)
    if len(page.records) < _FEWEST:
        return []
    notes.issues += trial.issues
    notes.losses += trial.losses
    return [replace(record, origin=Origin(notes.path)) for record in take_entries(page, notes)]


def _find_address(root: Element) -> str:
    """The address that a page gives as its own, "" for none."""
    links = (link.get("href") or "" for link in elements(root, "link") if link.get("rel") == "canonical")
    return next((link for link in links if link.startswith(("https://", "http://"))), "")
