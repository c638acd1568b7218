"""A page of entries: its title and introduction, and its records."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from glossary_site.issues import Issue, Severity
from glossary_site.language import slugify
from glossary_site.loader.endings import MARKDOWN
from glossary_site.loader.one_file.found import Found, join_blocks, without_indent
from glossary_site.loader.one_file.heads import find_own, is_group
from glossary_site.loader.one_file.labels import take_full_name
from glossary_site.loader.one_file.links import PageLinks, find_inner_anchors
from glossary_site.loader.one_file.names import (
    PageName,
    heading_slug,
    keep_qualifiers,
    parse_name,
    to_text,
    without_numbers,
    without_questions,
)
from glossary_site.loader.one_file.shapes import Section, find_shape
from glossary_site.loader.one_file.tables import is_empty_cell
from glossary_site.loader.one_file.word_lists import mark_words
from glossary_site.markup import Outline, component_text, parse_outline
from glossary_site.records import (
    FIELDS,
    Citation,
    Field,
    FrontMatter,
    Kind,
    Origin,
    Part,
    Record,
    RecordReader,
    Sense,
    split_front_matter,
)
from glossary_site.text.code import find_code
from glossary_site.text.words import split_categories
from glossary_site.values import Frozen, replace
from glossary_site.yaml_text import Node

_FOUND = ("term", "body", "heading")
#: The fields that a column of a table may fill; names, meanings and categories are found by other means.
_COLUMNS = {
    row.full_name: row
    for row in FIELDS
    if row.kind in (Kind.TEXT, Kind.TEXTS, Kind.MARKDOWN, Kind.MARKDOWNS) and row.name not in _FOUND
}
#: A directive of Sphinx outside a fence of code.
_OF_SPHINX = re.compile(r"(?m)^\.\. glossary::")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]]+")
_BREAK = re.compile(r"<br ?/?>")
_SPLIT = re.compile(r"\s*(?:[,;、，；]|<br ?/?>)\s*")
#: The head of a column that numbers the rows.
_ORDINAL = re.compile(r"\W*(?:(?:s|sl|sr|lfd)\W{1,2})?(?:n|no|nr|num|number|nummer)?\W*", re.IGNORECASE)
_STATEMENT = re.compile(
    r"(?m)^(?:import\s[^\n]*\sfrom\s*[\"'][^\n]*|import\s*[\"'][^\n]*|export\s+(?:const|default|function|let)\s[^\n]*)$"
)
_COMPONENT = re.compile(r"</?([A-Z][\w.]*)(?:\s[^<>]*)?/?>")


#: What a part of a page that is passed over is -> its code, its message and a hint.
_PASSED = {
    "a section": (
        "section-unknown",
        "the section '{}' is no entry, so it is left out",
        "move it before the first entry",
    ),
    "a name": ("body-missing", "'{}' has no text, so it is no entry", "write what it means"),
    "text without a name": ("term-missing", "'{}' has no name above or before it, so it is left out", "write the term"),
    "a field": ("field-unknown", "the field '{}' of the front matter is not read", "only the title of a page is"),
    "a component": ("component-unknown", "'{}' is not shown; the text in it is", ""),
}


class Passed(Frozen):
    """A part of a page that is in none of its entries: what it is, its name, its place, and what else it holds."""

    what: str
    name: str
    origin: Origin
    text: str = ""

    @property
    def note(self) -> Issue:
        """The part as an issue."""
        code, message, hint = _PASSED[self.what]
        return Issue(code, Severity.NOTE, message.format(self.name), hint, self.origin.path, self.origin.line)


class GlossaryPage(Frozen):
    """A whole glossary in one file.

    ``introduction`` is the Markdown before its first entry; ``passed`` is what else is in no entry. ``errors`` are why
    it, or a part of it, could not be read.
    """

    title: str
    introduction: str
    records: tuple[Record, ...]
    passed: tuple[Passed, ...]
    errors: tuple[Issue, ...]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The errors, and a note for each part that is passed over."""
        return (*self.errors, *(each.note for each in self.passed))


