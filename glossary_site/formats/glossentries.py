"""Entries of DocBook 4 and 5 (``glossentry``) and of DITA (``glossentry``, ``glossgroup``).

Their prose is converted as that of HTML: each element has the name there that is nearest to it.
https://tdg.docbook.org/tdg/5.2/glossentry, https://docs.oasis-open.org/dita/dita/v1.3/
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from glossary_site.formats.html_markdown import HtmlConverter
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource, distinct_ids, make_id
from glossary_site.formats.unkept import SourceText
from glossary_site.formats.xml_text import (
    Element,
    elements,
    joined_text,
    list_texts,
    local_name,
    parse_xml,
    put_text,
    rename_elements,
)
from glossary_site.markup import can_be_target
from glossary_site.records import Origin, Record, Sense
from glossary_site.values import Frozen, replace

_CODE = (
    "literal filename command varname code constant function option userinput computeroutput parameter classname envar "
    "property replaceable systemitem package methodname type tag sgmltag prompt codeph filepath cmdname apiname "
    "msgph systemoutput userinput xmlelement xmlatt parmname"
).split()
#: Element of DocBook or DITA -> element of HTML; the others keep their name.
_HTML: Mapping[str, str] = {
    **dict.fromkeys(_CODE, "code"),
    **dict.fromkeys(("para", "simpara", "formalpara"), "p"),
    **dict.fromkeys(("programlisting", "screen", "literallayout", "synopsis", "codeblock", "msgblock"), "pre"),
    **dict.fromkeys(("note", "tip", "important", "warning", "caution", "lq"), "blockquote"),
    **dict.fromkeys(("uicontrol", "guilabel", "guibutton", "guimenu", "title", "wintitle"), "strong"),
    "itemizedlist": "ul",
    "simplelist": "ul",
    "orderedlist": "ol",
    "listitem": "li",
    "member": "li",
    "variablelist": "ul",
    "varlistentry": "li",
    "emphasis": "em",
    "firstterm": "em",
    "citetitle": "cite",
    **dict.fromkeys(("informaltable", "simpletable"), "table"),
    **dict.fromkeys(("row", "strow", "sthead"), "tr"),
    **dict.fromkeys(("entry", "stentry"), "td"),
    "superscript": "sup",
    "subscript": "sub",
}
_LINKS = ("glossterm", "firstterm", "link", "ulink", "xref", "term", "abbreviated-form")
_TARGETS = ("linkend", "url", "href", "{http://www.w3.org/1999/xlink}href", "keyref", "baseform")
_SHORT = ("acronym", "abbrev", "glossAcronym", "glossAbbreviation")
_OTHER = ("glossSynonym", "glossShortForm", "glossSurfaceForm")
_SYMBOL, _PART_OF_SPEECH = "glossSymbol", "glossPartOfSpeech"
_USAGE = ("glossUsage", "glossScopeNote")
_SEEN_ALSO = ("glossseealso", "glosssee")
#: Elements that are not shown.
_UNSEEN = ("indexterm", "remark", "data", "draft-comment")
#: Elements whose attribute has their text.
_VALUED = (_PART_OF_SPEECH, "glossStatus")
#: Elements of an entry that hold others.
_HOLDERS = ("glossBody", "glossAlt")
_READ = frozenset(("glossterm", "glossdef", *_SHORT, *_OTHER, *_USAGE, *_SEEN_ALSO, _SYMBOL, _PART_OF_SPEECH))
#: People write glossacronym for glossAcronym.
_SPELLINGS = {name.lower(): name for name in (*_HOLDERS, *_READ)}
_ID = ("id", "{http://www.w3.org/XML/1998/namespace}id")
_IN_BRACKETS = re.compile(r"\s*\(\s*\)")


class _Entry(Frozen):
    """An entry with the parts of it, in order; ``marks`` are what links lead to it by, ``path`` is its file."""

    element: Element
    parts: tuple[Element, ...]
    marks: tuple[str, ...]
    path: str
    name: str
    short: tuple[str, ...]

    def named(self, *names: str) -> list[Element]:
        """The parts with one of these names."""
        return [part for part in self.parts if local_name(part) in names]


def _parts(entry: Element) -> Iterator[Element]:
    for child in entry:
        if local_name(child) in _HOLDERS:
            yield from _parts(child)
        else:
            yield child


def _identity(element: Element) -> str:
    return next((value for name in _ID if (value := element.get(name))), "")


def _read_files(source: ImportSource, notes: ImportNotes) -> Iterator[tuple[Element, str]]:
    """The root of each file, with its path."""
    for file in source.read_files((".dita",), notes):
        root, found = parse_xml(file.raw, file.path)
        notes.issues += found
        if root is not None:
            rename_elements(root, _SPELLINGS)
            yield root, file.path


def _entries(root: Element, path: str) -> Iterator[_Entry]:
    found = list(root.iter("{*}glossentry"))
    for element in found:
        marks = [_identity(each) for each in (element, *element) if _identity(each)]
        if len(found) == 1:
            marks.append(Path(path).stem)
        parts = tuple(_parts(element))
        name, short = _read_name(parts)
        yield _Entry(element, parts, tuple(marks), path, name, short)


def _read_name(parts: Iterable[Element]) -> tuple[str, tuple[str, ...]]:
    """The name of an entry, and the abbreviations beside and within it: ``Bread of Spelt (<abbrev>BoS</abbrev>)``."""
    first = next((part for part in parts if local_name(part) == "glossterm"), None)
    if first is None:
        return "", ()
    name = joined_text(first)
    inside = [joined_text(each) for kind in _SHORT for each in elements(first, kind)]
    for each in inside:
        name = _IN_BRACKETS.sub("", name.replace(f"({each})", "()")) or name
    beside = [joined_text(part) for part in parts if local_name(part) in _SHORT]
    return name, tuple(dict.fromkeys(each for each in (*inside, *beside) if each and each != name))


def _category(element: Element) -> str:
    """The title of the division that an entry is in; a letter is none."""
    division = next(element.iterancestors("{*}glossdiv"), None)
    title = (
        next((joined_text(each) for each in division if local_name(each) == "title"), "")
        if division is not None
        else ""
    )
    return title if len(title) > 1 else ""


def _key(address: str) -> str:
    """What a link leads to, without its file and the topic around it: ``bread.dita#topic/bread`` is ``bread``."""
    last = re.split(r"[#/]", address)[-1]
    return " ".join(last.removesuffix(".dita").split()).lower()


