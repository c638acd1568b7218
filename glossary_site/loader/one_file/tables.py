"""Entries in the rows of a table."""

import re
from collections.abc import Mapping, Sequence

from glossary_site.loader.one_file.found import Found
from glossary_site.loader.one_file.heads import find_columns
from glossary_site.markup import Block

#: In characters: the average length from which a column without a telling head holds meanings.
_SHORTEST_MEANING = 15
_BREAK = re.compile(r"<br ?/?>")


def read_table(block: Block) -> list[Found]:
    """The entries of a table, a row each; none where no columns of names and meanings are found."""
    head, *body = (row for part in block.parts for row in part.parts)
    rows = [[cell.source.strip() for cell in row.parts] for row in body]
    columns = _choose_columns([cell.source for cell in head.parts], rows)
    found = []
    for row, cells in zip(body, rows, strict=True):
        values = {field: cells[number] for field, number in columns.items() if number < len(cells) and cells[number]}
        name = values.pop("term", "") or values.get("abbreviations", "")
        text = _BREAK.sub("\n\n", values.pop("definition", ""))
        if name and columns:
            found.append(Found(name, text, row.start, row.start, fields=tuple(values.items())))
    return found


def _choose_columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping[str, int]:
    """Field -> column, by the heads; where they do not name it, the first is the term and the longest the meaning."""
    columns = find_columns(heads)
    if "term" not in columns and "abbreviations" in columns:
        columns["term"] = columns.pop("abbreviations")
    if "term" in columns and "definition" in columns:
        return columns
    term = columns.get("term", 0)
    lengths = {
        number: sum(len(row[number]) for row in rows if number < len(row)) / max(len(rows), 1)
        for number in range(len(heads))
        if number != term and number not in columns.values()
    }
    longest = max(lengths, key=lambda number: lengths[number], default=-1)
    meaning = columns.get("definition", longest)
    if meaning in (-1, term) or ("term" not in columns and lengths.get(meaning, 0) < _SHORTEST_MEANING):
        return {}
    return {**columns, "term": term, "definition": meaning}