def parse_page(text: str, path: str, own: Sequence[Field] = ()) -> GlossaryPage:
    """The entries of a Markdown file, in the order of the file. ``own`` are the fields that the author has declared.

    Issues: those of ``split_front_matter`` and ``RecordReader``, ``page-empty`` (no entries), ``section-unknown``
    (note: a section between the entries that is none), ``body-missing`` (note: a name with no text),
    ``term-missing`` (note: a text with no name), ``component-unknown`` (note: an MDX component that is not shown),
    ``field-unknown`` (note: a field in the front matter).
    """
    matter = split_front_matter(text, path)
    issues = list(matter.issues)
    body, components = _without_components(matter.body) if path.lower().endswith(".mdx") else (matter.body, {})
    lines = body.split("\n")
    outline = parse_outline(body)
    shape = find_shape(outline.blocks, lines)
    names = keep_qualifiers(without_questions(without_numbers([parse_name(found.name) for found in shape.entries])))
    entries = list(zip([_with_columns(found, own) for found in shape.entries], names, strict=True))
    if not any(name.term for name in names) and not any(issue.severity is Severity.ERROR for issue in issues):
        message = "no entries are found in this file"
        hint = "write a heading, a bold name, a list item or a table row for each term, or front matter with term: …"
        if _OF_SPHINX.search(body):
            hint = "this is reStructuredText: give the file the ending .rst"
        issues.append(Issue("page-empty", Severity.ERROR, message, hint, path, 1))
    unknown: list[str] = []
    links = _find_links(entries, outline, lines, path, unknown.append)
    categories = split_categories(_category_cell(found) for found in shape.entries)
    reader = RecordReader(path, issues, own)
    records = tuple(
        reader.add_own(record, _own_cells(found, own))
        for found, name in entries
        if name.term
        for record in _read_entry(found, name, links, categories, Origin(path, matter.body_line + found.line))
    )
    introduction = links.rewrite(join_blocks(*("\n".join(lines[each.start : each.end]) for each in shape.introduction)))
    title, heading = _given_title(matter.fields), to_text(shape.title)
    first = next((block.start for block in outline.blocks if block.kind == "heading"), 0)
    passed = (
        *([("a section", heading, first)] if title and not (heading == title or is_group(heading)) else []),
        *(_list_unread_fields(matter) if records else ()),
        *(("a component", name, line) for name, line in components.items()),
        *(("a component", name, _find_line(lines, name)) for name in dict.fromkeys(unknown)),
        *(("text without a name", _join_cells(found), found.line) for found, name in entries if not name.term),
        *(("a name", to_text(found.name), found.line) for found in shape.empty),
    )
    parts = (
        *(_pass_section(section, lines, path, matter.body_line) for section in shape.left_out),
        *(Passed(what, name, Origin(path, matter.body_line + line)) for what, name, line in passed),
    )
    return GlossaryPage(title or heading, introduction, records, parts, tuple(issues))


def _join_cells(found: Found) -> str:
    """The text of an entry without a name, and what is in its other columns."""
    columns = (text for _, text in (*found.fields, *found.unread))
    return " ".join(filter(None, map(to_text, (found.text, *columns))))


def _find_line(lines: Sequence[str], name: str) -> int:
    """The first line that has a name in it."""
    return next((number for number, line in enumerate(lines) if name in line), 0)


def _pass_section(section: Section, lines: Sequence[str], path: str, body_line: int) -> Passed:
    """A section that is no entry."""
    first, last = section.blocks[0], section.blocks[-1]
    origin, text = Origin(path, body_line + first.start), "\n".join(lines[first.start : last.end])
    if section.name:
        return Passed("a section", section.name, origin, text)
    return Passed("text without a name", to_text(first.source) or text, origin, text)


def _with_columns(found: Found, own: Sequence[Field]) -> Found:
    """An entry with what is in columns of no known field under its text, each with the head of its column.

    Columns of the author's ``own`` fields are left.
    """
    owned = tuple(column for column in found.unread if find_own(column[0], own))
    lines = (
        f"- **{label}**: {cell}" if (label := to_text(head)) else f"- {cell}"
        for head, cell in found.unread
        if (head, cell) not in owned and not (is_empty_cell(cell) or (cell.isdecimal() and _ORDINAL.fullmatch(head)))
    )
    return replace(found, text=join_blocks(found.text, "\n".join(lines)), unread=owned) if found.unread else found


