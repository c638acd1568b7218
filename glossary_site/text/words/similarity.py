"""Texts that say nearly the same: word shingles, candidates by their rarest ones."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from math import ceil
from zlib import crc32

THRESHOLD = 0.8
_SHINGLE = 3
#: Of more texts than this with one shingle in common, or with any, the first are looked at: all would be a square.
_LOOKED_AT = 40
# Scripts written without spaces count each character as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def near_duplicates(texts: Sequence[str]) -> tuple[tuple[int, int, float], ...]:
    """Pairs ``(i, j, similarity)``, i < j, of texts whose word triples are alike to ``THRESHOLD`` (Jaccard) or more.

    Each text is told once, with the one before it that it is most like, of equals the first. Case and punctuation count
    for nothing; texts without words are like nothing. Two sets that are alike share one of their rarest members
    (R. Bayardo, Y. Ma, R. Srikant, "Scaling Up All Pairs Similarity Search", 2007): few are compared.
    """
    distinct: dict[frozenset[int], int] = {}
    found: list[tuple[int, int, float]] = []
    for index, text in enumerate(texts):
        if (shingles := _shingles(text)) and (first := distinct.setdefault(shingles, index)) != index:
            found.append((first, index, 1.0))
    often = Counter(chain.from_iterable(distinct))
    known = list(distinct)
    bearers: defaultdict[int, list[int]] = defaultdict(list)
    for place, (shingles, index) in enumerate(distinct.items()):
        by_rarity = sorted(shingles, key=lambda shingle: (often[shingle], shingle))
        rarest = by_rarity[: len(shingles) - ceil(THRESHOLD * len(shingles) - 1e-9) + 1]
        sharing = Counter(chain.from_iterable(bearers[shingle] for shingle in rarest))
        likeness, other = max(
            ((_likeness(shingles, known[each]), -each) for each, _ in sharing.most_common(_LOOKED_AT)), default=(0.0, 0)
        )
        if likeness >= THRESHOLD:
            found.append((distinct[known[-other]], index, likeness))
        for shingle in rarest:
            if often[shingle] > 1 and len(bearers[shingle]) < _LOOKED_AT:
                bearers[shingle].append(place)
    return tuple(sorted(found))


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def _shingles(text: str) -> frozenset[int]:
    """Hashes of the runs of three words (of all words where there are fewer)."""
    words = _WORD.findall(text.casefold())
    runs = max(len(words) - _SHINGLE + 1, 1 if words else 0)
    return frozenset(
        crc32(" ".join(words[start : start + _SHINGLE]).encode("utf-8", "surrogatepass")) for start in range(runs)
    )
