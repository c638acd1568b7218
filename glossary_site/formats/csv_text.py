"""CSV (RFC 4180, UTF-8 with a byte order mark): a row a sense, cells that no spreadsheet runs and that read back."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from glossary_site.disk import Output
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.formats.plain import from_plain
from glossary_site.issues import Issue, Severity
from glossary_site.loader import MAX_BYTES
from glossary_site.records import FIELDS, Field, Kind, Part, Record, to_plain
from glossary_site.text.words import split_categories

if TYPE_CHECKING:
    from glossary_site.formats.edition import Edition

#: The fields by the names of their columns: the record's, then those of one sense and its source.
COLUMNS: Mapping[str, Field] = {
    row.full_name.replace(".", "_"): row for row in FIELDS if row.kind not in (Kind.SENSES, Kind.SOURCE)
}


def columns_with(own: Iterable[Field]) -> Mapping[str, Field]:
    """All columns, the author's own fields behind ours."""
    return {**COLUMNS, **{row.name: row for row in own}}


#: What the rows of further senses repeat of the record.
_REPEATED = ("id", "term", "language")

#: What makes a spreadsheet take a cell for a formula, its full-width forms too. The apostrophes before it are ours.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_QUOTED_FORMULA = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_SEPARATOR = re.compile(r"\"?sep=(.)\"?\s*", re.IGNORECASE)
#: In lines: the heads of a table are within its first.
_TITLES = 10
#: In lines: a longer row has a quotation mark without another.
_LONGEST_ROW = 5_000
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


def _cell(row: Field, value: Any) -> str:
    if row.is_list:
        return join_list([value] if isinstance(value, str) else value)
    return str(value)


def _rows(record: Record, columns: Mapping[str, Field]) -> Iterator[list[str]]:
    plain = to_plain(record)
    for number, sense in enumerate(plain["senses"]):
        if number:
            plain = {name: plain[name] for name in _REPEATED if name in plain}
        parts = {Part.RECORD: plain, Part.SENSE: sense, Part.SOURCE: sense.get("source", {})}
        yield [_cell(row, parts[row.part].get(row.name, "")) for row in columns.values()]


def write_csv(edition: "Edition") -> Iterator[Output]:
    """A row a sense; the rows of further senses repeat ``id``, ``term`` and ``language`` only."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    columns = columns_with(edition.config.fields)
    writer.writerow(columns)
    for record in edition.records:
        for row in _rows(record, columns):
            writer.writerow(map(make_safe, row))
    yield Output("glossary.csv", stream.getvalue().encode("utf-8-sig", "replace"))


def read_table(source: ImportSource, notes: ImportNotes) -> list[tuple[int, list[str]]]:
    """Line and cells of each row that has any; a line ``sep=;``, or else the first line decides what separates cells.

    Where a quotation mark has no other, its line is a row by itself.
    Issues: those of ``decode``, ``csv-syntax`` (warning: such a line).
    """
    lines = StringIO(source.decode(notes), newline="").readlines()
    csv.field_size_limit(MAX_BYTES)
    place = 0
    delimiter = ""
    if lines and (given := _SEPARATOR.fullmatch(lines[0])):
        delimiter, place = given[1], 1
    delimiter = delimiter or _find_delimiter(lines)
    rows: list[tuple[int, list[str]]] = []
    width = 0
    while place < len(lines):
        cells, used = _read_row(lines, place, delimiter, width)
        if not used:
            cells, used = _read_line(lines[place], delimiter, width), 1
            message = "a quotation mark has no other, so the line is read by itself"
            hint = "close it, or double a quotation mark within a cell"
            notes.issues.append(Issue("csv-syntax", Severity.WARNING, message, hint, source.path, place + 1))
        if any(cell.strip() for cell in cells):
            rows.append((place + 1, [read_safe(cell) for cell in cells]))
            width = width or len(cells)
        place += used
    return rows


def read_heads(text: str) -> list[str]:
    """The cells of the first line of a text that commas, semicolons or tabs cut, of which no Markdown table has any."""
    lines = [line for line in text.splitlines()[:_TITLES] if line.strip() and not _SEPARATOR.fullmatch(line)][:1]
    return [] if not lines or "|" in lines[0] else next(csv.reader(lines, delimiter=_find_delimiter(lines)), [])


def _find_delimiter(lines: Sequence[str]) -> str:
    """What cuts most of the first lines into as many cells as the first of them; of several what cuts into most."""
    first = [line for line in lines if line.strip()][:_TITLES]

    def rate(mark: str) -> tuple[int, int]:
        widths = [len(cells) for cells in csv.reader(first, delimiter=mark)] or [0]
        return (widths.count(widths[0]) if widths[0] > 1 else 0), widths[0]

    return max(",;\t|", key=rate)


def _read_row(lines: Sequence[str], place: int, delimiter: str, width: int) -> tuple[list[str], int]:
    """The cells of the row that begins at ``place``, and how many lines it has: 0 where its quotes do not match."""
    reader = csv.reader(islice(lines, place, place + _LONGEST_ROW), delimiter=delimiter, strict=True)
    try:
        cells = next(reader, [])
    except csv.Error:
        return [], 0
    is_wrong = reader.line_num > 1 and width and len(cells) > width
    return cells, 0 if is_wrong else max(reader.line_num, 1)


def _read_line(line: str, delimiter: str, width: int) -> list[str]:
    """The cells of a line whose quotes do not match: of two readings that with as many cells as others have."""
    line = line.rstrip("\r\n")
    lenient = next(csv.reader([line], delimiter=delimiter), [])
    return lenient if len(lenient) == width else [cell.strip().strip('"') for cell in line.split(delimiter)]


def plain_row(row: Mapping[str, str], columns: Mapping[str, Field] = COLUMNS) -> dict[str, Any]:
    """The cells of a row, by their columns, as ``from_plain`` takes them; empty ones are left out."""
    parts: dict[Part, dict[str, Any]] = {part: {} for part in Part}
    for column, field in columns.items():
        if cell := row.get(column):
            parts[field.part][field.name] = split_list(cell) if field.is_list else cell
    source = {"source": parts[Part.SOURCE]} if parts[Part.SOURCE] else {}
    return parts[Part.RECORD] | {"senses": [parts[Part.SENSE] | source]}


def read_own_rows(rows: Sequence[tuple[int, list[str]]], source: ImportSource, notes: ImportNotes) -> ImportedGlossary:
    """Records of the rows that ``write_csv`` writes; rows of one ``id`` one after the other are one record's senses.

    Issues: those of ``from_plain``.
    """
    columns = columns_with(source.fields)
    (_, head), *others = rows
    # Files that people write have other marks between categories than ours.
    place = head.index("category") if "category" in head and {*head} != {*COLUMNS} else -1
    lists = split_categories(cells[place] for _, cells in others if -1 < place < len(cells))
    gathered: list[tuple[int, dict[str, Any]]] = []
    for line, cells in others:
        plain = plain_row(dict(zip(head, cells, strict=False)), columns)
        if -1 < place < len(cells):
            plain["senses"][0]["category"] = list(lists[cells[place]])
        identity = plain.get("id")
        if identity and gathered and gathered[-1][1].get("id") == identity:
            gathered[-1][1]["senses"] += plain["senses"]
        else:
            gathered.append((line, plain))
    records = [from_plain(plain, line, source, notes) for line, plain in gathered]
    return notes.glossary(record for record in records if record is not None)
