"""Lines of text parsed into blocks of Markdown, and blocks formatted as Markdown.

The lines are those of a stream: often without blank lines and indentation, one paragraph a line, with bold headings.
Markdown that ``format_blocks`` gives back is parsed into the same blocks again.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from glossary_site.text.layout.lists import Item, format_list, nest
from glossary_site.text.layout.segments import Segment
from glossary_site.text.layout.tables import format_table, is_delimiter_row, split_cells
from glossary_site.values import Frozen, replace


class Kind(StrEnum):
    """The kind of a block."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    VERBATIM = "verbatim"
    QUOTE = "quote"


class Block(Frozen):
    """One block with its lines of Markdown, or the ``items`` of a list.

    A heading's line is without its number signs; its ``level`` is 2 to 6.
    """

    kind: Kind
    lines: tuple[str, ...]
    items: tuple[Item, ...] = ()
    level: int = 0


_ITEM = re.compile(r"([ \t]*)(?:(?:[-*+•]|(0|[1-9][0-9]{0,2})[.)])[ \t]+|•)(?=[^\s•])")
_LONG_NUMBER = re.compile(r"(\d{4,9})([.)])(?=\s|$)")
_CONTINUES = re.compile(r"[a-z][a-z'’-]+[ ,;.]")
_INDENTED = re.compile(r"[ \t]{2,}")
_ENDS = frozenset(".:!?;|")


def parse_blocks(pieces: Sequence[str | Segment]) -> list[Block]:
    """The blocks of lines, and of the fences and formulas between them; a heading is still a bold paragraph."""
    parser = _Parser()
    number = 0
    while number < len(pieces):
        piece = pieces[number]
        taken = 1
        if isinstance(piece, Segment):
            parser.add(Block(Kind.VERBATIM, piece.lines))
        elif not piece.strip():
            parser.after_blank = True
        elif rows := _table_rows(pieces, number):
            taken = len(rows)
            parser.add(Block(Kind.TABLE, tuple(format_table(rows))))
        else:
            parser.add_line(piece)
        number += taken
    parser.close()
    return parser.blocks


def unify_marker(line: str) -> str:
    """``line``; if it begins with a list marker, with the marker that ``format_blocks`` uses."""
    found = None if _is_rule(line) else _ITEM.match(line)
    if found is None:
        return line
    return (f"{int(found[2])}. " if found[2] else "- ") + line[found.end() :]


def format_blocks(blocks: Sequence[Block]) -> str:
    """Markdown with a blank line between blocks and none between list items."""
    return "\n\n".join(map(_format_block, blocks))


def _format_block(block: Block) -> str:
    if block.kind is Kind.LIST:
        return format_list(block.items)
    return "#" * block.level + " " * bool(block.level) + "\n".join(block.lines)


def _table_rows(pieces: Sequence[str | Segment], first: int) -> list[list[str]]:
    """The rows of the table that begins at ``pieces[first]``, with its delimiter row; none if no table begins there.

    Rows that begin and end with a pipe need no delimiter row; other rows need one.
    """
    line = pieces[first]
    if isinstance(line, Segment) or "|" not in line:
        return []
    framed = _is_framed(line)
    second = pieces[first + 1] if first + 1 < len(pieces) else ""
    if isinstance(second, Segment) or "|" not in second:
        return []
    head = split_cells(line)
    under_head = split_cells(second)
    has_delimiter = is_delimiter_row(under_head) and (len(under_head) > 1 or _is_framed(second))
    if not (has_delimiter or (framed and len(head) > 1 and _is_framed(second) and len(under_head) > 1)):
        return []
    rows = [head, under_head]
    for number in range(first + 2, len(pieces)):
        later = pieces[number]
        if isinstance(later, Segment) or not (_is_framed(later) or (has_delimiter and not framed and "|" in later)):
            break
        rows.append(split_cells(later))
    return rows


def _is_framed(line: str | Segment) -> bool:
    if isinstance(line, Segment):
        return False
    line = line.strip()
    return len(line) > 2 and line[0] == "|" and line[-1] == "|" and line[-2] != "\\"


class _Parser:
    """The blocks parsed so far; the last list, quotation or paragraph stays open for further lines."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.kind: Kind | None = None
        self.items: list[Item] = []
        self.lines: list[str] = []
        self.after_blank = True

    def add(self, block: Block) -> None:
        """Add a whole block; the next line begins another one."""
        self.close()
        self.blocks.append(block)
        self.after_blank = True

    def add_line(self, line: str) -> None:
        """Add a line to the open block, or open a block with it."""
        text = line.strip()
        if (found := _ITEM.match(line)) and not _is_rule(text):
            self._open(Kind.LIST)
            self._end_item()
            number = int(found[2]) if found[2] else -1
            self.items.append(Item("", number, len(found[1].expandtabs(4))))
            self.lines = [line[found.end() :].strip()]
        elif text.startswith(">"):
            self._open(Kind.QUOTE, anew=self.after_blank)
            self.lines.append(text)
        elif not self.after_blank and self.kind in (Kind.LIST, Kind.PARAGRAPH) and _goes_on(self.lines, line):
            self.lines.append(text)
        else:
            self._open(Kind.PARAGRAPH, anew=True)
            self.lines = [_LONG_NUMBER.sub(r"\1\\\2", text, count=1) if _LONG_NUMBER.match(text) else text]
        self.after_blank = False

    def _open(self, kind: Kind, *, anew: bool = False) -> None:
        if kind is not self.kind or anew:
            self.close()
            self.kind = kind

    def _end_item(self) -> None:
        if self.items and self.lines:
            self.items[-1] = replace(self.items[-1], text=" ".join(self.lines))
            self.lines = []

    def close(self) -> None:
        """Add the open block to the ``blocks``."""
        if self.kind is Kind.LIST:
            self._end_item()
            self.blocks.append(Block(Kind.LIST, (), tuple(nest(self.items))))
        elif self.kind is Kind.QUOTE:
            self.blocks.append(Block(Kind.QUOTE, tuple(self.lines)))
        elif self.kind is Kind.PARAGRAPH:
            self.blocks.append(Block(Kind.PARAGRAPH, (" ".join(self.lines),)))
        self.kind, self.items, self.lines = None, [], []


def _goes_on(lines: Sequence[str], line: str) -> bool:
    """Whether a line continues the lines before it, which their author wrapped."""
    if _INDENTED.match(line):
        return True
    is_bold = lines[0].startswith("**") and lines[-1].endswith("**")
    return not is_bold and lines[-1][-1] not in _ENDS and _CONTINUES.match(line) is not None


def _is_rule(text: str) -> bool:
    return len(text) > 2 and text[0] in "-*_" and set(text) <= {text[0], " ", "\t"}
