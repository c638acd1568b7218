"""Nodes -> records: what fields there are, and what each may hold, is in ``FIELDS``."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from sys import intern
from typing import Any

from glossary_site.issues import Issue, Severity
from glossary_site.records.fields import OWN_NAME, Field, Kind, Part, Use
from glossary_site.records.record import RECORD_FIELDS, SENSE_FIELDS, SOURCE_FIELDS, Citation, Origin, Record, Sense
from glossary_site.request import CONFIG_NAME
from glossary_site.values import replace
from glossary_site.yaml_text import Node

_CHECKED = (Kind.CHOICE, Kind.DATE, Kind.URL, Kind.LANGUAGE)
#: An import leaves out a record of a wrong language: with the default it would be one of the site's language.
_CHECKED_IF_EXACT = (Kind.CHOICE, Kind.DATE, Kind.URL)
#: Kinds whose values many entries share: memory holds each value once.
_SHARED = (Kind.CATEGORIES, Kind.CHOICE)
_RECORD = {row.name: row for row in RECORD_FIELDS if row.kind is not Kind.SENSES}
_SENSE = {row.name: row for row in SENSE_FIELDS}
_SOURCE = {row.name: row for row in SOURCE_FIELDS}
_TEXTS_OF_LINES = (Kind.MARKDOWN, Kind.MARKDOWNS)
_MARKDOWN = {row.name for row in SENSE_FIELDS if row.kind in (*_TEXTS_OF_LINES, Kind.DEFINITION)}
_SENSES = {row.name: row for row in RECORD_FIELDS if row.kind is Kind.SENSES}
_OTHER_NAMES = {row.name for row in RECORD_FIELDS if Use.NAME in row.uses and row.kind is Kind.TEXTS}


class RecordReader:
    """Reads the records of one file. What does not fit becomes an issue with its line; the field keeps its default.

    ``own`` are the fields that the author has declared.
    ``is_exact``: texts stay as they are, as a program wrote them, and languages are not checked; else their spaces
    are joined, and a body has no empty lines around it. Issues: ``record-shape``, ``term-missing``, ``unknown-field``,
    ``field-type``, ``field-value``, ``senses-twice``, ``unclosed-comment``
    (warning).
    """

    def __init__(self, path: str, issues: list[Issue], own: Iterable[Field] = (), is_exact: bool = False) -> None:
        self._path, self._issues, self._is_exact = path, issues, is_exact
        self._own = {row.name: row for row in own}
        self._record = _RECORD | {name: row for name, row in self._own.items() if row.part is Part.RECORD}
        self._sense = _SENSE | {name: row for name, row in self._own.items() if row.part is Part.SENSE}
        self._checked = _CHECKED_IF_EXACT if is_exact else _CHECKED
        # Imported where entries are read: the names of fields alone are shown without it.
        from glossary_site.markup import parse_definition, remove_comments

        self._parse_definition, self._remove_comments = parse_definition, remove_comments

    def _fail(self, code: str, message: str, hint: str, line: int) -> None:
        self._issues.append(Issue(code, Severity.ERROR, message, hint, self._path, line))

    def _clean(self, row: Field, text: str) -> str:
        if self._is_exact:
            return text
        return text.strip("\n") if row.kind in _TEXTS_OF_LINES else " ".join(text.split())

    def _without_comments(self, node: Node) -> Node:
        """Texts without the notes of their author; in an import they stay, for the entries that it writes."""
        if isinstance(node.value, tuple):
            return replace(node, value=tuple(map(self._without_comments, node.value)))
        if self._is_exact or not isinstance(node.value, str) or "<!--" not in node.value:
            return node
        text, unclosed = self._remove_comments(node.value)
        if unclosed >= 0:
            line = node.line + node.is_block + node.value.count("\n", 0, unclosed)
            message, hint = "a comment is not closed, so nothing below it is shown", "close it with -->"
            self._issues.append(Issue("unclosed-comment", Severity.WARNING, message, hint, self._path, line))
        return replace(node, value=text)

    def read(self, node: Node) -> Record | None:
        """The record of a mapping, None where the node is none or has no term."""
        given, line = node.value, node.line
        if not isinstance(given, dict):
            message = "a record must be fields such as 'term: …'"
            has_colon = isinstance(given, str) and ":" in given
            hint = "put a space behind the colon" if has_colon else "start with a line such as term: Name of the term"
            self._fail("record-shape", message, hint, line)
            return None
        self._refuse_others(given, self._record | _SENSES | self._sense, "a record")
        values = self._values(given, self._record)
        term = values.get("term")
        if not term:
            if "term" not in given or isinstance(given["term"].value, str):  # any other has an issue already
                hint = "give it a term" if self._is_exact else "add a line such as term: Name of the term"
                self._fail("term-missing", "the record has no term", hint, line)
            return None
        for name in values.keys() & _OTHER_NAMES:
            values[name] = tuple(each for each in values[name] if each != term)
        return Record(senses=self._senses(given, line), origin=Origin(self._path, line), **values)

    def add_own(self, record: Record, given: Mapping[str, Node]) -> Record:
        """A record with values of the author's own fields beside it; those of a sense are its first one's."""
        values = dict(self._values(given, self._own).get("own", ()))
        of_sense = tuple((name, value) for name, value in values.items() if self._own[name].part is Part.SENSE)
        of_record = tuple((name, value) for name, value in values.items() if self._own[name].part is Part.RECORD)
        first, *others = record.senses
        return replace(record, own=of_record, senses=(replace(first, own=of_sense), *others)) if values else record

    def read_fields(
        self, node: Node, rows: Mapping[str, Field], what: str, below: Mapping[str, Node]
    ) -> dict[str, Any]:
        """The values of the fields in a mapping that ``rows`` describe, by their names.

        ``what`` has these fields (a page), in messages; ``below`` are those that are not written in the mapping.
        """
        if not isinstance(node.value, dict):
            self._fail("record-shape", "these are no fields", "write them as name: value", node.line)
            return {}
        self._refuse_others(node.value, rows, what)
        given = {**node.value, **below}
        markdown = {name for name, row in rows.items() if row.kind is Kind.MARKDOWN}
        return self._values(
            {name: self._without_comments(each) if name in markdown else each for name, each in given.items()}, rows
        )

    def _refuse_others(self, given: Mapping[str, Node], names: Mapping[str, Field], what: str) -> None:
        # The nearest name takes a while to find, and nobody mends a hundred fields one by one.
        for name in [name for name in given if name not in names][:100]:
            near = get_close_matches(name[:40].lower(), names, n=1, cutoff=0.65)
            own = f"; for a field of your own write fields: {{{name}: Its name for readers}} in {CONFIG_NAME}"
            others = (
                f"the fields are {', '.join(names)}{own if OWN_NAME.fullmatch(name) and names is not _SOURCE else ''}"
            )
            hint = f"did you mean '{near[0]}'?" if near else others
            self._fail("unknown-field", f"{what} has no field '{name}'", hint, given[name].line)

    def _values(self, given: Mapping[str, Node], rows: Mapping[str, Field]) -> dict[str, Any]:
        found = {rows[name].attribute: self._value(rows[name], node) for name, node in given.items() if name in rows}
        own = {name: value for name in self._own if (value := found.pop(name, ""))}
        return found | {"own": tuple(own.items())} if own else found

    def _value(self, row: Field, node: Node) -> Any:
        if row.is_list:
            return self._texts(row, node)
        match row.kind:
            case Kind.SOURCE:
                return self._source(row, node)
            case Kind.NUMBER:
                return self._number(row, node)
        if not isinstance(node.value, str):
            hint = "put it in quotes" if self._is_exact else f"write {row.name}: some text; quotes make [ or {{ text"
            self._fail("field-type", f"'{row.name}' must be text", hint, node.line)
            return row.default
        text = self._clean(row, node.value)
        if text and row.kind in self._checked and (fault := row.find_fault(text)) is not None:
            self._fail("field-value", f"'{row.name}' cannot be '{text}'", fault, node.line)
            return row.default
        if row.kind is Kind.DEFINITION:
            return self._parse_definition(text)
        return self._share(row, text or row.default)

    def _share(self, row: Field, text: str) -> str:
        return intern(text) if row.kind in _SHARED else text

    def _texts(self, row: Field, node: Node) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one. Empty and repeated ones are left out."""
        found: list[str] = []
        for each in node.value if isinstance(node.value, tuple) else (node,):
            if isinstance(each.value, str):
                found.append(self._clean(row, each.value))
            else:
                hint = f"write {row.name}: [one, two]"
                self._fail("field-type", f"'{row.name}' must be a list of texts", hint, each.line)
        return tuple(dict.fromkeys(self._share(row, text) for text in found if text))

    def _number(self, row: Field, node: Node) -> int:
        value = node.value.strip() if isinstance(node.value, str) else node.value
        if isinstance(value, str) and value.isascii() and value.isdigit():
            return int(value[:9])
        if type(value) is int and value >= 0:
            return value
        if value != "":
            self._fail("field-type", f"'{row.name}' must be a whole number", f"such as {row.name}: 12", node.line)
        return int(row.default)

    def _source(self, row: Field, node: Node) -> Citation | None:
        """The source of a sense; a text is the title of one."""
        if isinstance(node.value, str):
            title = self._clean(row, node.value)
            return Citation(title=title) if title else None
        if not isinstance(node.value, dict):
            hint = "write file and line, or title and url"
            self._fail("field-type", f"'{row.name}' must be fields", hint, node.line)
            return None
        self._refuse_others(node.value, _SOURCE, "a source")
        return Citation(**self._values(node.value, _SOURCE))

    def _senses(self, given: Mapping[str, Node], line: int) -> tuple[Sense, ...]:
        """The senses of a record, which may give the fields of its one sense itself."""
        node = given.get("senses")
        if node is None or node.value in ("", ()):
            return (self._read_sense(given, line),)
        twice = next((name for name in self._sense if name in given), "")
        if twice:
            message = f"'{twice}' is given beside 'senses'"
            self._fail("senses-twice", message, "put it inside a sense", given[twice].line)
        if not isinstance(node.value, tuple):
            self._fail("field-type", "'senses' must be a list", "start each sense with '- '", node.line)
            return ()
        senses = []
        for each in node.value:
            if isinstance(each.value, dict):
                self._refuse_others(each.value, self._sense, "a sense")
                senses.append(self._read_sense(each.value, each.line))
            else:
                self._fail("field-type", "a sense must be fields", "such as definition: what it means", each.line)
        return tuple(senses)

    def _read_sense(self, given: Mapping[str, Node], line: int) -> Sense:
        given = {name: self._without_comments(node) if name in _MARKDOWN else node for name, node in given.items()}
        values = self._values(given, self._sense)
        return Sense(origin=Origin(self._path, line), body_line=_body_line(given.get("body"), line), **values)


def _body_line(node: Node | None, line: int) -> int:
    """The line of the first words of a body; ``line`` where there is none."""
    if node is None or not isinstance(node.value, str):
        return line
    return node.line + node.is_block + len(node.value) - len(node.value.lstrip("\n"))
