"""The glossary as data for programs: ``terms.json``."""

import json

from glossary_site.glossary import Glossary
from glossary_site.pages import Output
from glossary_site.urls import term_url


def terms_json(glossary: Glossary) -> Output:
    """Every term: ``id``, ``term``, ``url`` (relative to the site), names, ``categories`` and ``definition``."""
    terms = [
        {
            "id": entry.id,
            "term": entry.record.term,
            "url": term_url(entry.id),
            "aliases": entry.record.aliases,
            "abbreviations": entry.record.abbreviations,
            "categories": list(dict.fromkeys(s.category for s in entry.record.senses if s.category)),
            "definition": entry.definition,
        }
        for entry in glossary.entries
    ]
    return Output("terms.json", json.dumps(terms, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
