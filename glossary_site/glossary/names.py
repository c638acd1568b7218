"""Which terms bear a name: the one table for references, relations, the ledger, comparisons and exports.

Kinds of names have precedence in this order: terms, abbreviations, aliases, ids. Names in the other languages of the
site follow in the same order, language by language. Where several terms bear a name by the best kind that occurs, the
name is ambiguous and leads nowhere.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from glossary_site.records import Record
from glossary_site.text.words import NearNames, same_name_key
from glossary_site.values import compact

#: What a name is to its term, the best kind first, and how many kinds there are in a language.
TERM, ABBREVIATION, ALIAS, ID = 0, 1, 2, 3
KINDS = 4


@compact
class Name:
    """One name of the term ``id``. A name that is not ``automatic`` is linked only where it is written ``[[name]]``.

    ``language`` is that of a term which has a page only there; its ``id`` follows the way to the root of those pages.
    """

    text: str
    id: str
    kind: int
    automatic: bool = True
    language: str = ""


def names_of(record: Record) -> Iterator[Name]:
    """All names of a record but its id, in order. They are ``automatic`` where the record takes incoming links."""
    incoming = record.autolink in ("both", "incoming")
    yield Name(record.term, record.id, TERM, incoming)
    yield from (Name(short, record.id, ABBREVIATION, incoming) for short in record.abbreviations)
    yield from (Name(alias, record.id, ALIAS, incoming) for alias in record.aliases)


class NameTable:
    """Finds the terms that bear a name, whatever its case, hyphens or simple plural (``same_name_key``)."""

    def __init__(self, names: Iterable[Name], ids: Iterable[str] = (), left_out: Iterable[str] = ()) -> None:
        """``ids`` are those of all terms; ``left_out`` are names of entries that are left out for their errors."""
        self._left_out = frozenset(map(same_name_key, left_out))
        self._bearers: dict[str, tuple[str, ...]] = {}
        self._written: dict[str, str] = {}
        names = tuple(names)
        self._languages = {name.id: name.language for name in names if name.language}
        kinds: dict[str, int] = {}
        named = sorted((*names, *(Name(identity, identity, ID) for identity in ids)), key=lambda name: name.kind)
        for name in named:
            key = same_name_key(name.text)
            self._written.setdefault(key, name.text)
            bearers = self._bearers.get(key, ())
            if kinds.setdefault(key, name.kind) == name.kind and name.id not in bearers:
                self._bearers[key] = (*bearers, name.id)

    @classmethod
    def of_records(
        cls, records: Iterable[Record], left_out: Iterable[str] = (), elsewhere: Iterable[Name] = ()
    ) -> "NameTable":
        """The table of all names and ids of ``records``, and of the names that lead ``elsewhere``."""
        records = tuple(records)
        names = (name for record in records for name in names_of(record))
        return cls((*names, *elsewhere), (record.id for record in records), left_out)

    def bearers(self, name: str) -> tuple[str, ...]:
        """The ids of the terms that bear ``name`` by its best kind: (), one, or several where it is ambiguous."""
        return self._bearers.get(same_name_key(name), ())

    def find(self, name: str) -> str | None:
        """The id of the one term that bears ``name``, None where none or several do."""
        bearers = self.bearers(name)
        return bearers[0] if len(bearers) == 1 else None

    def language(self, identity: str) -> str:
        """The language that alone has a page of a term, "" for a term of this one."""
        return self._languages.get(identity, "")

    def is_left_out(self, name: str) -> bool:
        """Whether an entry that is left out bears ``name``. Another term may bear it too."""
        return same_name_key(name) in self._left_out

    def nearest(self, name: str) -> tuple[str, ...]:
        """Up to three names that look like ``name``, in their own spelling."""
        return tuple(self._written[key] for key in self._near.find(same_name_key(name)))

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(self._bearers)
