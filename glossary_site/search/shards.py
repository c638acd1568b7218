"""The files that the search in the browser reads: a manifest, and sorted shards of limited size.

The manifest lists the first key of each shard, and the frequent terms; ``files`` names the shards. A small site has one
shard of each kind.

=========  ========================================================================================================
``t…``     terms in JavaScript's order, one row each: the term, then for each field the positions of its documents
           (each as the difference to the one before) and for each of them ``(count - 1) * unit + length``: how often
           the term occurs in the field, and how many words the field has. ``unit`` is in the manifest
``n…``     names: key, position of the term's first document, 1 where it is the term itself and 0 for another name; they
           are sorted by their keys without spaces and signs
``r…``     the same with reversed keys: they find a name by its end, and with a typing error in its first half
``d…``     documents, as results show them
``m…``     words, each with the positions of the documents that are nearest to it in meaning and their nearness; where
           a site wants it (``search: meaning``)
``v…``     all terms, for wildcards and fuzzy words
``c…``     the categories, and for each document the number of its category, or a list of several (-1: none)
``f…``     tags, statuses and letters, each as the categories, where the documents have tags or a tree of categories
=========  ========================================================================================================
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, TypeAlias

from glossary_site.digest import Digested, digest
from glossary_site.disk import Kept, Output, make_in_blocks
from glossary_site.search.files import SEARCH_FOLDER, NamedFiles, to_json
from glossary_site.search.frequent import FrequentTerms
from glossary_site.search.kept_rows import Head, Lines, read_index
from glossary_site.search.languages import has_compounds, pipeline
from glossary_site.search.listed import LateDocument, Listed
from glossary_site.search.meaning import open_nearness
from glossary_site.search.names import NameCollector, NameEntry
from glossary_site.search.scores import (
    BOOSTS,
    FIELDS,
    CountedIndex,
    Facets,
    Scorer,
    SearchDocument,
    script_order,
)
from glossary_site.search.term_rows import make_row

#: The version of the files' form. An old script that finds a newer one reports that instead of failing.
VERSION = 7
#: The bounds of a shard of terms, in bytes of JSON; within them, there are about ``_TERM_SHARDS``.
SMALLEST_TERM_SHARD, LARGEST_TERM_SHARD = 7_000, 34_000
_TERM_SHARDS = 2_000
#: The size of a shard is a multiple of this many bytes: otherwise each edit would divide the terms anew.
_SIZE_STEP = 4_000
NAME_SHARD = 6_000
#: A description has many words, and each needs a shard.
MEANING_SHARD = 4_500
#: Documents a file, and up to how many one file has all. Results are from all over the alphabet, so small files save
#: bytes.
DOCUMENTS_A_FILE, _FEW = 16, 100
#: Below this many documents, and bytes of terms, there is one file of a kind.
SMALL = 600
SMALL_TERMS = 160_000
_EVERYTHING = 1 << 40
_Shards: TypeAlias = tuple[tuple[str, str], ...]
MANIFEST = f"{SEARCH_FOLDER}manifest.json"


def _between(before: str, first: str) -> str:
    """The shortest beginning of ``first`` that sorts after ``before``."""
    same = next((place for place, (a, b) in enumerate(zip(before, first, strict=False)) if a != b), len(before))
    short = first[: same + 1]
    # Half a surrogate pair is no text.
    return first[: same + 2] if "\ud800" <= short[-1:] <= "\udbff" else short


def _cut(keys: Iterable[str], lengths: Iterable[int], size: int) -> Iterator[tuple[str, int]]:
    """Divide sorted rows into shards of about ``size`` bytes: the first key of each shard, and its number of rows.

    Rows of one key stay together. A row of half a shard or more has a shard of its own, so that no other row costs it.
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


def _name_shards(rows: Sequence[NameEntry], turn: Callable[[str], str], size: int) -> Iterator[tuple[str, str]]:
    turned = sorted(((turn(row.loose), row) for row in rows), key=lambda each: script_order(each[0]))
    keys = [key for key, _ in turned]
    with closing(Lines()) as held:
        for _, row in turned:
            name = encode_basestring(turn(row.key))
            held.append(f"[{name},{row.document},{row.is_term:d}]".encode("utf-8", "replace"))
        shards = list(_cut(keys, held.lengths, size))
        lists = held.lists(count for _, count in shards)
        yield from ((first, data.decode()) for (first, _), data in zip(shards, lists, strict=True))


#: The kinds of files of names, and how they turn the keys.
_TURNS: Mapping[str, Callable[[str], str]] = {"n": str, "r": lambda key: key[::-1]}


def _all_name_shards(names: NameCollector, size: int, cache: Path | None) -> Iterator[_Shards]:
    """The shards of each kind: the first key and the text of each. They are as they were kept while no name changes."""
    made_of = digest(names.digest, str(size))
    kept = Kept[tuple[_Shards, ...]](cache / "names" if cache else None, tuple[_Shards, ...])
    return make_in_blocks(
        kept,
        _TURNS,
        lambda kind: (kind, made_of + kind),
        lambda kind: tuple(_name_shards(names.entries(), _TURNS[kind], size)),
    )


