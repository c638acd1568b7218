"""The files of an import: which are written, and which are left as somebody edited them.

A ledger beside the files holds the digest of each as its source gave it. So a file that differs from it was edited,
and a file that is missing was deleted or moved: neither is written over. Importing a source twice changes nothing.
"""

import json
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from enum import StrEnum
from pathlib import Path

from glossary_site.digest import digest
from glossary_site.disk import DEVICES, leads_out, write_atomically
from glossary_site.issues import Issue, Severity
from glossary_site.records import FIELDS, Kind, Record, format_record, list_values, parse_records
from glossary_site.values import Frozen, replace

LEDGER = ".glossary-import.json"


class Fate(StrEnum):
    """What becomes of a file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "unchanged"
    EDITED = "edited, its source is as it was"
    DIVERGED = "edited, and its source differs"
    DELETED = "deleted"


_WRITTEN = (Fate.NEW, Fate.CHANGED)


class PlannedFile(Frozen):
    """A file by its name in the folder: what the source gives for it, what it holds ("" where it is not there)."""

    name: str
    fate: Fate
    text: str
    before: str = ""

    @property
    def is_written(self) -> bool:
        """Whether the import writes it."""
        return self.fate in _WRITTEN

    def issue(self, folder: Path) -> Issue | None:
        """Why the file is not as its source has it; None where it is."""
        path = (folder / self.name).as_posix()
        if self.fate is Fate.DELETED:
            message = "the file was deleted or moved since it was imported, so it is not written again"
            return Issue("file-deleted", Severity.NOTE, message, "--force writes it", path)
        if self.fate is Fate.EDITED:
            message = "the file was edited since it was imported, and its source is as it was: it is kept"
            return Issue("file-edited", Severity.NOTE, message, "--force writes over it", path)
        if self.fate is Fate.DIVERGED:
            fields = ", ".join(find_differences(self.before, self.text))
            message = f"the file was edited, and its source has something else in {fields}: it is kept"
            hint = "--diff shows what differs; take over what you want, or --force writes over the file"
            return Issue("file-edited", Severity.WARNING, message, hint, path)
        return None

    def diff(self, folder: Path) -> Iterator[str]:
        """The lines by which the file differs from what its source gives, as a unified diff; none where it is kept."""
        if self.fate not in (*_WRITTEN, Fate.DIVERGED):
            return
        name = (folder / self.name).as_posix()
        before = "/dev/null" if self.fate is Fate.NEW else name
        yield from unified_diff(self.before.splitlines(), self.text.splitlines(), before, name, lineterm="")


def find_differences(before: str, after: str) -> tuple[str, ...]:
    """The fields in which the record of one file differs from that of another, in the order of the record."""
    (old, _), (new, _) = parse_records(before, ""), parse_records(after, "")
    if not (old and new):
        return ("everything",)
    rows = (row for row in FIELDS if row.kind is not Kind.SENSES)
    found = [row.full_name for row in rows if list_values(old[0], row) != list_values(new[0], row)]
    return tuple(found) or ("its form",)


class FilePlan:
    """The files of an import into a folder, planned from what is there; nothing is written before ``write``."""

    def __init__(self, folder: Path, *, force: bool) -> None:
        self._folder = folder
        self._force = force
        self._ledger = _read_ledger(folder)
        self._files: dict[str, PlannedFile] = {}
        self._issues: list[Issue] = []

    @property
    def files(self) -> tuple[PlannedFile, ...]:
        """All files, in the order of their records."""
        return tuple(self._files.values())

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What keeps files from being as their sources have them.

        ``file-edited`` (note; a warning where the source differs), ``file-deleted`` (note), ``file-outside``.
        """
        return (*self._issues, *filter(None, (file.issue(self._folder) for file in self.files)))

    @property
    def others(self) -> tuple[str, ...]:
        """The files of earlier imports that this one has no entry for."""
        return tuple(name for name in self._ledger if name not in self._files and (self._folder / name).exists())

    def add(self, record: Record, *, keeps_other_texts: bool = False) -> None:
        """Plan the file of a record, perhaps with the senses that it has from other texts."""
        name = _file_name(record.id)
        path = self._folder / name
        if leads_out(path.parent, self._folder):
            message, hint = "a link leads out of the folder, so nothing is written there", "take the link away"
            self._issues.append(Issue("file-outside", Severity.ERROR, message, hint, path.parent.as_posix()))
            return
        before = path.read_text(encoding="utf-8", errors="replace") if path.exists() else None
        existing = self._files[name].text if name in self._files else before
        given = text = format_record(record)
        if keeps_other_texts and existing is not None and text != existing:
            text = format_record(_with_senses_of_other_texts(record, existing, str(path)))
        self._files[name] = PlannedFile(name, self._find_fate(name, before, text, given), text, before or "")

    def _find_fate(self, name: str, before: str | None, text: str, given: str) -> Fate:
        """What becomes of a file that holds ``before``; its source gives ``given``, which is ``text`` with others."""
        known = self._ledger.get(name)
        if before == text:
            return Fate.SAME
        if before is None:
            return Fate.NEW if known is None or self._force else Fate.DELETED
        if self._force or known == digest(before):
            return Fate.CHANGED
        return Fate.EDITED if known in (digest(text), digest(given)) else Fate.DIVERGED

    def write(self) -> None:
        """Write the files, and the ledger where it changes. Raises ``OSError``."""
        ledger = dict(self._ledger)
        for file in self.files:
            if file.is_written:
                path = self._folder / file.name
                path.parent.mkdir(parents=True, exist_ok=True)  # a language has a folder of its own: de/wafer.yml
                write_atomically(path, file.text)
            if file.is_written or file.fate is Fate.SAME:
                ledger[file.name] = digest(file.text)
        if ledger != self._ledger:
            text = json.dumps({"files": dict(sorted(ledger.items()))}, indent=1, ensure_ascii=False) + "\n"
            write_atomically(self._folder / LEDGER, text)


def _read_ledger(folder: Path) -> Mapping[str, str]:
    """The digests of the files that were imported; none where all of them have been taken away since."""
    try:
        ledger = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        marks = {str(name): str(mark) for name, mark in ledger["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return marks if any((folder / name).exists() for name in marks) else {}


def _file_name(identity: str) -> str:
    """The file of a record: ``wafer.yml``, ``de/wafer.yml``; Windows has no folder of the name of a device."""
    language, slash, slug = identity.rpartition("/")
    return f"{language}-language{slash}{slug}.yml" if language in DEVICES else f"{identity}.yml"


def _with_senses_of_other_texts(record: Record, text: str, path: str) -> Record:
    """``record`` with the senses that its file already has from texts that are not part of this import."""
    existing, _ = parse_records(text, path)
    if not existing:
        return record
    mine = {sense.source.file for sense in record.senses if sense.source}
    others = tuple(sense for sense in existing[0].senses if sense.source is None or sense.source.file not in mine)
    if not others:
        return record
    old = existing[0]
    return replace(
        record,
        term=old.term,
        senses=(*others, *record.senses),
        aliases=tuple(dict.fromkeys((*old.aliases, *record.aliases))),
        abbreviations=tuple(dict.fromkeys((*old.abbreviations, *record.abbreviations))),
    )
