"""The order of search results. ``static/search-rank.js`` does the same in the browser; a browser test compares the two.

Results by name come first: the same name, names that differ in spaces and signs only, names that begin with the query,
names with all its words, names that end with it as a compound does, nearly the same names, names within a longer query.
Results by text follow. On large sites the browser leaves out some results, to load
fewer bytes: names and words with a very common beginning.
"""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from glossary_site.language import HANGUL, UNSPACED
from glossary_site.search.analysis import fold, loose_key, name_key
from glossary_site.search.frequent import FrequentTerms
from glossary_site.search.languages import has_compounds, query_words, stemmer
from glossary_site.search.meaning import open_nearness
from glossary_site.search.names import NameEntry, collect_names, edit_distance, edits_allowed
from glossary_site.search.scores import BOOSTS, FIELDS, SearchDocument, score_index, script_order
from glossary_site.search.term_rows import Postings

#: The longest query, in words and in characters of its key.
_MAX_WORDS, _MAX_KEY = 12, 120
#: The most results of names that begin with the query, and of names within it.
_BEGINNINGS, _WITHIN = 20, 2
#: With fewer results of all words, words that begin like the last one are looked for, too.
_ENOUGH = 10
#: The shortest end of a compound that is looked for, in letters; in scripts without spaces one is enough.
_COMPOUND_END = 4
_IS_UNSPACED = re.compile(f"[{UNSPACED}{HANGUL}]")
#: How many letters of a long name's beginning or end must agree with the query for nearly the same names.
_ENDS = 2


def _by_kind(row: NameEntry) -> tuple[bool, int, str, int]:
    """Terms before other names, short names before long ones, then in JavaScript's order."""
    order = script_order(row.key)
    return not row.is_term, len(order), order, row.document


def _positions_with(ordered: Sequence[str], start: str) -> range:
    """The positions of the texts that begin with ``start``, in a sorted list."""
    first = end = bisect_left(ordered, start)
    while end < len(ordered) and ordered[end].startswith(start):
        end += 1
    return range(first, end)