def _facet(values: Iterable[tuple[str, ...]], sort: Callable[[Iterable[str]], list[str]]) -> dict[str, list[Any]]:
    """The names of a facet, sorted, and the number of the name, or the numbers, of each document."""
    given = list(values)
    names = sort(dict.fromkeys(name for each in given for name in each))
    numbers = {name: number for number, name in enumerate(names)}
    found = ([numbers[name] for name in each] for each in given)
    return {"names": names, "of": [each if len(each) > 1 else next(iter(each), -1) for each in found]}


_by_name = partial(sorted, key=str.casefold)


class _Documents:
    """What is kept of each document after its words are counted: its row, its names, its category."""

    def __init__(self, rows: Lines) -> None:
        self.rows = rows
        self.names = NameCollector()
        self._facets: list[Facets] = []

    def __len__(self) -> int:
        return len(self._facets)

    def add(self, document: Listed) -> None:
        self.rows.append(document.row.encode())
        self.names.add(document.url, document.names)
        self._facets.append(document.facets)

    def categories(self) -> bytes:
        return to_json(_facet(((*each.categories, *each.higher) for each in self._facets), _by_name))

    def others(self) -> Iterator[bytes]:
        tags = _facet((each.tags for each in self._facets), _by_name)
        if tags["names"] or any(each.higher for each in self._facets):
            statuses = _facet(((each.status,) for each in self._facets), _by_name)
            # The documents are in the order of the letters.
            letters = _facet(((each.letter,) for each in self._facets), list)
            yield to_json({"tag": tags, "status": statuses, "letter": letters})


def index_outputs(
    documents: Iterable[LateDocument],
    language: str = "en",
    site: Mapping[str, object] | None = None,
    *,
    by_meaning: bool = False,
    cache: Path | None = None,
) -> Iterator[Output]:
    """The manifest and all shards of the index of ``documents``, one at a time; ``site`` is added to the manifest.

    The folder ``cache`` keeps the index for the next call.
    Raises ``GlossaryError`` with ``extra-missing``.
    """
    with ExitStack() as stack:
        rows, near_rows, document_rows = (stack.enter_context(closing(Lines())) for _ in range(3))
        kept = _Documents(document_rows)
        nearness = open_nearness(kept, language) if by_meaning else None
        counts: dict[str, int] = {}
        before = read_index(cache)
        index = CountedIndex(_keep_each(documents, kept), language, before)
        fields = index.fields
        score = Scorer(fields.lengths)
        for row in index.rows():
            rows.append(row.line)
            counts[row.term] = row.postings
            if nearness:
                nearness.add(row.term, score(tuple(fields.unpack(row))))
        words = [*counts]
        lengths = [[*each] for each in fields.lengths]
        before.replace(Head(index.digests, lengths, index.blocks, words, [*counts.values()], rows.lengths), rows)
        near_words: list[str] = []
        for word, postings in nearness.postings() if nearness else ():
            near_rows.append(make_row(word, [postings]).line)
            near_words.append(word)
        whole = len(kept) < SMALL
        total = sum(rows.lengths)
        size = total // _TERM_SHARDS // _SIZE_STEP * _SIZE_STEP
        size = min(max(size, SMALLEST_TERM_SHARD), LARGEST_TERM_SHARD)
        terms = list(_cut(words, rows.lengths, _EVERYTHING if total < SMALL_TERMS else size))
        near = list(_cut(near_words, near_rows.lengths, MEANING_SHARD))
        forward, backward = _all_name_shards(kept.names, _EVERYTHING if whole else NAME_SHARD, cache)
        per_file = DOCUMENTS_A_FILE if len(kept) > _FEW else max(len(kept), 1)
        file_count, rest = divmod(len(kept), per_file)

        def shards() -> Iterator[tuple[str, bytes]]:
            """The kind and the bytes of each file. The manifest has the names of the first, which most queries need."""
            yield "c", kept.categories()
            yield from (("f", data) for data in kept.others())
            yield "v", to_json(words)
            yield from (("n", text.encode()) for _, text in forward)
            yield from (("r", text.encode()) for _, text in backward)
            yield from (("t", data) for data in rows.lists(count for _, count in terms))
            yield from (("m", data) for data in near_rows.lists(count for _, count in near))
            yield from (("d", data) for data in kept.rows.lists([per_file] * file_count + [rest] * bool(rest)))

        frequent = FrequentTerms.of(counts, len(kept))
        files = NamedFiles()
        yield from (files.add(kind, data) for kind, data in shards())
        lists, names_of_files = files.lists()
        yield from lists
        manifest = {
            "version": VERSION,
            **names_of_files,
            "documents": len(kept),
            "perFile": per_file,
            "fields": FIELDS,
            "boosts": list(BOOSTS.values()),
            "words": [sum(each) for each in fields.lengths],
            "units": fields.units,
            "pipeline": pipeline(language),
            "compounds": has_compounds(language),
            "frequent": frequent.terms,
            "common": frequent.common,
            **(site or {}),
            "terms": [key for key, _ in terms],
            "near": [key for key, _ in near],
            "names": [key for key, _ in forward],
            "reversed": [key for key, _ in backward],
        }
        yield Output(MANIFEST, to_json(manifest))


def _keep_each(documents: Iterable[LateDocument], kept: _Documents) -> Iterator[Digested[SearchDocument]]:
    for document in documents:
        kept.add(document.listed)
        yield Digested(document.make, partial(getattr, document.listed, "digest"))
