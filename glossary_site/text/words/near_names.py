"""Names that look like one that nobody has: what an author may have meant."""

from bisect import bisect_left
from collections.abc import Iterable

#: Names looked at on each side of a place in the order of beginnings, and of endings: all would be a square of time.
_AROUND = 4
#: From this share of letters in common on, in one order, names are alike.
_ALIKE = 0.6


class NearNames:
    """Keys of names, to be asked which of them look like another. Asking costs the same however many there are."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._forward = sorted(keys)
        by_end = sorted((key[::-1], key) for key in self._forward)
        self._backward = [turned for turned, _ in by_end]
        self._by_end = [key for _, key in by_end]

    def find(self, key: str) -> list[str]:
        """Up to three that look like ``key``, the nearest first: they begin or end like it.

        >>> NearNames(["wafer", "water", "etching", "gate"]).find("wafre")
        ['wafer', 'water']
        """
        places: dict[str, int] = {}
        for place, letter in enumerate(key):
            places[letter] = places.get(letter, 0) | 1 << place
        shortest = len(key) * _ALIKE / (2 - _ALIKE)  # too few letters to be alike, were all of them in the key
        begin, end = bisect_left(self._forward, key), bisect_left(self._backward, key[::-1])
        beginnings = self._forward[max(begin - _AROUND, 0) : begin + _AROUND]
        endings = self._by_end[max(end - _AROUND, 0) : end + _AROUND]
        around = [name for name in {*beginnings, *endings} if len(name) >= shortest]
        alike = sorted([(_likeness(places, len(key), name), name) for name in around], reverse=True)
        return [name for likeness, name in alike[:3] if likeness >= _ALIKE]


def _likeness(places: dict[str, int], length: int, name: str) -> float:
    """Twice the longest common subsequence of two names by their lengths together: 1 for equal ones.

    ``places`` are those of each letter in the other name, of that ``length``, as bits. The rows of the usual table are
    numbers, so that a letter is a step (H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004).
    """
    row = (1 << length) - 1
    for standing in filter(None, map(places.get, name)):
        common = row & standing
        row = row + common | row - common
    unmatched = (row & (1 << length) - 1).bit_count()
    return 2 * (length - unmatched) / (length + len(name) or 1)
