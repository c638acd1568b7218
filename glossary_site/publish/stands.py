"""``changes/edition.json``: how every term stands in this build, for ``glossary diff`` to compare with another."""

import json
from dataclasses import asdict
from typing import Any

from glossary_site.changes import Stand, stand_of
from glossary_site.glossary import Glossary
from glossary_site.pages import Output

EDITION = "changes/edition.json"
_FORMAT = 1


def edition(glossary: Glossary) -> Output:
    """All terms, one a line."""
    stands = (asdict(stand_of(entry.record)) for entry in glossary.entries)
    lines = ",\n".join(json.dumps(stand, ensure_ascii=False) for stand in stands)
    return Output(EDITION, f'{{"format": {_FORMAT}, "terms": [\n{lines}\n]}}\n'.encode("utf-8", "replace"))


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
