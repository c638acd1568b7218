"""The entries that a glossary leaves out because they have errors."""

from collections.abc import Iterable

from glossary_site.records import Record
from glossary_site.values import Frozen


class LeftOut(Frozen):
    """The entries that a glossary leaves out.

    ``records`` are what could be read of them; those of an unreadable file have no senses. ``files`` hold entries of
    which nothing could be read.
    """

    records: tuple[Record, ...] = ()
    files: frozenset[str] = frozenset()

    def without(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """The records that are not left out."""
        if not self.records:
            return tuple(records)
        left_out = {record.origin for record in self.records}
        return tuple(record for record in records if record.origin not in left_out)

    def names(self) -> tuple[str, ...]:
        """All names and ids by which other entries may refer to those left out, sorted."""
        found = {
            name for each in self.records for name in (each.term, each.id, *each.aliases, *each.abbreviations) if name
        }
        return tuple(sorted(found))

    def plus(self, other: "LeftOut") -> "LeftOut":
        """The entries that either leaves out."""
        return LeftOut(tuple(dict.fromkeys((*self.records, *other.records))), self.files | other.files)


#: Nothing is left out.
NOTHING = LeftOut()
