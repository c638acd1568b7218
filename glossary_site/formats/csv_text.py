"""CSV (RFC 4180, UTF-8 with a byte order mark): a row a sense, cells that no spreadsheet runs and that read back."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from glossary_site.disk import Output
from glossary_site.formats.edition import Edition
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.formats.plain import from_plain
from glossary_site.issues import Issue, Severity
from glossary_site.loader import MAX_BYTES
from glossary_site.records import FIELDS, Field, Kind, Part, Record, to_plain

#: The fields by the names of their columns: the record's, then those of one sense and its source.
COLUMNS: Mapping[str, Field] = {
    row.full_name.replace(".", "_"): row for row in FIELDS if row.kind not in (Kind.SENSES, Kind.SOURCE)
}
#: What the rows of further senses repeat of the record.
_REPEATED = ("id", "term", "language")

#: What makes a spreadsheet take a cell for a formula, its full-width forms too. The apostrophes before it are ours.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_QUOTED_FORMULA = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_LISTED = re.compile(r"(?:[^\\;]+|\\.|\\\Z)+", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\;])")


def make_safe(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what would be a formula (``read_safe`` takes it away)."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def read_safe(cell: str) -> str:
    """The text of a cell that ``make_safe`` made."""
    return cell[1:] if _QUOTED_FORMULA.match(cell) else cell


def join_list(texts: Sequence[str]) -> str:
    """Texts in one cell with semicolons between them; a backslash escapes semicolons and backslashes of the texts."""
    return "; ".join(text.replace("\\", "\\\\").replace(";", "\\;") for text in texts)


def split_list(cell: str) -> list[str]:
    """The texts of one cell, without spaces around them and without empty ones."""
    return [text for part in _LISTED.findall(cell) if (text := _ESCAPED.sub(r"\1", part).strip())]


def _rows(record: Record) -> Iterator[list[str]]:
    plain = to_plain(record)
    for number, sense in enumerate(plain["senses"]):
        if number:
            plain = {name: plain[name] for name in _REPEATED if name in plain}
        parts = {Part.RECORD: plain, Part.SENSE: sense, Part.SOURCE: sense.get("source", {})}
        values = [parts[row.part].get(row.name, "") for row in COLUMNS.values()]
        yield [join_list(value) if isinstance(value, list) else str(value) for value in values]


def write_csv(edition: Edition) -> Iterator[Output]:
    """A row a sense; the rows of further senses repeat ``id``, ``term`` and ``language`` only."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in edition.records:
        for row in _rows(record):
            writer.writerow(map(make_safe, row))
    yield Output("glossary.csv", stream.getvalue().encode("utf-8-sig", "replace"))


def read_rows(source: ImportSource, notes: ImportNotes) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells by column of each row; the first line decides between comma, semicolon and tab.

    Issues: ``file-encoding``, ``csv-syntax``, ``csv-columns`` (two columns of one name).
    """
    text = source.decode(notes)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    line = 1
    try:
        for row in reader:
            cells = [read_safe(cell) for cell in row]
            if not columns:
                columns = [cell.strip() for cell in cells]
                named = [name for name in columns if name]
                if len(set(named)) < len(named):
                    notes.add_error("csv-columns", "two columns have one name", "rename one of them", line)
                    return
            elif any(cells):
                yield line, dict(zip(columns, cells, strict=False))
            line = reader.line_num + 1
    except csv.Error as error:
        notes.add_error("csv-syntax", f"this is not valid CSV: {error}", "export it again", reader.line_num)


def plain_row(row: Mapping[str, str]) -> dict[str, Any]:
    """The cells of a row, by their columns, as ``from_plain`` takes them; empty ones are left out."""
    parts: dict[Part, dict[str, Any]] = {part: {} for part in Part}
    for column, field in COLUMNS.items():
        if cell := row.get(column):
            parts[field.part][field.name] = split_list(cell) if field.kind is Kind.TEXTS else cell
    source = {"source": parts[Part.SOURCE]} if parts[Part.SOURCE] else {}
    return parts[Part.RECORD] | {"senses": [parts[Part.SENSE] | source]}


def read_own_csv(source: ImportSource) -> ImportedGlossary:
    """Records of a CSV file as ``write_csv`` writes it; rows of one ``id`` one after the other are one record's senses.

    Issues: those of ``read_rows`` and ``from_plain``, ``unknown-field`` (a column of another name).
    """
    notes = ImportNotes(source.path)
    gathered: list[tuple[int, dict[str, Any]]] = []
    unknown: set[str] = set()
    for line, row in read_rows(source, notes):
        unknown.update(name for name in row if name and name not in COLUMNS)
        plain = plain_row(row)
        identity = plain.get("id")
        if identity and gathered and gathered[-1][1].get("id") == identity:
            gathered[-1][1]["senses"] += plain["senses"]
        else:
            gathered.append((line, plain))
    for name in sorted(unknown):
        hint = "name the columns, such as --columns term=Name,definition=Meaning"
        notes.issues.append(
            Issue("unknown-field", Severity.WARNING, f"the column '{name}' is not read", hint, source.path, 1)
        )
    records = [from_plain(plain, line, notes) for line, plain in gathered]
    return notes.glossary(record for record in records if record is not None)
