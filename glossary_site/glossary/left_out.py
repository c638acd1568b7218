"""What is known of the entries that a glossary does without, because they have errors."""

from collections.abc import Iterable
from dataclasses import dataclass

from glossary_site.records import Record


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is known of the entries that a glossary does without.

    ``records`` are as far as they could be read: those of a file that could not be have no senses. ``files`` hold
    entries of which nothing is known.
    """

    records: tuple[Record, ...] = ()
    files: frozenset[str] = frozenset()

    def without(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """The records that are not left out."""
        if not self.records:
            return tuple(records)
        gone = {record.origin for record in self.records}
        return tuple(record for record in records if record.origin not in gone)

    def names(self) -> tuple[str, ...]:
        """All names and ids by which other entries may call those left out."""
        found = {
            name for each in self.records for name in (each.term, each.id, *each.aliases, *each.abbreviations) if name
        }
        return tuple(sorted(found))

    def plus(self, other: "LeftOut") -> "LeftOut":
        """What either leaves out."""
        return LeftOut(tuple(dict.fromkeys((*self.records, *other.records))), self.files | other.files)


#: Nothing is left out.
NOTHING = LeftOut()
