"""Terms in AsciiDoc: labelled lists, ``term:: meaning``; in a file without any, its tables, headings and bold names.

https://docs.asciidoctor.org/asciidoc/latest/sections/glossary/
"""

import re
from collections.abc import Iterator, Sequence

from glossary_site.formats.asciidoc_blocks import (
    DIRECTIVE,
    LABEL,
    AsciiDocBlocks,
    Line,
    close_fence,
    is_fence,
    is_skipped,
    starts_paragraph,
)
from glossary_site.formats.asciidoc_inline import AsciiDocInline
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource, distinct_ids, make_id
from glossary_site.formats.markdown_page import take_entries
from glossary_site.formats.unkept import cut_around
from glossary_site.loader import parse_page
from glossary_site.markup import can_be_target, parse_definition
from glossary_site.records import Origin, Record, Sense
from glossary_site.values import Frozen, replace

_ANCHORS = re.compile(
    r"\[\[([^\[\],]{1,200})[^\[\]]{0,200}\]\]|anchor:([^\s\[\]]{1,200})\[[^\]]{0,200}\]|\[#([\w:.-]{1,200})\]"
)
_SETTING = re.compile(r":([\w-]+):[ \t]*(.*)$")
#: A mark of an entry, which a legend explains; a power has no space before it.
_RAISED = re.compile(r"\s\^([^\s^]+)\^")
#: Lines that show nothing: anchors, styles, marks of blocks.
_UNSEEN = re.compile(r"\[.*\][ \t]*$|[^\w\s]+$")
_HEADING = re.compile(r"={1,6}[ \t]+(\S.*)$")


class _Entry(Frozen):
    """The labels of one meaning, as written, and the lines of that. ``category``: the section that it is in."""

    labels: tuple[Line, ...]
    lines: tuple[Line, ...]
    category: str


def _entries(lines: Sequence[Line]) -> Iterator[_Entry]:
    """The entries of every labelled list that is in no other block."""
    labels: list[Line] = []
    body: list[Line] = []
    anchors = mark = category = ""
    place = 0
    while place <= len(lines):
        line = lines[place] if place < len(lines) else Line("= End", 0)
        heading = _HEADING.match(line.text)
        label = None if heading or is_skipped(line.text) else LABEL.match(line.text)
        is_anchor = _ANCHORS.fullmatch(line.text.strip()) is not None
        is_next = label is not None and label["mark"] == mark and _has_text(body)
        is_apart = bool(body) and not body[-1].text.strip() and starts_paragraph(line.text)
        ends = heading or is_anchor or (is_apart and _has_text(body))
        if labels and (ends or is_next):
            yield _Entry(tuple(labels), tuple(body), category)
            labels, body = [], []
            mark = "" if ends else mark
        if is_anchor:
            anchors += line.text
        elif heading:
            category = heading[1]
        elif label and label["mark"] == (mark or label["mark"]):
            mark = label["mark"]
            labels.append(Line(anchors + label["term"], line.number))
            body = [Line(label["text"] or "", line.number)]
            anchors = ""
        elif is_fence(line.text):
            end = min(close_fence(lines, place) + 1, len(lines))
            body += lines[place:end]
            place = end
            continue
        else:
            body.append(line)
        place += 1


def _has_text(lines: Sequence[Line]) -> bool:
    return any(line.text.strip() and not is_skipped(line.text) for line in lines)


def _read_attributes(lines: Sequence[Line]) -> dict[str, str]:
    return {found[1]: found[2].strip() for line in lines if (found := _SETTING.match(line.text))}


def _to_page(lines: Sequence[Line], inline: AsciiDocInline, blocks: AsciiDocBlocks) -> str:
    """A document without labelled lists as Markdown: its headings, and the blocks between them."""
    parts: list[str] = []
    section: list[Line] = []
    for line in (*lines, Line("= End", 0)):
        heading = _HEADING.match(line.text)
        if not heading:
            section.append(line)
            continue
        name = inline.convert(heading[1], line.number)
        parts += [blocks.convert(section), "#" * line.text.index(" ") + " " + name]
        section = []
    return "\n\n".join(filter(None, parts[:-1])) + "\n"


