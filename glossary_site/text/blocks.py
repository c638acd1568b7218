"""The blocks of Markdown that lines of text make, and the Markdown that blocks make.

The lines are those of a stream: often no blank lines and no indentation, one paragraph a line, headings set in bold.
Markdown that ``write_blocks`` has written reads as the same blocks again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from glossary_site.text.lists import Item, nest, write_list
from glossary_site.text.segments import Segment
from glossary_site.text.tables import is_delimiter_row, split_cells, write_table


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    VERBATIM = "verbatim"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its lines of Markdown (a heading's without its number signs); ``level`` is a heading's, 2 to 6."""

    kind: Kind
    lines: tuple[str, ...]
    items: tuple[Item, ...] = ()
    level: int = 0


_ITEM = re.compile(r"([ \t]*)(?:(?:[-*+•]|(\d{1,3})[.)])[ \t]+|•)(?=[^\s•])")
_LONG_NUMBER = re.compile(r"(\d{4,9})([.)])(?=\s|$)")
_CONTINUES = re.compile(r"[a-z][a-z'’-]+[ ,;.]")
_INDENTED = re.compile(r"[ \t]{2,}")
_ENDS = frozenset(".:!?;|")


def read_blocks(pieces: Sequence[str | Segment]) -> list[Block]:
    """The blocks that lines, and fences and formulas between them, make; a heading is still a paragraph in bold."""
    blocks: list[Block] = []
    after_blank = True
    number = 0
    while number < len(pieces):
        piece = pieces[number]
        taken = 1
        if isinstance(piece, Segment):
            blocks.append(Block(Kind.VERBATIM, piece.lines))
        elif not piece.strip():
            after_blank = True
            number += 1
            continue
        elif rows := _table_rows(pieces, number):
            taken = len(rows)
            blocks.append(Block(Kind.TABLE, tuple(write_table(rows))))
        else:
            _add_line(blocks, piece, after_blank)
        after_blank = isinstance(piece, Segment) or bool(rows)
        number += taken
    return [_nested(block) for block in blocks]


def write_blocks(blocks: Sequence[Block]) -> str:
    """Markdown with a blank line between blocks and none between the items of a list."""
    return "\n\n".join(_write_block(block) for block in blocks)


def _write_block(block: Block) -> str:
    if block.kind is Kind.LIST:
        return write_list(block.items)
    return "#" * block.level + " " * bool(block.level) + "\n".join(block.lines)


def _nested(block: Block) -> Block:
    return replace(block, items=tuple(nest(block.items))) if block.items else block


def _table_rows(pieces: Sequence[str | Segment], first: int) -> list[list[str]]:
    """The rows of a table that begins at ``pieces[first]``, the delimiter row among them; none if there is no table.

    Rows within outer pipes make a table also where the delimiter row is missing; rows without need one.
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
    if not (has_delimiter or (framed and len(head) > 1 and _is_framed(second) and len(under_head) == len(head))):
        return []
    rows = [head, under_head]
    for later in pieces[first + 2 :]:
        if isinstance(later, Segment) or not (_is_framed(later) or (has_delimiter and not framed and "|" in later)):
            break
        rows.append(split_cells(later))
    return rows


def _is_framed(line: str | Segment) -> bool:
    if isinstance(line, Segment):
        return False
    line = line.strip()
    return len(line) > 2 and line[0] == "|" and line[-1] == "|" and line[-2] != "\\"


def _add_line(blocks: list[Block], line: str, after_blank: bool) -> None:
    """Add a line to the last block or as a new one."""
    text = line.strip()
    last = blocks[-1] if blocks else None
    if (found := _ITEM.match(line)) and not _is_rule(text):
        number = int(found[2]) if found[2] else -1
        item = Item(line[found.end() :].strip(), number, len(found[1].expandtabs(4)))
        if last is not None and last.kind is Kind.LIST:
            blocks[-1] = replace(last, items=(*last.items, item))
        else:
            blocks.append(Block(Kind.LIST, (), (item,)))
    elif text.startswith(">"):
        if last is not None and last.kind is Kind.QUOTE and not after_blank:
            blocks[-1] = replace(last, lines=(*last.lines, text))
        else:
            blocks.append(Block(Kind.QUOTE, (text,)))
    elif last is not None and not after_blank and last.kind is Kind.LIST and _goes_on(last.items[-1].text, line):
        item = replace(last.items[-1], text=f"{last.items[-1].text} {text}")
        blocks[-1] = replace(last, items=(*last.items[:-1], item))
    elif last is not None and not after_blank and last.kind is Kind.PARAGRAPH and _goes_on(last.lines[0], text):
        blocks[-1] = replace(last, lines=(f"{last.lines[0]} {text}",))
    else:
        blocks.append(Block(Kind.PARAGRAPH, (_LONG_NUMBER.sub(r"\1\\\2", text, count=1) if text[0].isdigit() else text,)))


def _goes_on(before: str, line: str) -> bool:
    """Whether a line is the rest of the text before it, wrapped by whoever wrote it."""
    if _INDENTED.match(line):
        return True
    return before[-1] not in _ENDS and _CONTINUES.match(line) is not None


def _is_rule(text: str) -> bool:
    return len(text) > 2 and text[0] in "-*_" and set(text) <= {text[0], " ", "\t"}
