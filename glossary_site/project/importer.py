"""``glossary import``: glossary text, or another tool's glossary -> one YAML file a term, with a report.

The report lists what was repaired, what was imported, and what could not be kept.

A ledger beside the files holds the digest of each as it was written; a file that differs was edited by somebody, and is
kept. Importing the same text twice changes nothing; importing another text adds its senses to the present terms.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from glossary_site.config import SiteConfig, read_config
from glossary_site.digest import digest
from glossary_site.disk import DEVICES, leads_out, locked, write_atomically
from glossary_site.formats import (
    TEXT,
    ImportedGlossary,
    count_imported,
    find_format,
    merge_imported,
    read_glossary,
    recognise_format,
)
from glossary_site.issues import GlossaryError, Issue, Severity, errors_in, sort_key
from glossary_site.loader import Normalised, find_lost_words, normalise_texts, read_source
from glossary_site.records import Record, Sense, format_record, parse_records
from glossary_site.request import BuildRequest
from glossary_site.workers import Executor, open_executor

LEDGER = ".glossary-import.json"


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import, into which folder, and how.

    ``kind`` names the format of all ``files``, None to recognise it in each. ``columns`` are the columns of a
    spreadsheet by the fields that they fill. ``force``: also write over files that somebody edited.
    """

    files: tuple[Path, ...]
    folder: Path
    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    force: bool = False


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """What became of one entry of the source text."""

    normalised: Normalised
    line: int
    heading: str
    id: str


@dataclass(frozen=True, slots=True)
class ImportedText:
    """One source text, its form and its entries in order."""

    path: str
    form: str
    entries: tuple[ImportedEntry, ...]


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A glossary of another tool: its form, and how many terms, names, categories, references and losses it had."""

    path: str
    form: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found, and which files it wrote, left unchanged, or kept because somebody edited them."""

    texts: tuple[ImportedText, ...]
    files: tuple[ImportedFile, ...]
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    edited: tuple[str, ...]


def _sense_place(sense: Sense) -> tuple[str, int]:
    return (sense.origin.path, sense.origin.line)


def parse_texts(
    paths: Sequence[Path], config: SiteConfig, executor: Executor
) -> tuple[tuple[ImportedText, ...], tuple[Record, ...], tuple[Issue, ...]]:
    """Read and normalise the texts: what each holds, and all terms with their ids, nothing written yet."""
    issues: list[Issue] = []
    sources = []
    for path in paths:
        source, found = read_source(path, path.as_posix())
        issues.extend(found)
        if source is not None:
            sources.append(source)
    normalised = normalise_texts(sources, dict(config.categories), executor)
    issues += [issue for text in normalised for issue in text.issues]
    records, merge_issues = merge_imported(
        each.record for text in normalised for each in text.entries if each.record.term
    )
    ids = {_sense_place(sense): record.id for record in records for sense in record.senses}
    texts: list[ImportedText] = []
    for text in normalised:
        entries = []
        for block, each in zip(text.scan.blocks, text.entries, strict=True):
            identity = ids.get(_sense_place(each.record.senses[0]), "")
            if not identity:  # text before the first heading names nothing, so it is in no file
                each = replace(each, lost_words=find_lost_words(block.body, "", ()))
            entries.append(ImportedEntry(each, block.line, block.heading, identity))
        texts.append(ImportedText(text.source.path, text.scan.form.value, tuple(entries)))
    return tuple(texts), records, (*issues, *merge_issues)


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


def _imported_file(path: Path, form: str, found: ImportedGlossary) -> ImportedFile:
    lost = sum(issue.code in ("import-loss", "reference-lost") for issue in found.issues)
    counts = count_imported(found.records) | {"references": found.references, "losses": lost}
    return ImportedFile(path.as_posix(), form, counts)


def import_project(request: BuildRequest, wanted: ImportRequest) -> ImportReport:
    """Import glossaries with the settings and the workers of a project; its entries are not read.

    Issues: those of the settings and of ``import_glossaries``. Raises ``GlossaryError`` where the settings have errors,
    else as that does.
    """
    config, issues = read_config(request.config)
    if errors_in(issues):
        raise GlossaryError(issues)
    with open_executor(request.jobs, 0) as executor:
        report = import_glossaries(wanted, config, executor)
    return replace(report, issues=(*issues, *report.issues))


