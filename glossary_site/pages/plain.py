"""A term as plain data for programs: in ``terms.json``, and in what other sites take."""

from collections.abc import Iterable
from typing import Any

from glossary_site.glossary import Entry, names_of
from glossary_site.mentions import Anchors, Choice, inflections
from glossary_site.pages.urls import term_url
from glossary_site.records import Field, Part, Record, sense_anchors


def plain_term(entry: Entry, language: str, fields: Iterable[Field] = ()) -> dict[str, Any]:
    """A term for ``json``: ``id``, ``term``, ``url`` (relative to the site), names, ``categories``, ``definition``.

    It has ``tags`` where the term has any. ``forms`` are the other forms in which texts in ``language`` (BCP 47) write
    its names, by name, so that who finds names in texts needs no rules of any language. ``autolink`` is there
    where texts link the term only by ``[[name]]``. Of the ``fields`` that the author has declared it has those
    that are exported and given, in ``fields``: the value of a term, a list of the values of its senses. A term with
    several senses has ``anchors``: that of its sense in a category, by the category.
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
        **_mentioned(record, language),
        **({"anchors": anchors} if (anchors := _anchors(record)) else {}),
        **({"fields": own} if (own := _plain_own(record, fields)) else {}),
    }


def _mentioned(record: Record, language: str) -> dict[str, Any]:
    names = tuple(names_of(record))
    if not all(name.automatic for name in names):
        return {"autolink": record.autolink}
    forms = {name.text: inflections(name.text, language)[1:] for name in names}
    return {"forms": found} if (found := {name: others for name, others in forms.items() if others}) else {}


def _anchors(record: Record) -> dict[str, str]:
    if len(record.senses) == 1:
        return {}
    anchors = Anchors(tuple(map(Choice, (sense.categories for sense in record.senses), sense_anchors(record.senses))))
    return {category: anchor for category in record.categories if (anchor := anchors.find(category))}


def _plain_own(record: Record, fields: Iterable[Field]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in fields:
        holders = (record,) if row.part is Part.RECORD else record.senses
        values = [value for holder in holders for name, value in holder.own if name == row.name]
        if row.is_exported and values:
            found[row.name] = values[0] if row.part is Part.RECORD else values
    return found