def _list_unread_fields(matter: FrontMatter) -> Iterator[tuple[str, str, int]]:
    """The fields in the front matter of a page but its title, each with its text; lines count from below it."""
    fields = matter.fields.value if matter.fields and isinstance(matter.fields.value, dict) else {}
    for name, node in fields.items():
        parts = node.value if isinstance(node.value, tuple) else (node,)
        text = ", ".join(part.value for part in parts if isinstance(part.value, str))
        if name != "title":
            yield "a field", f"{name}: {' '.join(text.split())}", node.line - matter.body_line


def _given_title(fields: Node | None) -> str:
    """The title in the front matter of a page, "" without one."""
    title = fields.value.get("title") if fields and isinstance(fields.value, dict) else None
    return to_text(title.value) if title and isinstance(title.value, str) else ""


def parse_glossary(text: str, path: str, own: Sequence[Field] = ()) -> GlossaryPage:
    """The entries of a file that is a whole glossary, in Markdown or plain text. Issues: those of ``parse_page``."""
    is_markdown = PurePath(path).suffix.lower() in MARKDOWN
    return parse_page(text if is_markdown else mark_words(text), path, own)


def is_word_list(text: str, least: int = 2) -> bool:
    """Whether a plain text is a list of words, or Markdown, with at ``least`` so many entries."""
    return len(parse_page(mark_words(text), "").records) >= least


def parse_glossary_file(
    text: str, path: str, own: Sequence[Field] = ()
) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """The records of a file that is a whole glossary, and its issues, which are those of ``parse_page``."""
    page = parse_glossary(text, path, own)
    return page.records, page.issues


def find_page_names(text: str) -> Iterator[Mapping[str, tuple[str, ...]]]:
    """The names of the entries in a text of which no more can be read."""
    for record in parse_page(text, "").records:
        yield {"term": (record.term,), "aliases": record.aliases, "abbreviations": record.abbreviations}


def _category_cell(found: Found) -> str:
    """The text of an entry's cell in the column of categories, "" where there is none."""
    return next((to_text(value) for field, value in found.fields if field == "category"), "")


def _read_entry(
    found: Found, name: PageName, links: PageLinks, categories: Mapping[str, tuple[str, ...]], origin: Origin
) -> Iterator[Record]:
    """The record of an entry and those that translate it, whose ids have their language before its id."""
    record = _record(found, name, links, categories, origin)
    if not found.translations:
        yield record
        return
    own = record.id or slugify(record.term)
    identity = f"{found.language}/{own}" if found.language and own else own
    yield replace(record, id=identity.lower(), language=found.language)
    category = tuple((field, text) for field, text in found.fields if field == "category")
    for each in found.translations:
        other = replace(found, name=each.name, text=each.text, others=(), fields=category)
        yield replace(
            _record(other, parse_name(each.name), links, categories, origin),
            id=f"{each.language}/{own}".lower() if own else "",
            language=each.language,
            translation_of=identity.lower(),
        )


def _record(
    found: Found, name: PageName, links: PageLinks, categories: Mapping[str, tuple[str, ...]], origin: Origin
) -> Record:
    """The record of an entry at ``origin``; ``categories`` are those that each cell names."""
    others = [parse_name(each) for each in found.others]
    found, full = take_full_name(found, name)
    of_record, of_sense, citation = (
        _read_columns(found.fields, part, links) for part in (Part.RECORD, Part.SENSE, Part.SOURCE)
    )
    aliases = (*name.aliases, *full, *(each.term for each in others), *of_record.pop("aliases", ()))
    short = (*name.abbreviations, *(part for each in others for part in each.abbreviations))
    short = (*short, *of_record.pop("abbreviations", ()))
    of_record.setdefault("part_of_speech", name.part_of_speech)
    of_record["related"] = _unique(of_record.get("related", ()), name.term)
    return Record(
        term=name.term,
        senses=(
            Sense(
                categories=(group,) if (group := to_text(found.group)) else categories[_category_cell(found)],
                body=links.rewrite(without_indent(found.text)),
                source=Citation(**citation) if citation else None,
                origin=origin,
                body_line=origin.line - found.line + found.text_line + _leading_lines(found.text),
                **of_sense,
            ),
        ),
        id=_own_id(name),
        aliases=_unique(aliases, name.term),
        abbreviations=_unique(short, name.term),
        origin=origin,
        **of_record,
    )