def read_asciidoc(source: ImportSource) -> ImportedGlossary:
    """A record for each entry of the labelled lists; of labels one above the other, all but the first are aliases.

    ``<<anchor>>`` becomes a reference. A section is the category of its entries where several have some. In a file
    without labelled lists, the tables, headings and bold names are read as those of a Markdown page are. Issues:
    ``file-encoding``, ``asciidoc-empty``.
    """
    notes = ImportNotes(source.path)
    texts = source.decode(notes).replace("\r\n", "\n").split("\n")
    lines = [Line(text, number) for number, text in enumerate(texts, 1)]
    entries = list(_entries(lines))
    targets: dict[str, str] = {}
    inline = AsciiDocInline(notes, lambda anchor: targets.get(_anchor_key(anchor)), _read_attributes(lines))
    blocks = AsciiDocBlocks(inline)
    if not entries and not notes.issues:
        page = parse_page(_to_page(lines, inline, blocks), source.path)
        if len(page.records) < 2:
            message = "there is no labelled list, no table of terms and no heading with a text in the file"
            notes.add_error("asciidoc-empty", message, "such as term:: meaning")
            return notes.glossary()
        return notes.glossary(replace(record, origin=Origin(source.path)) for record in take_entries(page, notes))
    names = [[_plain(inline, label) for label in entry.labels] for entry in entries]
    marks = [[anchor for label in entry.labels for anchor in _find_anchors(label.text)] for entry in entries]
    ids = distinct_ids([(name[0], "", next(iter(mark), "")) for name, mark in zip(names, marks, strict=True)])
    for entry_names, anchors, identity in zip(names, marks, ids, strict=True):
        target = identity or (entry_names[0] if can_be_target(entry_names[0]) else make_id(entry_names[0]))
        targets |= {_anchor_key(each): target for each in (*entry_names, *anchors)}
    sections = {entry.category for entry in entries if len(entry.category) > 1}
    records = []
    for entry, entry_names, identity in zip(entries, names, ids, strict=True):
        origin = Origin(source.path, entry.labels[0].number)
        category = _plain(inline, Line(entry.category, origin.line)) if len(sections) > 1 else ""
        sense = Sense(
            categories=(category,) if category else (),
            body=blocks.convert_item(entry.lines[0], entry.lines[1:]),
            origin=origin,
        )
        aliases = tuple(dict.fromkeys(name for name in entry_names[1:] if name != entry_names[0]))
        records.append(Record(term=entry_names[0], senses=(sense,), id=identity, aliases=aliases, origin=origin))
    return notes.glossary(records, cut_around(_list_around(lines, entries, blocks)))


def _list_around(lines: Sequence[Line], entries: Sequence[_Entry], blocks: AsciiDocBlocks) -> Iterator[tuple[int, str]]:
    """Number and text of the lines in no entry; what is not shown is empty."""
    inside = {line.number for entry in entries for line in (*entry.labels, *entry.lines)}
    for line in lines:
        if line.number in inside or is_skipped(line.text) or _UNSEEN.match(line.text):
            yield line.number, ""
        elif found := DIRECTIVE.match(line.text):
            blocks.directive(found, line.number)
            yield line.number, ""
        else:
            heading = _HEADING.match(line.text)
            yield line.number, heading[1] if heading else line.text


def _anchor_key(text: str) -> str:
    return " ".join(text.split()).lower()


def _find_anchors(text: str) -> list[str]:
    return [next(filter(None, found)) for found in _ANCHORS.findall(text)]


def _plain(inline: AsciiDocInline, label: Line) -> str:
    """A label as text, without the raised marks after it."""
    text = label.text
    for mark in _RAISED.findall(text):
        inline.notes.count_loss("a raised mark after a name is not kept", mark, label.number)
    return " ".join(parse_definition(inline.convert(_RAISED.sub("", text), label.number)).text.split())
