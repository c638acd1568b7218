"""``glossary import``: glossary text, or another tool's glossary -> one YAML file a term, with a report."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from glossary_site.config import SiteConfig, read_config
from glossary_site.disk import locked
from glossary_site.formats import (
    TEXT,
    describe_reading,
    find_format,
    merge_imported,
    pin_addresses,
    read_glossary,
    recognise_format,
)
from glossary_site.glossary import add_pins
from glossary_site.issues import GlossaryError, Issue, errors_in, sort_key
from glossary_site.loader import find_lost_words, normalise_texts, read_source
from glossary_site.project.import_report import ImportedEntry, ImportedFile, ImportedText, ImportReport
from glossary_site.project.imported_files import FilePlan
from glossary_site.project.imported_pictures import PicturePlan
from glossary_site.records import Record, Sense
from glossary_site.request import BuildRequest
from glossary_site.values import Frozen, field, replace
from glossary_site.workers import Executor, open_executor


class ImportRequest(Frozen):
    """What to import, into which folder, and how.

    ``kind`` names the format of all ``files``, None to recognise it in each. ``columns`` are the columns of a
    spreadsheet by the fields that they fill. ``force``: also write over files that somebody edited. ``dry``: write
    nothing.
    """

    files: tuple[Path, ...]
    folder: Path
    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    force: bool = False
    dry: bool = False


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
    normalised = normalise_texts(sources, dict(config.categories), executor, config.names)
    issues += [issue for text in normalised for issue in text.issues]
    records, merge_issues = merge_imported(
        each.imported for text in normalised for each in text.entries if each.record.term
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
    reading, scanning, repairing, naming and merging, and of ``FilePlan``. Raises ``GlossaryError`` with
    ``extra-missing`` or ``in-use``.
    """
    forms = {path: find_format(request.kind) if request.kind else recognise_format(path) for path in request.files}
    found = {
        path: read_glossary(path, form, config.language, request.columns, config.fields)
        for path, form in forms.items()
        if form is not TEXT
    }
    records, issues = merge_imported(record for each in found.values() for record in each.records)
    named = [path for path, form in forms.items() if form is TEXT]
    texts, text_records, text_issues = parse_texts(named, config, executor) if named else ((), (), ())
    homes = tuple(path if path.is_dir() else path.parent for path in request.files)
    pictures = PicturePlan(request.folder, homes)
    records, text_records = (tuple(map(pictures.place, each)) for each in (records, text_records))
    plan = FilePlan(request.folder, force=request.force)
    moved = tuple(pin for each in found.values() for pin in pin_addresses(each, records))
    if request.dry:
        _plan_files(plan, records, text_records)
    else:
        with locked(request.folder):
            _plan_files(plan, records, text_records)
            plan.write()
            pictures.write()
            issues += add_pins(request.folder, moved)
    issues += [issue for each in found.values() for issue in each.issues]
    return ImportReport(
        folder=request.folder,
        texts=texts,
        files=tuple(
            ImportedFile(path.as_posix(), forms[path].name, describe_reading(path, forms[path]), each)
            for path, each in found.items()
        ),
        records=(*records, *text_records),
        lost_files=tuple(pictures.losses),
        issues=tuple(sorted({*issues, *text_issues, *plan.issues}, key=sort_key)),
        planned=plan.files,
        others=plan.others,
        moved=moved,
    )


def _plan_files(plan: FilePlan, records: Iterable[Record], text_records: Iterable[Record]) -> None:
    for record in records:
        plan.add(record)
    for record in text_records:
        plan.add(record, keeps_other_texts=True)
