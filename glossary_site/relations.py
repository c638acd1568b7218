"""Declared relations between terms, resolved and checked against the integrity conditions of SKOS.

SKOS Reference (W3C, 2009): S13, a name is preferred or alternative, not both, and S14, one preferred name in a
language, hold by the shape of a record (an alias equal to the term is dropped, ``term`` is one text). S27: ``related``
and (transitive) ``broader`` exclude each other. A term that is broader than itself means nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from glossary_site.issues import Issue, Severity
from glossary_site.records import Record
from glossary_site.text.names import same_name_key


@dataclass(frozen=True, slots=True)
class Relations:
    """The terms that one term is related to, by id. ``replaced_by`` is "" where nothing replaces it."""

    related: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    replaced_by: str = ""


class NameTable:
    """Who bears a name: terms before abbreviations before aliases."""

    def __init__(self, records: Iterable[Record], left_out: Iterable[str] = ()) -> None:
        """``left_out`` are names of entries that are left out for their errors."""
        self._left_out = frozenset(map(same_name_key, left_out))
        self._ids: dict[str, str] = {}
        self._names: dict[str, str] = {}
        records = tuple(records)
        for field in ("aliases", "abbreviations"):
            for record in records:
                for name in getattr(record, field):
                    self._add(name, record.id)
        for record in records:
            self._add(record.id, record.id)
        for record in records:
            self._add(record.term, record.id)

    def _add(self, name: str, identity: str) -> None:
        key = same_name_key(name)
        self._ids[key] = identity
        self._names[key] = name

    def find(self, name: str) -> str | None:
        """The id of the term called ``name`` (or whose id it is), None when nobody is."""
        return self._ids.get(same_name_key(name))

    def is_left_out(self, name: str) -> bool:
        """Whether only entries that are left out are called ``name``."""
        key = same_name_key(name)
        return key in self._left_out and key not in self._ids

    def nearest(self, name: str) -> tuple[str, ...]:
        """Up to three names that look like ``name``."""
        return tuple(self._names[key] for key in get_close_matches(same_name_key(name), self._ids, n=3, cutoff=0.6))


def _issue(code: str, severity: Severity, record: Record, message: str, hint: str) -> Issue:
    return Issue(code, severity, message, hint, record.origin.path, record.origin.line)


def _resolve(record: Record, field: str, names: NameTable, issues: list[Issue]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    values: Sequence[str] = (record.replaced_by,) if field == "replaced_by" else getattr(record, field)
    for name in filter(None, values):
        target = names.find(name)
        if target is None and names.is_left_out(name):
            message = f"'{record.term}' gives '{name}' under '{field}', which is left out because of errors"
            issues.append(_issue("target-left-out", Severity.WARNING, record, message, "mend that entry"))
        elif target is None:
            near = names.nearest(name)
            hint = f"did you mean {' or '.join(repr(each) for each in near)}?" if near else "write it, or remove it"
            message = f"'{record.term}' gives '{name}' under '{field}', and there is no such term"
            issues.append(_issue("relation-unknown", Severity.WARNING, record, message, hint))
        elif target != record.id:
            found[target] = None
        elif field != "related":
            message = f"'{record.term}' is its own {field.replace('_', ' ')} term"
            issues.append(_issue("relation-contradiction", Severity.ERROR, record, message, "remove it"))
    return tuple(found)


def _find_cycle(start: str, broader: Mapping[str, Sequence[str]], done: set[str]) -> tuple[str, ...]:
    """A cycle among the broader terms of ``start``, () when there is none; each term is walked through once."""
    trail: list[str] = []
    on_trail: set[str] = set()
    stack: list[tuple[str, int]] = [(start, 0)]
    while stack:
        here, turn = stack.pop()
        if turn == 0:
            if here in on_trail:
                return (*trail[trail.index(here) :], here)
            if here in done:
                continue
            trail.append(here)
            on_trail.add(here)
        above = broader.get(here, ())
        if turn < len(above):
            stack.append((here, turn + 1))
            stack.append((above[turn], 0))
        else:
            done.add(here)
            trail.pop()
            on_trail.discard(here)
    return ()


def _ancestors(start: str, broader: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """All broader terms of ``start``, each with the one below it by which it was found."""
    found: dict[str, str] = {}
    waiting = [(above, start) for above in broader.get(start, ())]
    while waiting:
        here, below = waiting.pop()
        if here not in found:
            found[here] = below
            waiting.extend((above, here) for above in broader.get(here, ()))
    return found


#: "related" and two terms in order, or "broader", a term, and the one above it.
_Link = tuple[str, str, str]


class _Declared:
    """Who declares what, so that an error is told of the one without whom it would not be."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._order = {record.id: number for number, record in enumerate(records)}
        self._by: dict[_Link, set[str]] = defaultdict(set)

    def add(self, link: _Link, by: str) -> None:
        """A link is declared by the term ``by``."""
        self._by[link].add(by)

    def blame(self, links: Iterable[_Link]) -> str:
        """Who alone declares most of ``links``, of equals the last one; where nobody does alone, the last of all."""
        declarers = [self._by[link] for link in links]
        alone = Counter(one for each in declarers if len(each) == 1 for one in each)
        return max(alone or set().union(*declarers), key=lambda one: (alone[one], self._order[one]))


