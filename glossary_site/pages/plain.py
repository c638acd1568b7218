"""A term as plain data for programs: in ``terms.json``, and in what other sites take."""

from collections.abc import Iterable
from typing import Any

from glossary_site.glossary import Entry
from glossary_site.pages.urls import term_url
from glossary_site.records import Field, Part, Record


def plain_term(entry: Entry, fields: Iterable[Field] = ()) -> dict[str, Any]:
    """A term for ``json``: ``id``, ``term``, ``url`` (relative to the site), names, ``categories``, ``definition``.

    It has ``tags`` where the term has any. Of the ``fields`` that the author has declared it has those that are
    exported and given, in ``fields``: the value of a term, a list of the values of its senses.
    """
    record = entry.record
    tags = {"tags": record.tags} if record.tags else {}
    return {
        "id": entry.id,
        "term": record.term,
        "url": term_url(entry.id),
        "aliases": record.aliases,
        "abbreviations": record.abbreviations,
        "categories": record.categories,
        "definition": entry.definition.text,
        **tags,
        **({"fields": own} if (own := _plain_own(record, fields)) else {}),
    }


def _plain_own(record: Record, fields: Iterable[Field]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in fields:
        holders = (record,) if row.part is Part.RECORD else record.senses
        values = [value for holder in holders for name, value in holder.own if name == row.name]
        if row.is_exported and values:
            found[row.name] = values[0] if row.part is Part.RECORD else values
    return found
