"""Reflow: the body of an entry in, well-formed Markdown out, with its lost line ends restored."""

import re

from glossary_site.text.layout.blocks import format_blocks, parse_blocks, unify_marker
from glossary_site.text.layout.flattened import find_lines
from glossary_site.text.layout.repair import is_writing
from glossary_site.text.layout.sections import mark_headings
from glossary_site.text.layout.segments import Segment, find_segments

_LINE_END = re.compile(r"\r\n?")
#: A heading that lost the line end before a label: ``**Tools** **Vat**: of oak``.
_HEADING_BEFORE_LABEL = re.compile(r"^(\*\*[^*\n]+\*\*) (?=\*\*[^*\n]+(?:\*\*:|:\*\*))", re.MULTILINE)

# The first pass may give a formula or a table a line of its own, where only the next pass recognises it.
_MOST_PASSES = 6


def reflow(body: str) -> str:
    """Well-formed CommonMark with GFM tables for the body of an entry.

    A body in one line is from a page dump, which joined its lines with single spaces: the lines are found again. A body
    in several lines is from a stream: its lines are kept, and blank lines and headings are added. Only white space and
    the marks of Markdown change; no word is lost or added. A reflowed body, and one that is no writing, stay the same.
    """
    body = _LINE_END.sub("\n", body).strip()
    if not is_writing(body):
        return body
    for _ in range(_MOST_PASSES):
        before, body = body, _reflow_once(body)
        if body == before:
            break
    return body


def _reflow_once(body: str) -> str:
    lines = _split_lines(body) if "\n" in body else find_lines(unify_marker(body))
    return format_blocks(mark_headings(parse_blocks(lines))).strip()


def _split_lines(body: str) -> list[str | Segment]:
    """The lines of a body, with its fences and display formulas as segments."""
    pieces: list[str | Segment] = []
    at = 0
    for segment in find_segments(body):
        pieces += _split_prose(body[at : segment.start])
        pieces.append(segment)
        at = segment.end
    pieces += _split_prose(body[at:])
    return pieces


def _split_prose(text: str) -> list[str]:
    return _HEADING_BEFORE_LABEL.sub(r"\1\n", text).split("\n")
