"""Senses -> the documents that search finds."""

from collections.abc import Mapping, Sequence

from glossary_site.glossary import Glossary
from glossary_site.linking import LinkedBody
from glossary_site.search.index import SearchDocument
from glossary_site.urls import sense_anchors, term_url


def search_documents(glossary: Glossary, bodies: Mapping[str, Sequence[LinkedBody]]) -> tuple[SearchDocument, ...]:
    """One document a sense, in the order of the glossary; ``bodies`` by the id of their entry."""
    documents: list[SearchDocument] = []
    for entry in glossary.entries:
        record = entry.record
        anchors = sense_anchors(record.senses)
        for sense, body, anchor in zip(record.senses, bodies[entry.id], anchors, strict=True):
            names = (*record.abbreviations, *record.aliases, *sense.keywords)
            url = f"{term_url(record.id)}#{anchor}"
            documents.append(SearchDocument(record.term, names, url, sense.category, sense.definition, body.text))
    return tuple(documents)
