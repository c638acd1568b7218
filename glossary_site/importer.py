"""``glossary import``: glossary text -> one YAML file a term, with a report of what was repaired or could not be.

A ledger beside the files remembers the digest of each as written, so that a file somebody edited since is known and
kept. Importing the same text twice changes nothing; importing another text adds its senses to the terms that are there.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from glossary_site.config import SiteConfig
from glossary_site.digest import digest
from glossary_site.executor import Executor
from glossary_site.files import write_atomically
from glossary_site.issues import Issue, Severity, sort_key
from glossary_site.loader import ScannedText, normalise_texts, scan_issues
from glossary_site.merging import merge_records, suggest_id
from glossary_site.normalise import Normalised, find_lost_words
from glossary_site.records import Record, Sense, format_record, parse_records
from glossary_site.sources import read_source
from glossary_site.text.scan import scan_text

LEDGER = ".glossary-import.json"


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """What became of one entry of the source text."""

    normalised: Normalised
    line: int
    heading: str
    id: str


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One source text, its form and its entries in order."""

    path: str
    form: str
    entries: tuple[ImportedEntry, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found, and which files it wrote, left as they were, or kept because somebody edited them."""

    files: tuple[ImportedFile, ...]
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    edited: tuple[str, ...]


def _give_ids(records: Sequence[Record]) -> tuple[Record, ...]:
    """Ids as a build would give them; where two terms would share one, the next gets a longer or numbered one."""
    taken: set[str] = set()
    found: list[Record] = []
    for record in records:
        identity = record.id
        if identity in taken:
            identity = suggest_id(record.term)
        number = 2
        while identity in taken:
            identity, number = f"{record.id}-{number}", number + 1
        taken.add(identity)
        found.append(replace(record, id=identity))
    return tuple(found)


def _sense_place(sense: Sense) -> tuple[str, int]:
    return (sense.origin.path, sense.origin.line)


def parse_texts(
    paths: Sequence[Path], config: SiteConfig, executor: Executor
) -> tuple[tuple[ImportedFile, ...], tuple[Record, ...], tuple[Issue, ...]]:
    """Read and normalise the texts: what each holds, and all terms with their ids, nothing written yet."""
    issues: list[Issue] = []
    sources = []
    for path in dict.fromkeys(paths):
        source, found = read_source(path, path.as_posix())
        issues.extend(found)
        if source is not None:
            sources.append(source)
    texts = tuple(ScannedText(source, scan_text(source.text)) for source in sources)
    normalised = normalise_texts(texts, dict(config.categories), executor)
    issues += scan_issues(texts)
    issues += [issue for each in normalised for issue in each.issues]
    merged, merge_issues = merge_records(each.record for each in normalised if each.record.term)
    records = _give_ids(merged)
    issues += [issue for issue in merge_issues if issue.code not in ("id-collision", "id-missing")]
    ids = {_sense_place(sense): record.id for record in records for sense in record.senses}
    remaining = iter(normalised)
    files: list[ImportedFile] = []
    for text in texts:
        entries = []
        for block in text.scan.blocks:
            each = next(remaining)
            identity = ids.get(_sense_place(each.record.senses[0]), "")
            if not identity:  # text before the first heading names nothing, so it is in no file
                each = replace(each, lost_words=find_lost_words(block.body, "", ()))
            entries.append(ImportedEntry(each, block.line, block.heading, identity))
        files.append(ImportedFile(text.source.path, text.scan.form.value, tuple(entries)))
    return tuple(files), records, tuple(issues)


def _read_ledger(folder: Path) -> dict[str, str]:
    try:
        ledger = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        return {str(name): str(mark) for name, mark in ledger["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


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


def import_texts(
    paths: Sequence[Path], folder: Path, config: SiteConfig, executor: Executor, *, force: bool = False
) -> ImportReport:
    """Import glossary texts into ``folder``; with ``force`` edited files are written over.

    Issues: those of reading, scanning, repairing and naming, and ``file-edited`` (warning) for each file kept.
    """
    files, records, found = parse_texts(paths, config, executor)
    issues = list(found)
    folder.mkdir(parents=True, exist_ok=True)
    ledger = _read_ledger(folder)
    written: list[str] = []
    unchanged: list[str] = []
    edited: list[str] = []
    for record in records:
        path = folder / f"{record.id}.yml"
        existing = path.read_text(encoding="utf-8", errors="replace") if path.exists() else None
        text = format_record(record)
        if existing is not None and text != existing:
            text = format_record(_with_senses_of_other_texts(record, existing, str(path)))
        if existing == text:
            unchanged.append(path.name)
        elif existing is not None and not force and ledger.get(path.name) != digest(existing):
            edited.append(path.name)
            issues.append(
                Issue(
                    "file-edited",
                    Severity.WARNING,
                    "the file was edited since it was imported, so it is kept",
                    "--force writes over it",
                    path.as_posix(),
                )
            )
            continue
        else:
            write_atomically(path, text)
            written.append(path.name)
        ledger[path.name] = digest(text)
    if written:
        write_atomically(
            folder / LEDGER, json.dumps({"files": dict(sorted(ledger.items()))}, indent=1, ensure_ascii=False) + "\n"
        )
    return ImportReport(
        files,
        records,
        tuple(sorted(set(issues), key=sort_key)),
        tuple(written),
        tuple(unchanged),
        tuple(edited),
    )


def count_totals(report: ImportReport) -> dict[str, int]:
    """The figures of the summary: entries, terms, categories, repairs and losses (lost words)."""
    entries = [entry.normalised for file in report.files for entry in file.entries]
    return {
        "entries": len(entries),
        "terms": len(report.records),
        "categories": len({sense.category for record in report.records for sense in record.senses if sense.category}),
        "repairs": sum(len(entry.repairs) for entry in entries),
        "losses": sum(len(entry.lost_words) for entry in entries),
    }


def format_report(report: ImportReport) -> str:
    """The report as JSON: totals, then each file with its entries, then all issues."""

    def describe(file: ImportedFile, entry: ImportedEntry) -> dict[str, Any]:
        normalised = entry.normalised
        return {
            "file": file.path,
            "line": entry.line,
            "heading": entry.heading,
            "term": normalised.record.term,
            "id": entry.id,
            "category": normalised.record.senses[0].category,
            "repairs": [
                {"kind": r.kind, "line": r.line, "before": r.before, "after": r.after, "certain": r.certain}
                for r in normalised.repairs
            ],
            "lost_words": list(normalised.lost_words),
        }

    whole = {
        "totals": count_totals(report),
        "files": [
            {"file": file.path, "form": file.form, "entries": [describe(file, entry) for entry in file.entries]}
            for file in report.files
        ],
        "issues": [
            {
                "code": issue.code,
                "severity": issue.severity.value,
                "message": issue.message,
                "hint": issue.hint,
                "file": issue.path,
                "line": issue.line,
            }
            for issue in report.issues
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
