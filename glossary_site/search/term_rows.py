"""A term of the index as a row of JSON, as it is in the files that the browser reads, and back.

A row has the term, and then for each field the steps from the position of one of its documents to the next, and for
each of them a number: ``(count - 1) * unit + length``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from json.encoder import encode_basestring
from typing import Self, TypeAlias

from glossary_site.json_rows import dump_bytes, load

#: A term in one field: the positions of its documents, and a number for each. How often it occurs there, or its score.
Postings: TypeAlias = tuple[list[int], list[int]]


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term, its ``numbers`` (steps and packed counts in turn), and the ``line`` that has both."""

    term: str
    numbers: Sequence[list[int]]
    line: bytes

    @property
    def positions(self) -> Iterator[int]:
        """The positions of the documents, field by field, with -1 before each field's."""
        for steps in self.numbers[::2]:
            yield from accumulate(steps, initial=-1)

    @property
    def postings(self) -> int:
        """The number of postings in all fields."""
        return sum(map(len, self.numbers[::2]))


def make_row(term: str, fields: Iterable[Postings]) -> TermRow:
    """The row of a term with its postings in some fields, whatever their numbers are."""
    numbers: list[list[int]] = []
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

    def pack(self, term: str, counted: Iterable[Postings]) -> TermRow:
        """The row of a term that occurs so often."""
        packed: list[Postings] = []
        for (positions, counts), lengths, unit in zip(counted, self.lengths, self.units, strict=True):
            numbers = [(count - 1) * unit + lengths[each] for each, count in zip(positions, counts, strict=True)]
            packed.append((positions, numbers))
        return make_row(term, packed)

    def unpack(self, row: TermRow) -> Iterator[Postings]:
        """How often the term of a row occurs, in each field."""
        for steps, packed, unit in zip(row.numbers[::2], row.numbers[1::2], self.units, strict=True):
            yield [*accumulate(steps, initial=-1)][1:], [number // unit + 1 for number in packed]
