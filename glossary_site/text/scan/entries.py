"""Find the entries of glossary text in either of its two forms.

A *page dump* is the text that a browser's "select all" copies: page furniture, then headings and bodies with blank
lines between them. A *stream* has no furniture and no blank lines: heading line, body lines, next heading line.
``headings`` finds the headings, and the text is cut at them. No written line is lost: each is a heading, a line of a
body, or furniture.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from glossary_site.issues import Issue, Severity
from glossary_site.text.scan.furniture import Kind, find_furniture
from glossary_site.text.scan.heading_surroundings import FENCE
from glossary_site.text.scan.headings import find_headings
from glossary_site.values import Frozen

_ONLY_IN_DUMPS = frozenset((Kind.BACK_LINK, Kind.LETTER_BAR, Kind.POSITION))
_LEAST_BLANKS = 0.3  # the least share of written lines with a blank line before them in a page dump

_LINE_END = re.compile(r"\r\n|\r|\n")  # not str.splitlines, which also cuts at U+2028, form feeds and more
_FORMULA = re.compile(r"\$\$")

#: A text of more written lines than ``MANY_LINES``, with fewer than ``_SHORTEST_LINES`` characters on average, is a
#: list of words or numbers: the search for headings would take long and find none.
MANY_LINES = 20_000
_SHORTEST_LINES = 16


class Form(StrEnum):
    """The form of glossary text: how it was saved."""

    PAGE_DUMP = "page dump"
    STREAM = "stream"


class Block(Frozen):
    """One entry of a text; text before the first heading is a block without a heading."""

    line: int
    """The line number of the heading, from 1; of the body where there is no heading."""
    heading: str
    """The whole heading line, stripped."""
    body: str
    """The text below it as written, except that line ends are ``\\n`` and blank lines around it are dropped."""
    body_line: int
    """The line number of the body's first line, from 1; 0 without a body."""


class Scan(Frozen):
    """The entries, page furniture and issues of one text."""

    form: Form
    blocks: tuple[Block, ...]
    furniture: tuple[str, ...]
    """The lines of page furniture, stripped, in order; they are in no block."""
    site_title: str
    """The site's name in the furniture, "" without one."""
    back_link: str
    """The text of the link back to the site without its arrow, "" without one."""
    issues: tuple[Issue, ...]


def scan_text(text: str) -> Scan:
    """Find all entries of ``text``, in time linear in its length.

    Issues: ``no-entries``, ``body-without-heading`` and ``lines-too-short`` (errors), ``heading-without-body``,
    ``unclosed-fence`` and ``unclosed-formula`` (warnings), each with its line.
    """
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    if too_short := _lines_too_short(lines):
        return Scan(Form.STREAM, tuple(_cut(lines, ())), (), "", "", (too_short,))
    found = find_furniture(lines)
    form = Form.PAGE_DUMP if _ONLY_IN_DUMPS & set(found.kinds.values()) or _is_spaced(lines) else Form.STREAM
    dropped = found.kinds if form is Form.PAGE_DUMP else {}
    rest = ["" if index in dropped else line for index, line in enumerate(lines)]
    headings = find_headings(rest, blank_lines_separate=form is Form.PAGE_DUMP)
    blocks = tuple(_cut(rest, headings))
    issues = [issue for block in blocks for issue in _block_issues(block)]
    if not headings:
        hint = "write 'term: meaning' a line, or a line of comma-separated keywords above each body"
        issues.insert(0, Issue("no-entries", Severity.ERROR, "no heading was found", hint))
    elif not blocks[0].heading:
        message = "there is text before the first heading"
        hint = "give it a heading line of comma-separated keywords, or take it out"
        issues.insert(0, Issue("body-without-heading", Severity.ERROR, message, hint, line=blocks[0].line))
    return Scan(
        form=form,
        blocks=blocks,
        furniture=tuple(lines[index].strip() for index in dropped),
        site_title=found.site_title if dropped else "",
        back_link=found.back_link if dropped else "",
        issues=tuple(issues),
    )


def _lines_too_short(lines: Sequence[str]) -> Issue | None:
    """The issue of a text with too many and too short lines for a glossary; None for any other text."""
    written = [len(line) for line in lines if line and not line.isspace()]
    if len(written) <= MANY_LINES or sum(written) >= _SHORTEST_LINES * len(written):
        return None
    message = f"{len(written):,} lines of fewer than {_SHORTEST_LINES} characters on average are no glossary text"
    return Issue("lines-too-short", Severity.ERROR, message, "split the file, or import a table as CSV")


def _is_spaced(lines: Sequence[str]) -> bool:
    """Whether enough blank lines separate the written lines, as in a page dump."""
    written = [index for index, line in enumerate(lines) if line and not line.isspace()]
    gaps = sum(below - above > 1 for above, below in pairwise(written))
    return gaps > 0 and gaps >= _LEAST_BLANKS * (len(written) - 1)


def _cut(lines: Sequence[str], headings: Sequence[int]) -> Iterator[Block]:
    """The blocks of ``lines``, whose headings are at the indexes ``headings``."""
    for start, end in pairwise((-1, *headings, len(lines))):
        first, last = start + 1, end
        while first < last and not lines[first].strip():
            first += 1
        while first < last and not lines[last - 1].strip():
            last -= 1
        if start >= 0 or first < last:
            yield Block(
                line=(start if start >= 0 else first) + 1,
                heading=lines[start].strip() if start >= 0 else "",
                body="\n".join(lines[first:last]),
                body_line=first + 1 if first < last else 0,
            )


def _block_issues(block: Block) -> Iterator[Issue]:
    if not block.body:
        message = f"there is no body below the heading “{block.heading}”"
        hint = "write a body, or join the line to the entry above"
        yield Issue("heading-without-body", Severity.WARNING, message, hint, line=block.line)
    fences = [mark.start() for mark in FENCE.finditer(block.body)]
    if len(fences) % 2:
        line = block.body_line + block.body.count("\n", 0, fences[-1])
        hint = "close it with ``` on a line of its own; text may have been lost here"
        yield Issue("unclosed-fence", Severity.WARNING, "a code fence is not closed", hint, line=line)
    bounds = pairwise((0, *fences, len(block.body)))
    prose = [span for number, span in enumerate(bounds) if number % 2 == 0]
    formulas = [mark.start() for start, end in prose for mark in _FORMULA.finditer(block.body, start, end)]
    if len(formulas) % 2:
        line = block.body_line + block.body.count("\n", 0, formulas[-1])
        hint = "close it with $$; text may have been lost here"
        yield Issue("unclosed-formula", Severity.WARNING, "a display formula is not closed", hint, line=line)
