"""Documents -> an inverted index with Lunr's scores, the only importer of lunr.

A score is BM25 as Lunr 2.3.9 computes it (``lunr.Builder.createFieldVectors``): idf, term frequency saturated by
``k1``, field length weighted by ``b``, times the field's boost, rounded to three decimals.
"""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain, compress
from typing import TypeAlias

from lunr.idf import idf

from glossary_site.digest import Digested, digest
from glossary_site.disk import cut_in_blocks
from glossary_site.search.analysis import chunks
from glossary_site.search.kept_rows import NO_INDEX, KeptIndex
from glossary_site.search.languages import index_terms
from glossary_site.search.term_rows import Fields, Postings, TermRow, make_row
from glossary_site.values import Frozen

#: The fields of a document, and the weight of a word in each.
BOOSTS = {"term": 10, "names": 8, "definition": 3, "body": 1}
FIELDS = tuple(BOOSTS)
_K1, _B = 1.2, 0.75
#: How many pieces of text have their terms remembered.
_REMEMBERED = 400_000


class Facets(Frozen):
    """What a sense can be filtered by: its categories and the higher ones; tags, status and letter of its term."""

    categories: tuple[str, ...] = ()
    higher: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    status: str = ""
    letter: str = ""


NO_FACETS = Facets()
#: How often a text has each word.
Words: TypeAlias = Digested[Mapping[str, int]]


class SearchDocument(Frozen):
    """One sense in the search. ``names``: its texts for ``Use.SEARCH``; ``url`` has the sense's anchor.

    ``others`` are the aliases and abbreviations; ``note`` explains a term that should no longer be used; ``lang`` is
    the language of a name in another script than the site's; ``senses`` is the number of senses of its term;
    ``are_meanings``: no two of them have one definition, or nearly one. ``counted`` are the words of the body, where
    they were counted before, with a digest of its text. ``facets`` are what it can be filtered by beside its
    ``category``.
    """

    term: str
    names: tuple[str, ...]
    url: str
    category: str
    definition: str
    body: str
    others: tuple[str, ...] = ()
    note: str = ""
    lang: str = ""
    senses: int = 1
    are_meanings: bool = True
    counted: Words | None = None
    facets: Facets = NO_FACETS


#: The postings of a term in one field while they are gathered.
_Gathered: TypeAlias = "tuple[array[int], array[int]]"
_NONE: Postings = (), ()


class _Terms(dict[str, tuple[str, ...]]):
    """The terms of each piece of text, found once."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        # Half a surrogate pair is "?", as on pages.
        terms = (term.encode("utf-8", "replace").decode() for term in index_terms(piece, self._language))
        found = self[piece] = tuple(terms)
        return found


@lru_cache(maxsize=2)
def _counter(language: str) -> Callable[[str], dict[str, int]]:
    terms = _Terms(language)

    def count(text: str) -> dict[str, int]:
        return dict(Counter(chain.from_iterable(map(terms.__getitem__, chunks(text)))))

    return count


class WordCounter(Frozen):
    """Counts the terms of texts for an index in a ``language``."""

    language: str

    def __call__(self, text: str) -> Mapping[str, int]:
        """The terms of ``text``, and how often each occurs."""
        return _counter(self.language)(text)


def _count_words(document: SearchDocument, language: str) -> tuple[Mapping[str, int], ...]:
    """For each field, the terms in a document and how often each occurs."""
    count = _counter(language)
    body = count(document.body) if document.counted is None else document.counted.value
    return count(document.term), count(" ".join(document.names)), count(document.definition), body


def script_order(text: str) -> str:
    """A key that sorts texts as JavaScript does, by UTF-16 units; the order differs above the Basic Plane only."""
    if text.isascii():
        return text
    return "".join(map(chr, memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")))


def digest_document(document: SearchDocument, language: str) -> str:
    """The digest of all that is counted of a document."""
    body = document.counted.digest if document.counted else digest(document.body)
    return digest(language, document.term, document.definition, body, *document.names)


def digested(documents: Iterable[SearchDocument], language: str = "en") -> Iterator[Digested[SearchDocument]]:
    """The documents of an index in a ``language``, each with the digest of all that is counted of it."""
    for each in documents:
        yield Digested(partial(same_document, each), partial(digest_document, each, language))


class CountedIndex:
    """The inverted index of documents: how often each term occurs in each of their fields.

    Their digests are those of ``digest_document``. To save memory, one document is read at a time. One that is counted
    in a ``kept`` index is not read at all.
    """

    def __init__(
        self, documents: Iterable[Digested[SearchDocument]], language: str = "en", kept: KeptIndex = NO_INDEX
    ) -> None:
        self._gathered: tuple[defaultdict[str, _Gathered], ...] = tuple(defaultdict(_no_occurrences) for _ in FIELDS)
        self._kept = kept
        #: The position of each document of the kept index, -1 where there is none like it now.
        self._moved = [-1] * len(kept.head.digests)
        #: The digest of all that is counted of each document.
        self.digests: list[str] = []
        #: The keys of blocks of documents, and how many each has.
        self.blocks: list[tuple[str, int]] = []
        self._lengths: tuple[array[int], ...] = tuple(array("I") for _ in FIELDS)
        for key, block in cut_in_blocks(self._read(documents, language), lambda each: (each[0], each[0])):
            self.blocks.append((key, len(block)))
            if kept.lacks_words(key):
                found = [find() for _, find in block]
                known = [words for words in found if words is not None]
                if len(known) == len(found):
                    kept.put_words(key, known)
        self.fields = Fields.of(self._lengths)

    def _read(
        self, documents: Iterable[Digested[SearchDocument]], language: str
    ) -> Iterator[tuple[str, Callable[[], Iterable[str] | None]]]:
        """Count each document that is not counted yet. Gives the digest of each, and what finds its terms, or None."""
        places = {each: place for place, each in enumerate(self._kept.head.digests)}
        last = -1
        for position, document in enumerate(documents):
            self.digests.append(document.digest)
            place = places.get(self.digests[-1], -1)
            if place > last:  # so that the documents of a kept row remain in order
                self._moved[place] = position
                last = place
                for length, before in zip(self._lengths, self._kept.head.lengths, strict=True):
                    length.append(before[place])
                yield self.digests[-1], partial(self._kept.words, place)
            else:
                counted = _count_words(document.value, language)
                self._count(position, counted)
                yield self.digests[-1], partial(set[str]().union, *counted)

    def _count(self, position: int, counted: Iterable[Mapping[str, int]]) -> None:
        for words, occurrences, length in zip(counted, self._gathered, self._lengths, strict=True):
            length.append(sum(words.values()))
            for term, frequency in words.items():
                positions, frequencies = occurrences[term]
                try:
                    positions.append(position)
                    frequencies.append(frequency)
                except OverflowError:  # they begin as small as most remain
                    positions, frequencies = array("I", positions[: len(frequencies)]), array("I", frequencies)
                    positions.append(position)
                    frequencies.append(frequency)
                    occurrences[term] = positions, frequencies

    def rows(self) -> Iterator[TermRow]:
        """Each term in JavaScript's order. What was given is no longer kept."""
        kept = self._kept
        before = Fields.of(kept.head.lengths)
        counted = set().union(*self._gathered)
        changed = set(counted)
        for place, now in enumerate(self._moved):
            if now < 0:
                words = kept.words(place)
                changed.update(kept.terms if words is None else words)
        is_shifted = any(now not in (place, -1) for place, now in enumerate(self._moved))
        if is_shifted or before.units != self.fields.units:
            changed |= kept.terms
        for term in sorted(kept.terms | counted, key=script_order):
            if term not in changed and term in kept.terms:
                yield kept.row(term)
                continue
            found = tuple(occurrences.pop(term, _NONE) for occurrences in self._gathered)
            if term not in kept.terms:
                yield make_row(term, self.fields.pack(found))
            else:
                fields = [*self._join(self.fields.repack(kept.row(term), before), found)]
                if any(positions for positions, _ in fields):
                    yield make_row(term, fields)

    def _join(self, kept: Iterable[Postings], counted: Iterable[Postings]) -> Iterator[Postings]:
        """A row's numbers of the documents that are still there, by their positions now, and of those just counted."""
        for (places, before), (positions, counts) in zip(kept, self.fields.pack(counted), strict=True):
            moved = [*map(self._moved.__getitem__, places)]
            staying = [now >= 0 for now in moved]
            yield _merge(([*compress(moved, staying)], [*compress(before, staying)]), (positions, counts))


