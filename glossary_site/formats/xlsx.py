"""Spreadsheets (XLSX, XLS, ODS): the tables of their sheets, read as those of CSV are.

The only importer of calamine, which works apart: a small file can make it take all memory, or end the process.
"""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from glossary_site.formats.csv_columns import Table, read_columns
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.loader import MAX_BYTES, is_group, is_letter
from glossary_site.records import Record
from glossary_site.workers import run_apart

#: calamine makes a value of each cell up to the last that is used, so a cell far away costs memory.
_MOST_CELLS = 5_000_000
#: In seconds of the processor: calamine reads a megabyte in one.
_LONGEST = 30
_XLS = b"\xd0\xcf\x11\xe0"
_OPEN_DOCUMENT = "content.xml"
_REPEATED = re.compile(rb"number-(?:columns|rows)-repeated\s*=\s*[\"'](\d{1,9})")
_ROW_OR_CELL = re.compile(rb"<table:(table-row|(?:covered-)?table-cell|table)(?=[\s/>])([^<>]*?)(/?)>(?:\s*(?=(</)))?")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
#: Names that Excel gives to sheets, in the languages of heads.
_UNNAMED = re.compile(r"(?:sheet|tabelle|feuil|feuille|hoja)\s*\d*", re.IGNORECASE)


def read_xlsx(source: ImportSource) -> ImportedGlossary:
    """The records of all sheets with a table; where there are several, the name of each is the category of its terms.

    A merged cell counts for all that it covers. Issues: those of ``read_columns``, ``xlsx-syntax``,
    ``file-too-large`` (unpacked, by its cells, or by their texts).
    """
    notes = ImportNotes(source.path)
    if not _is_safe(source.raw, notes):
        return notes.glossary()
    tables = run_apart(_open_tables, source.raw, _LONGEST)
    if tables is None:
        message = "the spreadsheet takes too much memory or time to be read"
        notes.add_error("file-too-large", message, "save it again as .xlsx, or split it")
        return notes.glossary()
    if isinstance(tables, str):
        notes.add_error("xlsx-syntax", f"this is not a spreadsheet: {tables}", "save it again as .xlsx")
        return notes.glossary()
    filled = {name: table for name, table in tables.items() if table}
    return notes.glossary(_read_tables(filled, source, notes))


def _open_tables(raw: bytes) -> dict[str, Table] | str | None:
    """The rows of each sheet by its name, or why there are none; None where they are too large."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(raw)) as workbook:
            tables = {name: _read_sheet(workbook.get_sheet_by_name(name)) for name in workbook.sheet_names}
    except (CalamineError, ValueError, OSError) as error:
        return str(error)
    # Cells may share one text, which the file has once.
    characters = sum(len(cell) for table in tables.values() for _, row in table for cell in row)
    return tables if characters <= MAX_BYTES else None


def _read_tables(tables: dict[str, Table], source: ImportSource, notes: ImportNotes) -> list[Record]:
    """The records of all tables; one that is not understood is an error only where none is."""
    records: list[Record] = []
    refused: list[ImportNotes] = []
    for name, table in tables.items():
        trial = ImportNotes(source.path)
        is_named = len(tables) > 1 and not (_UNNAMED.fullmatch(name) or is_letter(name) or is_group(name))
        found = read_columns(table, source, trial, name if is_named else "")
        records += found
        if found:
            notes.issues += trial.issues
            notes.losses += trial.losses
        else:
            refused.append(trial)
            if len(tables) > 1:
                notes.count_loss("a sheet without terms is left out", name)
    if not records:
        notes.issues += [issue for trial in refused[:1] for issue in trial.issues]
        if not tables:
            notes.add_error("csv-columns", "there is nothing in the file", "write a row with Term and Definition")
    return records


def _is_safe(raw: bytes, notes: ImportNotes) -> bool:
    """Whether a file has few enough bytes and cells to be opened: a small one can unpack to any size."""
    if raw.startswith(_XLS):
        return True
    try:
        with ZipFile(BytesIO(raw)) as archive:
            if sum(each.file_size for each in archive.infolist()) > MAX_BYTES:
                message = f"the spreadsheet is too large unpacked: the limit is {MAX_BYTES // 1024 // 1024} MB"
                notes.add_error("file-too-large", message, "split it")
                return False
            texts = {name: archive.read(name) for name in archive.namelist() if name.lower().endswith(".xml")}
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        notes.add_error("xlsx-syntax", f"this is not a spreadsheet: {error}", "save it again as .xlsx")
        return False
    areas = [*map(_measure, texts.values()), *_measure_repeated(texts.get(_OPEN_DOCUMENT, b""))]
    for columns, rows in areas:
        if columns * rows > _MOST_CELLS:
            message = f"a sheet has {columns:,} columns and {rows:,} rows, most of them empty"
            notes.add_error("file-too-large", message, "delete the cells behind the table")
            return False
    return True


def _measure(sheet: bytes) -> tuple[int, int]:
    """How many columns and rows a sheet of XLSX has up to its last cell."""
    places = {(_column(letters), int(row)) for letters, row in _PLACE.findall(sheet)}
    return max((column for column, _ in places), default=0), max((row for _, row in places), default=0)


def _measure_repeated(content: bytes) -> Iterator[tuple[int, int]]:
    """How many columns and rows each sheet of ODS has up to its last cell with a text; one cell may count for many."""
    width = height = row = column = repeated = 0
    for tag in _ROW_OR_CELL.finditer(content):
        count = int(found[1]) if (found := _REPEATED.search(tag[2])) else 1
        if tag[1] == b"table":
            yield width, height
            width = height = row = repeated = 0
        elif tag[1] == b"table-row":
            row, repeated, column = row + repeated, count, 0
        else:
            column += count
            if not (tag[3] or tag[4]):
                width, height = max(width, column), row + repeated
    yield width, height


def _column(letters: bytes) -> int:
    """The number of a column from 1: A, …, Z, AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _read_sheet(sheet: CalamineSheet) -> Table:
    """The rows of a sheet that have a cell, with the number of each."""
    rows = [[_format_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    filled: dict[int, int] = {}  # the last row of each column that a merged cell covers: they do not overlap
    for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or ()):
        if left == right and top > filled.get(left, -1):  # a title that is merged over columns is one cell
            _repeat(rows[top : bottom + 1], left)
            filled[left] = bottom
    return [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]


def _repeat(rows: Sequence[list[str]], column: int) -> None:
    """Put the text of the first row's cell into that column of all rows."""
    for row in rows[1:]:
        if column < len(row):
            row[column] = rows[0][column]


def _format_cell(value: object) -> str:
    """A cell as text; a whole number without a point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
