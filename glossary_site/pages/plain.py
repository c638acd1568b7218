"""A term as plain data for programs: in ``terms.json``, and in what other sites take."""

from typing import Any

from glossary_site.glossary import Entry
from glossary_site.pages.urls import term_url


def plain_term(entry: Entry) -> dict[str, Any]:
    """A term for ``json``: ``id``, ``term``, ``url`` (relative to the site), names, ``categories``, ``definition``.

    It has ``tags`` where the term has any.
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
    }