class Scorer:
    """Turns the counts of a term into Lunr's scores, for an index with fields of these lengths.

    ``static/search-lunr.js`` does the same. A test compares both with Lunr.
    """

    def __init__(self, lengths: Sequence[Sequence[int]]) -> None:
        self._documents = len(lengths[0])
        self._norms = [_norms(each) for each in lengths]

    def __call__(self, counted: Sequence[Postings]) -> tuple[Postings, ...]:
        """The scores in thousandths. Sums are in the same order as Lunr's, so that no bit differs before rounding."""
        occurrences = {str(field): dict.fromkeys(positions) for field, (positions, _) in enumerate(counted)}
        weight: float = idf(occurrences, self._documents)
        scored: list[Postings] = []
        for (positions, frequencies), norm, boost in zip(counted, self._norms, BOOSTS.values(), strict=True):
            scores = [
                int(weight * ((_K1 + 1) * often) / (norm[position] + often) * boost * 1000 + 0.5)
                for position, often in zip(positions, frequencies, strict=True)
            ]
            scored.append((positions, scores))
        return tuple(scored)


def score_index(
    documents: Iterable[SearchDocument], language: str = "en"
) -> Iterator[tuple[str, tuple[Postings, ...]]]:
    """The inverted index of ``documents`` with Lunr's scores, term by term in JavaScript's order."""
    index = CountedIndex(digested(documents, language), language)
    score = Scorer(index.fields.lengths)
    for row in index.rows():
        yield row.term, score(tuple(index.fields.unpack(row)))


def _merge(one: Postings, other: Postings) -> Postings:
    """The postings of both by their positions; those of ``other`` are fewer in most rows."""
    positions: list[int] = []
    numbers: list[int] = []
    done = 0
    for position, number in zip(*other, strict=True):
        end = bisect_left(one[0], position, done)
        positions += *one[0][done:end], position
        numbers += *one[1][done:end], number
        done = end
    return [*positions, *one[0][done:]], [*numbers, *one[1][done:]]


def same_document(document: SearchDocument) -> SearchDocument:
    """The document itself, for what makes one when it is asked for."""
    return document


def _no_occurrences() -> _Gathered:
    return array("H"), array("B")


def _norms(lengths: Sequence[int]) -> list[float]:
    """What the length of a field adds to the denominator of a score, for each document."""
    average = sum(lengths) / len(lengths) if lengths else 0
    return [_K1 * (1 - _B + _B * (length / average)) if average else _K1 for length in lengths]
