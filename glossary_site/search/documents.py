"""Senses -> the documents that search finds."""

from collections.abc import Iterator, Mapping, Sequence

from glossary_site.glossary import Glossary
from glossary_site.linking import LinkedBody
from glossary_site.search.scores import SearchDocument
from glossary_site.urls import sense_anchors, term_url


def search_documents(glossary: Glossary, bodies: Mapping[str, Sequence[LinkedBody]]) -> Iterator[SearchDocument]:
    """One document a sense, in the order of the glossary; ``bodies`` by the id of their entry."""
    terms = {entry.id: entry.record.term for entry in glossary.entries}
    for entry in glossary.entries:
        record = entry.record
        others = (*record.abbreviations, *record.aliases)
        better = terms.get(entry.relations.replaced_by, "")
        note = "" if record.status == "current" else f"{record.status}: use {better}" if better else record.status
        senses = zip(record.senses, bodies[entry.id], sense_anchors(record.senses), strict=True)
        for sense, body, anchor in senses:
            names = (*others, *sense.keywords)
            url = f"{term_url(record.id)}#{anchor}"
            yield SearchDocument(
                record.term,
                names,
                url,
                sense.category,
                sense.definition,
                body.text,
                others,
                note,
                len(record.senses),
            )
