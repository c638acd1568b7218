"""Spreadsheets with any columns: the user names the column of each field."""

from collections.abc import Mapping

from glossary_site.formats.csv_text import read_own_csv, read_rows, split_list
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.issues import Issue, Severity
from glossary_site.records import Citation, Origin, Record, Sense

_LISTS = ("aliases", "abbreviations", "related", "broader", "narrower", "keywords")
_TEXTS = ("id", "term", "language", "reading", "replaced_by", "category", "definition", "body")
FIELDS = (*_TEXTS, *_LISTS, "source_title", "source_url")


def parse_columns(text: str) -> dict[str, str]:
    """``term=Name,definition=Meaning`` as field -> column. Raises ``ValueError`` with what is wrong."""
    found: dict[str, str] = {}
    for pair in text.split(","):
        field, separator, column = (part.strip() for part in pair.partition("="))
        if not separator or not column:
            raise ValueError(f"'{pair.strip()}' is not field=column")
        if field not in FIELDS:
            raise ValueError(f"there is no field '{field}': use {', '.join(FIELDS)}")
        found[field] = column
    if "term" not in found:
        raise ValueError("the column of the term is missing: term=…")
    return found


def read_csv(source: ImportSource) -> ImportedGlossary:
    """A record for each row; a later merge makes one record of those with the same name.

    A list in a cell has semicolons between its texts. Without ``columns`` the file must have this program's own.
    Issues: those of ``read_rows``, ``csv-columns`` (a column that is not there), ``term-missing``, ``import-loss``.
    """
    path, columns = source.path, source.columns
    if not columns:
        return read_own_csv(source)
    issues: list[Issue] = []
    notes = ImportNotes(path, issues)
    rows = list(read_rows(source, issues))
    head = list(rows[0][1]) if rows else []
    missing = [column for column in columns.values() if column not in head]
    if rows and missing:
        message, hint = f"there is no column '{missing[0]}'", f"the columns are {', '.join(head)}"
        return ImportedGlossary((), (*issues, Issue("csv-columns", Severity.ERROR, message, hint, path, 1)))
    for column in head:
        if column and column not in columns.values():
            count = sum(bool(row.get(column)) for _, row in rows)
            notes.add_loss(f"the column '{column}' is not read ({count} cells)", 1)
    records = []
    for line, row in rows:
        cells = {field: row.get(column, "").strip() for field, column in columns.items()}
        if not cells["term"]:
            message, hint = "the row has no term", "give it one, or take the row out"
            issues.append(Issue("term-missing", Severity.ERROR, message, hint, path, line))
            continue
        records.append(_record(cells, path, line, source.language))
    return ImportedGlossary(tuple(records), tuple(issues))


def _record(cells: Mapping[str, str], path: str, line: int, language: str) -> Record:
    lists = {name: tuple(dict.fromkeys(split_list(cells.get(name, "")))) for name in _LISTS}
    title, url = cells.get("source_title", ""), cells.get("source_url", "")
    own = cells.get("language", "")
    sense = Sense(
        category=cells.get("category", ""),
        definition=cells.get("definition", ""),
        body=cells.get("body", ""),
        keywords=lists["keywords"],
        source=Citation(title=title, url=url) if title or url else None,
        origin=Origin(path, line),
    )
    return Record(
        term=cells["term"],
        senses=(sense,),
        id=cells.get("id", ""),
        aliases=lists["aliases"],
        abbreviations=lists["abbreviations"],
        replaced_by=cells.get("replaced_by", ""),
        related=lists["related"],
        broader=lists["broader"],
        narrower=lists["narrower"],
        reading=cells.get("reading", ""),
        language="" if own.lower() == language.lower() else own,
        origin=Origin(path, line),
    )
