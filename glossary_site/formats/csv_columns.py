"""Spreadsheets with any columns: the user names the column of each field."""

from glossary_site.formats.csv_text import COLUMNS, plain_row, read_own_csv, read_rows
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.formats.plain import from_plain


def parse_columns(text: str) -> dict[str, str]:
    """``term=Name,definition=Meaning`` as field -> column. Raises ``ValueError`` with what is wrong."""
    found: dict[str, str] = {}
    for pair in text.split(","):
        field, separator, column = (part.strip() for part in pair.partition("="))
        if not separator or not column:
            raise ValueError(f"'{pair.strip()}' is not field=column")
        if field not in COLUMNS:
            raise ValueError(f"there is no field '{field}': use {', '.join(COLUMNS)}")
        found[field] = column
    if "term" not in found:
        raise ValueError("the column of the term is missing: term=…")
    return found


def read_csv(source: ImportSource) -> ImportedGlossary:
    """A record for each row; a later merge makes one record of those with the same name.

    A list in a cell has semicolons between its texts. Without ``columns`` the file must have this program's own.
    Issues: those of ``read_rows`` and ``from_plain``, ``csv-columns`` (a column that is not there), ``import-loss``.
    """
    columns = source.columns
    if not columns:
        return read_own_csv(source)
    notes = ImportNotes(source.path)
    rows = list(read_rows(source, notes))
    head = list(rows[0][1]) if rows else []
    missing = [column for column in columns.values() if column not in head]
    if rows and missing:
        hint = f"the columns are {', '.join(head)}"
        notes.add_error("csv-columns", f"there is no column '{missing[0]}'", hint, 1)
        return notes.glossary()
    for column in head:
        if column and column not in columns.values():
            count = sum(bool(row.get(column)) for _, row in rows)
            notes.add_loss(f"the column '{column}' is not read ({count} cells)", 1)
    records = []
    for line, row in rows:
        cells = {field: row.get(column, "").strip() for field, column in columns.items()}
        if source.find_own([cells.get("language", "")]):
            cells["language"] = ""
        record = from_plain(plain_row(cells), line, notes)
        if record is not None:
            records.append(record)
    return notes.glossary(records)
