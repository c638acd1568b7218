"""Declared relations between terms, resolved and checked against the integrity conditions of SKOS.

SKOS Reference (W3C, 2009): S13, a name is preferred or alternative, not both, and S14, one preferred name in a
language, hold by the shape of a record (an alias equal to the term is dropped, ``term`` is one text). S27: ``related``
and (transitive) ``broader`` exclude each other. A term that is broader than itself means nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

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

    def __init__(self, records: Iterable[Record]) -> None:
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
        if target is None:
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


def _ancestors(start: str, broader: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(broader.get(start, ()))
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(broader.get(here, ()))
    return found


def resolve_relations(records: Sequence[Record], names: NameTable) -> tuple[Mapping[str, Relations], tuple[Issue, ...]]:
    """Relations of every term by id; ``broader`` and ``narrower`` complete each other, ``related`` works both ways.

    Issues: ``relation-unknown`` (warning), ``relation-contradiction``, ``broader-cycle``.
    """
    issues: list[Issue] = []
    by_id = {record.id: record for record in records}
    related: dict[str, dict[str, None]] = defaultdict(dict)
    broader: dict[str, dict[str, None]] = defaultdict(dict)
    replaced: dict[str, str] = {}
    for record in records:
        for target in _resolve(record, "related", names, issues):
            related[record.id][target] = None
            related[target].setdefault(record.id)
        for target in _resolve(record, "broader", names, issues):
            broader[record.id][target] = None
        for target in _resolve(record, "narrower", names, issues):
            broader[target][record.id] = None
        replaced[record.id] = next(iter(_resolve(record, "replaced_by", names, issues)), "")
    above = {identity: tuple(targets) for identity, targets in broader.items()}
    done: set[str] = set()
    for record in records:
        cycle = _find_cycle(record.id, above, done)
        if cycle:
            done.update(cycle)
            shown = " < ".join(by_id[identity].term for identity in cycle)
            message = f"a term is broader than itself: {shown}"
            issues.append(_issue("broader-cycle", Severity.ERROR, by_id[cycle[0]], message, "take one 'broader' away"))
    for record in records:
        if not related[record.id]:
            continue
        for target in sorted(related[record.id].keys() & _ancestors(record.id, above)):
            message = f"'{by_id[target].term}' is both related to and broader than '{record.term}' (SKOS S27)"
            issues.append(_issue("relation-contradiction", Severity.ERROR, record, message, "keep one of the two"))
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
