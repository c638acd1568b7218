"""Records out of plain mappings of texts, lists and numbers, as JSON, JSON Lines and CSV have them."""

from typing import Any

from glossary_site.formats.imported import ImportNotes, ImportSource
from glossary_site.records import Record, RecordReader
from glossary_site.yaml_text import Node

#: A record, its senses, a sense, its source, and the values of that.
_DEEPEST = 4


def from_plain(plain: Any, line: int, source: ImportSource, notes: ImportNotes) -> Record | None:
    """The record of a mapping that is on ``line`` of a file (0 where lines mean nothing), None where it has no term.

    Issues: those of ``RecordReader``.
    """
    return RecordReader(notes.path, notes.issues, source.fields, is_exact=True).read(_node(plain, line))


def _node(value: Any, line: int, depth: int = 0) -> Node:
    """A value of JSON as a node; what is null is left out of mappings, and what no record is deep enough for is 0."""
    if depth > _DEEPEST:
        return Node(0, line)
    if isinstance(value, dict):
        return Node({name: _node(each, line, depth + 1) for name, each in value.items() if each is not None}, line)
    return Node(tuple(_node(each, line, depth + 1) for each in value) if isinstance(value, list) else value, line)
