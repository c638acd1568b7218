"""Tables with any columns, read by what their heads name, or by what the user names."""

from collections.abc import Iterable, Sequence

from glossary_site.formats.csv_text import COLUMNS, columns_with, read_own_rows, read_table
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.formats.keyed import (
    Columns,
    Row,
    choose_columns,
    name_columns,
    named_head,
    propose_columns,
    read_records,
)
from glossary_site.formats.unkept import AROUND
from glossary_site.issues import Issue, Severity
from glossary_site.loader import are_meanings, is_letter
from glossary_site.records import Field, Record
from glossary_site.values import replace

#: Lines of cells with the line of each, from 1.
Table = Sequence[tuple[int, Sequence[str]]]

#: In words.
_LONGEST_HEAD = 3
#: In rows: the heads of a table are within its first.
_TITLES = 10


def parse_columns(text: str) -> dict[str, str]:
    """``term=Name,term_de=Wort,definition=Meaning`` as field -> column. Raises ``ValueError`` with what is wrong."""
    found: dict[str, str] = {}
    for pair in text.split(","):
        field, separator, column = (part.strip() for part in pair.partition("="))
        if not separator or not column:
            raise ValueError(f"'{pair.strip()}' is not field=column")
        if named_head(field).field not in COLUMNS:
            raise ValueError(f"there is no field '{field}': use {', '.join(COLUMNS)}, such as term_de for a language")
        found[field] = column
    if not any(named_head(field).field == "term" for field in found):
        raise ValueError("the column of the term is missing: term=…")
    return found


def read_csv(source: ImportSource) -> ImportedGlossary:
    """A record for each row, in each language that the heads of the columns name, or those of ``source.columns``.

    A file as ``write_csv`` writes it is read exactly. Issues: those of ``decode`` and ``read_columns``,
    ``csv-syntax``.
    """
    notes = ImportNotes(source.path)
    table = read_table(source, notes)
    if table and not source.columns and _is_own(table[0][1], source.fields):
        return read_own_rows(table, source, notes)
    return notes.glossary(read_columns(table, source, notes))


def _is_own(head: Sequence[str], fields: Iterable[Field]) -> bool:
    """Whether the heads are those of ``write_csv``, or some of them."""
    return "term" in head and len(set(head)) == len(head) and set(head) <= set(columns_with(fields))


def read_columns(table: Table, source: ImportSource, notes: ImportNotes, group: str = "") -> list[Record]:
    """The records of a table, whose category is ``group`` where no column names one; titles above its heads are left.

    A table without heads has the columns 1, 2, … that ``source.columns`` names.

    Issues: those of ``read_records``, ``csv-columns`` (the heads are not recognised, or a column is not there; a
    warning: two columns of one name).
    """
    if not table:
        return []
    if source.columns and all(column.isdigit() for column in source.columns.values()):
        width = max(len(cells) for _, cells in table)
        table = [(0, [str(number + 1) for number in range(width)]), *table]  # it has no heads
    place, columns = _find_heads(table, source)
    line, head = table[place]
    names = [cell.strip() for cell in head]
    missing = [column for column in source.columns.values() if column not in names]
    if missing:
        message, hint = f"there is no column '{missing[0]}'", f"the columns are {', '.join(names)}"
        notes.add_error("csv-columns", message, hint, line)
        return []
    if not columns.are_known and not source.columns and _has_no_heads(table):
        message = "the table has no heads: its first column is read as terms, its second as their definitions"
        hint = "--columns 'term=2,definition=1' reads it the other way round"
        notes.issues.append(Issue("csv-columns", Severity.NOTE, message, hint, source.path, line))
        return read_columns(table, replace(source, columns={"term": "1", "definition": "2"}), notes, group)
    if not columns.are_known and not source.columns:
        shown = ", ".join(f"'{name}'" for name in names)
        proposed = propose_columns(("1", "2")) if _is_entry(names) else propose_columns(names)
        other = "" if _is_entry(names) else "; 'term=1,definition=2' where the first line is an entry"
        notes.add_error("csv-columns", f"the heads of the columns are not recognised: {shown}", proposed + other, line)
        return []
    for name in dict.fromkeys(name for name in names if name and names.count(name) > 1):
        message = f"two columns have the name '{name}', so the second is not read"
        notes.issues.append(Issue("csv-columns", Severity.WARNING, message, "rename one", source.path, line))
    for above, cells in table[:place]:
        notes.count_loss(AROUND, " ".join(filter(None, cells)), above)
    for below, cells in table[place + 1 :]:
        for cell in filter(None, _stripped(cells[len(names) :])):
            notes.count_loss("a cell below no head is not read", cell, below)
    return read_records(_rows(table[place:], group), columns, source, notes)


def _has_no_heads(table: Table) -> bool:
    """Whether each row is a name and its meaning, the first row too."""
    rows = [cells for cells in (_stripped(cells) for _, cells in table) if any(cells)]
    names = [cells[0] for cells in rows if len(cells) == 2 and all(cells)]
    is_named = len(rows) == len(names) == len(set(names)) > 1 and not any(map(_is_long, names))
    return is_named and are_meanings(rows[0][1:]) and are_meanings([cells[1] for cells in rows])


def _is_long(name: str) -> bool:
    return name.endswith((".", "!", "?", "。")) or len(name.split()) > _LONGEST_HEAD


def _is_entry(names: Iterable[str]) -> bool:
    """Whether the first line of a table is an entry, and no heads: one of its cells is a sentence or a long text."""
    return any(map(_is_long, names))


def _rows(table: Table, group: str = "") -> list[Row]:
    """The rows below the heads by the names of their columns; a letter between them names nothing."""
    (_, head), *others = table
    names = [cell.strip() for cell in head]
    rows = []
    for line, cells in others:
        values: dict[str, str] = {}
        for name, cell in zip(names, cells, strict=False):
            values.setdefault(name, cell)
        given = [cell for cell in cells if cell.strip()]
        if len(given) > 1 or (given and not is_letter(given[0])):
            rows.append(Row(line, values, group))
    return rows


def _find_heads(table: Table, source: ImportSource) -> tuple[int, Columns]:
    """Which row has the heads, and what they mean: the first that is understood, else the first."""
    if chosen := source.columns:
        names = {*chosen.values()}
        place = next((place for place, (_, cells) in enumerate(table[:_TITLES]) if names <= {*_stripped(cells)}), 0)
        return place, name_columns(_rows(table[place:]), chosen)
    for place in range(min(_TITLES, len(table))):
        columns = choose_columns(_rows(table[place:]), source.fields) if len(table) > place + 1 else Columns({}, ())
        if columns.are_known:
            return place, columns
    return 0, Columns({}, ())


def _stripped(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells]
