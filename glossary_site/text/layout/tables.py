"""Pipe tables: rows found in flattened text, and rows formatted so that no cell is lost."""

import itertools
import re
from collections.abc import Sequence

from glossary_site.text.code import find_code
from glossary_site.text.latex import find_formulas
from glossary_site.text.layout.spans import mask
from glossary_site.values import Frozen

_DELIMITER = re.compile(r"\s*:?-+:?\s*")
_WIDEST_EXTRA = 40
_MOST_EXTRA = 2
_PIPE = re.compile(r"\\.|\|", re.DOTALL)


class FlatTable(Frozen):
    """A table in ``text[start:end]`` of a one-line text, with its rows as lines; the second is the delimiter row."""

    start: int
    end: int
    rows: tuple[str, ...]


def _find_pipes(masked: str) -> list[int]:
    """The indexes of the unescaped pipes of masked text."""
    return [match.start() for match in _PIPE.finditer(masked) if match.group() == "|"]


def split_cells(row: str) -> list[str]:
    """The cells of one table row; pipes in code spans and formulas do not separate cells."""
    row = row.strip()
    spans = list(find_code(row))
    if "$" in row:
        spans += [(found.start, found.end) for found in find_formulas(row)]
    pipes = _find_pipes(mask(row, spans) if spans else row)
    cells = [row[left + 1 : right].strip() for left, right in itertools.pairwise([-1, *pipes, len(row)])]
    if row.startswith("|"):
        cells = cells[1:]
    if pipes and pipes[-1] == len(row) - 1:
        cells = cells[:-1]
    return cells


def is_delimiter_row(cells: Sequence[str]) -> bool:
    """Whether the cells are those of the row of dashes below a table's head."""
    return bool(cells) and all(_DELIMITER.fullmatch(cell) for cell in cells)


def format_table(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a GFM table whose head is ``rows[0]``; a delimiter row is added if ``rows[1]`` is none.

    Short rows get empty cells. GFM would drop the cells beyond the width of the head: they stay in the last cell.
    """
    if is_delimiter_row(rows[0]):
        rows = [[""] * len(rows[0]), *rows]
    head, rest = rows[0], list(rows[1:])
    width = len(head)
    marks = ["---"] * width
    if rest and is_delimiter_row(rest[0]):
        for column, cell in enumerate(rest.pop(0)[:width]):
            marks[column] = (":" if cell.startswith(":") else "") + "---" + (":" if cell.endswith(":") else "")
    return [_format_row(cells, width) for cells in (head, marks, *rest)]


def _format_row(cells: Sequence[str], width: int) -> str:
    kept = [*cells[: width - 1], " | ".join(cells[width - 1 :])]
    kept += [""] * (width - len(kept))
    return "| " + " | ".join(_PIPE.sub(lambda pipe: "\\|" if pipe[0] == "|" else pipe[0], cell) for cell in kept) + " |"


def find_flat_tables(text: str, masked: str) -> list[FlatTable]:
    """The tables of a one-line text, in which the rows of a table follow each other with spaces between them.

    The delimiter row gives the number of columns. The head is before it and the other rows are after it, each with one
    pipe more than cells. Other pipes belong to no table.
    """
    pipes = _find_pipes(masked)
    tables: list[FlatTable] = []
    free = 0
    number = 0
    while number < len(pipes) - 1:
        width = 0
        while number + width + 1 < len(pipes) and _is_dashes(masked, pipes, number + width):
            width += 1
        head = number - 1 - width
        if width == 0 or head < free or not _is_gap(masked, pipes, number - 1):
            number += max(width, 1)
            continue
        rows = [(head, number - 1), (number, number + width)]
        first = number + width + 1
        while first + 1 < len(pipes) and _is_gap(masked, pipes, first - 1):
            last = _last_pipe(masked, pipes, first, width)
            rows.append((first, last))
            first = last + 1
        lines = tuple(text[pipes[left] : pipes[right] + 1] for left, right in rows)
        tables.append(FlatTable(pipes[head], pipes[first - 1] + 1, lines))
        free = number = first
    return tables


def _last_pipe(masked: str, pipes: Sequence[int], first: int, width: int) -> int:
    """The number of the last pipe of the row that begins at pipe ``first``.

    A row has ``width`` cells, unless the next row would follow only after some cells more or fewer.
    """
    last = first + width
    if last >= len(pipes) - 1 or _is_gap(masked, pipes, last) or pipes[last + 1] - pipes[last] > _WIDEST_EXTRA:
        return min(last, len(pipes) - 1)
    others = [*range(last + 1, last + _MOST_EXTRA + 1), *range(last - 1, first, -1)]
    return next((other for other in others if _is_gap(masked, pipes, other)), last)


def _is_dashes(masked: str, pipes: Sequence[int], number: int) -> bool:
    return _DELIMITER.fullmatch(masked, pipes[number] + 1, pipes[number + 1]) is not None


def _is_gap(masked: str, pipes: Sequence[int], number: int) -> bool:
    return number + 1 < len(pipes) and masked[pipes[number] + 1 : pipes[number + 1]].isspace()
