"""Documents -> an inverted index with Lunr's scores, the only importer of lunr.

A score is BM25 as Lunr 2.3.9 computes it (``lunr.Builder.createFieldVectors``): idf, term frequency saturated by
``k1``, field length by ``b``, rounded to three decimals. A word is counted once a document and stemmed once in a
lifetime, so that the work is one pass over the text.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lunr.idf import idf

from glossary_site.search.analysis import index_words
from glossary_site.search.stemmer import stem

FIELDS = ("term", "names", "definition", "body")
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One sense as search sees it. ``names``: aliases, abbreviations, keywords; ``url`` has the sense's anchor.

    ``others`` are the names that the term answers to by themselves (aliases and abbreviations); ``note`` explains a
    term that should no longer be used.
    """

    term: str
    names: tuple[str, ...]
    url: str
    category: str
    definition: str
    body: str
    others: tuple[str, ...] = ()
    note: str = ""


#: For each field, the stemmed words of a document and how often each occurs.
Counts = tuple[dict[str, int], ...]

#: For each term, for each field, the postings: document, score in thousandths, document, score …
Index = dict[str, tuple[tuple[int, ...], ...]]


@lru_cache(maxsize=2)
def _analyser(stemming: bool) -> Callable[[str], dict[str, int]]:
    def count(text: str) -> dict[str, int]:
        words = index_words(text)
        return dict(Counter(map(stem, words) if stemming else words))

    return count


def count_words(documents: Sequence[SearchDocument], stemming: bool) -> list[Counts]:
    """The words of some documents: the unit of work that executors hand out."""
    count = _analyser(stemming)
    return [
        (
            count(document.term),
            count(" ".join(document.names)),
            count(document.definition),
            count(document.body),
        )
        for document in documents
    ]


def script_order(text: str) -> str:
    """A key that sorts as JavaScript compares texts: by UTF-16 units, which differs above the Basic Plane only."""
    return "".join(map(chr, memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")))


def _thousandths(score: float) -> int:
    """As JavaScript's ``Math.round(score * 1000)``."""
    return math.floor(score * 1000 + 0.5)


def score_index(counts: Sequence[Counts]) -> Index:
    """The inverted index of counted documents: terms in JavaScript's order, documents by position."""
    gathered: dict[str, list[list[int]]] = {}
    norms: list[list[float]] = []
    for field in range(len(FIELDS)):
        lengths = [sum(document[field].values()) for document in counts]
        average = sum(lengths) / len(lengths) if lengths else 0
        norms.append([_K1 * (1 - _B + _B * (length / average)) if average else _K1 for length in lengths])
        for position, document in enumerate(counts):
            for term, frequency in document[field].items():
                postings = gathered.get(term)
                if postings is None:
                    postings = gathered[term] = [[] for _ in FIELDS]
                postings[field] += (position, frequency)
    return {term: _score_term(gathered[term], len(counts), norms) for term in sorted(gathered, key=script_order)}


def _score_term(
    postings: list[list[int]], documents: int, norms: Sequence[Sequence[float]]
) -> tuple[tuple[int, ...], ...]:
    weight = idf({str(field): dict.fromkeys(found[::2]) for field, found in enumerate(postings)}, documents)
    scored = []
    for field, found in enumerate(postings):
        norm = norms[field]
        flat: list[int] = []
        for place in range(0, len(found), 2):
            position, frequency = found[place], found[place + 1]
            flat += (position, _thousandths(weight * ((_K1 + 1) * frequency) / (norm[position] + frequency)))
        scored.append(tuple(flat))
    return tuple(scored)
