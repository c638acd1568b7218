"""Entries with errors: which those are, and what is known of them while the rest of a glossary goes on without."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Protocol, TypeVar

from glossary_site.glossary import NOTHING, LeftOut
from glossary_site.issues import GlossaryError, Issue, Severity, fails_build, sort_key
from glossary_site.loader import SUFFIXES, Source
from glossary_site.records import Origin, Record
from glossary_site.text.words import same_name_key

#: Errors of what never became a record, at the line where it begins; nothing is known of it but that line.
_UNNAMED = frozenset({"record-shape", "term-missing", "body-without-heading"})
#: Errors of a term as a whole, whichever of its records is named: every record of that name is meant.
_OF_TERMS = frozenset({"id-collision", "id-missing"})
#: Errors of what one of a term's records declares.
_OF_RELATIONS = frozenset({"relation-contradiction", "broader-cycle"})
_RELATIONS = ("related", "broader", "narrower", "replaced_by")
#: So many times the records of one term are looked at one by one; then all of them are left out.
_ROUNDS = 3

_FIELD = re.compile(r"[ \t]*(?:-[ \t]+)?\{?[ \t]*(term|id|aliases|abbreviations)[ \t]*:(.*)")
_LISTED = re.compile(r"[ \t]*-[ \t]+(.*)")
_QUOTES = " \t\"'[]{},"


@dataclass(frozen=True, slots=True)
class BadEntry:
    """What is left out in one place (``path``, or ``path:line`` where more stands in the file), and why."""

    place: str
    path: str
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]


def holds_entries(path: str, entries: Path) -> bool:
    """Whether a file is one of entries: not a setting, nor the ledger, nor the log."""
    place = PurePath(path)
    return place.is_relative_to(entries) and place.suffix.lower() in SUFFIXES and place.name[0] not in "._"


def is_hopeless(issues: Iterable[Issue], entries: Path, strict: bool) -> bool:
    """Whether what is wrong cannot become a site, whichever entries are left out.

    A file that the system does not give is no fault of its entries: the next build may find it, and the site of now
    stays whole.
    """
    return any(
        fails_build(issue, strict)
        and (strict or issue.code == "file-unreadable" or not holds_entries(issue.path, entries))
        for issue in issues
    )


def read_damaged(issues: Iterable[Issue]) -> tuple[Source, ...]:
    """The files that the issues of ``read_sources`` refuse, as far as their names can be told; never what leads out."""
    return tuple(
        Source(issue.path, "", _damaged_text(issue))
        for issue in issues
        if issue.severity is Severity.ERROR and PurePath(issue.path).suffix.lower() in SUFFIXES
    )


def _damaged_text(issue: Issue) -> str:
    if issue.code not in ("file-encoding", "file-binary"):
        return ""
    try:
        raw = Path(issue.path).read_bytes()
    except OSError:
        return ""
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace").replace("\0", "")


def _texts(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := " ".join(part.strip(_QUOTES).split())))


def _fields_in(text: str) -> Iterator[dict[str, tuple[str, ...]]]:
    """The names that lines of damaged YAML or front matter give, entry by entry."""
    found: dict[str, tuple[str, ...]] = {}
    open_list = ""
    for line in text.split("\n"):
        if match := _FIELD.match(line):
            name, said = match[1], match[2].strip()
            if name == "term":
                if "term" in found:
                    yield found
                    found = {}
                found[name] = (" ".join(said.strip(_QUOTES).split()),)
            else:
                found[name] = _texts(said)
            open_list = "" if said or name in ("term", "id") else name
        elif open_list and (listed := _LISTED.match(line)):
            found[open_list] += _texts(listed[1])
        else:
            open_list = ""
    yield found


def salvage(source: Source) -> tuple[Record, ...]:
    """Records without senses for what a file that cannot be read seems to hold; its own name where it says none."""
    suffix = PurePath(source.path).suffix.lower()
    origin = Origin(source.path)
    if suffix == ".txt":
        from glossary_site.text.scan import scan_text  # as in the loader: for glossary text alone

        headings = (block.heading for block in scan_text(source.text).blocks if block.heading) if source.text else ()
        named = [{"term": names[:1], "aliases": names[1:]} for heading in headings if (names := _texts(heading))]
    else:
        named = [fields for fields in _fields_in(source.text) if any(fields.get("term", ()))]
        named = named[:1] if suffix == ".md" else named
    return tuple(
        Record(
            term=fields["term"][0],
            senses=(),
            id=next(iter(fields.get("id", ())), ""),
            aliases=fields.get("aliases", ()),
            abbreviations=fields.get("abbreviations", ()),
            origin=origin,
        )
        for fields in named
    ) or (Record(PurePath(source.path).stem, (), origin=origin),)


def find_lost(
    records: Iterable[Record], issues: Iterable[Issue], sources: Iterable[Source], damaged: Sequence[Source]
) -> LeftOut:
    """What loading ``sources`` with ``issues`` could make no ``records`` of; ``damaged`` are no sources at all."""
    errors = _errors(issues)
    if not errors and not damaged:
        return NOTHING
    unnamed = {issue.path for issue in errors if issue.code in _UNNAMED}
    whole = {issue.path for issue in errors} - {record.origin.path for record in records}
    lost = [*damaged, *(source for source in sources if source.path in whole)]
    found = tuple(record for source in lost for record in salvage(source))
    return LeftOut(found, frozenset((*unnamed, *(source.path for source in lost))))


class Analysed(Protocol):
    """What an attempt at a glossary comes to: every record that was read, and what is wrong."""

    @property
    def records(self) -> tuple[Record, ...]:
        """All records, those left out too, in the order of files and lines."""

    @property
    def lost(self) -> LeftOut:
        """What of the files became no record."""

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Everything found."""


