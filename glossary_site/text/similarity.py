"""Texts that say nearly the same: MinHash over word shingles, candidates by banding."""

import re
from collections import defaultdict
from collections.abc import Sequence
from zlib import crc32

THRESHOLD = 0.8
_SHINGLE = 3
_BINS = 128
_ROWS = 4  # 32 bands of 4: a pair at 0.8 is missed less than once in a billion, one at 0.3 seldom compared
_MASK = (1 << 64) - 1
# Scripts written without spaces count each character as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def near_duplicates(texts: Sequence[str]) -> tuple[tuple[int, int, float], ...]:
    """Pairs ``(i, j, similarity)``, i < j, of texts whose word triples are alike to ``THRESHOLD`` (Jaccard) or more.

    Case and punctuation count for nothing; texts without words are like nothing. One hash a word, so the time is
    linear in the text, plus one comparison of two shingle sets for each pair that shares a band.
    """
    shingles = [_shingles(text) for text in texts]
    buckets: defaultdict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    for index, hashes in enumerate(shingles):
        if hashes:
            signature = _signature(hashes)
            for start in range(0, _BINS, _ROWS):
                buckets[start, signature[start : start + _ROWS]].append(index)
    found: dict[tuple[int, int], float] = {}
    compared: set[tuple[int, int]] = set()
    for members in buckets.values():
        for position, first in enumerate(members):
            for second in members[position + 1 :]:
                pair = (first, second)
                if pair in compared:
                    continue
                compared.add(pair)
                shared = len(shingles[first] & shingles[second])
                likeness = shared / (len(shingles[first]) + len(shingles[second]) - shared)
                if likeness >= THRESHOLD:
                    found[pair] = likeness
    return tuple((first, second, likeness) for (first, second), likeness in sorted(found.items()))


def _shingles(text: str) -> frozenset[int]:
    """Hashes of the runs of three words (of all words where there are fewer)."""
    words = _WORD.findall(text.casefold())
    runs = max(len(words) - _SHINGLE + 1, 1 if words else 0)
    return frozenset(
        crc32(" ".join(words[start : start + _SHINGLE]).encode("utf-8", "surrogatepass")) for start in range(runs)
    )


def _mixed(value: int) -> int:
    """A number whose every bit depends on all bits of ``value`` (the finisher of SplitMix64)."""
    value = (value + 0x9E3779B97F4A7C15) & _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


def _signature(hashes: frozenset[int]) -> tuple[int, ...]:
    """One-permutation MinHash: each hash falls in one bin, which keeps its smallest.

    An empty bin borrows from one drawn by its number (A. Shrivastava, "Optimal Densification for Fast and Accurate
    Minwise Hashing", 2017), so that two texts fill theirs alike.
    """
    bins = [-1] * _BINS
    for value in hashes:
        mixed = _mixed(value)
        place, rest = mixed % _BINS, mixed // _BINS
        if bins[place] < 0 or rest < bins[place]:
            bins[place] = rest
    filled = list(bins)
    for place, value in enumerate(bins):
        attempt = 0
        while value < 0:
            attempt += 1
            value = bins[_mixed((place << 32) | attempt) % _BINS]
        filled[place] = value
    return tuple(filled)
