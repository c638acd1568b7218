"""Declared relations between terms, resolved and checked against the integrity conditions of SKOS.

SKOS Reference (W3C, 2009): S13, a name is preferred or alternative and not both, and S14, one preferred name in each
language, follow from the shape of a record: ``term`` is one text, and an alias equal to it is dropped. S27 is checked:
``related`` and (transitive) ``broader`` exclude each other. A term that is broader than itself is an error too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from glossary_site.glossary.included import Included, TheirTerm, TheirTerms
from glossary_site.glossary.names import NameTable
from glossary_site.issues import Issue, Severity
from glossary_site.records import Record
from glossary_site.values import Frozen

#: The declarers of so many links from a term up to a higher one are compared.
_LONG_PATH = 20


class Relations(Frozen):
    """The terms that one term is related to, by id. ``replaced_by`` is "" where nothing replaces it.

    ``theirs`` are related terms of other glossaries.
    """

    related: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    replaced_by: str = ""
    theirs: tuple[TheirTerm, ...] = ()


#: Shared by all terms that are related to none, which are most.
_UNRELATED = Relations()


def _issue(code: str, severity: Severity, record: Record, message: str, hint: str) -> Issue:
    return Issue(code, severity, message, hint, record.origin.path, record.origin.line)


def _resolve(
    record: Record, field: str, values: Iterable[str], names: NameTable, issues: list[Issue]
) -> tuple[str, ...]:
    """The ids of the terms whose names, ``values``, a record gives in a field."""
    found: dict[str, None] = {}
    for name in filter(None, values):
        bearers = names.bearers(name)
        target = bearers[0] if len(bearers) == 1 else None
        if len(bearers) > 1:
            message = f"'{record.term}' gives '{name}' under '{field}', and more than one term is called so"
            hint = f"give the id: {' or '.join(sorted(bearers))}"
            issues.append(_issue("relation-unknown", Severity.WARNING, record, message, hint))
        elif target is None and names.is_left_out(name):
            message = f"'{record.term}' gives '{name}' under '{field}', which is left out because of errors"
            issues.append(_issue("target-left-out", Severity.WARNING, record, message, "mend that entry"))
        elif target is None:
            near = names.nearest(name)
            hint = f"did you mean {' or '.join(repr(each) for each in near)}?" if near else "write it, or remove it"
            message = f"'{record.term}' gives '{name}' under '{field}', and there is no such term"
            issues.append(_issue("relation-unknown", Severity.WARNING, record, message, hint))
        elif language := names.language(target):
            message = f"'{record.term}' gives '{name}' under '{field}', which has a page in '{language}' only"
            issues.append(_issue("relation-untranslated", Severity.NOTE, record, message, "translate that entry"))
        elif target != record.id:
            found[target] = None
        elif field != "related":
            message = f"'{record.term}' is its own {field.replace('_', ' ')} term"
            issues.append(_issue("relation-contradiction", Severity.ERROR, record, message, "remove it"))
    return tuple(found)


def _find_cycle(start: str, broader: Mapping[str, Sequence[str]], done: set[str]) -> tuple[str, ...]:
    """A cycle among the broader terms of ``start``, () where there is none. Terms in ``done`` are not followed."""
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


class _Hierarchy:
    """Which terms are above which, at any distance; a set of bits for each keeps deep hierarchies fast."""

    def __init__(self, broader: Mapping[str, Sequence[str]]) -> None:
        self._broader = broader
        upper = dict.fromkeys(target for targets in broader.values() for target in targets)
        self._number = {identity: number for number, identity in enumerate(upper)}
        self._bits: dict[str, int] = {}

    def _above(self, start: str) -> int:
        opened: set[str] = set()
        stack = [start]
        while stack:
            here = stack[-1]
            if here in self._bits:
                stack.pop()
            elif here not in opened:
                opened.add(here)
                targets = self._broader.get(here, ())
                stack += [target for target in targets if target not in self._bits and target not in opened]
            else:
                stack.pop()
                bits = 0
                for target in self._broader.get(here, ()):
                    bits |= self._bits.get(target, 0) | 1 << self._number[target]
                self._bits[here] = bits
        return self._bits[start]

    def is_above(self, higher: str, lower: str) -> bool:
        """Whether one term is above another. In a cycle, which is an issue of its own, not all are above each other."""
        number = self._number.get(higher)
        return number is not None and bool(self._above(lower) >> number & 1)

    def find_path(self, lower: str, higher: str) -> Iterator["_Link"]:
        """The links that lead from a term up to a higher one; of a long path the first."""
        for _ in range(_LONG_PATH):
            if lower == higher:
                return
            above = self._broader[lower]
            step = next((each for each in above if each == higher or self.is_above(higher, each)), higher)
            yield "broader", lower, step
            lower = step


#: "related" and two terms in order, or "broader", a term, and the one above it.
_Link = tuple[str, str, str]


class _Declarations:
    """Which terms declare which links, so that a contradiction is reported at the entry that causes it."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._order = {record.id: number for number, record in enumerate(records)}
        self._by: dict[_Link, set[str]] = defaultdict(set)

    def add(self, link: _Link, by: str) -> None:
        """Note that the term ``by`` declares a link."""
        self._by[link].add(by)

    def find_cause(self, links: Iterable[_Link]) -> str:
        """The term that alone declares most of ``links``, of equals the last; the last of all where none does alone."""
        declarers = [self._by[link] for link in links]
        alone = Counter(one for each in declarers if len(each) == 1 for one in each)
        return max(alone or set().union(*declarers), key=lambda one: (alone[one], self._order[one]))


