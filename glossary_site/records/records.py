"""The record schema: what an entry says, whichever of the three ways it was written in.

The public YAML shape is documented in the README; ``parse_records`` and ``format_record`` are its two directions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from sys import intern

from glossary_site.issues import Issue, Severity
from glossary_site.language import is_language
from glossary_site.values import compact
from glossary_site.yaml_text import Node, Plain, format_yaml, parse_yaml

STATUSES = ("current", "draft", "deprecated", "superseded")

#: Which automatic links an entry takes part in: ``outgoing`` from its text, ``incoming`` from other entries' texts.
AUTOLINKS = ("both", "outgoing", "incoming", "none")

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_date(text: str) -> bool:
    """Whether ``text`` is a day of the calendar such as 2026-03-31."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@compact
@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sense comes from: a file and line of glossary text, or a title with an address."""

    file: str = ""
    line: int = 0
    title: str = ""
    url: str = ""


@compact
@dataclass(frozen=True, slots=True)
class Origin:
    """The file and line (from 1) where an entry is written."""

    path: str = ""
    line: int = 0


@compact
@dataclass(frozen=True, slots=True)
class Sense:
    """One definition of a term in one category. ``definition`` is one plain sentence, ``body`` is Markdown."""

    category: str = ""
    definition: str = ""
    body: str = ""
    keywords: tuple[str, ...] = ()
    heading: str = ""
    source: Citation | None = None
    origin: Origin = Origin()
    body_line: int = 0


@compact
@dataclass(frozen=True, slots=True)
class Record:
    """One entry parsed. ``id`` is "" until the author or the glossary gives one; names are plain text.

    ``related``, ``broader``, ``narrower`` and ``replaced_by`` name other terms; ``reading`` is what the term is sorted
    by where its spelling does not say (kana, pinyin). ``language`` is a BCP 47 tag, "" for the site's own;
    ``translation_of`` is the id of the entry that this one says in its language, ``translated_from`` the
    ``source_mark`` of the text it was made from. ``updated`` is the day on which its author last changed what it says,
    such as 2026-03-31.
    """

    term: str
    senses: tuple[Sense, ...]
    id: str = ""
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    status: str = "current"
    replaced_by: str = ""
    related: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    reading: str = ""
    autolink: str = "both"
    language: str = ""
    translation_of: str = ""
    translated_from: str = ""
    updated: str = ""
    origin: Origin = Origin()


_SENSE_FIELDS = ("category", "definition", "body", "keywords", "heading", "source")
_RELATION_FIELDS = ("related", "broader", "narrower")
_HEAD_FIELDS = ("term", "id", "aliases", "abbreviations", "status", "replaced_by")
_LAST_FIELDS = ("reading", "autolink", "language", "translation_of", "translated_from", "updated", "senses")
_RECORD_FIELDS = (*_HEAD_FIELDS, *_RELATION_FIELDS, *_LAST_FIELDS)
_SOURCE_FIELDS = tuple(field.name for field in fields(Citation))


class _Fields:
    """One mapping of fields, read with issues that name file and line."""

    def __init__(self, items: Mapping[str, Node], path: str, line: int, issues: list[Issue]) -> None:
        self.items, self.path, self.line, self.issues = items, path, line, issues

    def fail(self, code: str, message: str, hint: str = "", line: int = 0) -> None:
        self.issues.append(Issue(code, Severity.ERROR, message, hint, self.path, line or self.line))

    def only(self, known: tuple[str, ...], what: str) -> None:
        # The nearest name takes a while to find, and nobody mends a hundred fields one by one.
        for name in [name for name in self.items if name not in known][:100]:
            near = get_close_matches(name[:40].lower(), known, n=1, cutoff=0.5)
            hint = f"did you mean '{near[0]}'?" if near else f"the fields are {', '.join(known)}"
            self.fail("unknown-field", f"{what} has no field '{name}'", hint, self.items[name].line)

    def text(self, name: str) -> str:
        node = self.items.get(name)
        if node is None:
            return ""
        if not isinstance(node.value, str):
            self.fail("field-type", f"'{name}' must be text", f"write {name}: some text", node.line)
            return ""
        return node.value.strip("\n") if name == "body" else " ".join(node.value.split())

    def line_of(self, name: str) -> int:
        node = self.items.get(name)
        return node.line if node else self.line

    def body_line(self) -> int:
        """The line that the body's first written line stands on."""
        node = self.items.get("body")
        if node is None or not isinstance(node.value, str):
            return self.line
        return node.line + node.is_block + len(node.value) - len(node.value.lstrip("\n"))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one. Empty and repeated ones go."""
        node = self.items.get(name)
        if node is None:
            return ()
        nodes = node.value if isinstance(node.value, tuple) else (node,)
        found: list[str] = []
        for each in nodes:
            if isinstance(each.value, str):
                found.append(" ".join(each.value.split()))
            else:
                self.fail("field-type", f"'{name}' must be a list of texts", f"write {name}: [one, two]", each.line)
        return tuple(dict.fromkeys(text for text in found if text))

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        text = self.text(name)
        if text and text not in choices:
            near = get_close_matches(text, choices, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(choices)}"
            self.fail("field-value", f"'{name}' cannot be '{text}'", hint, self.line_of(name))
            return choices[0]
        return text or choices[0]

    def language(self) -> str:
        text = self.text("language")
        if text and not is_language(text):
            self.fail("field-value", f"'language' cannot be '{text}'", "such as de or pt-BR", self.line_of("language"))
            return ""
        return text

    def date(self, name: str) -> str:
        text = self.text(name)
        if text and not is_date(text):
            self.fail("field-value", f"'{name}' cannot be '{text}'", "a day such as 2026-03-31", self.line_of(name))
            return ""
        return text

    def citation(self) -> Citation | None:
        node = self.items.get("source")
        if node is None:
            return None
        if isinstance(node.value, str):
            title = self.text("source")
            return Citation(title=title) if title else None
        if not isinstance(node.value, dict):
            self.fail("field-type", "'source' must be fields", "write file and line, or title and url", node.line)
            return None
        inner = _Fields(node.value, self.path, node.line, self.issues)
        inner.only(_SOURCE_FIELDS, "a source")
        line = inner.text("line")
        if line and not (line.isascii() and line.isdigit()):
            inner.fail("field-type", "'line' must be a whole number", "such as line: 12", inner.line_of("line"))
            line = ""
        return Citation(inner.text("file"), int(line[:9] or 0), inner.text("title"), inner.text("url"))

    def sense(self) -> Sense:
        return Sense(
            category=intern(self.text("category")),  # of many entries
            definition=self.text("definition"),
            body=self.text("body"),
            keywords=self.texts("keywords"),
            heading=self.text("heading"),
            source=self.citation(),
            origin=Origin(self.path, self.line),
            body_line=self.body_line(),
        )


def _parse_senses(fields_: _Fields) -> tuple[Sense, ...]:
    node = fields_.items.get("senses")
    if node is None or node.value in ("", ()):
        return (fields_.sense(),)
    twice = [name for name in _SENSE_FIELDS if name in fields_.items]
    if twice:
        fields_.fail(
            "senses-twice",
            f"'{twice[0]}' stands beside 'senses'",
            "put it inside a sense",
            fields_.line_of(twice[0]),
        )
    if not isinstance(node.value, tuple):
        fields_.fail("field-type", "'senses' must be a list", "start each sense with '- '", node.line)
        return ()
    senses: list[Sense] = []
    for each in node.value:
        if isinstance(each.value, dict):
            inner = _Fields(each.value, fields_.path, each.line, fields_.issues)
            inner.only(_SENSE_FIELDS, "a sense")
            senses.append(inner.sense())
        else:
            fields_.fail("field-type", "a sense must be fields", "such as definition: what it means", each.line)
    return tuple(senses)


def _parse_record(node: Node, path: str, issues: list[Issue]) -> Record | None:
    if not isinstance(node.value, dict):
        issues.append(
            Issue(
                "record-shape",
                Severity.ERROR,
                "a record must be fields such as 'term: …'",
                "start with a line such as term: Name of the term",
                path,
                node.line,
            )
        )
        return None
    reader = _Fields(node.value, path, node.line, issues)
    reader.only(_RECORD_FIELDS + _SENSE_FIELDS, "a record")
    term = reader.text("term")
    if not term:
        reader.fail("term-missing", "the record has no term", "add a line such as term: Name of the term")
        return None
    return Record(
        term=term,
        senses=_parse_senses(reader),
        id=reader.text("id"),
        aliases=tuple(alias for alias in reader.texts("aliases") if alias != term),
        abbreviations=tuple(short for short in reader.texts("abbreviations") if short != term),
        status=reader.choice("status", STATUSES),
        replaced_by=reader.text("replaced_by"),
        related=reader.texts("related"),
        broader=reader.texts("broader"),
        narrower=reader.texts("narrower"),
        reading=reader.text("reading"),
        autolink=reader.choice("autolink", AUTOLINKS),
        language=reader.language(),
        translation_of=reader.text("translation_of"),
        translated_from=reader.text("translated_from"),
        updated=reader.date("updated"),
        origin=Origin(path, node.line),
    )


def parse_records(text: str, path: str) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """Records of a YAML file: one mapping or a list of them.

    Issues: those of ``parse_yaml``, ``record-shape``, ``term-missing``, ``unknown-field``, ``field-type``,
    ``field-value``, ``senses-twice``, ``body-missing`` (warning).
    """
    root, yaml_issues = parse_yaml(text, path)
    issues = list(yaml_issues)
    nodes = () if root is None else root.value if isinstance(root.value, tuple) else (root,)
    records = [record for node in nodes if (record := _parse_record(node, path, issues)) is not None]
    for record in records:
        issues.extend(_missing_bodies(record))
    return tuple(records), tuple(issues)


def parse_markdown(text: str, path: str) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """The record of a Markdown file: YAML front matter between ``---`` lines, the rest is the body.

    Issues: those of ``parse_records``, ``front-matter-missing``, ``front-matter-open``, ``body-twice``.
    """
    lines = text.split("\n")

    def fail(code: str, message: str, hint: str, line: int = 1) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
        return (), (Issue(code, Severity.ERROR, message, hint, path, line),)

    if lines[0].rstrip() != "---":
        return fail(
            "front-matter-missing",
            "the file does not start with front matter",
            "start it with ---, term: …, ---",
        )
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    if not end:
        return fail("front-matter-open", "the front matter is not closed", "close it with a line ---")
    root, yaml_issues = parse_yaml("\n".join(lines[1:end]), path, 2)
    issues = list(yaml_issues)
    if root is None or root.value == "":
        if not issues:
            return fail("term-missing", "the front matter is empty", "add a line such as term: Name of the term")
        return (), tuple(issues)
    body = "\n".join(lines[end + 1 :]).strip("\n")
    if body.strip() and isinstance(root.value, dict):
        first = next(number for number, line in enumerate(lines[end + 1 :], end + 2) if line.strip())
        for name in ("body", "senses"):
            if name in root.value:
                line = root.value[name].line
                return fail("body-twice", f"'{name}' and text under the front matter", "keep one of them", line)
        root = Node({**root.value, "body": Node(body, first)}, root.line)
    record = _parse_record(root, path, issues)
    if record is None:
        return (), tuple(issues)
    return (record,), (*issues, *_missing_bodies(record))


def _missing_bodies(record: Record) -> list[Issue]:
    return [
        Issue(
            "body-missing",
            Severity.WARNING,
            f"'{record.term}' has neither a definition nor a body",
            "write what it means",
            sense.origin.path,
            sense.origin.line,
        )
        for sense in record.senses
        if not sense.definition and not sense.body.strip()
    ]


def _sense_fields(sense: Sense) -> dict[str, Plain]:
    citation: dict[str, Plain] = {}
    if sense.source is not None:
        citation = {name: value for name in _SOURCE_FIELDS if (value := getattr(sense.source, name))}
    found: dict[str, Plain] = {
        "category": sense.category,
        "definition": sense.definition,
        "keywords": list(sense.keywords),
        "heading": sense.heading,
        "source": citation,
        "body": sense.body + "\n" if "\n" in sense.body else sense.body,
    }
    return {name: value for name, value in found.items() if value}


def format_record(record: Record) -> str:
    """The YAML text of a record, in the public shape, ending in a line end."""
    head: dict[str, Plain] = {
        "term": record.term,
        "id": record.id,
        "aliases": list(record.aliases),
        "abbreviations": list(record.abbreviations),
        "status": "" if record.status == STATUSES[0] else record.status,
        "replaced_by": record.replaced_by,
        **{name: list(getattr(record, name)) for name in _RELATION_FIELDS},
        "reading": record.reading,
        "autolink": "" if record.autolink == AUTOLINKS[0] else record.autolink,
        "language": record.language,
        "translation_of": record.translation_of,
        "translated_from": record.translated_from,
        "updated": record.updated,
    }
    named = {name: value for name, value in head.items() if value}
    if len(record.senses) == 1:
        return format_yaml({**named, **_sense_fields(record.senses[0])})
    return format_yaml({**named, "senses": [_sense_fields(sense) for sense in record.senses]})
