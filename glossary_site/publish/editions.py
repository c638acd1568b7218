"""``changes/edition.json``: the state of every term in this build, for ``glossary diff`` to compare with another."""

import json
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from glossary_site.disk import Output
from glossary_site.glossary import TermState, state_of
from glossary_site.records import Record
from glossary_site.values import list_fields

EDITION = "changes/edition.json"
_FORMAT = 1
_FIELDS = list_fields(TermState)
_encode = json.JSONEncoder(ensure_ascii=False).encode


def edition_line(record: Record) -> str:
    """The state of a term as JSON."""
    state = state_of(record)
    return _encode({name: getattr(state, name) for name in _FIELDS})


def edition(lines: Iterable[str]) -> Output:
    """All terms, one a line."""
    whole = BytesIO()
    whole.write(b'{"format": %d, "terms": [' % _FORMAT)
    before = "\n"
    for line in lines:
        whole.write(f"{before}{line}".encode("utf-8", "replace"))
        before = ",\n"
    whole.write(b"\n\n]}\n" if before == "\n" else b"\n]}\n")
    return Output(EDITION, whole.getvalue())


def _parse_state(term: dict[str, Any]) -> TermState:
    lists = {name: tuple(str(each) for each in term[name]) for name in ("names", "definitions")}
    texts = {name: str(term[name]) for name in ("id", "term", "status", "replaced_by", "rest")}
    return TermState(**texts, **lists)  # type: ignore[arg-type]


def parse_edition(text: str) -> tuple[TermState, ...] | None:
    """The terms of an ``edition``; None where the text is no edition in this version's format."""
    try:
        found = json.loads(text)
        return tuple(_parse_state(term) for term in found["terms"]) if found["format"] == _FORMAT else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
