"""Pieces of JSON Schemas (draft 7, the one that all editors read) for YAML as an editor reads it.

Where this program reads text, an editor sees numbers, yes and no, and nothing, too: ``release: 2026.1`` is a number
there. A pattern is for texts alone. An empty text and nothing are values that are not given.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

Schema: TypeAlias = Mapping[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"

#: The id of a term; that of a term in a further language is behind its tag: ``de/wafer``.
ID_PATTERN = "(?:[a-z]{2,8}(?:-[a-z0-9]{1,8})*/)?[a-z0-9]+(?:-[a-z0-9]+)*"

#: Text on one line or several.
TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
#: Text that must be given.
NAME: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
#: The same, where spaces are text.
FILLED: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
#: Texts, or one.
TEXTS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
#: Yes or no, as the settings spell it.
YES, NO = "[Yy][Ee][Ss]|[Tt][Rr][Uu][Ee]", "[Nn][Oo]|[Ff][Aa][Ll][Ss][Ee]"
FLAG: Schema = {"type": ["boolean", "string"], "pattern": f"^(?:{YES}|{NO})$"}
#: A day of the calendar.
DATE: Schema = {
    "type": ["string", "null"],
    "anyOf": [{"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "format": "date"}, {"maxLength": 0}],
}


def text_of(pattern: str, *, with_numbers: bool = False) -> Schema:
    """Text that a regular expression matches whole; ``with_numbers`` where a number or yes and no are such a text."""
    types = ["string", "number", "boolean", "null"] if with_numbers else ["string", "null"]
    return {"type": types, "pattern": f"^(?:{pattern})?$"}


def one_of(choices: Iterable[str]) -> Schema:
    """One of several texts."""
    return {"enum": [*choices, "", None]}


def or_none(schema: Schema) -> Schema:
    """The schema, or an empty text or nothing."""
    return {"anyOf": [{"enum": ["", None]}, schema]}


def fields_of(properties: Mapping[str, Schema], *required: str) -> Schema:
    """A mapping of the fields that are named and of no others."""
    whole = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**whole, "required": list(required)} if required else whole


def mapping(values: Schema, names: Schema | None = None) -> Schema:
    """A mapping of any names, or of those that the schema ``names`` takes, to values of one kind."""
    whole: Schema = {"type": "object", "additionalProperties": values}
    return {**whole, "propertyNames": names} if names else whole
