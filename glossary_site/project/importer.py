"""``glossary import``: glossary text, or another tool's glossary -> one YAML file a term, with a report.

The report says what was repaired, what came, and what could not be kept.

A ledger beside the files remembers the digest of each as written, so that a file somebody edited since is known and
kept. Importing the same text twice changes nothing; importing another text adds its senses to the terms that are there.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from glossary_site.config import SiteConfig
from glossary_site.digest import digest
from glossary_site.disk import DEVICES, leads_out, locked, write_atomically
from glossary_site.formats import (
    TEXT,
    Format,
    ImportedGlossary,
    count_imported,
    find_format,
    read_glossary,
    recognise_format,
)
from glossary_site.glossary import merge_records, suggest_id
from glossary_site.issues import Issue, Severity, sort_key
from glossary_site.loader import Normalised, ScannedText, find_lost_words, normalise_texts, read_source, scan_issues
from glossary_site.records import Record, Sense, format_record, parse_records
from glossary_site.text.scan import scan_text
from glossary_site.workers import Executor

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
class ArrivedFile:
    """One glossary of another tool: its kind, and how many terms, aliases, languages, categories, references and losses
    it brought."""

    path: str
    kind: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found, and which files it wrote, left as they were, or kept because somebody edited them."""

    files: tuple[ImportedFile, ...]
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    edited: tuple[str, ...]
    arrived: tuple[ArrivedFile, ...] = ()


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
    written, unchanged, edited = _write_records(records, folder, issues, _with_senses_of_other_texts, force=force)
    return ImportReport(
        files,
        records,
        tuple(sorted(set(issues), key=sort_key)),
        written,
        unchanged,
        edited,
    )


def _as_it_is(record: Record, text: str, path: str) -> Record:
    return record


def _arrive(path: Path, form: Format, found: ImportedGlossary) -> ArrivedFile:
    lost = sum(issue.code in ("import-loss", "reference-lost") for issue in found.issues)
    counts = count_imported(found.records) | {"references": found.references, "losses": lost}
    return ArrivedFile(path.as_posix(), form.name, counts)


def import_glossaries(
    paths: Sequence[Path],
    folder: Path,
    config: SiteConfig,
    executor: Executor,
    *,
    kind: str = "",
    columns: Mapping[str, str] | None = None,
    force: bool = False,
) -> ImportReport:
    """Import glossaries of any kind (``kind``, else told by each path) into ``folder``.

    Records of one name in one language are brought together, across all ``paths`` that are not glossary text.
    Issues: those of ``import_texts``, ``read_glossary`` and ``merge_records``.
    """
    forms = {path: find_format(kind) if kind else recognise_format(path) for path in paths}
    texts = [path for path, form in forms.items() if form is TEXT]
    found = {
        path: read_glossary(path, form, config.language, columns or {})
        for path, form in forms.items()
        if form is not TEXT
    }
    merged, merge_issues = merge_records(record for each in found.values() for record in each.records)
    records = _give_ids(merged)
    issues = [issue for each in found.values() for issue in each.issues]
    issues += [issue for issue in merge_issues if issue.code not in ("id-collision", "id-missing")]
    written, unchanged, edited = _write_records(records, folder, issues, _as_it_is, force=force)
    arrived = tuple(_arrive(path, forms[path], each) for path, each in found.items())
    report = ImportReport((), records, tuple(issues), written, unchanged, edited, arrived)
    if texts:
        other = import_texts(texts, folder, config, executor, force=force)
        report = ImportReport(
            other.files,
            (*records, *other.records),
            (*issues, *other.issues),
            (*written, *other.written),
            (*unchanged, *other.unchanged),
            (*edited, *other.edited),
            arrived,
        )
    return replace(report, issues=tuple(sorted(set(report.issues), key=sort_key)))


def _file_name(identity: str) -> str:
    """The file of a record: ``wafer.yml``, ``de/wafer.yml``; Windows has no folder of the name of a device."""
    language, slash, slug = identity.rpartition("/")
    return f"{language}-language{slash}{slug}.yml" if language in DEVICES else f"{identity}.yml"


def _write_records(
    records: Sequence[Record],
    folder: Path,
    issues: list[Issue],
    join: Callable[[Record, str, str], Record],
    *,
    force: bool,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Write a file a record, ``join``ed with what its file holds: names of files written, unchanged, and kept."""
    with locked(folder):
        return _write_all(records, folder, issues, join, force=force)


def _write_all(
    records: Sequence[Record],
    folder: Path,
    issues: list[Issue],
    join: Callable[[Record, str, str], Record],
    *,
    force: bool,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    folder.mkdir(parents=True, exist_ok=True)
    ledger = _read_ledger(folder)
    written: list[str] = []
    unchanged: list[str] = []
    edited: list[str] = []
    for record in records:
        name = _file_name(record.id)
        path = folder / name
        if leads_out(path.parent, folder):
            message, hint = "a link leads out of the folder, so nothing is written there", "take the link away"
            issues.append(Issue("file-outside", Severity.ERROR, message, hint, path.parent.as_posix()))
            continue
        existing = path.read_text(encoding="utf-8", errors="replace") if path.exists() else None
        text = format_record(record)
        if existing is not None and text != existing:
            text = format_record(join(record, existing, str(path)))
        if existing == text:
            unchanged.append(name)
        elif existing is not None and not force and ledger.get(name) != digest(existing):
            edited.append(name)
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
            path.parent.mkdir(exist_ok=True)  # a language has a folder of its own: de/wafer.yml
            write_atomically(path, text)
            written.append(name)
        ledger[name] = digest(text)
    if written:
        write_atomically(
            folder / LEDGER, json.dumps({"files": dict(sorted(ledger.items()))}, indent=1, ensure_ascii=False) + "\n"
        )
    return tuple(written), tuple(unchanged), tuple(edited)


def count_totals(report: ImportReport) -> dict[str, int]:
    """The figures of the summary: entries, terms, categories, repairs and losses (lost words)."""
    entries = [entry.normalised for file in report.files for entry in file.entries]
    return {
        "entries": len(entries) + sum(file.counts["terms"] for file in report.arrived),
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
        "arrived": [{"file": file.path, "kind": file.kind, **file.counts} for file in report.arrived],
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
