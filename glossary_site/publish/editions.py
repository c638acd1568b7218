"""``changes/edition.json``: how every term stands in this build, for ``glossary diff`` to compare with another."""

import json
from dataclasses import fields
from io import BytesIO
from typing import Any

from glossary_site.disk import Output
from glossary_site.glossary import Glossary, Stand, stand_of

EDITION = "changes/edition.json"
_FORMAT = 1
_FIELDS = tuple(field.name for field in fields(Stand))
_encode = json.JSONEncoder(ensure_ascii=False).encode


def edition(glossary: Glossary) -> Output:
    """All terms, one a line."""
    whole = BytesIO()
    whole.write(b'{"format": %d, "terms": [' % _FORMAT)
    before = "\n"
    for entry in glossary.entries:
        stand = stand_of(entry.record)
        said = _encode({name: getattr(stand, name) for name in _FIELDS})
        whole.write(f"{before}{said}".encode("utf-8", "replace"))
        before = ",\n"
    whole.write(b"\n]}\n" if glossary.entries else b"\n\n]}\n")
    return Output(EDITION, whole.getvalue())


def _stand(term: dict[str, Any]) -> Stand:
    lists = {name: tuple(str(each) for each in term[name]) for name in ("names", "definitions")}
    texts = {name: str(term[name]) for name in ("id", "term", "status", "replaced_by", "rest")}
    return Stand(**texts, **lists)  # type: ignore[arg-type]


def parse_edition(text: str) -> tuple[Stand, ...] | None:
    """The terms of an ``edition``; None where it is none that this version knows."""
    try:
        found = json.loads(text)
        return tuple(_stand(term) for term in found["terms"]) if found["format"] == _FORMAT else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