def _to_html(root: Element, shown: Mapping[str, str]) -> None:
    """Give the elements of prose the names that they have in HTML; ``shown`` is what a link without a text shows."""
    for element in list(root.iterdescendants("*")):
        name = local_name(element)
        if name in _SEEN_ALSO:
            continue
        if name in ("footnote", "fn"):
            put_text(element, f" ({joined_text(element)}){element.tail or ''}")
            continue
        if name in ("imagedata", "image"):
            _to_picture(element)
            continue
        target = next((value for each in _TARGETS if (value := element.get(each))), "")
        if name in _LINKS and (target or name in ("glossterm", "firstterm")):
            key = _key(target or joined_text(element))
            is_address = "://" in target or target.startswith("mailto:")
            if not is_address and not target and key not in shown:
                element.tag = "em"
                continue
            element.text = element.text or (None if len(element) else shown.get(key, target))
            element.tag = "a"
            element.set("href", target if is_address else f"#{key}")
        elif name == "term":
            element.tag = "strong"
            element.tail = f" {element.tail or ''}"
        elif name in ("quote", "q"):
            element.text, element.tail = f"“{element.text or ''}", f"”{element.tail or ''}"
            element.tag = "span"
        elif name == "listitem" and local_name(element.getparent()) == "varlistentry":  # type: ignore[arg-type]
            element.tag = "div"
        elif name == "emphasis" and element.get("role") in ("bold", "strong"):
            element.tag = "strong"
        else:
            element.tag = _HTML.get(name, name)


def _to_picture(element: Element) -> None:
    """Give a picture the address and the text that it has in HTML."""
    above = next(element.iterancestors("{*}mediaobject", "{*}inlinemediaobject"), element)
    texts = [each for name in ("textobject", "alt") for each in elements(above, name)]
    element.tag = "img"
    element.set("src", element.get("fileref") or element.get("href") or "")
    element.set("alt", " ".join(filter(None, map(joined_text, texts))))
    for each in texts:
        put_text(each, each.tail or "")