def import_glossaries(request: ImportRequest, config: SiteConfig, executor: Executor) -> ImportReport:
    """Import glossaries into a folder, one file a term.

    Records of one name in one language are merged, across all files that are not glossary text. Issues: those of
    reading, scanning, repairing, naming and merging, and ``file-edited`` (warning) for each file kept. Raises
    ``GlossaryError`` with ``extra-missing`` or ``in-use``.
    """
    forms = {path: find_format(request.kind) if request.kind else recognise_format(path) for path in request.files}
    found = {
        path: read_glossary(path, form, config.language, request.columns)
        for path, form in forms.items()
        if form is not TEXT
    }
    records, issues = merge_imported(record for each in found.values() for record in each.records)
    issues += [issue for each in found.values() for issue in each.issues]
    named = [path for path, form in forms.items() if form is TEXT]
    texts, text_records, text_issues = parse_texts(named, config, executor) if named else ((), (), ())
    with locked(request.folder):
        writer = _Writer(request.folder, force=request.force)
        for record in records:
            writer.write(record)
        for record in text_records:
            writer.write(record, keeps_other_texts=True)
        writer.write_ledger()
    return ImportReport(
        texts,
        tuple(_imported_file(path, forms[path].name, each) for path, each in found.items()),
        (*records, *text_records),
        tuple(sorted({*issues, *text_issues, *writer.issues}, key=sort_key)),
        tuple(writer.written),
        tuple(writer.unchanged),
        tuple(writer.edited),
    )


def _file_name(identity: str) -> str:
    """The file of a record: ``wafer.yml``, ``de/wafer.yml``; Windows has no folder of the name of a device."""
    language, slash, slug = identity.rpartition("/")
    return f"{language}-language{slash}{slug}.yml" if language in DEVICES else f"{identity}.yml"


class _Writer:
    """Writes a file a record into a folder, and notes what became of each by its name."""

    def __init__(self, folder: Path, *, force: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._force = force
        self._digests = self._read_ledger()
        self.written: list[str] = []
        self.unchanged: list[str] = []
        self.edited: list[str] = []
        self.issues: list[Issue] = []

    def _read_ledger(self) -> dict[str, str]:
        try:
            ledger = json.loads((self._folder / LEDGER).read_text(encoding="utf-8"))
            return {str(name): str(mark) for name, mark in ledger["files"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def write(self, record: Record, keeps_other_texts: bool = False) -> None:
        """Write a record, perhaps with the senses that its file has from other texts; an edited file is kept."""
        name = _file_name(record.id)
        path = self._folder / name
        if leads_out(path.parent, self._folder):
            message, hint = "a link leads out of the folder, so nothing is written there", "take the link away"
            self.issues.append(Issue("file-outside", Severity.ERROR, message, hint, path.parent.as_posix()))
            return
        existing = path.read_text(encoding="utf-8", errors="replace") if path.exists() else None
        text = format_record(record)
        if keeps_other_texts and existing is not None and text != existing:
            text = format_record(_with_senses_of_other_texts(record, existing, str(path)))
        if existing == text:
            self.unchanged.append(name)
        elif existing is not None and not self._force and self._digests.get(name) != digest(existing):
            self.edited.append(name)
            message, hint = "the file was edited since it was imported, so it is kept", "--force writes over it"
            self.issues.append(Issue("file-edited", Severity.WARNING, message, hint, path.as_posix()))
            return
        else:
            path.parent.mkdir(exist_ok=True)  # a language has a folder of its own: de/wafer.yml
            write_atomically(path, text)
            self.written.append(name)
        self._digests[name] = digest(text)

    def write_ledger(self) -> None:
        """Keep the digests of all files, where any was written."""
        if self.written:
            files = {"files": dict(sorted(self._digests.items()))}
            write_atomically(self._folder / LEDGER, json.dumps(files, indent=1, ensure_ascii=False) + "\n")


def count_totals(report: ImportReport) -> dict[str, int]:
    """The figures of the summary: entries, terms, categories, repairs and losses (lost words)."""
    entries = [entry.normalised for text in report.texts for entry in text.entries]
    return {
        "entries": len(entries) + sum(file.counts["terms"] for file in report.files),
        "terms": len(report.records),
        "categories": len({sense.category for record in report.records for sense in record.senses if sense.category}),
        "repairs": sum(len(entry.repairs) for entry in entries),
        "losses": sum(len(entry.lost_words) for entry in entries),
    }


def write_report(path: Path, report: ImportReport) -> None:
    """Write the report as JSON to the file ``path``. Raises ``OSError``."""
    write_atomically(path, format_report(report))


def format_report(report: ImportReport) -> str:
    """The report as JSON: totals, then each text with its entries, the files of other tools, all issues."""

    def describe(text: ImportedText, entry: ImportedEntry) -> dict[str, Any]:
        normalised = entry.normalised
        return {
            "file": text.path,
            "line": entry.line,
            "heading": entry.heading,
            "term": normalised.record.term,
            "id": entry.id,
            "category": normalised.record.senses[0].category,
            "repairs": [asdict(repair) for repair in normalised.repairs],
            "lost_words": list(normalised.lost_words),
        }

    whole = {
        "totals": count_totals(report),
        "files": [
            {"file": text.path, "form": text.form, "entries": [describe(text, entry) for entry in text.entries]}
            for text in report.texts
        ],
        "imported": [{"file": file.path, "kind": file.form, **file.counts} for file in report.files],
        "issues": [
            {name: value for name, value in asdict(issue).items() if name != "path"} | {"file": issue.path}
            for issue in report.issues
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
