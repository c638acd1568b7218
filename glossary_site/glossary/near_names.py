"""Names that resemble one that does not exist: what an author may have meant by it."""

from bisect import bisect_left
from collections.abc import Iterable

#: How many names are compared on each side of the key, in each of the two sorted lists.
_AROUND = 4
#: Names are alike from this share of common letters on, counted in the same order in both.
_ALIKE = 0.6


class NearNames:
    """The keys of names, sorted so that a search compares a few of them, however many there are."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._forward = sorted(keys)
        by_end = sorted((key[::-1], key) for key in self._forward)
        self._backward = [turned for turned, _ in by_end]
        self._by_end = [key for _, key in by_end]

    def find(self, key: str) -> list[str]:
        """Up to three names that resemble ``key``, the most similar first: they begin or end as it does.

        >>> NearNames(["wafer", "water", "etching", "gate"]).find("wafre")
        ['wafer', 'water']
        """
        places: dict[str, int] = {}
        for place, letter in enumerate(key):
            places[letter] = places.get(letter, 0) | 1 << place
        shortest = len(key) * _ALIKE / (2 - _ALIKE)  # a shorter name is not alike, even with all its letters in common
        begin, end = bisect_left(self._forward, key), bisect_left(self._backward, key[::-1])
        beginnings = self._forward[max(begin - _AROUND, 0) : begin + _AROUND]
        endings = self._by_end[max(end - _AROUND, 0) : end + _AROUND]
        around = [name for name in {*beginnings, *endings} if len(name) >= shortest]
        alike = sorted([(_likeness(places, len(key), name), name) for name in around], reverse=True)
        return [name for likeness, name in alike[:3] if likeness >= _ALIKE]


def _likeness(places: dict[str, int], length: int, name: str) -> float:
    """How alike two names are, from 0 to 1 (equal): twice their longest common subsequence by the sum of their lengths.

    ``places`` gives, for each letter, its positions in the other name as bits; ``length`` is that name's. A row of the
    usual table is one number (H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004).
    """
    row = (1 << length) - 1
    for positions in filter(None, map(places.get, name)):
        common = row & positions
        row = row + common | row - common
    unmatched = (row & (1 << length) - 1).bit_count()
    return 2 * (length - unmatched) / (length + len(name) or 1)