class _Reader:
    """Makes records of entries; ``lost`` counts the parts that are not kept, by name."""

    def __init__(self, notes: ImportNotes, entries: list[_Entry]) -> None:
        self.notes, self.entries = notes, entries
        marks = [next(iter(entry.marks), "") for entry in entries]
        self.ids = distinct_ids([(entry.name, "", mark) for entry, mark in zip(entries, marks, strict=True)])
        self.targets: dict[str, str] = {}
        shown: dict[str, str] = {}
        for entry, identity in zip(entries, self.ids, strict=True):
            target = identity or (entry.name if can_be_target(entry.name) else make_id(entry.name))
            for key in map(_key, (*entry.marks, entry.name, *entry.short)):
                self.targets[key], shown[key] = target, entry.name
        self.categories = [_category(entry.element) for entry in entries]
        for entry in entries:
            for part in entry.parts:
                _to_html(part, shown)
        self.converter = HtmlConverter(notes, self.targets)

    def records(self) -> Iterator[Record]:
        """A record for each entry."""
        for entry, identity, category in zip(self.entries, self.ids, self.categories, strict=True):
            if entry.name:
                yield self.record(entry, identity, category if len(set(self.categories)) > 1 else "")
            else:
                self.notes.add_error("term-missing", "an entry has no name", "", entry.element.sourceline or 0)

    def record(self, entry: _Entry, identity: str, category: str) -> Record:
        """The record of one entry."""
        origin = Origin(entry.path, entry.element.sourceline or 0)
        meanings = entry.named("glossdef")
        seen = [each for part in entry.parts for each in part.iter() if local_name(each) in _SEEN_ALSO]
        related = dict.fromkeys(target for each in seen if (target := self.target(each)))
        bodies = []
        for meaning in meanings:
            for each in [each for each in seen if each.getparent() is meaning]:
                put_text(each, each.tail or "")
            bodies.append(self.converter.blocks(meaning))
        usage = "\n\n".join(filter(None, (self.converter.blocks(each) for each in entry.named(*_USAGE))))
        if not meanings and related:
            # An entry that only leads to another.
            bodies = ["→ " + ", ".join(self.notes.make_reference(target, target) for target in related)]
        symbols = [text for each in entry.named(_SYMBOL) if (text := joined_text(each)) != entry.name]
        parts = [joined_text(each) or each.get("value", "") for each in entry.named(_PART_OF_SPEECH)]
        for part in entry.parts:
            name = local_name(part)
            if name and name not in _READ and joined_text(part):
                self.notes.of_file(entry.path).count_loss(
                    f"'{name}' is not kept", joined_text(part), part.sourceline or 0
                )
        other = [joined_text(each) for each in (*entry.named("glossterm")[1:], *entry.named(*_OTHER))]
        categories = (category,) if category else ()
        senses = [Sense(categories=categories, body=body, origin=origin) for body in bodies or ("",)]
        return Record(
            term=entry.name,
            senses=(replace(senses[0], usage=usage), *senses[1:]),
            id=identity,
            aliases=tuple(dict.fromkeys(name for name in (*other, *symbols[1:]) if name and name != entry.name)),
            abbreviations=entry.short,
            part_of_speech=next(iter(parts), ""),
            symbol=next(iter(symbols), ""),
            related=tuple(related),
            origin=origin,
        )

    def target(self, element: Element) -> str:
        """The entry that ``see`` or ``see also`` leads to; a loss where there is none."""
        key = _key(element.get("otherterm") or joined_text(element))
        if key not in self.targets:
            named = element.get("otherterm") or joined_text(element)
            self.notes.count_loss("what an entry refers to is no entry", named, element.sourceline or 0, "references")
        return self.targets.get(key, "")


def read_glossentries(source: ImportSource) -> ImportedGlossary:
    """A record for each entry of a file, or of a folder of DITA files; each definition is a sense.

    Links to other entries become references. Issues: those of ``parse_xml``, ``glossentry-none``,
    ``term-missing``.
    """
    notes = ImportNotes(source.path)
    roots = list(_read_files(source, notes))
    texts = [text for root, path in roots for text in _list_texts(root, path)]
    for root, _ in roots:
        _drop_unseen(root)
    entries = [entry for root, path in roots for entry in _entries(root, path)]
    if not entries and not notes.issues:
        hint = "XML that is read: DocBook and DITA (<glossentry>), TBX, SKOS in RDF"
        notes.add_error("glossentry-none", "there is no <glossentry> in the file", hint)
    return notes.glossary(list(_Reader(notes, entries).records()), texts)


def _drop_unseen(root: Element) -> None:
    """Take out what a page does not show."""
    for element in [each for name in _UNSEEN for each in elements(root, name)]:
        put_text(element, element.tail or "")


def _list_texts(root: Element, path: str) -> Iterator[SourceText]:
    """The texts of a file, and what its attributes give beside them."""
    yield from list_texts(root, path, "glossentry")
    for element in root.iter("*"):
        name = local_name(element)
        text = element.get("value", "") if name in _VALUED else element.get("subject", "")
        if text:
            yield SourceText(f"'{name}' is not kept", text, element.sourceline or 0, path)
