"""The JSON Schema of entries in YAML, for editors: a row of ``FIELDS`` is a property."""

from collections.abc import Iterable, Mapping
from typing import Any

from glossary_site.language import LANGUAGE_PATTERN
from glossary_site.records.fields import Field, Kind, Part
from glossary_site.records.record import RECORD_FIELDS, SENSE_FIELDS, SOURCE_FIELDS
from glossary_site.schema import DATE, ID_PATTERN, NAME, TEXT, TEXTS, Schema, fields_of, one_of, or_none, text_of

_NUMBER: Schema = {"type": ["integer", "string", "null"], "minimum": 0, "pattern": r"^\s*[0-9]*\s*$"}
_SOURCE: Schema = {"anyOf": [TEXT, {"$ref": "#/definitions/source"}]}
_SENSES: Schema = or_none({"type": "array", "items": {"$ref": "#/definitions/sense"}})
_SCHEMAS: Mapping[Kind, Schema] = {
    Kind.DATE: DATE,
    Kind.ID: text_of(ID_PATTERN, with_numbers=True),
    Kind.LANGUAGE: text_of(LANGUAGE_PATTERN),
    Kind.NUMBER: _NUMBER,
    Kind.URL: text_of(r"\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#].*"),
    Kind.SOURCE: _SOURCE,
    Kind.SENSES: _SENSES,
}


def _schema_of(row: Field) -> Schema:
    if row.kind is Kind.CHOICE:
        own = one_of(row.choices)
    elif row.is_list:
        own = TEXTS
    else:
        own = _SCHEMAS.get(row.kind, TEXT)
    return {**own, "description": row.sentence}


def _properties(rows: Iterable[Field]) -> dict[str, Schema]:
    return {row.name: _schema_of(row) for row in rows}


def entry_schema(own: Iterable[Field] = ()) -> Schema:
    """What ``parse_records`` takes: a record or a list of records, with fields of the author's own.

    A record gives the fields of its one sense itself, or a list of senses.
    """
    own = tuple(own)
    senses = _properties((*SENSE_FIELDS, *(row for row in own if row.part is Part.SENSE)))
    record = _properties((*RECORD_FIELDS, *(row for row in own if row.part is Part.RECORD)))
    record["term"] = {**NAME, "description": record["term"]["description"]}
    with_senses: Schema = {"required": ["senses"], "properties": {"senses": {"type": "array", "minItems": 1}}}
    definitions: dict[str, Any] = {
        "record": {
            **fields_of({**record, **senses}, "term"),
            "if": with_senses,
            "then": {"properties": dict.fromkeys(senses, False)},
        },
        "sense": fields_of(senses),
        "source": fields_of(_properties(SOURCE_FIELDS)),
    }
    one: Schema = {"$ref": "#/definitions/record"}
    return {"anyOf": [one, {"type": "array", "items": one}], "definitions": definitions}
