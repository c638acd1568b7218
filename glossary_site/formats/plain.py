"""Records as plain mappings of texts, lists and numbers, and back: the shape that JSON, JSON Lines and CSV share."""

from collections.abc import Mapping
from typing import Any

from glossary_site.issues import Issue, Severity
from glossary_site.records import AUTOLINKS, STATUSES, Citation, Origin, Record, Sense, is_date

TEXTS = (
    "id",
    "term",
    "language",
    "translation_of",
    "translated_from",
    "status",
    "replaced_by",
    "reading",
    "autolink",
    "updated",
)
LISTS = ("aliases", "abbreviations", "related", "broader", "narrower")
SENSE_TEXTS = ("category", "definition", "body", "heading")
_SENSE_FIELDS = (*SENSE_TEXTS, "keywords", "source")
_SOURCE_TEXTS = ("file", "title", "url")


def to_plain(record: Record) -> dict[str, Any]:
    """A record with its empty fields left out; ``senses`` is always a list."""
    plain: dict[str, Any] = {name: getattr(record, name) for name in TEXTS}
    plain |= {name: list(getattr(record, name)) for name in LISTS}
    plain = {name: value for name, value in plain.items() if value}
    for name, usual in (("status", STATUSES[0]), ("autolink", AUTOLINKS[0])):
        if plain.get(name) == usual:
            del plain[name]
    plain["senses"] = [_plain_sense(sense) for sense in record.senses]
    return plain


def _plain_sense(sense: Sense) -> dict[str, Any]:
    plain: dict[str, Any] = {name: getattr(sense, name) for name in SENSE_TEXTS}
    plain["keywords"] = list(sense.keywords)
    if sense.source is not None:
        named = {name: getattr(sense.source, name) for name in (*_SOURCE_TEXTS, "line")}
        plain["source"] = {name: value for name, value in named.items() if value}
    return {name: value for name, value in plain.items() if value}


class _Reader:
    """Reads one plain record; what does not fit becomes an issue at ``line``."""

    def __init__(self, path: str, line: int, issues: list[Issue]) -> None:
        self.path, self.line, self.issues = path, line, issues

    def fail(self, code: str, message: str, hint: str = "") -> None:
        self.issues.append(Issue(code, Severity.ERROR, message, hint, self.path, self.line))

    def text(self, plain: Mapping[str, Any], name: str) -> str:
        value = plain.get(name, "")
        if isinstance(value, str):
            return value
        self.fail("field-type", f"'{name}' must be text", "put it in quotes")
        return ""

    def texts(self, plain: Mapping[str, Any], name: str) -> tuple[str, ...]:
        value = plain.get(name, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        self.fail("field-type", f"'{name}' must be a list of texts")
        return ()

    def choice(self, plain: Mapping[str, Any], name: str, choices: tuple[str, ...]) -> str:
        value = self.text(plain, name) or choices[0]
        if value in choices:
            return value
        self.fail("field-value", f"'{name}' cannot be '{value}'", f"use one of {', '.join(choices)}")
        return choices[0]

    def date(self, plain: Mapping[str, Any], name: str) -> str:
        value = self.text(plain, name)
        if not value or is_date(value):
            return value
        self.fail("field-value", f"'{name}' cannot be '{value}'", "a day such as 2026-03-31")
        return ""

    def only(self, plain: Mapping[str, Any], known: tuple[str, ...], what: str) -> None:
        for name in plain:
            if name not in known:
                self.fail("unknown-field", f"{what} has no field '{name}'", f"the fields are {', '.join(known)}")

    def citation(self, value: Any) -> Citation | None:
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fail("field-type", "'source' must be fields", "such as title and url")
            return None
        self.only(value, (*_SOURCE_TEXTS, "line"), "a source")
        line = value.get("line", 0)
        if not isinstance(line, int) or isinstance(line, bool) or line < 0:
            self.fail("field-type", "'line' must be a whole number")
            line = 0
        return Citation(self.text(value, "file"), line, self.text(value, "title"), self.text(value, "url"))

    def sense(self, plain: Any) -> Sense | None:
        if not isinstance(plain, dict):
            self.fail("field-type", "a sense must be fields", "such as definition")
            return None
        self.only(plain, _SENSE_FIELDS, "a sense")
        return Sense(
            category=self.text(plain, "category"),
            definition=self.text(plain, "definition"),
            body=self.text(plain, "body"),
            heading=self.text(plain, "heading"),
            keywords=self.texts(plain, "keywords"),
            source=self.citation(plain.get("source")),
            origin=Origin(self.path, self.line),
        )


def from_plain(plain: Any, path: str, line: int, issues: list[Issue]) -> Record | None:
    """The record of a plain mapping, None where it has no term.

    Issues: ``record-shape``, ``term-missing``, ``field-type``, ``field-value``, ``unknown-field``.
    """
    reader = _Reader(path, line, issues)
    if not isinstance(plain, dict):
        reader.fail("record-shape", "a record must be fields such as 'term'")
        return None
    reader.only(plain, (*TEXTS, *LISTS, "senses"), "a record")
    term = reader.text(plain, "term")
    if not term:
        reader.fail("term-missing", "the record has no term", "give it a term")
        return None
    senses = plain.get("senses", [])
    if not isinstance(senses, list):
        reader.fail("field-type", "'senses' must be a list")
        senses = []
    return Record(
        term=term,
        senses=tuple(sense for each in senses if (sense := reader.sense(each)) is not None) or (Sense(),),
        id=reader.text(plain, "id"),
        language=reader.text(plain, "language"),
        translation_of=reader.text(plain, "translation_of"),
        translated_from=reader.text(plain, "translated_from"),
        replaced_by=reader.text(plain, "replaced_by"),
        reading=reader.text(plain, "reading"),
        updated=reader.date(plain, "updated"),
        aliases=reader.texts(plain, "aliases"),
        abbreviations=reader.texts(plain, "abbreviations"),
        related=reader.texts(plain, "related"),
        broader=reader.texts(plain, "broader"),
        narrower=reader.texts(plain, "narrower"),
        status=reader.choice(plain, "status", STATUSES),
        autolink=reader.choice(plain, "autolink", AUTOLINKS),
        origin=Origin(path, line),
    )
