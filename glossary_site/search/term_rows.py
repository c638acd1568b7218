"""A term of the index as a row of JSON, as it is in the files that the browser reads, and back.

A row has the term, and then for each field the steps from the position of one of its documents to the next, and for
each of them a number: ``(count - 1) * unit + length``.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate
from json.encoder import encode_basestring
from typing import Self, TypeAlias

from glossary_site.json_rows import dump_bytes, load

#: A term in one field: the positions of its documents, and a number for each. How often it occurs there, or its score.
Postings: TypeAlias = tuple[Sequence[int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term, its ``numbers`` (steps and packed counts in turn), and the ``line`` that has both."""

    term: str
    numbers: Sequence[Sequence[int]]
    line: bytes

    def has_any(self, positions: Set[int]) -> bool:
        """Whether one of the documents at these ``positions`` has the term in some field."""
        return not all(positions.isdisjoint(accumulate(steps, initial=-1)) for steps in self.numbers[::2])

    @property
    def postings(self) -> int:
        """The number of postings in all fields."""
        return sum(map(len, self.numbers[::2]))


def make_row(term: str, fields: Iterable[Postings]) -> TermRow:
    """The row of a term with its postings in some fields, whatever their numbers are."""
    numbers: list[Sequence[int]] = []
    for positions, given in fields:
        numbers += [now - before for before, now in zip((-1, *positions), positions, strict=False)], given
    name = encode_basestring(term).encode("utf-8", "replace")
    return TermRow(term, numbers, b"[%b,%b" % (name, dump_bytes(numbers)[1:]))


def parse_row(line: bytes) -> TermRow:
    """The row of a line."""
    term, *numbers = load(line)
    return TermRow(term, numbers, line)


@dataclass(frozen=True, slots=True)
class Fields:
    """The lengths of all fields of the documents, in words, and the unit of the counts in each."""

    lengths: Sequence[Sequence[int]]
    units: Sequence[int]

    @classmethod
    def of(cls, lengths: Sequence[Sequence[int]]) -> Self:
        """The fields of an index. A unit is a power of ten, so that it rarely changes."""
        return cls(lengths, [10 ** len(str(max(each, default=0))) for each in lengths])

    def pack(self, counted: Iterable[Postings]) -> Iterator[Postings]:
        """The numbers of a row in place of how often its term occurs, in each field."""
        for (positions, counts), lengths, unit in zip(counted, self.lengths, self.units, strict=True):
            yield positions, [(count - 1) * unit + lengths[each] for each, count in zip(positions, counts, strict=True)]

    def unpack(self, row: TermRow) -> Iterator[Postings]:
        """How often the term of a row occurs, in each field."""
        for steps, packed, unit in zip(row.numbers[::2], row.numbers[1::2], self.units, strict=True):
            yield _positions(steps), [number // unit + 1 for number in packed]

    def repack(self, row: TermRow, before: Self) -> Iterator[Postings]:
        """The numbers of a row that was packed with the units of ``before``."""
        units = zip(before.units, self.units, strict=True)
        for steps, packed, (old, new) in zip(row.numbers[::2], row.numbers[1::2], units, strict=True):
            same = packed if old == new else [each // old * new + each % old for each in packed]
            yield _positions(steps), same


def _positions(steps: Iterable[int]) -> list[int]:
    return [*accumulate(steps, initial=-1)][1:]
