"""Documents -> an inverted index with Lunr's scores, the only importer of lunr.

A score is BM25 as Lunr 2.3.9 computes it (``lunr.Builder.createFieldVectors``): idf, term frequency saturated by
``k1``, field length by ``b``, times the field's boost, rounded to three decimals. A document's pieces of text are
looked up, not analysed, once they were seen before, so that the work is one pass over the text.
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

#: The fields of a document and what a word in each is worth.
BOOSTS = {"term": 10, "names": 8, "definition": 3, "body": 1}
FIELDS = tuple(BOOSTS)
_K1, _B = 1.2, 0.75
#: Pieces of text to remember; those of text without spaces hardly come twice.
_REMEMBERED = 400_000


@compact
@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One sense as search sees it. ``names``: aliases, abbreviations, keywords; ``url`` has the sense's anchor.

    ``others`` are the names that the term answers to by themselves (aliases and abbreviations); ``note`` explains a
    term that should no longer be used; ``senses`` counts those of its term. ``counted`` are the words of the body where
    they were counted before.
    """

    term: str
    names: tuple[str, ...]
    url: str
    category: str
    definition: str
    body: str
    others: tuple[str, ...] = ()
    note: str = ""
    senses: int = 1
    counted: Mapping[str, int] | None = None


#: For each field, the stemmed words of a document and how often each occurs.
Counts: TypeAlias = tuple[Mapping[str, int], ...]

#: The postings of a term in one field: positions of documents, and the score in each, in thousandths.
Postings: TypeAlias = tuple[list[int], list[int]]

#: For each term the postings by field.
Index: TypeAlias = dict[str, tuple[Postings, ...]]


#: The positions of documents, and how often a term stands in each.
_Gathered: TypeAlias = "tuple[array[int], array[int]]"


class _Known(dict[str, tuple[str, ...]]):
    """The index's words of each piece of text met so far."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[piece] = tuple(index_terms(piece, self._language))
        return found


@lru_cache(maxsize=2)
def _counter(language: str) -> Callable[[str], dict[str, int]]:
    known = _Known(language)

    def count(text: str) -> dict[str, int]:
        return dict(Counter(chain.from_iterable(map(known.__getitem__, chunks(text)))))

    return count


@dataclass(frozen=True, slots=True)
class WordCounter:
    """Tells the words that a text is found by in an index of a ``language``, and how often each stands there."""

    language: str

    def __call__(self, text: str) -> Mapping[str, int]:
        """The words of ``text``."""
        return _counter(self.language)(text)


def count_words(document: SearchDocument, language: str) -> Counts:
    """The words of a document."""
    count = _counter(language)
    body = count(document.body) if document.counted is None else document.counted
    return count(document.term), count(" ".join(document.names)), count(document.definition), body


def script_order(text: str) -> str:
    """A key that sorts as JavaScript compares texts: by UTF-16 units, which differs above the Basic Plane only."""
    if text.isascii():
        return text
    return "".join(map(chr, memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")))


def score_index(counts: Iterable[Counts]) -> Iterator[tuple[str, tuple[Postings, ...]]]:
    """The inverted index of counted documents, term by term in JavaScript's order; documents by position.

    One document is held at a time, and of each term only what is left to score: counts and scores of a large glossary
    would fill the memory more than the glossary itself.
    """
    gathered: tuple[defaultdict[str, _Gathered], ...] = tuple(defaultdict(_nowhere) for _ in FIELDS)
    lengths: list[array[int]] = [array("I") for _ in FIELDS]
    for position, document in enumerate(counts):
        for words, held, length in zip(document, gathered, lengths, strict=True):
            length.append(sum(words.values()))
            for term, frequency in words.items():
                positions, frequencies = held[term]
                positions.append(position)
                frequencies.append(frequency)
    norms = [_norms(each) for each in lengths]
    for term in sorted(set().union(*gathered), key=script_order):
        found = [held.pop(term, _nowhere()) for held in gathered]
        yield term, _score([(list(places), list(often)) for places, often in found], len(norms[0]), norms)


def _nowhere() -> _Gathered:
    return array("I"), array("I")


def _norms(lengths: Sequence[int]) -> list[float]:
    """What the length of a field adds to the denominator, document by document."""
    average = sum(lengths) / len(lengths) if lengths else 0
    return [_K1 * (1 - _B + _B * (length / average)) if average else _K1 for length in lengths]


def _score(found: Sequence[Postings], documents: int, norms: Sequence[Sequence[float]]) -> tuple[Postings, ...]:
    """One term's scores. Each sum is in the order of Lunr's, so that no bit differs before it is rounded."""
    weight: float = idf({str(field): dict.fromkeys(positions) for field, (positions, _) in enumerate(found)}, documents)
    scored: list[Postings] = []
    for (positions, frequencies), norm, boost in zip(found, norms, BOOSTS.values(), strict=True):
        scores = [
            int(weight * ((_K1 + 1) * often) / (norm[position] + often) * boost * 1000 + 0.5)
            for position, often in zip(positions, frequencies, strict=True)
        ]
        scored.append((positions, scores))
    return tuple(scored)
