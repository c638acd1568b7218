"""Documents -> an inverted index with Lunr's scores, the only importer of lunr.

A score is BM25 as Lunr 2.3.9 computes it (``lunr.Builder.createFieldVectors``): idf, term frequency saturated by
``k1``, field length weighted by ``b``, times the field's boost, rounded to three decimals.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from lunr.idf import idf

from glossary_site.search.analysis import chunks
from glossary_site.search.languages import index_terms
from glossary_site.values import compact

#: The fields of a document, and the weight of a word in each.
BOOSTS = {"term": 10, "names": 8, "definition": 3, "body": 1}
FIELDS = tuple(BOOSTS)
_K1, _B = 1.2, 0.75
#: How many pieces of text have their terms remembered.
_REMEMBERED = 400_000


@compact
class Facets:
    """What a sense can be filtered by: its categories and the higher ones; tags, status and letter of its term."""

    categories: tuple[str, ...] = ()
    higher: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    status: str = ""
    letter: str = ""


NO_FACETS = Facets()


@compact
class SearchDocument:
    """One sense in the search. ``names``: its texts for ``Use.SEARCH``; ``url`` has the sense's anchor.

    ``others`` are the aliases and abbreviations; ``note`` explains a term that should no longer be used; ``lang`` is
    the language of a name in another script than the site's; ``senses`` is the number of senses of its term;
    ``are_meanings``: no two of them have one definition, or nearly one. ``counted`` are the words of the body, where
    they were counted before. ``facets`` are what it can be filtered by beside its ``category``.
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
    counted: Mapping[str, int] | None = None
    facets: Facets = NO_FACETS


#: A term in one field: the positions of its documents, and a number for each. How often it occurs there, or its score.
Postings: TypeAlias = tuple[list[int], list[int]]

#: The same while it is gathered.
_Gathered: TypeAlias = "tuple[array[int], array[int]]"


class _Terms(dict[str, tuple[str, ...]]):
    """The terms of each piece of text, found once."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[piece] = tuple(index_terms(piece, self._language))
        return found


@lru_cache(maxsize=2)
def _counter(language: str) -> Callable[[str], dict[str, int]]:
    terms = _Terms(language)

    def count(text: str) -> dict[str, int]:
        return dict(Counter(chain.from_iterable(map(terms.__getitem__, chunks(text)))))

    return count


@dataclass(frozen=True, slots=True)
class WordCounter:
    """Counts the terms of texts for an index in a ``language``."""

    language: str

    def __call__(self, text: str) -> Mapping[str, int]:
        """The terms of ``text``, and how often each occurs."""
        return _counter(self.language)(text)


def _count_words(document: SearchDocument, language: str) -> tuple[Mapping[str, int], ...]:
    """For each field, the terms in a document and how often each occurs."""
    count = _counter(language)
    body = count(document.body) if document.counted is None else document.counted
    return count(document.term), count(" ".join(document.names)), count(document.definition), body


def script_order(text: str) -> str:
    """A key that sorts texts as JavaScript does, by UTF-16 units; the order differs above the Basic Plane only."""
    if text.isascii():
        return text
    return "".join(map(chr, memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")))


class CountedIndex:
    """The inverted index of documents: how often each term occurs in each of their fields.

    To save memory, one document is read at a time.
    """

    def __init__(self, documents: Iterable[SearchDocument], language: str = "en") -> None:
        self._gathered: tuple[defaultdict[str, _Gathered], ...] = tuple(defaultdict(_no_occurrences) for _ in FIELDS)
        #: For each field, the number of words in it, for each document.
        self.lengths: tuple[array[int], ...] = tuple(array("I") for _ in FIELDS)
        for position, document in enumerate(documents):
            counted = _count_words(document, language)
            for words, occurrences, length in zip(counted, self._gathered, self.lengths, strict=True):
                length.append(sum(words.values()))
                for term, frequency in words.items():
                    positions, frequencies = occurrences[term]
                    positions.append(position)
                    frequencies.append(frequency)

    def terms(self) -> Iterator[tuple[str, tuple[Postings, ...]]]:
        """Each term in JavaScript's order, with its postings in each field. What was given is no longer kept."""
        for term in sorted(set().union(*self._gathered), key=script_order):
            found = (occurrences.pop(term, _no_occurrences()) for occurrences in self._gathered)
            yield term, tuple((positions.tolist(), often.tolist()) for positions, often in found)


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
    index = CountedIndex(documents, language)
    score = Scorer(index.lengths)
    for term, counted in index.terms():
        yield term, score(counted)


def _no_occurrences() -> _Gathered:
    return array("I"), array("I")


def _norms(lengths: Sequence[int]) -> list[float]:
    """What the length of a field adds to the denominator of a score, for each document."""
    average = sum(lengths) / len(lengths) if lengths else 0
    return [_K1 * (1 - _B + _B * (length / average)) if average else _K1 for length in lengths]
