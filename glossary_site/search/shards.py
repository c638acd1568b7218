"""The files that the browser's search reads: sorted, size-bounded shards under one content-hashed folder.

Every score depends on every document, so the set changes as a whole: one hash in the folder's name makes all of its
files immutable. The manifest outside it is small and says which shard starts with what. A small site has one shard of
each kind.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from glossary_site.digest import digest_all
from glossary_site.pages import Output
from glossary_site.search.analysis import name_key
from glossary_site.search.scores import FIELDS, Index, SearchDocument, script_order

#: The form of the files; raise it when it changes, so that an old script says so instead of failing.
VERSION = 2
#: Bytes of JSON a shard. Compressed, term shards come to about a third, name shards to a quarter.
TERM_SHARD = 40_000
NAME_SHARD = 24_000
#: Documents a file: results come from all over the alphabet, so the files are small.
DOCUMENTS_A_FILE = 32
#: Below this many documents, and bytes of terms, everything of a kind is one file.
SMALL = 600
SMALL_TERMS = 160_000

MANIFEST = "search/manifest.json"


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name to look up: its key, the document of its term's first sense, and whether it is the term itself."""

    key: str
    document: int
    is_term: bool


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def collect_names(documents: Sequence[SearchDocument]) -> list[NameEntry]:
    """Every name of every term once, each pointing to the first document of its term, in JavaScript's order."""
    first: dict[str, int] = {}
    found: dict[tuple[str, int, bool], None] = {}
    for position, document in enumerate(documents):
        home = first.setdefault(document.url.partition("#")[0], position)
        found[(name_key(document.term), home, True)] = None
        for other in document.others:
            found[(name_key(other), home, False)] = None
    entries = (NameEntry(*each) for each in found if each[0])
    return sorted(entries, key=lambda each: (script_order(each.key), not each.is_term, each.document))


def _cut(rows: Iterable[tuple[str, object]], size: int) -> Iterator[tuple[str, bytes]]:
    """Sorted rows in shards of about ``size`` bytes: the first key of each, and its JSON; equal keys stay together."""
    held: list[object] = []
    length = 0
    first = last = ""
    for key, row in rows:
        if held and length > size and key != last:
            yield first, _dump(held)
            held, length = [], 0
        if not held:
            first = key
        held.append(row)
        length += len(_dump(row)) + 1
        last = key
    if held:
        yield first, _dump(held)


def _shown(document: SearchDocument) -> dict[str, str]:
    fields = {
        "term": document.term,
        "url": document.url,
        "category": document.category,
        "definition": document.definition,
        "note": document.note,
    }
    return {name: value for name, value in fields.items() if value}


def _names(rows: Sequence[NameEntry], turn: Callable[[str], str], size: int) -> list[tuple[str, bytes]]:
    turned = [(turn(row.key), [turn(row.key), row.document, int(row.is_term)]) for row in rows]
    turned.sort(key=lambda each: script_order(each[0]))
    return list(_cut(turned, size))


def shard_outputs(documents: Sequence[SearchDocument], index: Index, *, stemming: bool) -> tuple[Output, ...]:
    """The manifest and all shards of an index over ``documents``."""
    whole = len(documents) < SMALL
    everything = 1 << 40
    names = collect_names(documents)
    terms = list(_cut(((term, [term, *fields]) for term, fields in index.items()), TERM_SHARD))
    if sum(len(data) for _, data in terms) < SMALL_TERMS:
        terms = list(_cut(((term, [term, *fields]) for term, fields in index.items()), everything))
    forward = _names(names, str, everything if whole else NAME_SHARD)
    backward = _names(names, lambda key: key[::-1], everything if whole else NAME_SHARD)
    size = max(len(documents), 1) if whole else DOCUMENTS_A_FILE
    shown = [_dump([_shown(each) for each in documents[at : at + size]]) for at in range(0, len(documents), size)]
    vocabulary = _dump(list(index))
    kinds = {"t": [data for _, data in terms], "n": [data for _, data in forward], "r": [data for _, data in backward]}
    kinds |= {"d": shown, "v": [vocabulary]}
    folder = f"search/{digest_all(chain.from_iterable(kinds.values()))[:10]}/"
    manifest = {
        "version": VERSION,
        "folder": folder,
        "documents": len(documents),
        "perFile": size,
        "fields": FIELDS,
        "pipeline": ["stemmer"] if stemming else [],
        "terms": [first for first, _ in terms],
        "names": [first for first, _ in forward],
        "reversed": [first for first, _ in backward],
    }
    files = (Output(f"{folder}{kind}{n}.json", data) for kind, shards in kinds.items() for n, data in enumerate(shards))
    return (Output(MANIFEST, _dump(manifest)), *files)
