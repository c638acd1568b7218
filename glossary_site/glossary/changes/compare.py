"""Two editions of a glossary -> what happened to each term between them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from glossary_site.digest import digest
from glossary_site.glossary.names import ALIAS, TERM, Name, NameTable
from glossary_site.records import Record
from glossary_site.text.words import same_name_key

_WORD = re.compile(r"\w+")
#: Words that come and go without a change of meaning.
_ARTICLES = frozenset(("a", "an", "the"))


class Kind(StrEnum):
    """What happened to a term, in the order in which it is told.

    ``UPDATED`` is said where only the entry's own ``updated`` speaks of a change; a comparison never finds it.
    """

    ADDED = "added"
    REDEFINED = "redefined"
    RENAMED = "renamed"
    MERGED = "merged"
    DEPRECATED = "deprecated"
    DELETED = "deleted"
    EDITORIAL = "editorial"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class Stand:
    """How a term stands in one edition. ``rest`` digests all that is said of it besides names and definitions."""

    id: str
    term: str
    names: tuple[str, ...] = ()
    status: str = "current"
    replaced_by: str = ""
    definitions: tuple[str, ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a term. ``id`` and ``term`` are the new ones, of a term that is gone the last ones.

    ``was`` is the old name of a renamed term; ``into`` the id of the term that a merged one is now part of, or that
    replaces a deprecated one; ``before`` and ``after`` are definitions; ``date`` is "" until the change is recorded.
    """

    kind: Kind
    id: str
    term: str
    was: str = ""
    into: str = ""
    before: str = ""
    after: str = ""
    date: str = ""


def stand_of(record: Record) -> Stand:
    """How a record with id and definitions stands; where and when it was written does not count."""
    names = (*record.aliases, *record.abbreviations)
    parts = [*names, *record.related, *record.broader, *record.narrower, record.reading]
    for sense in record.senses:
        parts += [sense.category, sense.definition, sense.body, sense.heading, *sense.keywords]
        if sense.source is not None:
            parts += [sense.source.title, sense.source.url]
    definitions = tuple(sense.definition for sense in record.senses if sense.definition)
    return Stand(record.id, record.term, names, record.status, record.replaced_by, definitions, digest(*parts))


def _meaning(definition: str) -> tuple[str, ...]:
    """The words of a definition: what is left when case, punctuation, markup and articles do not count."""
    return tuple(word for word in _WORD.findall(definition.casefold()) if word not in _ARTICLES)


def _told_without_name(stand: Stand) -> tuple[str, ...]:
    """The meanings of a term with its name left out, so that they stay the same when it is renamed."""
    own = f" {' '.join(_meaning(stand.term))} "
    return tuple(f" {' '.join(_meaning(each))} ".replace(own, " ").strip() for each in stand.definitions)


def _compare_term(old: Stand, new: Stand, names: NameTable) -> Iterable[Change]:
    """``names`` are those of the new terms."""
    found = []
    if same_name_key(old.term) != same_name_key(new.term) or old.id != new.id:
        found.append(Change(Kind.RENAMED, new.id, new.term, was=old.term))
        same = _told_without_name(old) == _told_without_name(new)
    else:
        same = sorted(map(_meaning, old.definitions)) == sorted(map(_meaning, new.definitions))
    if not same:
        before, after = (" / ".join(stand.definitions) for stand in (old, new))
        found.append(Change(Kind.REDEFINED, new.id, new.term, before=before, after=after))
    if new.status in ("deprecated", "superseded") and old.status != new.status:
        into = names.find(new.replaced_by) or ""
        found.append(Change(Kind.DEPRECATED, new.id, new.term, into=into))
    if not found and (old.rest, old.term, old.status, old.definitions, old.replaced_by) != (
        new.rest,
        new.term,
        new.status,
        new.definitions,
        new.replaced_by,
    ):
        found.append(Change(Kind.EDITORIAL, new.id, new.term))
    return found


class _Matching:
    """Which old term is which new one: by id, by name, by the ledger, by another name, by its definition."""

    def __init__(self, old: Sequence[Stand], new: Sequence[Stand], moved: Mapping[str, str]) -> None:
        self.new = {stand.id: stand for stand in new}
        self.pairs: dict[str, Stand] = {}
        self.into: dict[str, str] = {}
        names = [Name(stand.term, stand.id, TERM) for stand in new]
        names += [Name(name, stand.id, ALIAS) for stand in new for name in stand.names]
        self.names = NameTable(names, (stand.id for stand in new))
        taken: set[str] = set()
        for stand in old:
            if stand.id in self.new:
                self.pairs[stand.id] = self.new[stand.id]
                taken.add(stand.id)
        for stand in old:
            target = moved.get(stand.id) or self.names.find(stand.term)
            if stand.id in self.pairs or target not in self.new:
                continue
            if target in taken:
                self.into[stand.id] = target
            else:
                self.pairs[stand.id] = self.new[target]
                taken.add(target)
        by_meaning: dict[object, list[Stand]] = defaultdict(list)
        for stand in new:
            if stand.id not in taken and any(_told_without_name(stand)):
                by_meaning[_told_without_name(stand)].append(stand)
        for stand in old:
            alike = by_meaning.get(_told_without_name(stand), [])
            if stand.id not in self.pairs and stand.id not in self.into and len(alike) == 1:
                self.pairs[stand.id] = alike.pop()
                taken.add(self.pairs[stand.id].id)
        self.added = [stand for stand in new if stand.id not in taken]


def compare_editions(
    old: Sequence[Stand], new: Sequence[Stand], moved: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """What happened between two editions, kind by kind, within a kind by id; ``moved`` is old id -> new id (ledger).

    A definition with the same words, whatever their case, punctuation and articles, is an editorial change, and so is
    any change outside definitions, names and status; a term may be renamed, redefined and deprecated at once.
    """
    match = _Matching(old, new, moved or {})
    changes = [Change(Kind.ADDED, stand.id, stand.term, after=" / ".join(stand.definitions)) for stand in match.added]
    for stand in old:
        if stand.id in match.pairs:
            changes += _compare_term(stand, match.pairs[stand.id], match.names)
        elif stand.id in match.into:
            changes.append(Change(Kind.MERGED, stand.id, stand.term, into=match.into[stand.id]))
        else:
            changes.append(Change(Kind.DELETED, stand.id, stand.term, before=" / ".join(stand.definitions)))
    order = list(Kind)
    return tuple(sorted(changes, key=lambda change: (order.index(change.kind), change.id)))
