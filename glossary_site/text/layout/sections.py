"""Sections: which bold lines are headings, and of which level."""

import re
from collections.abc import Sequence

from glossary_site.text.layout.blocks import Block, Kind
from glossary_site.values import replace

_LONGEST_HEADING = 140
_TOP_LEVEL = 2
_LOWEST_LEVEL = 6

_ATX = re.compile(r"(#{1,6})(?:[ \t]+(?=\S)|(?=\*\*))")
_CLOSING_SIGNS = re.compile(r"(?:(?<=\s)|^)#+$")
_FRAMED = re.compile(r"[—–-]+[ \t]+(\*\*[^*]+\*\*)[ \t]+[—–-]+")
_NOTE_AFTER = re.compile(r"(\*\*[^*]+\*\*)[ \t]+(\([^()]{1,80}\)):")


def bold_line(line: str) -> str:
    """The text of a line that is one bold span, with at most a colon after it; otherwise ""."""
    line = line.removesuffix(":").rstrip()
    if len(line) > 4 and line.startswith("**") and line.endswith("**") and line.count("**") == 2:
        inner = line[2:-2].strip()
        return inner if inner.strip("*") else ""
    return ""


def reads_as_heading(inner: str) -> bool:
    """Whether the text of a bold line can be a heading: short, and no sentence with a full stop."""
    return 0 < len(inner) <= _LONGEST_HEADING and (inner[-1] not in ".,;!" or inner.endswith("..."))


def mark_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with headings in place of those paragraphs that are headings; levels begin at 2 and skip none.

    A bold line is the heading of a section. One with a colon after it, or a line ``#**X**``, is the heading of a part
    of the section before it; so are bold lines directly below another one, as long as their texts begin alike. A bold
    line at the very start repeats the title of the page, one at the very end has no text below it, and one with a colon
    before other labels names them only: all stay paragraphs.
    """
    marked: list[Block] = []
    above: list[int] = []
    section = _TOP_LEVEL - 1
    part = ""
    for number, block in enumerate(blocks):
        text, wanted = "", 0
        if block.kind is Kind.PARAGRAPH:
            is_edge = number in (0, len(blocks) - 1) or _names_labels(block, blocks[number + 1])
            text, wanted = _heading(block.lines[0], section, is_edge=is_edge)
        if not text:
            marked.append(block)
            continue
        if wanted == _TOP_LEVEL and not _ATX.match(block.lines[0]):
            beginning = _beginning(text, blocks[number + 1 : number + 2])
            if marked and marked[-1].kind is Kind.HEADING and marked[-1].level == _TOP_LEVEL:
                part = beginning
            wanted += part == beginning
            part = part if wanted > _TOP_LEVEL else ""
        while above and above[-1] >= wanted:
            above.pop()
        above.append(wanted)
        if not block.lines[0].endswith(":"):
            section = wanted
        level = min(_TOP_LEVEL - 1 + len(above), _LOWEST_LEVEL)
        marked.append(replace(block, kind=Kind.HEADING, lines=(text,), level=level))
    return marked


def _beginning(heading: str, below: Sequence[Block]) -> str:
    """How a section begins: whether its heading has a number, and the kind of the first block ``below`` it."""
    first = below[0] if below else None
    is_heading = first is not None and first.kind is Kind.PARAGRAPH and bold_line(first.lines[0])
    return f"{heading[:1].isdigit()} {Kind.HEADING if is_heading else first and first.kind}"


def _names_labels(block: Block, below: Block) -> bool:
    """Whether a bold line with a colon is followed by a paragraph that begins with a bold span, and is no bold line."""
    is_label = block.lines[0].removesuffix("**").endswith(":")
    line = below.lines[0] if below.kind is Kind.PARAGRAPH else ""
    return is_label and line.startswith("**") and not bold_line(line)


def _heading(line: str, section: int, *, is_edge: bool) -> tuple[str, int]:
    """The text of a heading and its level before gaps are closed; "" where the line is no heading."""
    if signs := _ATX.match(line):
        text = line[signs.end() :].strip()
        inner = bold_line(text)
        if line[signs.end() - 1] == "#":
            return (_tidy(inner), _TOP_LEVEL + len(signs[1])) if inner else ("", 0)
        return _tidy(inner or text), len(signs[1])
    if framed := _FRAMED.fullmatch(line):
        return _tidy(bold_line(framed[1])), _TOP_LEVEL
    if is_edge:
        return "", 0
    if noted := _NOTE_AFTER.fullmatch(line):
        return _tidy(f"{bold_line(noted[1])} {noted[2]}"), section + 1
    inner = bold_line(line)
    if not reads_as_heading(inner):
        return "", 0
    return _tidy(inner), section + 1 if line.endswith(":") else _TOP_LEVEL


def _tidy(text: str) -> str:
    """A heading without a colon at its end; number signs there are escaped, as Markdown would drop them."""
    text = text.rstrip(": \t")
    return _CLOSING_SIGNS.sub(lambda signs: "\\" + signs[0], text)
