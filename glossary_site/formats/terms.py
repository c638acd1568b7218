"""The glossary as data for programs: ``terms.json``."""

import json
from io import BytesIO

from glossary_site.disk import Output
from glossary_site.glossary import Glossary
from glossary_site.pages import plain_term
from glossary_site.records import Field


def terms_json(glossary: Glossary, fields: tuple[Field, ...] = ()) -> Output:
    """Every term as ``plain_term`` has it, with ``fields`` that the author has declared."""
    whole = BytesIO()  # term by term: lists of all terms would take ten times the memory of the file
    before = "[\n"
    for entry in glossary.entries:
        plain = plain_term(entry, glossary.language, fields)
        term = json.dumps(plain, ensure_ascii=False, indent=1).replace("\n", "\n ")
        whole.write(f"{before} {term}".encode("utf-8", "replace"))
        before = ",\n"
    whole.write(b"\n]\n" if glossary.entries else b"[]\n")
    return Output("terms.json", whole.getvalue())