def _pair(one: str, other: str) -> _Link:
    return "related", min(one, other), max(one, other)


def _up(lower: str, higher: str, found: Mapping[str, str]) -> Iterator[_Link]:
    """The links by which ``_ancestors`` got from one term up to another."""
    while higher != lower:
        yield "broader", found[higher], higher
        higher = found[higher]


def resolve_relations(records: Sequence[Record], names: NameTable) -> tuple[Mapping[str, Relations], tuple[Issue, ...]]:
    """Relations of every term by id; ``broader`` and ``narrower`` complete each other, ``related`` works both ways.

    Where terms contradict each other, the one is told without whom most of it would not stand, of equals the later one:
    an error costs the entry that it is told of.

    Issues: ``relation-unknown`` and ``target-left-out`` (warnings), ``relation-contradiction``, ``broader-cycle``.
    """
    issues: list[Issue] = []
    by_id = {record.id: record for record in records}
    related: dict[str, dict[str, None]] = defaultdict(dict)
    broader: dict[str, dict[str, None]] = defaultdict(dict)
    replaced: dict[str, str] = {}
    declared = _Declared(records)
    for record in records:
        for target in _resolve(record, "related", names, issues):
            related[record.id][target] = None
            related[target].setdefault(record.id)
            declared.add(_pair(record.id, target), record.id)
        for target in _resolve(record, "broader", names, issues):
            broader[record.id][target] = None
            declared.add(("broader", record.id, target), record.id)
        for target in _resolve(record, "narrower", names, issues):
            broader[target][record.id] = None
            declared.add(("broader", target, record.id), record.id)
        replaced[record.id] = next(iter(_resolve(record, "replaced_by", names, issues)), "")
    above = {identity: tuple(targets) for identity, targets in broader.items()}
    done: set[str] = set()
    for record in records:
        cycle = _find_cycle(record.id, above, done)
        if cycle:
            done.update(cycle)
            shown = " < ".join(by_id[identity].term for identity in cycle)
            message = f"a term is broader than itself: {shown}"
            told = by_id[declared.blame(("broader", low, high) for low, high in pairwise(cycle))]
            issues.append(_issue("broader-cycle", Severity.ERROR, told, message, "take one 'broader' away"))
    for record in records:
        if not related[record.id]:
            continue
        higher = _ancestors(record.id, above)
        for target in sorted(related[record.id].keys() & higher.keys()):
            message = f"'{by_id[target].term}' is both related to and broader than '{record.term}' (SKOS S27)"
            told = by_id[declared.blame((_pair(record.id, target), *_up(record.id, target, higher)))]
            issues.append(_issue("relation-contradiction", Severity.ERROR, told, message, "keep one of the two"))
    below: dict[str, list[str]] = defaultdict(list)
    for identity, targets in above.items():
        for target in targets:
            below[target].append(identity)
    found = {
        record.id: Relations(
            tuple(related[record.id]),
            above.get(record.id, ()),
            tuple(below.get(record.id, ())),
            replaced[record.id],
        )
        for record in records
    }
    return found, tuple(issues)
