"""What an import found: a table of what the sources hold and what arrived, and everything that was lost."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from glossary_site.disk import write_atomically
from glossary_site.formats import Counts, ImportedGlossary, ImportLoss, count_records
from glossary_site.glossary import Pin
from glossary_site.issues import Issue
from glossary_site.loader import Normalised
from glossary_site.project.imported_files import Fate, PlannedFile
from glossary_site.records import Record
from glossary_site.values import Frozen, as_dict, replace

#: Entries of one name become one term: fewer of these arrive, and nothing is lost.
_MERGED = ("terms", "aliases")


class ImportedEntry(Frozen):
    """What became of one entry of the source text."""

    normalised: Normalised
    line: int
    heading: str
    id: str


class ImportedText(Frozen):
    """One source text, its form and its entries in order."""

    path: str
    form: str
    entries: tuple[ImportedEntry, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """The records of its entries, each by itself."""
        return tuple(each.normalised.record for each in self.entries if each.id)

    @property
    def losses(self) -> Iterator[ImportLoss]:
        """Its words that are in no record."""
        for entry in self.entries:
            for word in entry.normalised.lost_words:
                yield ImportLoss("a word of a text is in no entry", word, self.path, entry.line)


class ImportedFile(Frozen):
    """A glossary of another tool: its path, its form, as what it was read in words, and what was read of it."""

    path: str
    form: str
    reading: str
    found: ImportedGlossary


class Row(Frozen):
    """A row of the table: how many there are in the sources, how many arrived, how many are one with another."""

    name: str
    source: int
    arrived: int
    merged: int = 0


class ImportReport(Frozen, kw_only=True, dict=True):
    """What an import found, and what became of the files of its folder.

    ``records`` are those that arrived, ``moved`` their addresses on an older site. ``others`` are files of earlier
    imports for which this one has no entry.
    """

    folder: Path
    texts: tuple[ImportedText, ...]
    files: tuple[ImportedFile, ...]
    records: tuple[Record, ...]
    lost_files: tuple[ImportLoss, ...]
    issues: tuple[Issue, ...]
    planned: tuple[PlannedFile, ...]
    others: tuple[str, ...]
    moved: tuple[Pin, ...]

    def names(self, *fates: Fate) -> tuple[str, ...]:
        """The files that have one of these fates."""
        return tuple(file.name for file in self.planned if file.fate in fates)

    @property
    def written(self) -> tuple[str, ...]:
        """The files that are new or changed."""
        return tuple(file.name for file in self.planned if file.is_written)

    @property
    def unchanged(self) -> tuple[str, ...]:
        """The files that were as their sources have them."""
        return self.names(Fate.SAME)

    @property
    def edited(self) -> tuple[str, ...]:
        """The files that are kept because somebody edited them."""
        return self.names(Fate.EDITED, Fate.DIVERGED)

    @property
    def repairs(self) -> int:
        """How many faults of glossary text were repaired."""
        return sum(len(entry.normalised.repairs) for text in self.texts for entry in text.entries)

    @cached_property
    def source(self) -> Counts:
        """What the sources hold."""
        of_files = (file.found.source for file in self.files)
        return sum((*of_files, *(count_records(text.records) for text in self.texts)), Counts())

    @cached_property
    def losses(self) -> tuple[ImportLoss, ...]:
        """Everything that was lost, by files and lines."""
        losses = [
            *(loss for file in self.files for loss in file.found.losses),
            *(loss for text in self.texts for loss in text.losses),
            *self.lost_files,
        ]
        return tuple(sorted(losses, key=lambda loss: (loss.path, loss.line)))

    @cached_property
    def table(self) -> tuple[Row, ...]:
        """What the sources hold beside what arrived, which is counted in the records."""
        arrived = count_records(self.records)
        not_copied = sum(loss.counted == "pictures" for loss in self.lost_files)
        arrived = replace(arrived, pictures=arrived.pictures - not_copied)
        lost = Counter(loss.counted for loss in self.losses)
        lost["pictures"] -= not_copied
        return tuple(
            Row(
                name,
                number,
                arrived.numbers[name],
                number - lost[name] - arrived.numbers[name] if name in _MERGED else 0,
            )
            for name, number in self.source.numbers.items()
        )


def write_report(path: Path, report: ImportReport) -> None:
    """Write everything that was lost to the file ``path``, one a line; where its name ends in .json, the whole report.

    Raises ``OSError``.
    """
    is_json = path.suffix.lower() == ".json"
    write_atomically(path, format_report(report) if is_json else format_losses(report))


def format_losses(report: ImportReport) -> str:
    """Everything that was lost as ``path:line: kind: thing``, one a line."""
    return "".join(f"{loss}\n" for loss in report.losses)


def format_report(report: ImportReport) -> str:
    """The report as JSON: the table, each text with its entries, each file, all losses, all issues."""
    whole = {
        "totals": _count_totals(report),
        "table": [as_dict(row) for row in report.table],
        "files": [
            {"file": text.path, "form": text.form, "entries": [_describe(text, entry) for entry in text.entries]}
            for text in report.texts
        ],
        "imported": [
            {"file": file.path, "kind": file.form, **file.found.source.numbers, "losses": len(file.found.losses)}
            for file in report.files
        ],
        "losses": [
            {"file": loss.path, "line": loss.line, "kind": loss.kind, "example": loss.example} for loss in report.losses
        ],
        "issues": [
            {name: value for name, value in as_dict(issue).items() if name != "path"} | {"file": issue.path}
            for issue in report.issues
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _count_totals(report: ImportReport) -> dict[str, int]:
    return {
        "entries": report.source.senses,
        "terms": len(report.records),
        "categories": len({each for record in report.records for each in record.categories}),
        "repairs": report.repairs,
        "losses": len(report.losses),
    }


def _describe(text: ImportedText, entry: ImportedEntry) -> dict[str, Any]:
    normalised = entry.normalised
    return {
        "file": text.path,
        "line": entry.line,
        "heading": entry.heading,
        "term": normalised.record.term,
        "id": entry.id,
        "category": normalised.record.senses[0].category,
        "repairs": [as_dict(repair) for repair in normalised.repairs],
        "lost_words": list(normalised.lost_words),
    }
