"""Give flattened Markdown its lines back: a body in, well-formed Markdown out."""

import re

from glossary_site.text.layout.blocks import read_blocks, unify_marker, write_blocks
from glossary_site.text.layout.flattened import find_lines
from glossary_site.text.layout.repair import is_writing
from glossary_site.text.layout.sections import mark_headings
from glossary_site.text.layout.segments import Segment, find_segments

_LINE_END = re.compile(r"\r\n?")


# A formula or a table may come to stand alone on its line only by a first reflow, and be known for one only then.
MOST_PASSES = 6


def reflow(body: str) -> str:
    """Well-formed CommonMark with GFM tables for the body of an entry.

    A body in one line is a page dump's: its lines were joined with single spaces, and are found again. A body over
    many lines is a stream's: its lines are taken as they are and only want blank lines and headings. Only white space
    and Markdown's own marks change: no word is lost, none is added. What has been reflowed stays as it is, and
    so does what is no writing.
    """
    body = _LINE_END.sub("\n", body).strip()
    if not is_writing(body):
        return body
    for _ in range(MOST_PASSES):
        before, body = body, _reflow_once(body)
        if body == before:
            break
    return body


def _reflow_once(body: str) -> str:
    if "\n" in body:
        return _write(_split_lines(body))
    return _write(find_lines(unify_marker(body)))


def _write(pieces: list[str | Segment]) -> str:
    return write_blocks(mark_headings(read_blocks(pieces))).strip()


def _split_lines(body: str) -> list[str | Segment]:
    """The lines of a body, with its fences and display formulas in their places."""
    pieces: list[str | Segment] = []
    at = 0
    for segment in find_segments(body):
        pieces += body[at : segment.start].split("\n")
        pieces.append(segment)
        at = segment.end
    pieces += body[at:].split("\n")
    return pieces
