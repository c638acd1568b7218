"""Values of one shape -> records: what JSON, YAML and tables share of reading an entry.

A reader of a shape says what its values are (``text_of``, ``list_of`` …); which fields there are, and what each may
hold, is in ``FIELDS``.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from sys import intern
from typing import Any, Generic, TypeVar

from glossary_site.issues import Issue, Severity
from glossary_site.records.fields import Field, Kind
from glossary_site.records.record import RECORD_FIELDS, SENSE_FIELDS, SOURCE_FIELDS, Citation, Origin, Record, Sense

Raw = TypeVar("Raw")

_CHECKED = (Kind.CHOICE, Kind.DATE, Kind.LANGUAGE)
#: Of these many entries have the same: memory holds each once.
_REPEATED = (Kind.CATEGORY, Kind.CHOICE)
_RECORD_OR_SENSE_FIELDS = (*RECORD_FIELDS[:-1], *SENSE_FIELDS, RECORD_FIELDS[-1])


class RecordReader(ABC, Generic[Raw]):
    """Reads records of one file; what does not fit becomes an issue with its line, and the field keeps its default.

    Issues: ``record-shape``, ``term-missing``, ``unknown-field``, ``field-type``, ``field-value``, ``senses-twice``.
    """

    #: Hints in the words of the shape; ``{}`` is the name of the field.
    text_hint = "write {}: some text"
    term_hint = "add a line such as term: Name of the term"

    def __init__(self, path: str, issues: list[Issue]) -> None:
        self.path, self.issues = path, issues

    @abstractmethod
    def text_of(self, raw: Raw) -> str | None:
        """The text that a value is, None where it is something else."""

    @abstractmethod
    def list_of(self, raw: Raw) -> Sequence[Raw] | None:
        """The values of a list."""

    @abstractmethod
    def mapping_of(self, raw: Raw) -> Mapping[str, Raw] | None:
        """The values of a mapping by their names."""

    def number_of(self, raw: Raw) -> int | None:
        """The whole number that a value is, at most nine digits of it; 0 for an empty text."""
        text = self.text_of(raw)
        if text is None or not (text.isascii() and text.strip().isdigit()):
            return 0 if text == "" else None
        return int(text.strip()[:9])

    @abstractmethod
    def line_of(self, raw: Raw) -> int:
        """The line on which a value begins, from 1; 0 where the shape has no lines."""

    @abstractmethod
    def clean(self, row: Field, text: str) -> str:
        """A text of a field as the record holds it."""

    def body_line_of(self, raw: Raw) -> int:
        """The line of a body's first words."""
        return self.line_of(raw)

    def fail(self, code: str, message: str, hint: str, line: int) -> None:
        """Add an error."""
        self.issues.append(Issue(code, Severity.ERROR, message, hint, self.path, line))

    def read(self, raw: Raw) -> Record | None:
        """The record of a mapping, None where it is none or has no term."""
        given, line = self.mapping_of(raw), self.line_of(raw)
        if given is None:
            message = "a record must be fields such as 'term: …'"
            self.fail("record-shape", message, "start with a line such as term: Name of the term", line)
            return None
        self._refuse_others(given, _RECORD_OR_SENSE_FIELDS, "a record")
        values = self._values(given, RECORD_FIELDS[:-1])
        term = values.get("term")
        if not term:
            self.fail("term-missing", "the record has no term", self.term_hint, line)
            return None
        for name in ("aliases", "abbreviations"):
            if name in values:
                values[name] = tuple(each for each in values[name] if each != term)
        return Record(senses=self._senses(given, line), origin=Origin(self.path, line), **values)

    def _refuse_others(self, given: Mapping[str, Raw], rows: Sequence[Field], what: str) -> None:
        names = [row.name for row in rows]
        # The nearest name takes a while to find, and nobody mends a hundred fields one by one.
        for name in [name for name in given if name not in names][:100]:
            near = get_close_matches(name[:40].lower(), names, n=1, cutoff=0.5)
            hint = f"did you mean '{near[0]}'?" if near else f"the fields are {', '.join(names)}"
            self.fail("unknown-field", f"{what} has no field '{name}'", hint, self.line_of(given[name]))

    def _values(self, given: Mapping[str, Raw], rows: Iterable[Field]) -> dict[str, Any]:
        return {row.name: self._value(row, given[row.name]) for row in rows if row.name in given}

    def _value(self, row: Field, raw: Raw) -> Any:
        if row.kind is Kind.TEXTS:
            return self._texts(row, raw)
        if row.kind is Kind.SOURCE:
            return self._source(row, raw)
        if row.kind is Kind.NUMBER:
            return self._number(row, raw)
        text = self.text_of(raw)
        if text is None:
            self.fail("field-type", f"'{row.name}' must be text", self.text_hint.format(row.name), self.line_of(raw))
            return row.default
        text = self.clean(row, text)
        if text and row.kind in _CHECKED and (fault := row.find_fault(text)) is not None:
            self.fail("field-value", f"'{row.name}' cannot be '{text}'", fault, self.line_of(raw))
            return row.default
        return intern(text or row.default) if row.kind in _REPEATED else text

    def _texts(self, row: Field, raw: Raw) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one. Empty and repeated ones go."""
        listed = self.list_of(raw)
        found: list[str] = []
        for each in (raw,) if listed is None else listed:
            text = self.text_of(each)
            if text is None:
                hint = f"write {row.name}: [one, two]"
                self.fail("field-type", f"'{row.name}' must be a list of texts", hint, self.line_of(each))
            else:
                found.append(self.clean(row, text))
        return tuple(dict.fromkeys(text for text in found if text))

    def _number(self, row: Field, raw: Raw) -> int:
        number = self.number_of(raw)
        if number is None:
            message = f"'{row.name}' must be a whole number"
            self.fail("field-type", message, f"such as {row.name}: 12", self.line_of(raw))
        return number or row.default

    def _source(self, row: Field, raw: Raw) -> Citation | None:
        """A text counts as a title."""
        text, given, line = self.text_of(raw), self.mapping_of(raw), self.line_of(raw)
        if text is not None:
            title = self.clean(row, text)
            return Citation(title=title) if title else None
        if given is None:
            message = f"'{row.name}' must be fields"
            self.fail("field-type", message, "write file and line, or title and url", line)
            return None
        self._refuse_others(given, SOURCE_FIELDS, "a source")
        return Citation(**self._values(given, SOURCE_FIELDS))

    def _senses(self, given: Mapping[str, Raw], line: int) -> tuple[Sense, ...]:
        """The senses of a record, which may give the fields of its one sense itself."""
        raw = given.get("senses")
        listed = () if raw is None or self.text_of(raw) == "" else self.list_of(raw)
        if listed is not None and not listed:
            return (self._sense(given, line),)
        twice = next((row.name for row in SENSE_FIELDS if row.name in given), "")
        if twice:
            message = f"'{twice}' stands beside 'senses'"
            self.fail("senses-twice", message, "put it inside a sense", self.line_of(given[twice]))
        if listed is None:
            self.fail(
                "field-type", "'senses' must be a list", "start each sense with '- '", self.line_of(given["senses"])
            )
            return ()
        senses = []
        for each in listed:
            inner = self.mapping_of(each)
            if inner is None:
                self.fail(
                    "field-type", "a sense must be fields", "such as definition: what it means", self.line_of(each)
                )
                continue
            self._refuse_others(inner, SENSE_FIELDS, "a sense")
            senses.append(self._sense(inner, self.line_of(each)))
        return tuple(senses)

    def _sense(self, given: Mapping[str, Raw], line: int) -> Sense:
        body_line = self.body_line_of(given["body"]) if "body" in given else line
        return Sense(origin=Origin(self.path, line), body_line=body_line, **self._values(given, SENSE_FIELDS))