def _pair(one: str, other: str) -> _Link:
    return "related", min(one, other), max(one, other)


def _cycles(
    records: Sequence[Record], above: Mapping[str, Sequence[str]], declarations: _Declarations
) -> Iterator[Issue]:
    """An issue for each cycle of terms that are broader than themselves."""
    by_id = {record.id: record for record in records}
    done: set[str] = set()
    for record in records:
        cycle = _find_cycle(record.id, above, done)
        if cycle:
            done.update(cycle)
            shown = " < ".join(by_id[each].term for each in cycle)
            message = f"a term is broader than itself: {shown}"
            cause = by_id[declarations.find_cause(("broader", low, high) for low, high in pairwise(cycle))]
            yield _issue("broader-cycle", Severity.ERROR, cause, message, "take one 'broader' away")


def _contradictions(
    records: Sequence[Record],
    related: Mapping[str, Iterable[str]],
    above: Mapping[str, Sequence[str]],
    declarations: _Declarations,
) -> Iterator[Issue]:
    """An issue for each term that is both related to another and, at any distance, broader than it."""
    by_id = {record.id: record for record in records}
    hierarchy = _Hierarchy(above)
    for record in records:
        for target in sorted(each for each in related.get(record.id, ()) if hierarchy.is_above(each, record.id)):
            message = f"'{by_id[target].term}' is both related to and broader than '{record.term}' (SKOS S27)"
            path = hierarchy.find_path(record.id, target)
            cause = by_id[declarations.find_cause((_pair(record.id, target), *path))]
            yield _issue("relation-contradiction", Severity.ERROR, cause, message, "keep one of the two")


def _find_theirs(record: Record, names: NameTable, included: TheirTerms) -> Mapping[str, TheirTerm]:
    """The terms of other glossaries to which a record is related, by the names that it gives."""
    others = (name for name in record.related if not names.bearers(name) and not names.is_left_out(name))
    return {name: term for name in others if (term := included.find(name))}


def resolve_relations(
    records: Sequence[Record], names: NameTable, included: Iterable[Included] = ()
) -> tuple[Mapping[str, Relations], tuple[Issue, ...]]:
    """The relations of each term by its id: ``broader`` and ``narrower`` complete each other, ``related`` is mutual.

    ``related`` may also name a term of the ``included`` glossaries of others.

    A contradiction is reported at the term that declares most of it, of equals at the later one, because the entry with
    an error is left out.

    Issues: ``relation-unknown`` and ``target-left-out`` (warnings), ``relation-untranslated`` (note),
    ``relation-contradiction``, ``broader-cycle``.
    """
    issues: list[Issue] = []
    related: dict[str, dict[str, None]] = defaultdict(dict)
    broader: dict[str, dict[str, None]] = defaultdict(dict)
    replaced: dict[str, str] = {}
    declarations = _Declarations(records)
    their_terms = TheirTerms(included)
    theirs = {each.id: terms for each in records if (terms := _find_theirs(each, names, their_terms))}
    for record in records:
        related_here = (name for name in record.related if name not in theirs.get(record.id, {}))
        for target in _resolve(record, "related", related_here, names, issues):
            related[record.id][target] = None
            related[target].setdefault(record.id)
            declarations.add(_pair(record.id, target), record.id)
        for target in _resolve(record, "broader", record.broader, names, issues):
            broader[record.id][target] = None
            declarations.add(("broader", record.id, target), record.id)
        for target in _resolve(record, "narrower", record.narrower, names, issues):
            broader[target][record.id] = None
            declarations.add(("broader", target, record.id), record.id)
        for target in _resolve(record, "replaced_by", (record.replaced_by,), names, issues):
            replaced[record.id] = target
    above = {identity: tuple(targets) for identity, targets in broader.items()}
    issues += _cycles(records, above, declarations)
    issues += _contradictions(records, related, above, declarations)
    below: dict[str, list[str]] = defaultdict(list)
    for identity, targets in above.items():
        for target in targets:
            below[target].append(identity)
    found = {record.id: _UNRELATED for record in records}
    for identity in {*related, *above, *below, *replaced, *theirs}:
        up, down = above.get(identity, ()), tuple(below.get(identity, ()))
        others = tuple(theirs.get(identity, {}).values())
        found[identity] = Relations(tuple(related.get(identity, ())), up, down, replaced.get(identity, ""), others)
    return found, tuple(issues)