def _own_cells(found: Found, own: Sequence[Field]) -> dict[str, Node]:
    """The cells in columns of the author's own fields, by the names of these."""
    cells = ((find_own(head, own), to_text(text)) for head, text in found.unread)
    return {
        row.name: Node(
            tuple(Node(each, found.line) for each in _SPLIT.split(text)) if row.is_list else text, found.line
        )
        for row, text in cells
        if row is not None
    }


def _read_columns(columns: Iterable[tuple[str, str]], part: Part, links: PageLinks) -> dict[str, Any]:
    """The values in further columns of a table, by the fields of a record, of its sense or of its source."""
    found = ((_COLUMNS[name], text) for name, text in columns if name in _COLUMNS)
    return {row.name: value for row, text in found if row.part is part and (value := _read_cell(row, text, links))}


def _read_cell(row: Field, text: str, links: PageLinks) -> str | tuple[str, ...]:
    match row.kind:
        case Kind.TEXTS:
            return tuple(dict.fromkeys(filter(None, _SPLIT.split(to_text(text)))))
        case Kind.MARKDOWN:
            return links.rewrite(_BREAK.sub("\n\n", text))
        case Kind.MARKDOWNS:
            return (links.rewrite(_BREAK.sub("\n\n", text)),)
    if row.full_name == "source.url":
        return address[0] if (address := _ADDRESS.search(text)) else ""
    return to_text(text)


def _unique(names: Sequence[str], term: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name and name != term))


def _leading_lines(text: str) -> int:
    return text[: len(text) - len(text.lstrip("\n"))].count("\n")


def _own_id(name: PageName) -> str:
    """The first anchor of an entry that can be an id; "" where its name gives the same one."""
    own = next((anchor.lower() for anchor in name.anchors if slugify(anchor) == anchor.lower()), "")
    return "" if own == slugify(name.term) else own


def _find_links(
    entries: Collection[tuple[Found, PageName]],
    outline: Outline,
    lines: Sequence[str],
    path: str,
    add_unknown: Callable[[str], None],
) -> PageLinks:
    anchors: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for found, name in entries:
        target = _own_id(name) or name.term
        for anchor in (*name.anchors, heading_slug(found.name), slugify(name.term)):
            anchors.setdefault(anchor.lower(), target)
        others = [parse_name(each).term for each in found.others]
        for each in (name.term, to_text(found.name), *others, *name.abbreviations, *name.aliases):
            by_name.setdefault(each.lower(), target)
    for found, name in entries:
        for anchor in find_inner_anchors(found.text):
            anchors.setdefault(anchor, _own_id(name) or name.term)
    # Last, one of the names in a heading, which authors take for its anchor: "#ram" for "Random access memory (RAM)".
    for each, target in by_name.items():
        anchors.setdefault(heading_slug(each), target)
    notes = {
        label[1]: "\n".join(lines[block.start : block.end]).strip("\n")
        for block in outline.blocks
        if block.kind == "footnote_reference" and (label := re.match(r"\s*\[\^([^\]]+)\]:", lines[block.start]))
    }
    return PageLinks(anchors, by_name, outline.links, notes, PurePath(path).stem, add_unknown)


def _without_components(text: str) -> tuple[str, dict[str, int]]:
    """MDX without its statements and component tags, and the components with the line (from 0) of the first of each.

    Every line stays where it is.
    """
    found: dict[str, int] = {}
    code = find_code(text)

    def is_code(place: int) -> bool:
        return any(start <= place < end for start, end in code)

    def drop_component(tag: re.Match[str]) -> str:
        if is_code(tag.start()):
            return tag[0]
        if shown := component_text(tag):
            return shown
        found.setdefault(tag[1], text.count("\n", 0, tag.start()))
        return "\n" * tag[0].count("\n")

    text = _STATEMENT.sub(lambda each: each[0] if is_code(each.start()) else "", text)
    code = find_code(text)
    return _COMPONENT.sub(drop_component, text), found
