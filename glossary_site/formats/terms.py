"""The glossary as data for programs: ``terms.json``."""

import json
from io import BytesIO
from typing import Any

from glossary_site.disk import Output
from glossary_site.glossary import Entry, Glossary
from glossary_site.pages import term_url


def terms_json(glossary: Glossary) -> Output:
    """Every term: ``id``, ``term``, ``url`` (relative to the site), names, ``categories`` and ``definition``."""
    whole = BytesIO()  # term by term: lists of all terms would take ten times the memory of the file
    before = "[\n"
    for entry in glossary.entries:
        term = json.dumps(_term(entry), ensure_ascii=False, indent=1).replace("\n", "\n ")
        whole.write(f"{before} {term}".encode("utf-8", "replace"))
        before = ",\n"
    whole.write(b"\n]\n" if glossary.entries else b"[]\n")
    return Output("terms.json", whole.getvalue())


def _term(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "term": entry.record.term,
        "url": term_url(entry.id),
        "aliases": entry.record.aliases,
        "abbreviations": entry.record.abbreviations,
        "categories": list(dict.fromkeys(s.category for s in entry.record.senses if s.category)),
        "definition": entry.definition,
    }
