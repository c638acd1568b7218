"""The files that the browser's search reads: sorted, size-bounded shards under one content-hashed folder.

Every score depends on every document, so the set changes as a whole: one hash in the folder's name makes all of its
files immutable. The manifest outside it is small and says which shard starts with what. A small site has one shard of
each kind.

=========  ========================================================================================================
``t<n>``   terms in JavaScript's order, one row each: the term, then for each field the positions of its documents
           (each as the difference to the one before) and its scores there in thousandths
``n<n>``   names: key, position of the term's first document, 1 where it is the term itself and 0 for another name
``r<n>``   the same, keys written backwards: a name with a slip in its first half is found by its second
``d<n>``   documents as they are shown
``v0``     all terms, for wildcards and fuzzy words
``c0``     the categories, and the category of each document (-1: none)
=========  ========================================================================================================
"""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from glossary_site.digest import digest_all
from glossary_site.pages import Output
from glossary_site.search.names import NameEntry, collect_names
from glossary_site.search.scores import FIELDS, Postings, SearchDocument, script_order

#: The form of the files; raise it when it changes, so that an old script says so instead of failing.
VERSION = 4
#: Bytes of JSON a shard of terms: so many that there are about ``_TERM_SHARDS``, within these bounds.
SMALLEST_TERM_SHARD, LARGEST_TERM_SHARD = 20_000, 36_000
_TERM_SHARDS = 800
NAME_SHARD = 12_000
#: Documents a file: results come from all over the alphabet, so the files are small.
DOCUMENTS_A_FILE = 16
#: Below this many documents, and bytes of terms, everything of a kind is one file.
SMALL = 600
SMALL_TERMS = 160_000
#: Postings of a word that a query with other words does without: it tells little and costs most.
COMMON = 16_000
_EVERYTHING = 1 << 40

#: Where the files are; the page of answers is there too.
SEARCH_FOLDER = "search/"
MANIFEST = f"{SEARCH_FOLDER}manifest.json"


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def is_common(fields: Sequence[Postings]) -> bool:
    """Whether a query with other words does without a term of these postings."""
    return sum(len(positions) for positions, _ in fields) > COMMON


def _steps(positions: Sequence[int]) -> list[int]:
    return [position - before for before, position in zip((-1, *positions), positions, strict=False)]


def _row(term: str, fields: Iterable[Postings]) -> bytes:
    return _dump([term, *chain.from_iterable((_steps(positions), scores) for positions, scores in fields)])


def _between(before: str, first: str) -> str:
    """The shortest beginning of ``first`` that comes after ``before``."""
    same = next((place for place, (a, b) in enumerate(zip(before, first, strict=False)) if a != b), len(before))
    short = first[: same + 1]
    # Half a surrogate pair is no text.
    return first[: same + 2] if "\ud800" <= short[-1:] <= "\udbff" else short


def _cut(rows: Iterable[tuple[str, bytes]], size: int) -> Iterator[tuple[str, bytes]]:
    """Sorted rows in shards of about ``size`` bytes: a key that divides each from the one before, and its JSON.

    Rows of one key stay together. A row of half a shard or more stands alone: its neighbours should not cost so much.
    """
    held: list[bytes] = []
    length = 0
    first = last = ""
    for key, row in rows:
        large = max(len(row), length if len(held) == 1 else 0) > size // 2
        if held and key != last and (length + len(row) > size or large):
            yield first, b"[" + b",".join(held) + b"]"
            held, length = [], 0
        if not held:
            first = _between(last, key)
        held.append(row)
        length += len(row)
        last = key
    if held:
        yield first, b"[" + b",".join(held) + b"]"


def _drained(rows: deque[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The rows, each let go as it is given: they are most of what an index holds, and become its files."""
    while rows:
        yield rows.popleft()


def _shown(document: SearchDocument) -> dict[str, str | int]:
    fields: dict[str, str | int] = {
        "term": document.term,
        "url": document.url,
        "category": document.category,
        "definition": document.definition,
        "note": document.note,
        "senses": document.senses if document.senses > 1 else 0,
    }
    return {name: value for name, value in fields.items() if value}


def _names(rows: Sequence[NameEntry], turn: Callable[[str], str], size: int) -> list[tuple[str, bytes]]:
    turned = sorted(((turn(row.key), row) for row in rows), key=lambda each: script_order(each[0]))
    return list(_cut(((key, _dump([key, row.document, int(row.is_term)])) for key, row in turned), size))


def _categories(documents: Sequence[SearchDocument]) -> bytes:
    names = sorted({document.category for document in documents if document.category}, key=str.casefold)
    numbers = {name: number for number, name in enumerate(names)}
    return _dump({"names": names, "of": [numbers.get(document.category, -1) for document in documents]})


def shard_outputs(
    documents: Sequence[SearchDocument],
    index: Iterable[tuple[str, tuple[Postings, ...]]],
    *,
    pipeline: Sequence[str],
    site: Mapping[str, object],
) -> tuple[Output, ...]:
    """The manifest and all shards of an index over ``documents``; ``pipeline``: Lunr's, ``site``: what else it says.

    ``index`` is read first, and once: it may make the documents as it goes.
    """
    rows: deque[tuple[str, bytes]] = deque()
    common: list[str] = []
    for term, fields in index:
        rows.append((term, _row(term, fields)))
        if is_common(fields):
            common.append(term)
    whole = len(documents) < SMALL
    total = sum(len(row) for _, row in rows)
    size = min(max(total // _TERM_SHARDS, SMALLEST_TERM_SHARD), LARGEST_TERM_SHARD)
    words = [term for term, _ in rows]
    terms = list(_cut(_drained(rows), _EVERYTHING if total < SMALL_TERMS else size))
    names = collect_names(documents)
    forward = _names(names, str, _EVERYTHING if whole else NAME_SHARD)
    backward = _names(names, lambda key: key[::-1], _EVERYTHING if whole else NAME_SHARD)
    per_file = max(len(documents), 1) if whole else DOCUMENTS_A_FILE
    starts = range(0, len(documents), per_file)
    kinds = {
        "t": [data for _, data in terms],
        "n": [data for _, data in forward],
        "r": [data for _, data in backward],
        "d": [_dump([_shown(each) for each in documents[start : start + per_file]]) for start in starts],
        "v": [_dump(words)],
        "c": [_categories(documents)],
    }
    folder = f"search/{digest_all(chain.from_iterable(kinds.values()))[:10]}/"
    manifest = {
        "version": VERSION,
        "folder": folder,
        "documents": len(documents),
        "perFile": per_file,
        "fields": FIELDS,
        "pipeline": pipeline,
        "common": common,
        **site,
        "terms": [first for first, _ in terms],
        "names": [first for first, _ in forward],
        "reversed": [first for first, _ in backward],
    }
    files = (Output(f"{folder}{kind}{n}.json", data) for kind, shards in kinds.items() for n, data in enumerate(shards))
    return (Output(MANIFEST, _dump(manifest)), *files)
