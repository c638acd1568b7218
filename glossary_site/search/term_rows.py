"""A term of the index as a row of JSON, as it is in the files that the browser reads, and back.

A row has the term, and then for each field the steps from the position of one of its documents to the next, and for
each of them a number: ``(count - 1) * unit + length``.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from json.encoder import encode_basestring
from operator import sub
from typing import Self, TypeAlias

from glossary_site.json_rows import dump_bytes, load
from glossary_site.values import Frozen

#: A term in one field: the positions of its documents, and a number for each. How often it occurs there, or its score.
Postings: TypeAlias = tuple[Sequence[int], Sequence[int]]


class TermRow(Frozen):
    """A term, the number of its postings in all fields, and the ``line`` that has both the term and the postings."""

    term: str
    postings: int
    line: bytes

    @property
    def numbers(self) -> Sequence[list[int]]:
        """The steps and the packed counts of each field in turn."""
        numbers: Sequence[list[int]] = load(self.line)[1:]
        return numbers


def make_row(term: str, fields: Iterable[Postings]) -> TermRow:
    """The row of a term with its postings in some fields, whatever their numbers are."""
    numbers: list[Sequence[int]] = []
    for positions, given in fields:
        numbers += [*map(sub, positions, chain((-1,), positions))], given
    name = encode_basestring(term).encode("utf-8", "replace")
    return TermRow(term, sum(map(len, numbers[::2])), b"[%b,%b" % (name, dump_bytes(numbers)[1:]))


class Fields(Frozen):
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
        numbers = row.numbers
        for steps, packed, unit in zip(numbers[::2], numbers[1::2], self.units, strict=True):
            yield _positions(steps), [number // unit + 1 for number in packed]

    def repack(self, row: TermRow, before: Self) -> Iterator[Postings]:
        """The numbers of a row that was packed with the units of ``before``."""
        numbers, units = row.numbers, zip(before.units, self.units, strict=True)
        for steps, packed, (old, new) in zip(numbers[::2], numbers[1::2], units, strict=True):
            same = packed if old == new else [each // old * new + each % old for each in packed]
            yield _positions(steps), same


def _positions(steps: Iterable[int]) -> list[int]:
    return [*accumulate(steps, initial=-1)][1:]
