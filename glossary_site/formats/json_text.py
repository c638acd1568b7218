"""JSON, after ``json_schema``, and JSON Lines: a record a line."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from glossary_site.disk import Output
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.formats.nested import list_all, read_nested
from glossary_site.formats.plain import from_plain
from glossary_site.records import FIELDS, Field, Kind, Part, to_plain
from glossary_site.values import replace
from glossary_site.yaml_text import MAX_DEPTH, Node

if TYPE_CHECKING:
    from glossary_site.formats.edition import Edition

_FORMAT = "glossary-site 1"
_FIELDS = {row.name: row for row in FIELDS if row.part is not Part.SOURCE}
#: A text of JSON, which is kept, or a comment.
_COMMENT = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
#: A text, which is kept, or a comma behind which a bracket closes.
_LAST_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)


#: A text of JSON and whether it is a key, a bracket, or a number or word.
_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?|[{}\[\]]|[^\s,:{}\[\]"]+', re.DOTALL)

_TEXT = {"type": "string", "minLength": 1}
_LIST = {"type": "array", "minItems": 1, "uniqueItems": True, "items": _TEXT}
_TAG = {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"}
_SCHEMAS: Mapping[Kind, Mapping[str, Any]] = {
    Kind.TEXT: _TEXT,
    Kind.FILE: _TEXT,
    Kind.MARKDOWN: _TEXT,
    Kind.DEFINITION: _TEXT,
    Kind.CATEGORIES: {"anyOf": [_TEXT, _LIST]},
    Kind.TEXTS: _LIST,
    Kind.MARKDOWNS: _LIST,
    Kind.ID: {"type": "string", "pattern": "^([a-z0-9-]+/)?[a-z0-9]+(-[a-z0-9]+)*$"},
    Kind.DATE: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Kind.URL: {"type": "string", "format": "uri", "pattern": "^https?://."},
    Kind.LANGUAGE: _TAG,
    Kind.NUMBER: {"type": "integer", "minimum": 1},
    Kind.SOURCE: {"$ref": "#/$defs/source"},
    Kind.SENSES: {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/sense"}},
}


def _object(properties: Mapping[str, Any], *required: str) -> dict[str, Any]:
    whole = {"type": "object", "additionalProperties": False, "properties": properties}
    return whole | {"required": list(required)} if required else whole


def _part_schema(rows: Iterable[Field], part: Part, *required: str) -> dict[str, Any]:
    properties = {}
    for row in (row for row in rows if row.part is part):
        choices = [choice for choice in row.choices if choice != row.default]
        values = {"enum": choices} if row.kind is Kind.CHOICE else _SCHEMAS[row.kind]
        properties[row.name] = {**values, "description": row.sentence}
    return _object(properties, *required)


def json_schema(own: Iterable[Field] = ()) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what ``write_json`` writes; choices by default are left out there.

    ``own`` are the fields that the author has declared.
    """
    rows = (*FIELDS, *own)
    facts = {"title": _TEXT, "description": _TEXT, "language": _TAG, "base_url": _TEXT, "licence": _TEXT}
    properties = {
        "format": {"const": _FORMAT},
        "glossary": _object(facts, "language"),
        "records": {"type": "array", "items": {"$ref": "#/$defs/record"}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A glossary as glossary-site exports it",
        **_object(properties, *properties),
        "$defs": {
            "record": _part_schema(rows, Part.RECORD, "id", "term", "senses"),
            "sense": _part_schema(rows, Part.SENSE),
            "source": _part_schema(rows, Part.SOURCE) | {"minProperties": 1},
        },
    }


def write_json(edition: "Edition") -> Iterator[Output]:
    """One object: facts of the glossary, then ``records``."""
    config = edition.config
    facts = {
        "title": config.title,
        "description": config.description,
        "language": config.language,
        "base_url": config.base_url,
        "licence": config.licence.url or config.licence.text if config.licence else "",
    }
    whole = {
        "format": _FORMAT,
        "glossary": {name: value for name, value in facts.items() if value},
        "records": [to_plain(record) for record in edition.records],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    yield Output("glossary.json", text.encode("utf-8", "replace") + b"\n")


def write_jsonl(edition: "Edition") -> Iterator[Output]:
    """One record a line."""
    lines = (json.dumps(to_plain(record), ensure_ascii=False) + "\n" for record in edition.records)
    yield Output("glossary.jsonl", "".join(lines).encode("utf-8", "replace"))


def _parse(text: str, line: int, notes: ImportNotes) -> tuple[Any, str]:
    """The value of a JSON text that starts on ``line``, and its strict JSON; None, and an issue, where it is none.

    Comments and commas before closing brackets are passed over, as JSON for people has them (JSONC).
    """
    try:
        return json.loads(text), text
    except RecursionError:
        notes.add_error("json-syntax", "this is nested too deeply", "export it again", line)
        return None, ""
    except ValueError:
        strict = _LAST_COMMA.sub(r"\1", _COMMENT.sub(_blank_comment, text))
    try:
        return json.loads(strict), strict
    except RecursionError:
        notes.add_error("json-syntax", "this is nested too deeply", "export it again", line)
    except json.JSONDecodeError as error:
        message = f"this is not valid JSON: {error.msg}"
        notes.add_error("json-syntax", message, "export it again", line + error.lineno - 1)
    except ValueError as error:
        notes.add_error("json-syntax", f"this is not valid JSON: {error}", "export it again", line)
    return None, ""


def _blank_comment(found: re.Match[str]) -> str:
    """A text as it is; a comment as its line ends, so that every line stays where it is."""
    return found[1] or "\n" * found[0].count("\n")


def parse_json(text: str, notes: ImportNotes) -> Node | None:
    """The value of a JSON text as a node; None, and ``json-syntax``, where it is none. Issues: ``duplicate-key``."""
    whole, strict = _parse(text, 1, notes)
    return None if whole is None else _read_node(strict, 1, notes)


def _read_node(text: str, first_line: int, notes: ImportNotes) -> Node:
    """A value of valid JSON as a node, whose lines count from ``first_line``; numbers are texts, null is "".

    What is nested too deeply is left out. Issues: ``duplicate-key``.
    """
    line, place = first_line, 0
    stack: list[tuple[list[Node], list[str], int]] = []
    root = Node("", first_line)
    for token in _TOKEN.finditer(text):
        line += text.count("\n", place, token.start())
        place = token.start()
        if token[2]:
            key = json.loads(token[1])
            if key in stack[-1][1]:
                notes.add_error("duplicate-key", f"the key '{key}' is given twice", "keep one of them", line)
            stack[-1][1].append(key)
            continue
        if token[0] in "{[":
            stack.append(([], [], line))
            continue
        if token[0] in "}]":
            nodes, keys, start = stack.pop()
            value = dict(zip(keys, nodes, strict=True)) if token[0] == "}" else tuple(nodes)
            root = Node(value if len(stack) <= MAX_DEPTH else "", start)
        else:
            plain = json.loads(token[0])
            root = Node(plain if isinstance(plain, str) else "" if plain is None else str(plain).lower(), line)
        if stack:
            stack[-1][0].append(root)
    return root


def _is_own(whole: Any, own: Iterable[Field]) -> bool:
    """Whether a value is what ``write_json`` writes, or a list of such records; ``own`` are declared fields."""
    rows = _FIELDS | {row.name: row for row in own}
    if isinstance(whole, dict):
        return whole.get("format") == _FORMAT or "records" in whole
    return isinstance(whole, list) and all(isinstance(each, dict) and _is_own_record(each, rows) for each in whole)


def _is_own_record(given: Mapping[str, Any], rows: Mapping[str, Field]) -> bool:
    """Whether an object has senses, and the fields of a record only, each a list or a text as it should be."""
    return {"term", "senses"} <= set(given) and all(
        name in rows and _has_type(rows[name], value) for name, value in given.items()
    )


def _has_type(row: Field, value: Any) -> bool:
    if row.is_list or row.kind is Kind.SENSES:
        return isinstance(value, list)
    if row.kind is Kind.CATEGORIES:
        return not isinstance(value, dict)
    return row.kind is Kind.SOURCE or not isinstance(value, dict | list)


def read_json(source: ImportSource) -> ImportedGlossary:
    """Records of a file as ``write_json`` writes it, of a bare list of them, or of any usual shape.

    Where the file's glossary is in another language than the site's, its records get that language.
    Issues: those of ``decode``, ``from_plain`` and ``read_nested``, ``json-syntax``, ``json-shape``.
    """
    notes = ImportNotes(source.path)
    text = source.decode(notes)
    whole, strict = _parse(text, 1, notes) if text.strip() else (None, "")
    if whole is None:
        return notes.glossary()
    if not _is_own(whole, source.fields):
        root = _read_node(strict, 1, notes)
        return notes.glossary(read_nested(root, source, notes), list_all(root))
    facts = whole.get("glossary", {}) if isinstance(whole, dict) else {}
    listed = whole.get("records") if isinstance(whole, dict) else whole
    if not isinstance(listed, list):
        notes.add_error("json-shape", "the file holds no list of records", "a list, or an object with 'records'")
        return notes.glossary()
    own = facts.get("language", "") if isinstance(facts, dict) else ""
    records = [record for plain in listed if (record := from_plain(plain, 0, source, notes)) is not None]
    if isinstance(own, str) and own and not source.find_own([own]):
        records = [record if record.language else replace(record, language=own) for record in records]
    return notes.glossary(records)


def read_jsonl(source: ImportSource) -> ImportedGlossary:
    """Records of JSON Lines; a bad line costs only itself. Issues as those of ``read_json``."""
    notes = ImportNotes(source.path)
    lines = ((number, line) for number, line in enumerate(source.decode(notes).split("\n"), 1) if line.strip())
    parsed = [(number, *_parse(line, number, notes)) for number, line in lines]
    values = [(number, value) for number, value, _ in parsed if value is not None]
    if values and not _is_own([value for _, value in values], source.fields):
        nodes = (_read_node(strict, number, notes) for number, value, strict in parsed if value is not None)
        root = Node(tuple(nodes), 1)
        return notes.glossary(read_nested(root, source, notes), list_all(root))
    return notes.glossary(
        record for number, value in values if (record := from_plain(value, number, source, notes)) is not None
    )
