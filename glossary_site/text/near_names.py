"""Names that look like one that nobody has: what an author may have meant."""

from bisect import bisect_left
from collections.abc import Iterable
from difflib import get_close_matches

#: Names looked at on each side of a place in the order of beginnings, and of endings: all would be a square of time.
_AROUND = 8


class NearNames:
    """Keys of names, to be asked which of them look like another. Asking costs the same however many there are."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._forward = sorted(keys)
        self._backward = sorted(key[::-1] for key in self._forward)

    def find(self, key: str) -> list[str]:
        """Up to three that look like ``key``, the nearest first: they begin or end like it.

        >>> NearNames(["wafer", "water", "etching", "gate"]).find("wafre")
        ['wafer', 'water']
        """
        ends = (each[::-1] for each in _neighbours(self._backward, key[::-1]))
        near = dict.fromkeys((*_neighbours(self._forward, key), *ends))
        return get_close_matches(key, near, n=3, cutoff=0.6)


def _neighbours(ordered: list[str], key: str) -> list[str]:
    place = bisect_left(ordered, key)
    return ordered[max(place - _AROUND, 0) : place + _AROUND]
