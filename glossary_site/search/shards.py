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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from json.encoder import encode_basestring
from tempfile import SpooledTemporaryFile
from types import TracebackType

from glossary_site.digest import digest_all
from glossary_site.disk import Output
from glossary_site.search.names import NameCollector, NameEntry
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
#: Bytes of rows that are held in memory; those of a large glossary wait on disk until their shards are cut.
_HELD = 8_000_000

#: Where the files are; the page of answers is there too.
SEARCH_FOLDER = "search/"
MANIFEST = f"{SEARCH_FOLDER}manifest.json"


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _dump(value: object) -> bytes:
    return _encode(value).encode("utf-8", "replace")


def is_common(fields: Sequence[Postings]) -> bool:
    """Whether a query with other words does without a term of these postings."""
    return sum(len(positions) for positions, _ in fields) > COMMON


def _steps(positions: Sequence[int]) -> list[int]:
    return [position - before for before, position in zip((-1, *positions), positions, strict=False)]


def _row(term: str, fields: Iterable[Postings]) -> bytes:
    lists = [each for positions, scores in fields for each in (_steps(positions), scores)]
    # Numbers in lists look alike in Python and in JSON, but for the spaces.
    numbers = repr(lists).replace(" ", "")
    return f"[{encode_basestring(term)},{numbers[1:]}".encode("utf-8", "replace")


class _Rows:
    """JSON rows one after another, most of them on disk: their lengths, and any run of them as a list."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self._stream = SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> "_Rows":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def append(self, row: bytes) -> None:
        self._stream.write(row + b",")
        self.lengths.append(len(row))

    def lists(self, counts: Iterable[int]) -> Iterator[bytes]:
        """The rows in lists of so many each, from the first on."""
        self._stream.seek(0)
        done = 0
        for count in counts:
            length = sum(self.lengths[done : done + count]) + count
            yield b"[" + self._stream.read(length)[:-1] + b"]"
            done += count


def _between(before: str, first: str) -> str:
    """The shortest beginning of ``first`` that comes after ``before``."""
    same = next((place for place, (a, b) in enumerate(zip(before, first, strict=False)) if a != b), len(before))
    short = first[: same + 1]
    # Half a surrogate pair is no text.
    return first[: same + 2] if "\ud800" <= short[-1:] <= "\udbff" else short


def _cut(keys: Iterable[str], lengths: Iterable[int], size: int) -> Iterator[tuple[str, int]]:
    """Sorted rows in shards of about ``size`` bytes: a key that divides each from the one before, and how many rows.

    Rows of one key stay together. A row of half a shard or more stands alone: its neighbours should not cost so much.
    """
    held = length = 0
    first = last = ""
    for key, row in zip(keys, lengths, strict=True):
        large = max(row, length if held == 1 else 0) > size // 2
        if held and key != last and (length + row > size or large):
            yield first, held
            held = length = 0
        if not held:
            first = _between(last, key)
        held += 1
        length += row
        last = key
    if held:
        yield first, held


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
    keys = [key for key, _ in turned]
    with _Rows() as held:
        for key, row in turned:
            held.append(f"[{encode_basestring(key)},{row.document},{row.is_term:d}]".encode("utf-8", "replace"))
        shards = list(_cut(keys, held.lengths, size))
        lists = held.lists(count for _, count in shards)
        return [(first, data) for (first, _), data in zip(shards, lists, strict=True)]


class _Shown:
    """What is left of each document once its words are counted: how it is shown, its names, its category."""

    def __init__(self, rows: _Rows) -> None:
        self.rows = rows
        self.names = NameCollector()
        self._categories: list[str] = []

    def __len__(self) -> int:
        return len(self._categories)

    def add(self, document: SearchDocument) -> None:
        self.rows.append(_dump(_shown(document)))
        self.names.add(document)
        self._categories.append(document.category)

    def categories(self) -> bytes:
        names = sorted(set(self._categories) - {""}, key=str.casefold)
        numbers = {name: number for number, name in enumerate(names)}
        return _dump({"names": names, "of": [numbers.get(category, -1) for category in self._categories]})


def shard_outputs(
    documents: Iterable[SearchDocument],
    score: Callable[[Iterable[SearchDocument]], Iterable[tuple[str, tuple[Postings, ...]]]],
    *,
    pipeline: Sequence[str],
    site: Mapping[str, object],
) -> Iterator[Output]:
    """The manifest and all shards of the index that ``score`` makes of the documents, one held at a time.

    ``pipeline``: Lunr's, ``site``: what else the manifest says.
    """
    with ExitStack() as stack:
        rows, shown = stack.enter_context(_Rows()), _Shown(stack.enter_context(_Rows()))
        words: list[str] = []
        common: list[str] = []
        for term, fields in score(_adding(documents, shown)):
            rows.append(_row(term, fields))
            words.append(term)
            if is_common(fields):
                common.append(term)
        whole = len(shown) < SMALL
        total = sum(rows.lengths)
        size = min(max(total // _TERM_SHARDS, SMALLEST_TERM_SHARD), LARGEST_TERM_SHARD)
        terms = list(_cut(words, rows.lengths, _EVERYTHING if total < SMALL_TERMS else size))
        names = shown.names.entries()
        forward = _names(names, str, _EVERYTHING if whole else NAME_SHARD)
        backward = _names(names, lambda key: key[::-1], _EVERYTHING if whole else NAME_SHARD)
        per_file = max(len(shown), 1) if whole else DOCUMENTS_A_FILE
        files, rest = divmod(len(shown), per_file)

        def shards() -> Iterator[tuple[str, bytes]]:
            """Every file by its kind, read once for the digest of all and once to be written."""
            yield from (("t", data) for data in rows.lists(count for _, count in terms))
            yield from (("n", data) for _, data in forward)
            yield from (("r", data) for _, data in backward)
            yield from (("d", data) for data in shown.rows.lists([per_file] * files + [rest] * bool(rest)))
            yield "v", _dump(words)
            yield "c", shown.categories()

        folder = f"search/{digest_all(data for _, data in shards())[:10]}/"
        manifest = {
            "version": VERSION,
            "folder": folder,
            "documents": len(shown),
            "perFile": per_file,
            "fields": FIELDS,
            "pipeline": pipeline,
            "common": common,
            **site,
            "terms": [first for first, _ in terms],
            "names": [first for first, _ in forward],
            "reversed": [first for first, _ in backward],
        }
        yield Output(MANIFEST, _dump(manifest))
        numbers: Counter[str] = Counter()
        for kind, data in shards():
            yield Output(f"{folder}{kind}{numbers[kind]}.json", data)
            numbers[kind] += 1


def _adding(documents: Iterable[SearchDocument], shown: _Shown) -> Iterator[SearchDocument]:
    for document in documents:
        shown.add(document)
        yield document
