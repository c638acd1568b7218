"""Fields that an author declares in the settings: rows beside those of ``FIELDS``."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

from glossary_site.issues import Issue, Severity
from glossary_site.language import LANGUAGE_PATTERN, is_language
from glossary_site.records.fields import OWN_NAME, Field, Kind, Part, Place, Use
from glossary_site.records.record import FIELDS
from glossary_site.schema import FLAG, NAME, TEXT, Schema, fields_of, mapping
from glossary_site.values import Frozen
from glossary_site.yaml_text import Node

Value = TypeVar("Value")

_TYPES = {"text": Kind.TEXT, "list": Kind.TEXTS, "date": Kind.DATE, "url": Kind.URL, "choice": Kind.CHOICE}
_OWNERS = {"term": Part.RECORD, "sense": Part.SENSE}
#: Where each of them may show a field, the first where the author names no place.
_PLACES = {
    Part.RECORD: {place.value: place for place in (Place.HEAD, Place.BODY, Place.ASIDE, Place.NONE)},
    Part.SENSE: {place.value: place for place in (Place.BODY, Place.NONE)},
}
_FLAGS = {"no": False, "yes": True, "false": False, "true": True}
_OPTIONS = ("label", "type", "choices", "of", "show", "search", "export")
#: What has the name of one of these has a place already: a field, or a column of CSV.
_TAKEN = {row.name for row in FIELDS if row.part is not Part.SOURCE}
_TAKEN |= {row.full_name.replace(".", "_") for row in FIELDS}


def declaration_schema() -> Schema:
    """The JSON Schema of what ``parse_fields`` takes, for editors."""
    tag: Schema = {"type": "string", "pattern": f"^(?:{LANGUAGE_PATTERN})?$"}
    options: dict[str, Schema] = {
        "label": {"anyOf": [TEXT, {"minProperties": 1, **mapping(NAME, tag)}]},
        "type": {"enum": list(_TYPES)},
        "choices": {"type": "array", "minItems": 1, "uniqueItems": True, "items": NAME},
        "of": {"enum": list(_OWNERS)},
        "show": {"enum": list(_PLACES[Part.RECORD])},
        "search": FLAG,
        "export": FLAG,
    }
    of_sense = {"if": _has("of", "sense"), "then": {"properties": {"show": {"enum": list(_PLACES[Part.SENSE])}}}}
    choice = {"if": _has("type", "choice"), "then": {"required": ["choices"]}}
    choices = {"if": {"required": ["choices"]}, "then": {"properties": {"type": {"const": "choice"}}}}
    declaration: Schema = {**fields_of(options), "allOf": [of_sense, choice, choices]}
    names = {"pattern": f"^{OWN_NAME.pattern}$", "not": {"enum": sorted(_TAKEN)}}
    return mapping({"anyOf": [TEXT, declaration]}, names)


def _has(option: str, value: str) -> Schema:
    return {"required": [option], "properties": {option: {"const": value}}}


def parse_fields(node: Node, path: str, issues: list[Issue]) -> tuple[Field, ...]:
    """The rows of a mapping such as ``{owner: Owner, level: {choices: [basic, advanced], of: sense}}``.

    A wrong declaration is left out. Issues: ``config-value``.
    """
    if not isinstance(node.value, dict):
        _Declaration("fields", node, path, issues).refuse("'fields' must name fields", "write fields: {owner: Owner}")
        return ()
    declared = (_Declaration(name, each, path, issues).parse() for name, each in node.value.items())
    return tuple(row for row in declared if row is not None)


class _Declaration(Frozen):
    """The declaration of one field in the file ``path``; what is wrong with it is added to ``issues``."""

    name: str
    node: Node
    path: str
    issues: list[Issue]

    def refuse(self, message: str, hint: str, line: int = 0) -> None:
        line = line or self.node.line
        self.issues.append(Issue("config-value", Severity.ERROR, message, hint, self.path, line))

    def parse(self) -> Field | None:
        """The row, None where the declaration is wrong."""
        found = len(self.issues)
        if not OWN_NAME.fullmatch(self.name):
            self.refuse(f"'{self.name}' cannot name a field: use a–z, 0–9 and _", "such as reviewed_by")
        elif self.name in _TAKEN:
            self.refuse(f"'{self.name}' is a field of every entry already", "use it as it is, or choose another name")
        given = self.node.value if isinstance(self.node.value, dict) else {"label": self.node}
        for option in (each for each in given if each not in _OPTIONS):
            near = get_close_matches(option, _OPTIONS, n=1, cutoff=0.5)
            hint = f"did you mean '{near[0]}'?" if near else f"use {', '.join(_OPTIONS)}"
            self.refuse(f"a field has no '{option}'", hint, given[option].line)
        row = self._make(given)
        return row if len(self.issues) == found else None

    def _make(self, given: Mapping[str, Node]) -> Field:
        part = self._one_of(_OWNERS, "of", given) or Part.RECORD
        places = _PLACES[part]
        place = self._one_of(places, "show", given) or next(iter(places.values()))
        choices = self._choices(given)
        kind = self._one_of(_TYPES, "type", given) or (Kind.CHOICE if choices else Kind.TEXT)
        if (kind is Kind.CHOICE) != bool(choices):
            hint = f"write {self.name}: {{choices: [one, two]}}"
            self.refuse(f"'{self.name}' must have type: choice and choices, or neither", hint)
        labels = self._labels(given)
        return Field(
            sentence=labels[0][1],
            kind=kind,
            uses=Use.SEARCH if self._one_of(_FLAGS, "search", given) else Use.NOTHING,
            label=labels[0][1],
            choices=choices,
            place=place,
            name=self.name,
            attribute=self.name,
            part=part,
            default=() if kind is Kind.TEXTS else "",
            labels=labels,
            is_exported=bool(self._one_of(_FLAGS, "export", given)),
        )

    def _one_of(self, values: Mapping[str, Value], option: str, given: Mapping[str, Node]) -> Value | None:
        if option not in given:
            return None
        text = given[option].value
        if isinstance(text, str) and text.lower() in values:
            return values[text.lower()]
        message = f"'{option}' must be one of {', '.join(values)}"
        self.refuse(message, f"write {option}: {next(iter(values))}", given[option].line)
        return None

    def _choices(self, given: Mapping[str, Node]) -> tuple[str, ...]:
        if "choices" not in given:
            return ()
        items = given["choices"].value if isinstance(given["choices"].value, tuple) else ()
        texts = [" ".join(each.value.split()) for each in items if isinstance(each.value, str) and each.value.strip()]
        if not texts or len({*texts}) != len(items):
            self.refuse(
                "'choices' must list texts, each once", "write choices: [basic, advanced]", given["choices"].line
            )
        return tuple(texts)

    def _labels(self, given: Mapping[str, Node]) -> tuple[tuple[str, str], ...]:
        """``Owner``, or ``{en: Owner, de: Zuständig}``; without one, the name in words."""
        words = (("", self.name.replace("_", " ").capitalize()),)
        if "label" not in given or given["label"].value == "":
            return words
        node = given["label"]
        texts = node.value if isinstance(node.value, dict) else {"": node}
        labels = tuple(
            (tag, " ".join(each.value.split()))
            for tag, each in texts.items()
            if isinstance(each.value, str) and each.value.strip() and (not tag or is_language(tag))
        )
        if not labels or len(labels) != len(texts):
            hint = "write label: {en: Owner, de: Zuständig}"
            self.refuse("a label must be text, or texts by language", hint, node.line)
        return labels or words