class Ranking:
    """The search of a site, over its whole index in memory; ``by_meaning``: as with ``search: meaning``."""

    def __init__(self, documents: Sequence[SearchDocument], language: str = "en", *, by_meaning: bool = False) -> None:
        self._documents = documents
        self._index = dict(score_index(documents, language))
        self._nearness: dict[str, Postings] = {}
        if nearness := open_nearness(documents, language) if by_meaning else None:
            for term, fields in self._index.items():
                nearness.add(term, fields)
            self._nearness = dict(nearness.postings())
        self._terms = list(self._index)
        self._order = [script_order(term) for term in self._terms]
        counts = {term: sum(len(each) for each, _ in fields) for term, fields in self._index.items()}
        self._frequent = FrequentTerms.of(counts, len(documents))
        self._language = language
        self._has_compounds = has_compounds(language)
        self._stem = stemmer(language)
        self._names = collect_names(documents)
        self._keys = [script_order(row.loose) for row in self._names]

    def search(self, query: str) -> list[SearchDocument]:
        """The documents that a query finds, the best first, one a term."""
        places: dict[str, SearchDocument] = {}
        for ref in self._rank(query):
            document = self._documents[ref]
            places.setdefault(document.url.partition("#")[0], document)
        return list(places.values())

    def _rank(self, query: str) -> list[int]:
        query = query[: 10 * _MAX_KEY]
        words, stems = self._words(query), self._stems(query)
        key = name_key(query)[:_MAX_KEY]
        if not key or not self._documents:
            return []
        loose = loose_key(key)
        begun = sorted(self._beginning_loosely(loose), key=_by_kind)
        exact = [row for row in begun if row.key == key]
        exact += [row for row in begun if row.loose == loose and row.key != key]
        beginning = [row for row in begun if row.key.startswith(key) and row.loose != loose]
        text = self._from_text(words)
        named = [ref for ref, found in text.items() if self._words_in_names(ref, found) >= len(set(stems))]
        near = [] if exact else self._near(key)
        parts = key.split(" ")[:_MAX_WORDS]
        ending = [row.document for row in self._ending(key)]
        is_found = exact or beginning or named or len(parts) < 2
        within = [] if is_found else self._within(parts, self._asked(self._stems(key)))
        by_name = [row.document for row in (*exact, *beginning[:_BEGINNINGS])]
        nearly = [row.document for row in (*near, *within[:_WITHIN])]
        if not (by_name or ending or nearly or text):
            text = self._from_near_words(words)
        return list(dict.fromkeys((*by_name, *named, *ending, *nearly, *text)))

    def _words(self, text: str) -> list[str]:
        return query_words(text, self._language)[:_MAX_WORDS]

    def _stems(self, text: str) -> list[str]:
        return [self._stem(word) for word in self._words(text)]

    def _asked(self, stems: Iterable[str]) -> Sequence[str]:
        return self._frequent.asked([stem for stem in stems if stem in self._index])

    def _beginning_loosely(self, loose: str) -> list[NameEntry]:
        return [self._names[place] for place in _positions_with(self._keys, script_order(loose))]

    def _beginning(self, key: str) -> list[NameEntry]:
        return [row for row in self._beginning_loosely(loose_key(key)) if row.key.startswith(key)]

    def _ending(self, key: str) -> list[NameEntry]:
        """Compounds that end with the key, in languages and scripts that write them as one word."""
        is_end = _IS_UNSPACED.match(key) or (self._has_compounds and len(key) >= _COMPOUND_END)
        if not is_end or " " in key:
            return []
        found = (row for row in self._names if row.key.endswith(key) and row.key[: -len(key)][-1:].isalnum())
        return sorted(found, key=_by_kind)[:_BEGINNINGS]

    def _near(self, key: str) -> list[NameEntry]:
        """Names within the allowed edits; as in the browser, only those that begin or end like the key."""
        most = edits_allowed(len(key))
        if not most:
            return []
        half = len(key) // 2
        part = _ENDS if most > 1 else half
        tail = key[len(key) - part if most > 1 else half :]
        swapped = key[: half - 1] + key[half] + key[half - 1] + key[half + 1 :]
        rows = {*self._beginning(key[:part]), *self._beginning(swapped)}
        rows |= {row for row in self._names if row.key.endswith(tail)}
        found = [(away, _by_kind(row), row) for row in rows if 0 < (away := edit_distance(key, row.key, most)) <= most]
        return [row for *_, row in sorted(found, key=lambda each: each[:2])]

    def _within(self, parts: Sequence[str], asked: Sequence[str]) -> list[NameEntry]:
        """Names that are a part of the query, the longest first; they begin with a word that is asked for."""
        starts = [start for start, part in enumerate(parts) if any(stem in asked for stem in self._stems(part)[:1])]
        found: dict[int, NameEntry] = {}
        for length in range(len(parts), 0, -1):
            for start in starts:
                key = " ".join(parts[start : start + length])
                equal = [row for row in self._beginning(key) if row.key == key]
                if equal and start not in found and start + length <= len(parts):
                    found[start] = min(equal, key=_by_kind)
        return list(found.values())

    def _words_in_names(self, ref: int, terms: Iterable[str]) -> int:
        """How many of the terms of the index are in the names of the document at position ``ref``."""
        return sum(any(_has(self._index[term][field][0], ref) for field in (0, 1)) for term in terms)

    def _from_text(self, words: Sequence[str]) -> dict[int, list[str]]:
        """Documents with all words, then those with a word that begins like the last one.

        Where there are none: the documents that are nearest to the words in meaning, else those with any word.
        """
        if not words:
            return {}
        stems = [self._stem(word) for word in words]
        used = self._frequent.used(stems)
        found = self._lunr([[stem] for stem in used], required=True)
        if len(found) >= _ENOUGH:
            return found
        start = self._shared_start(words[-1])
        may_continue = used[-1] == stems[-1] and (len(start) > 1 or start > "\u0fff")
        unfinished = [self._terms_with(start)] if may_continue else []
        if unfinished:
            more = self._lunr([*([stem] for stem in used[:-1]), *unfinished], required=True)
            found |= {ref: terms for ref, terms in more.items() if ref not in found}
        found = found or self._from_meaning(self._frequent.asked(used))
        if found or len(used) < 2:
            return found
        any_word = [*([stem] for stem in self._asked(used)), *([] if stems[-1] in self._index else unfinished)]
        return self._lunr(any_word, required=False, boosts=tuple(BOOSTS.values()))

    def _from_meaning(self, terms: Sequence[str]) -> dict[int, list[str]]:
        """The documents that are nearest to the terms in meaning; none of them need be in a document."""
        sums: Counter[int] = Counter()
        for term in terms:
            for ref, nearness in zip(*self._nearness.get(term, ((), ())), strict=True):
                sums[ref] += nearness
        return {ref: [] for ref in sorted(sums, key=lambda ref: (-sums[ref], ref))}

    def _from_near_words(self, words: Sequence[str]) -> dict[int, list[str]]:
        """Documents with the terms nearest to each word."""
        clauses: list[list[str]] = []
        for word in words:
            wanted = self._stem(word)
            most = edits_allowed(len(wanted))
            near = [(away, term) for term in self._terms if (away := edit_distance(wanted, term, most)) <= most]
            least = min((away for away, _ in near), default=0)
            clauses += [[term] for away, term in near if away == least]
        return self._lunr(clauses, required=False)

    def _shared_start(self, word: str) -> str:
        """The beginning that a word and its stem share."""
        plain, stemmed = fold(word), self._stem(word)
        same = (place for place, (one, other) in enumerate(zip(plain, stemmed, strict=False)) if one != other)
        return plain[: next(same, min(len(plain), len(stemmed)))]

    def _terms_with(self, start: str) -> list[str]:
        return [self._terms[place] for place in _positions_with(self._order, script_order(start))]

    def _lunr(
        self, clauses: Sequence[Sequence[str]], *, required: bool, boosts: Sequence[int] = (1,) * len(FIELDS)
    ) -> dict[int, list[str]]:
        """Lunr's ranking: the position of each document with the terms that it matched, the best first.

        A clause is a list of terms, any of which may match. A term's weight is the number of clauses that have it. The
        query's vector is the same for all fields, so that its magnitude divides every score alike. ``boosts`` of fields
        are taken out of the scores.
        """
        weights: dict[str, int] = defaultdict(int)
        for term in (term for clause in clauses for term in clause if term in self._index):
            weights[term] += 1
        wanted = [{ref for term in clause for ref in self._documents_with(term)} for clause in clauses]
        allowed = set.intersection(*wanted) if required and wanted else None
        scores: dict[int, float] = defaultdict(float)
        matched: dict[int, dict[str, None]] = defaultdict(dict)
        for term, weight in weights.items():
            for (positions, found), boost in zip(self._index[term], boosts, strict=True):
                for ref, score in zip(positions, found, strict=True):
                    if allowed is None or ref in allowed:
                        scores[ref] += weight * (score / 1000 / boost)
                        matched[ref][term] = None
        magnitude = math.sqrt(sum(weight * weight for weight in weights.values())) or 1
        ordered = sorted(scores, key=lambda ref: (-math.floor(scores[ref] / magnitude * 1e9 + 0.5), ref))
        return {ref: list(matched[ref]) for ref in ordered}

    def _documents_with(self, term: str) -> set[int]:
        return {ref for positions, _ in self._index.get(term, ()) for ref in positions}


def _has(positions: Sequence[int], ref: int) -> bool:
    place = bisect_left(positions, ref)
    return place < len(positions) and positions[place] == ref
