"""Pairs of texts that are nearly equal, found by the runs of three words that they share."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from math import ceil
from zlib import crc32

from glossary_site.late import compile_late

THRESHOLD = 0.8
_SHINGLE = 3
#: Of the texts that share a run with one text, at most so many are compared with it: all would take quadratic time.
_MOST_COMPARED = 40
# In scripts written without spaces each character counts as a word.
_WORD = compile_late(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def near_duplicates(texts: Sequence[str]) -> tuple[tuple[int, int, float], ...]:
    """Pairs ``(i, j, similarity)``, i < j, of texts that share ``THRESHOLD`` (Jaccard) or more of their word triples.

    Each text is paired once, with the most similar text before it; of equally similar ones with the first. Case and
    punctuation do not count; a text without words is in no pair. Two similar sets share one of their rarest members,
    so that few sets are compared (R. Bayardo, Y. Ma, R. Srikant, "Scaling Up All Pairs Similarity Search", 2007).
    """
    distinct: dict[frozenset[int], int] = {}
    found: list[tuple[int, int, float]] = []
    for index, text in enumerate(texts):
        if (shingles := _shingles(text)) and (first := distinct.setdefault(shingles, index)) != index:
            found.append((first, index, 1.0))
    uses = Counter(chain.from_iterable(distinct))
    sets = list(distinct)
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for place, (shingles, index) in enumerate(distinct.items()):
        by_rarity = sorted(shingles, key=lambda shingle: (uses[shingle], shingle))
        rarest = by_rarity[: len(shingles) - ceil(THRESHOLD * len(shingles) - 1e-9) + 1]
        shared = Counter(chain.from_iterable(holders[shingle] for shingle in rarest)).most_common(_MOST_COMPARED)
        likeness, other = max(((_likeness(shingles, sets[each]), -each) for each, _ in shared), default=(0.0, 0))
        if likeness >= THRESHOLD:
            found.append((distinct[sets[-other]], index, likeness))
        for shingle in rarest:
            if uses[shingle] > 1 and len(holders[shingle]) < _MOST_COMPARED:
                holders[shingle].append(place)
    return tuple(sorted(found))


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def _shingles(text: str) -> frozenset[int]:
    """The hash of each run of three words; of all words where there are fewer."""
    words = _WORD.findall(text.casefold())
    runs = max(len(words) - _SHINGLE + 1, 1 if words else 0)
    return frozenset(
        crc32(" ".join(words[start : start + _SHINGLE]).encode("utf-8", "surrogatepass")) for start in range(runs)
    )
