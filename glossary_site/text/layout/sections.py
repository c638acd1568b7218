"""Sections: which bold lines are headings, and of which level."""

import re
from collections.abc import Sequence
from dataclasses import replace

from glossary_site.text.layout.blocks import Block, Kind

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
    of the section before it. A bold line at the very start repeats the title of the page, and one at the very end has
    no text below it: both stay paragraphs.
    """
    marked: list[Block] = []
    above: list[int] = []
    section = _TOP_LEVEL - 1
    for number, block in enumerate(blocks):
        text, wanted = "", 0
        if block.kind is Kind.PARAGRAPH:
            text, wanted = _heading(block.lines[0], section, is_edge=number in (0, len(blocks) - 1))
        if not text:
            marked.append(block)
            continue
        while above and above[-1] >= wanted:
            above.pop()
        above.append(wanted)
        if not block.lines[0].endswith(":"):
            section = wanted
        level = min(_TOP_LEVEL - 1 + len(above), _LOWEST_LEVEL)
        marked.append(replace(block, kind=Kind.HEADING, lines=(text,), level=level))
    return marked


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
