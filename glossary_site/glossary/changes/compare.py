"""Two editions of a glossary -> what happened to each term between them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from glossary_site.digest import digest
from glossary_site.glossary.names import ALIAS, TERM, Name, NameTable
from glossary_site.records import Record, Use, digest_lister
from glossary_site.text.words import spelling_key
from glossary_site.values import Frozen, replace

_WORD = re.compile(r"\w+")
#: Words that change no meaning.
_ARTICLES = frozenset(("a", "an", "the"))


class Kind(StrEnum):
    """What happened to a term, in the order of a report.

    ``UPDATED`` is for a change that only the entry's own ``updated`` dates; a comparison never finds it.
    """

    ADDED = "added"
    REDEFINED = "redefined"
    RENAMED = "renamed"
    MERGED = "merged"
    DEPRECATED = "deprecated"
    DELETED = "deleted"
    EDITORIAL = "editorial"
    UPDATED = "updated"


class TermState(Frozen):
    """A term as one edition has it. ``rest`` is the digest of its fields that are compared (``Use.COMPARED``)."""

    id: str
    term: str
    names: tuple[str, ...] = ()
    status: str = "current"
    replaced_by: str = ""
    definitions: tuple[str, ...] = ()
    rest: str = ""


class Change(Frozen):
    """One change of a term. ``id`` and ``term`` are the new ones, or the last ones of a deleted term.

    ``was`` is the old name of a renamed term; ``into`` the id of the term that a merged one is now part of, or that
    replaces a deprecated one; ``before`` and ``after`` are definitions; ``date`` (2026-03-31) is "" until the change is
    recorded.
    """

    kind: Kind
    id: str
    term: str
    was: str = ""
    into: str = ""
    before: str = ""
    after: str = ""
    date: str = ""


_list_compared = digest_lister(Use.COMPARED)


def state_of(record: Record) -> TermState:
    """The state of a record that has an id and definitions; where and when it was written does not count."""
    return TermState(
        record.id,
        record.term,
        (*record.aliases, *record.abbreviations),
        record.status,
        record.replaced_by,
        tuple(sense.definition.text for sense in record.senses if sense.definition),
        digest(*_list_compared(record)),
    )


def _meaning(definition: str) -> tuple[str, ...]:
    """The words of a definition: what is left when case, punctuation, markup and articles do not count."""
    return tuple(word for word in _WORD.findall(definition.casefold()) if word not in _ARTICLES)


def _meanings_without_name(state: TermState) -> tuple[str, ...]:
    """The meanings of a term with its name left out, so that they stay the same when it is renamed."""
    own = f" {' '.join(_meaning(state.term))} "
    return tuple(f" {' '.join(_meaning(each))} ".replace(own, " ").strip() for each in state.definitions)


def _compare_term(old: TermState, new: TermState, names: NameTable) -> Iterable[Change]:
    """``names`` are those of the new terms."""
    found = []
    same = sorted(map(_meaning, old.definitions)) == sorted(map(_meaning, new.definitions))
    if spelling_key(old.term) != spelling_key(new.term) or old.id != new.id:
        found.append(Change(Kind.RENAMED, new.id, new.term, was=old.term))
        same = same or _meanings_without_name(old) == _meanings_without_name(new)
    if not same:
        before, after = (" / ".join(state.definitions) for state in (old, new))
        found.append(Change(Kind.REDEFINED, new.id, new.term, before=before, after=after))
    if new.status in ("deprecated", "superseded") and old.status != new.status:
        into = names.find(new.replaced_by) or ""
        found.append(Change(Kind.DEPRECATED, new.id, new.term, into=into))
    if not found and replace(old, names=()) != replace(new, names=()):  # ``rest`` holds the names too
        found.append(Change(Kind.EDITORIAL, new.id, new.term))
    return found


class _Matching:
    """Which old term is which new one: by id, by name, by the ledger, by another name, by its definition."""

    def __init__(self, old: Sequence[TermState], new: Sequence[TermState], moved: Mapping[str, str]) -> None:
        self.new = {state.id: state for state in new}
        self.pairs: dict[str, TermState] = {}
        self.into: dict[str, str] = {}
        names = [Name(state.term, state.id, TERM) for state in new]
        names += [Name(name, state.id, ALIAS) for state in new for name in state.names]
        self.names = NameTable(names, (state.id for state in new))
        taken: set[str] = set()
        for state in old:
            if state.id in self.new:
                self.pairs[state.id] = self.new[state.id]
                taken.add(state.id)
        for state in old:
            target = moved.get(state.id) or self.names.find(state.term)
            if state.id in self.pairs or target not in self.new:
                continue
            if target in taken:
                self.into[state.id] = target
            else:
                self.pairs[state.id] = self.new[target]
                taken.add(target)
        by_meaning: dict[object, list[TermState]] = defaultdict(list)
        for state in new:
            if state.id not in taken and any(_meanings_without_name(state)):
                by_meaning[_meanings_without_name(state)].append(state)
        for state in old:
            alike = by_meaning.get(_meanings_without_name(state), [])
            if state.id not in self.pairs and state.id not in self.into and len(alike) == 1:
                self.pairs[state.id] = alike.pop()
                taken.add(self.pairs[state.id].id)
        self.added = [state for state in new if state.id not in taken]


def compare_editions(
    old: Sequence[TermState], new: Sequence[TermState], moved: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """What happened between two editions, kind by kind, within a kind by id; ``moved`` is old id -> new id (ledger).

    A definition with the same words, whatever their case, punctuation and articles, is an editorial change, and so is
    any change outside definitions, names and status; a term may be renamed, redefined and deprecated at once.
    """
    match = _Matching(old, new, moved or {})
    changes = [Change(Kind.ADDED, state.id, state.term, after=" / ".join(state.definitions)) for state in match.added]
    for state in old:
        if state.id in match.pairs:
            changes += _compare_term(state, match.pairs[state.id], match.names)
        elif state.id in match.into:
            changes.append(Change(Kind.MERGED, state.id, state.term, into=match.into[state.id]))
        else:
            changes.append(Change(Kind.DELETED, state.id, state.term, before=" / ".join(state.definitions)))
    order = list(Kind)
    return tuple(sorted(changes, key=lambda change: (order.index(change.kind), change.id)))
