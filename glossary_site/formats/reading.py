"""Read a glossary in any of the formats: which format a file or folder has, and its records."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from glossary_site.formats.content import find_ending
from glossary_site.formats.counting import Counts, ImportLoss, count_records
from glossary_site.formats.form import FOLDER, Format, load_reader, load_recogniser
from glossary_site.formats.imported import (
    ImportedGlossary,
    ImportSource,
    link_anchors_of,
    merge_imported,
    split_names_of,
)
from glossary_site.formats.recognition import count_endings
from glossary_site.formats.table import ENTRIES, IMPORTS, PAGE, UNREAD
from glossary_site.formats.unread import find_refusal
from glossary_site.issues import Issue, Severity, errors_in
from glossary_site.language import is_language
from glossary_site.loader import read_raw
from glossary_site.markup import parse_definition, parse_opening
from glossary_site.records import Field, Sense
from glossary_site.text.sentences import first_definition
from glossary_site.values import replace

#: A definition has at most this many characters.
_LONGEST_DEFINITION = 400
#: Of a file that is empty: white space and the mark of UTF-8.
_BLANK = b" \t\r\n\xef\xbb\xbf"


def find_fitting(path: Path) -> tuple[Format, ...]:
    """The forms that a file or folder has by what it holds, the one that it is read as first."""
    return tuple(_find_fitting(path))


def _find_fitting(path: Path) -> Iterator[Format]:
    ending = FOLDER if path.is_dir() else find_ending(path)
    return (form for form in IMPORTS if ending in form.endings and form.holds and load_recogniser(form)(path))


def recognise_format(path: Path) -> Format:
    """The format that a file or folder to import has, by its ending and its content.

    ``UNREAD`` where it is no glossary, or none that can be read.
    """
    if find_refusal(path):
        return UNREAD
    if fitting := next(_find_fitting(path), None):
        return fitting
    ending = FOLDER if path.is_dir() else find_ending(path)
    if ending == FOLDER:
        return ENTRIES
    found = [form for form in IMPORTS if ending in form.endings]
    return next(iter((*(form for form in found if not form.holds), *found)), UNREAD)


def describe_reading(path: Path, form: Format) -> str:
    """As what a file or folder was read, or that it was not; what a folder holds, and which other form it has."""
    held = f"{count_endings(path)}: " if path.is_dir() else ""
    others = " or ".join(other.name for other in find_fitting(path) if other is not form)
    if form is UNREAD or not path.exists():
        return f"{held}not read" + (f"; --from {others} reads it" if others else "")
    return f"{held}read as {form.name}" + (f", which --from {others} changes" if others else "")


def read_glossary(
    path: Path, form: Format, language: str, columns: Mapping[str, str], fields: tuple[Field, ...] = ()
) -> ImportedGlossary:
    """The records of the file or folder ``path``, which is in the format ``form``.

    ``language`` is the site's; ``columns`` are the columns of a spreadsheet by the fields that they fill; ``fields``
    are those that the author has declared. Issues: those of the format's reader and of ``read_raw``,
    ``field-value`` (a language that is none), ``entries-empty`` (no other error explains why there
    are no records). Raises ``GlossaryError`` with ``extra-missing``.
    """
    read = load_reader(form)
    name = path.as_posix()
    raw, issues = (b"", ()) if path.is_dir() else read_raw(path, name)
    if raw is None:
        return ImportedGlossary((), issues)
    found = read(ImportSource(name, raw, language, columns, fields))
    if not found.records and not errors_in(found.issues):
        message = "no entries are found here" if path.is_dir() or raw.strip(_BLANK) else "the file is empty"
        hint = "name a file that holds a glossary"
        return replace(found, issues=(Issue("entries-empty", Severity.ERROR, message, hint, name), *found.issues))
    records = found.records
    if form not in (ENTRIES, PAGE) and not form.writes:
        records = split_names_of(records)
    if form is not PAGE:
        records = link_anchors_of(records)
    before, after = count_records(found.records), count_records(records)
    more = Counts(aliases=after.aliases - before.aliases, references=after.references - before.references)
    found = replace(found, records=records, source=found.source + more)
    return _checked(found, name, language)


def read_in_place(entries: Path, form: Format, language: str, fields: tuple[Field, ...] = ()) -> ImportedGlossary:
    """The records of a glossary that stays as it is, each with an id of its own; ``fields`` are those declared.

    Issues: those of ``read_glossary``, ``read-as`` (note: in which form it was read, what it holds), ``import-loss``
    (note: one thing that could not be kept).
    """
    found = read_glossary(entries, form, language, {}, fields)
    records, issues = merge_imported(found.records)
    losses = (Issue("import-loss", Severity.NOTE, loss.message, "", loss.path, loss.line) for loss in found.losses)
    note = () if errors_in(found.issues) else (_describe(entries, form, replace(found, records=records)),)
    return replace(found, records=records, issues=(*found.issues, *issues, *note, *losses))


def _describe(path: Path, form: Format, found: ImportedGlossary) -> Issue:
    """In which form a glossary was read, and what it holds."""
    counted = {**count_records(found.records).numbers, "losses": len(found.losses)}
    counts = ", ".join(f"{name} {number:,}" for name, number in counted.items())
    message = f"{describe_reading(path, form)}: {counts}"
    hint = "--verbose lists what was lost" if found.losses else ""
    return Issue("read-as", Severity.NOTE, message, hint, path.as_posix())


def _checked(found: ImportedGlossary, path: str, language: str) -> ImportedGlossary:
    """The records that have a name and a language tag that can be one (it becomes the name of a folder).

    ``language`` is that of records that name none.
    """
    issues, losses = list(found.issues), list(found.losses)
    records = []
    for record in found.records:
        if not record.term.strip():
            names = ", ".join((*record.aliases, *record.abbreviations))
            losses.append(ImportLoss("an entry without a name is left out", names, path, record.origin.line, "terms"))
            continue
        if record.language and not is_language(record.language):
            message = f"'{record.language[:40]}' of '{record.term}' is no language tag, so it is left out"
            line = record.origin.line
            issues.append(Issue("field-value", Severity.ERROR, message, "such as de or pt-BR", path, line))
            losses.append(ImportLoss("an entry without a language is left out", record.term, path, line, "terms"))
            continue
        senses = tuple(_with_definition(sense, record.language or language) for sense in record.senses)
        records.append(replace(record, senses=senses))
    return replace(found, records=tuple(records), issues=tuple(issues), losses=tuple(losses))


def _with_definition(sense: Sense, language: str) -> Sense:
    """A sense of one short paragraph that is no sentence, as dictionaries define, with that as its definition.

    ``language`` is that of the body.
    """
    body = sense.body.strip()
    if sense.definition or not body or "\n\n" in body or len(body) > _LONGEST_DEFINITION:
        return sense
    opening = parse_opening(body)
    if not opening.text.strip() or first_definition(opening, language):
        return sense  # code and tables are no text of an opening
    return replace(sense, definition=parse_definition(" ".join(body.split())))
