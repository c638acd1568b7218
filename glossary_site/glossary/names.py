"""Which terms bear a name: the one table for references, relations, the ledger, comparisons and exports.

A name as it is written comes before one in another case, and that before another spelling (hyphens, plural). Among
equally near ones, terms come before abbreviations, and these before aliases. Ids come last. Names in other languages of
the site follow in the same order, language by language. A name that several terms bear equally well is ambiguous and
leads nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice
from operator import itemgetter

from glossary_site.glossary.near_names import NearNames
from glossary_site.glossary.short_names import find_written_out, is_abbreviation, is_clipped
from glossary_site.records import Record
from glossary_site.text.words import name_key, spelling_key
from glossary_site.values import Frozen

#: What a name is to its term, the best kind first, and how many kinds there are in a language.
TERM, ABBREVIATION, ALIAS, ID = 0, 1, 2, 3
KINDS = 4
#: So many bearers of an ambiguous name are given.
_MOST = 5


class Name(Frozen):
    """One name of the term ``id``. A name that is not ``automatic`` is linked only where it is written ``[[name]]``.

    ``language`` is that of a term which has a page only there; its ``id`` follows the way to the root of those pages.
    ``meanings`` are what a short name means, in full: an abbreviation, or one word of a longer name. They are () for
    all other names, and where the entry does not write an abbreviation out.
    """

    text: str
    id: str
    kind: int
    automatic: bool = True
    language: str = ""
    meanings: tuple[str, ...] = ()


def list_names(record: Record) -> list[tuple[str, int]]:
    """The text and the kind of all names of a record but its id, in order."""
    kinds = (((record.term,), TERM), (record.abbreviations, ABBREVIATION), (record.aliases, ALIAS))
    return [(text, kind) for texts, kind in kinds for text in texts]


def names_of(record: Record) -> Iterator[Name]:
    """All names of a record but its id, in order. They are ``automatic`` where the record takes incoming links."""
    incoming = record.autolink in ("both", "incoming")
    named = list_names(record)
    full = tuple(text for text, _ in named if not is_abbreviation(text))
    for text, kind in named:
        if is_abbreviation(text):
            meanings = full or _written_out(text, record)
        else:
            meanings = tuple(name for name in full if is_clipped(text, name)) if kind == ALIAS else ()
        yield Name(text, record.id, kind, incoming, meanings=meanings)


def _written_out(short: str, record: Record) -> tuple[str, ...]:
    found = (find_written_out(short, f"{sense.definition.text}\n{sense.body}") for sense in record.senses)
    return tuple(dict.fromkeys(chain.from_iterable(found)))


#: How far a name is from another spelling of it, and what both have in common.
_Spelling = tuple[int, str]
_Rank = tuple[int, bool, int, int]


def _spellings(name: str) -> tuple[_Spelling, ...]:
    """What a name shares with others: 0 in equal case (``name_key``), 1 in any case, 2 with all of the same key."""
    key = name_key(name)
    return (0, key), (1, key.lower()), (2, "")


def _rank(kind: int, distance: int) -> _Rank:
    """The place of a name in the order of precedence: by language, names before ids, the nearest, the best kind."""
    return kind // KINDS, kind % KINDS == ID, distance, kind


class NameTable:
    """Finds the terms that bear a name, in the nearest of its spellings: case, hyphens, plural (``spelling_key``)."""

    def __init__(self, names: Iterable[Name], ids: Iterable[str] = (), left_out: Iterable[str] = ()) -> None:
        """``ids`` are those of all terms; ``left_out`` are names of entries that are left out for their errors."""
        self._names, self._ids = tuple(names), tuple(ids)
        self._left_out: defaultdict[str, set[_Spelling]] = defaultdict(set)
        for text in left_out:
            self._left_out[spelling_key(text)].update(_spellings(text))
        self._best: dict[str, dict[_Spelling, tuple[_Rank, dict[str, None]]]] = {}

    @cached_property
    def _named(self) -> dict[str, tuple[Name, ...]]:
        """The names of each spelling, made when first asked for: many glossaries have no reference and no relation."""
        named: defaultdict[str, list[Name]] = defaultdict(list)
        for name in self._names:
            named[spelling_key(name.text)].append(name)
        for identity in self._ids:
            same = named[spelling_key(identity)]
            if all(name.kind >= ID for name in same):  # where a name of this language has that spelling, it is meant
                same.append(Name(identity, identity, ID))
        return {key: tuple(same) for key, same in named.items()}

    @cached_property
    def _languages(self) -> dict[str, str]:
        return {name.id: name.language for name in self._names if name.language}

    @classmethod
    def of_records(
        cls, records: Iterable[Record], left_out: Iterable[str] = (), elsewhere: Iterable[Name] = ()
    ) -> "NameTable":
        """The table of all names and ids of ``records``, and of the names that lead ``elsewhere``."""
        records = tuple(records)
        names = (name for record in records for name in names_of(record))
        return cls((*names, *elsewhere), (record.id for record in records), left_out)

    def bearers(self, name: str) -> tuple[str, ...]:
        """The ids of the terms that bear ``name`` best: (), one, or some of them where it is ambiguous.

        A name that an entry left out bears better is none of theirs. Of several, the one with that very id is meant.
        """
        key = spelling_key(name)
        named = self._named.get(key, ())
        if len(named) == 1 and key not in self._left_out:
            return (named[0].id,)
        spellings, best = _spellings(name), self._find_best(key)
        found = min((best[each] for each in spellings if each in best), key=itemgetter(0), default=None)
        lost = self._left_out.get(key, ())
        distance = next((distance for distance, text in spellings if (distance, text) in lost), None)
        if found is None or (distance is not None and _rank(TERM, distance)[:3] < found[0][:3]):
            return ()
        return (name,) if name in found[1] else tuple(islice(found[1], _MOST))

    def _find_best(self, key: str) -> dict[_Spelling, tuple[_Rank, dict[str, None]]]:
        """For each spelling of a key, the best rank at its distance and the ids of the terms that have it.

        It is kept: a name of thousands of terms may be asked for thousands of times.
        """
        if key not in self._best:
            best: dict[_Spelling, tuple[_Rank, dict[str, None]]] = {}
            for name in self._named.get(key, ()):
                for spelling in _spellings(name.text):
                    rank = _rank(name.kind, spelling[0])
                    if spelling not in best or rank < best[spelling][0]:
                        best[spelling] = rank, {}
                    if rank == best[spelling][0]:
                        best[spelling][1][name.id] = None
            self._best[key] = best
        return self._best[key]

    def find(self, name: str) -> str | None:
        """The id of the one term that bears ``name``, None where none or several do."""
        bearers = self.bearers(name)
        return bearers[0] if len(bearers) == 1 else None

    def find_same(self, name: str) -> str | None:
        """The id of the one term that bears this very ``name`` (``name_key``), None where none or several do."""
        found = self.find(name)
        key = name_key(name)
        named = self._named.get(spelling_key(name), ())
        return found if any(each.id == found and name_key(each.text) == key for each in named) else None

    def language(self, identity: str) -> str:
        """The language that alone has a page of a term, "" for a term of this one."""
        return self._languages.get(identity, "")

    def is_left_out(self, name: str) -> bool:
        """Whether an entry that is left out bears ``name``. Another term may bear it too."""
        return spelling_key(name) in self._left_out

    def nearest(self, name: str) -> tuple[str, ...]:
        """Up to three names that look like ``name``, in their own spelling."""
        named = (self._named[key] for key in self._near.find(spelling_key(name)))
        return tuple(min(each, key=lambda name: name.kind).text for each in named)

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(self._named)
