"""Rows of numbers by number, in two arrays, which take a fifth of the memory of lists.

Forked workers share the memory of arrays that they only read. CPython writes to an object even when it only reads it,
so that each worker would copy the pages of memory of lists.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

#: Whole numbers of one byte, of two and of four, as ``array`` calls them.
_SIZES = "BHI"


def _smallest(most: int) -> str:
    """The smallest kind of numbers that has ``most``."""
    return _SIZES[(most >= 1 << 8) + (most >= 1 << 16)]


class Rows:
    """Rows by number from 0 on; () beyond the last one."""

    __slots__ = ("_changed", "_starts", "_values")

    def __init__(self) -> None:
        self._starts = array("I", (0,))
        self._values = array("B")
        self._changed: Mapping[int, Sequence[int]] = {}

    def append(self, row: Sequence[int]) -> None:
        """Add a last row, while the rows are made."""
        try:
            self._values.extend(row)
        except OverflowError:
            size = max(self._values.typecode, _smallest(max(row)), key=_SIZES.index)
            self._values = array(size, self._values[: self._starts[-1]])
            self._values.extend(array(size, row))
        self._starts.append(len(self._values))

    def after(self, changed: Mapping[int, Sequence[int]]) -> "Rows":
        """The rows with others of some numbers. Both share their arrays."""
        now = Rows()
        now._starts, now._values, now._changed = self._starts, self._values, {**self._changed, **changed}
        return now

    def _where(self, number: int) -> tuple[Sequence[int], int, int]:
        """The numbers that a row is a stretch of, where it begins and where it ends."""
        if self._changed and number in self._changed:
            row = self._changed[number]
            return row, 0, len(row)
        if number + 1 >= len(self._starts):
            return (), 0, 0
        return self._values, self._starts[number], self._starts[number + 1]

    def __getitem__(self, number: int) -> Sequence[int]:
        if not self._changed and number + 1 < len(self._starts):  # the usual row, without a call
            return self._values[self._starts[number] : self._starts[number + 1]]
        values, start, end = self._where(number)
        return values[start:end]

    def first(self, number: int, most: int) -> Sequence[int]:
        """The first ``most`` values of a row, or all where it has fewer."""
        values, start, end = self._where(number)
        return values[start : min(start + most, end)]

    def position(self, number: int, value: int) -> int:
        """The position of a value in a row that is in order and has it."""
        values, start, end = self._where(number)
        return bisect_left(values, value, start, end) - start

    def at(self, number: int, position: int) -> int:
        """The value at a position of a row."""
        values, start, _ = self._where(number)
        return values[start + position]

    def beside(self, value: int, keys: "Rows", numbers: Iterable[int]) -> list[int]:
        """In each row of ``numbers``, what is where the same row of ``keys``, which is in order, has ``value``."""
        if self._changed or keys._changed:
            return [self.at(number, keys.position(number, value)) for number in numbers]
        # As above, without its calls: a build asks for each mention.
        own, values, starts = self._values, keys._values, keys._starts
        return [own[bisect_left(values, value, starts[number], starts[number + 1])] for number in numbers]

    def length(self, number: int) -> int:
        """How many values a row has."""
        if not self._changed and number + 1 < len(self._starts):
            return self._starts[number + 1] - self._starts[number]
        _, start, end = self._where(number)
        return end - start

    def turned_round(self, size: int) -> "Rows":
        """For each number below ``size`` the numbers of the rows that have it, in order. Not for rows after an edit."""
        counts = [0] * size
        for value in self._values:
            counts[value] += 1
        turned = Rows()
        turned._starts.extend(accumulate(counts))
        values = turned._values = array(_smallest(len(self._starts)), (0,)) * len(self._values)
        ends = [*turned._starts[:-1]]
        for number in range(len(self._starts) - 1):
            for value in self[number]:
                end = ends[value]
                values[end] = number
                ends[value] = end + 1
        return turned


NO_ROWS = Rows()
