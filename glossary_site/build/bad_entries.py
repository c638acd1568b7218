"""Entries with errors: which those are, and the glossary without them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path, PurePath

from glossary_site.build.analysis import UNNAMED, Analysis, BadEntry
from glossary_site.glossary import LeftOut, group_records
from glossary_site.issues import GlossaryError, Issue, errors_in, fails_build, sort_key
from glossary_site.loader import holds_entries
from glossary_site.records import Origin, Record
from glossary_site.values import replace

#: Errors of a term as a whole, whichever of its records is named: every record of that name is meant.
_OF_TERMS = frozenset({"id-collision", "id-missing"})
#: Errors of what one of a term's records declares.
_OF_RELATIONS = frozenset({"relation-contradiction", "broader-cycle"})
_RELATIONS = ("related", "broader", "narrower", "replaced_by")
#: In the first rounds one record of a term is left out at a time; after them, all records of the term.
_CAREFUL_ROUNDS = 3


@lru_cache(maxsize=10_000)  # an error names it for each of thousands of entries
def is_of_entries(path: str, entries: Path) -> bool:
    """Whether ``path`` is a file of entries at or below ``entries``: no setting, no ledger, no log."""
    place = PurePath(path)
    inside = (
        place.relative_to(entries.parent if place == entries else entries) if place.is_relative_to(entries) else None
    )
    return inside is not None and holds_entries(inside)


def cannot_build(issues: Iterable[Issue], entries: Path, strict: bool) -> bool:
    """Whether the issues forbid a site, whichever entries are left out.

    A file that the system refuses to read is no fault of its entries: the next build may read it, and until then the
    site stays as it is. A link out of the folder was never followed.
    """

    def is_left_out(issue: Issue) -> bool:
        if issue.code == "file-outside":  # perhaps a folder
            return PurePath(issue.path).is_relative_to(entries)
        return issue.code != "file-unreadable" and is_of_entries(issue.path, entries)

    return any(fails_build(issue, strict) and (strict or not is_left_out(issue)) for issue in issues)


class _RecordFinder:
    """Finds the records that an error is about, by its file and line."""

    def __init__(self, records: Sequence[Record], errors: Iterable[Issue]) -> None:
        # The records of a term share one value: a term may have thousands of them.
        self._terms: dict[Origin, list[Collection[Origin]]] = defaultdict(list)
        for group in group_records(records):
            of_term = dict.fromkeys(each.origin for each in group)
            for origin in of_term:
                self._terms[origin].append(of_term)
        self._by_origin: dict[Origin, list[Record]] = defaultdict(list)
        lines: dict[str, set[int]] = defaultdict(set)
        for record in records:
            self._by_origin[record.origin].append(record)
            lines[record.origin.path].add(record.origin.line)
        self._files = frozenset(lines)
        for issue in errors:
            if issue.code in UNNAMED:
                lines[issue.path].add(issue.line)
        self._lines = {path: sorted(found) for path, found in lines.items()}

    def _origins(self, issue: Issue) -> list[Origin]:
        """Where the entries begin that an error is about; ``Origin(path)`` is the whole file."""
        if issue.path not in self._files:
            return [Origin(issue.path)]
        lines = self._lines[issue.path]
        if not issue.line:
            return [Origin(issue.path, line) for line in lines]
        return [Origin(issue.path, lines[max(bisect_right(lines, issue.line) - 1, 0)])]

    def is_left_out(self, issue: Issue, left_out: Collection[Record], origins: Collection[Origin]) -> bool:
        """Whether everything that an error is about is left out already."""
        return all(
            origin in origins and all(record in left_out for record in self._by_origin.get(origin, ()))
            for origin in self._origins(issue)
        )

    def find(self, issue: Issue, left_out: Collection[Record], *, whole_terms: bool) -> dict[Origin, list[Record]]:
        """The records to leave out for an error; with ``whole_terms`` all records of a term that it is about."""
        found = {origin: self._by_origin.get(origin, []) for origin in self._origins(issue)}
        if issue.code not in _OF_TERMS | _OF_RELATIONS:
            return found
        named = [record for records in found.values() for record in records]
        terms = {id(term): term for one in named for term in self._terms[one.origin]}
        of_term = dict.fromkeys(origin for term in terms.values() for origin in term)
        of_terms = [record for origin in of_term for record in self._by_origin[origin] if record not in left_out]
        if issue.code in _OF_RELATIONS and not whole_terms:
            of_terms = [each for each in of_terms if any(getattr(each, name) for name in _RELATIONS)][-1:] or of_terms
        return {record.origin: self._by_origin[record.origin] for record in of_terms} or found


def leave_out_bad_entries(analyse: Callable[[LeftOut], Analysis], entries: Path, first: Analysis) -> Analysis:
    """The analysis without bad entries, with everything found on the way; ``first`` itself where it has no errors.

    ``analyse`` works without some records, ``first`` is the analysis of all. The records that errors are about are left
    out. An error that appears only without them (a reference that was ambiguous before) is looked at in turn. Raises
    ``GlossaryError`` where an error belongs to no entry, or where no entry remains.
    """
    analysis = first
    issues = dict.fromkeys(first.issues)
    errors = errors_in(issues)
    if not errors:
        return first
    origins: dict[Origin, dict[Issue, None]] = {}
    left_out: dict[Record, None] = {}
    finder = _RecordFinder(first.loaded.records, errors)
    rounds = 0
    while errors:
        before = len(origins), len(left_out)
        if cannot_build(errors, entries, strict=False):
            raise GlossaryError(issues)
        for issue in errors:
            for origin, records in finder.find(issue, left_out, whole_terms=rounds >= _CAREFUL_ROUNDS).items():
                origins.setdefault(origin, {})[issue] = None
                left_out.update(dict.fromkeys(records))
        if before == (len(origins), len(left_out)):
            raise GlossaryError(issues)  # the remaining errors belong to no further entry
        analysis = analyse(LeftOut(tuple(left_out)))
        errors = tuple(each for each in errors_in(analysis.issues) if not finder.is_left_out(each, left_out, origins))
        issues |= dict.fromkeys(analysis.issues)
        rounds += 1
    if not LeftOut(tuple(left_out)).without(first.loaded.records):
        raise GlossaryError(issues)
    bad = tuple(_bad_entries(origins, first))
    return replace(analysis, bad=bad, loaded=first.loaded, issues=tuple(sorted(issues, key=sort_key)))


def _bad_entries(origins: Mapping[Origin, Iterable[Issue]], analysis: Analysis) -> Iterator[BadEntry]:
    by_origin: dict[Origin, list[Record]] = defaultdict(list)
    lines: dict[str, set[int]] = defaultdict(set)
    records = analysis.loaded.records
    for record in (*records, *analysis.loaded.lost.records):
        by_origin[record.origin].append(record)
    for origin in (*(record.origin for record in records), *origins):
        lines[origin.path].add(origin.line)
    for origin in sorted(origins, key=lambda each: (each.path, each.line)):
        place = f"{origin.path}:{origin.line}" if origin.line and len(lines[origin.path]) > 1 else origin.path
        yield BadEntry(place, origin.path, tuple(by_origin[origin]), tuple(origins[origin]))