A = TypeVar("A", bound=Analysed)


def _errors(issues: Iterable[Issue]) -> list[Issue]:
    return [issue for issue in issues if issue.severity is Severity.ERROR]


class _Blame:
    """Finds the records that errors are about, by file and line."""

    def __init__(self, records: Sequence[Record], errors: Iterable[Issue]) -> None:
        self._terms: dict[tuple[str, str], list[Record]] = defaultdict(list)
        self._at: dict[Origin, list[Record]] = defaultdict(list)
        lines: dict[str, set[int]] = defaultdict(set)
        self.files: set[str] = set()
        for record in records:
            self._terms[self._term(record)].append(record)
            self._at[record.origin].append(record)
            lines[record.origin.path].add(record.origin.line)
            self.files.add(record.origin.path)
        for issue in errors:
            if issue.code in _UNNAMED:
                lines[issue.path].add(issue.line)
        self._lines = {path: sorted(found) for path, found in lines.items()}

    @staticmethod
    def _term(record: Record) -> tuple[str, str]:
        return record.language.lower(), same_name_key(record.term)

    def places(self, issue: Issue) -> list[Origin]:
        """Where the entries begin that an error costs; the whole file is ``Origin(path)``."""
        if issue.path not in self.files:
            return [Origin(issue.path)]
        lines = self._lines[issue.path]
        if not issue.line:
            return [Origin(issue.path, line) for line in lines]
        return [Origin(issue.path, lines[max(bisect_right(lines, issue.line) - 1, 0)])]

    def is_settled(self, issue: Issue, left_out: Collection[Record], out: Collection[Origin]) -> bool:
        """Whether all that stands where the error was found is left out already."""
        return all(
            place in out and all(record in left_out for record in self._at.get(place, ()))
            for place in self.places(issue)
        )

    def records(self, issue: Issue, left_out: Collection[Record], *, roughly: bool) -> dict[Origin, list[Record]]:
        """The records of each place; with ``roughly`` those of the whole term where it is about one."""
        found = {place: self._at.get(place, []) for place in self.places(issue)}
        if issue.code not in _OF_TERMS | _OF_RELATIONS:
            return found
        named = [record for records in found.values() for record in records]
        known = [record for one in named for record in self._terms[self._term(one)] if record not in left_out]
        if issue.code in _OF_RELATIONS and not roughly:
            known = [record for record in known if any(getattr(record, name) for name in _RELATIONS)][-1:] or known
        return {record.origin: self._at[record.origin] for record in known} or found


def settle(
    analysed: Callable[[LeftOut], A], entries: Path, first: A | None = None
) -> tuple[A, tuple[BadEntry, ...], tuple[Issue, ...]]:
    """A glossary without its bad entries: what it is then, what those are, and everything found on the way.

    ``analysed`` attempts it without some records; ``first`` is its attempt with all of them, where that is known.
    Whom an error in the glossary as it is written is about is left out; what is an error only in the absence of those
    (a reference that was ambiguous, say) is looked at again. Raises ``GlossaryError`` where an error belongs to no
    entry, or where no entry is left.
    """
    attempt = first or analysed(NOTHING)
    told = dict.fromkeys(attempt.issues)
    fresh = _errors(told)
    out: dict[Origin, dict[Issue, None]] = {}
    left: dict[Record, None] = {}
    blame = _Blame(attempt.records, fresh)
    rounds = 0
    while fresh:
        before = len(out), len(left)
        if is_hopeless(fresh, entries, strict=False):
            raise GlossaryError(told)
        for issue in fresh:
            for place, records in blame.records(issue, left, roughly=rounds >= _ROUNDS).items():
                out.setdefault(place, {})[issue] = None
                left.update(dict.fromkeys(records))
        if before == (len(out), len(left)):
            raise GlossaryError(told)  # nobody is to blame for what is still wrong
        attempt = analysed(LeftOut(tuple(left)))
        fresh = [issue for issue in _errors(attempt.issues) if not blame.is_settled(issue, left, out)]
        told |= dict.fromkeys(attempt.issues)
        rounds += 1
    if out and not LeftOut(tuple(left)).without(attempt.records):
        raise GlossaryError(told)
    return attempt, tuple(_bad_entries(out, attempt)), tuple(sorted(told, key=sort_key))


def _bad_entries(out: Mapping[Origin, Iterable[Issue]], attempt: Analysed) -> Iterator[BadEntry]:
    by_place: dict[Origin, list[Record]] = defaultdict(list)
    places: dict[str, set[int]] = defaultdict(set)
    for record in attempt.records:
        by_place[record.origin].append(record)
        places[record.origin.path].add(record.origin.line)
    for record in attempt.lost.records:
        by_place[record.origin].append(record)
    for place in out:
        places[place.path].add(place.line)
    for place in sorted(out, key=lambda origin: (origin.path, origin.line)):
        named = f"{place.path}:{place.line}" if place.line and len(places[place.path]) > 1 else place.path
        yield BadEntry(named, place.path, tuple(by_place[place]), tuple(out[place]))
