"""Code fences and display formulas: the parts of a body that have lines of their own and keep their characters."""

import itertools
import re
from collections.abc import Iterator

from glossary_site.text.code import find_code, find_fences
from glossary_site.text.latex import find_formulas
from glossary_site.text.layout.code_layout import lay_out_code
from glossary_site.text.layout.spans import FILLER
from glossary_site.text.layout.unfenced import find_unfenced
from glossary_site.values import Frozen

_FENCE_LINE = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*([^\n]*)")
_FENCE_RUN = re.compile(r"(?:(?<=\s)|^)(`{3,})(?=[\w\s+#.-]|$)([\w+#.-]*)")
_CLOSING_RUN = re.compile(r"`{3,}(?=\s|$)")
_BACKTICK_RUN = re.compile(r"^[ \t]*(`{3,}|~{3,})", re.MULTILINE)


class Segment(Frozen):
    """A fence or a display formula in ``start:end`` of a body; ``lines`` is its Markdown with the delimiters."""

    start: int
    end: int
    lines: tuple[str, ...]


def find_segments(text: str) -> list[Segment]:
    """The fences and display formulas of ``text`` in order; a text without line ends has fences inside its line."""
    fences = _fences_by_line(text) if "\n" in text else _fences_in_line(text)
    return sorted(fences + _display_formulas(text, fences), key=lambda segment: segment.start)


def _format_code(info: str, content: list[str], mark: str = "`") -> tuple[str, ...]:
    """The lines of a fence around ``content``, longer than any fence in it, with its code laid out."""
    laid_out = lay_out_code(info, content)
    inner = max((len(match[1]) for match in _BACKTICK_RUN.finditer("\n".join(laid_out))), default=0)
    fence = mark * max(3, inner + 1)
    return (fence + info.strip(), *laid_out, fence)


def _fences_by_line(text: str) -> list[Segment]:
    """The fences of a text with line ends; one that is never closed goes to the end."""
    segments: list[Segment] = []
    at = 0
    for start, end in (*find_fences(text), (len(text), len(text))):
        segments += sorted(
            [*_fences_of_one_line(text, at, start), *_unfenced(text, at, start)], key=lambda segment: segment.start
        )
        if start < end:
            segments.append(_fence(text, start, end))
        at = end
    return segments


def _fences_of_one_line(text: str, start: int, end: int) -> Iterator[Segment]:
    """The fences in ``text[start:end]`` that lost their line ends and have a line for themselves."""
    for line in text[start:end].split("\n"):
        if "```" in line:
            for found in _fences_in_line(line):
                if not line[: found.start].strip() and not line[found.end :].strip():
                    yield Segment(start + found.start, start + found.end, found.lines)
        start += len(line) + 1


def _unfenced(text: str, start: int, end: int) -> Iterator[Segment]:
    """The code in ``text[start:end]`` that has no fence."""
    lines = text[start:end].split("\n")
    places = [start, *itertools.accumulate((len(line) + 1 for line in lines), initial=start)][1:]
    for first, last, language in find_unfenced(lines):
        yield Segment(places[first], places[last] - 1, _format_code(language, lines[first:last]))


def _fence(text: str, start: int, end: int) -> Segment:
    """The fence in whole lines, ``text[start:end]``; one that opens in a list or a quotation keeps its lines."""
    lines = text[start:end].rstrip().split("\n")
    end = start + len("\n".join(lines))
    opened = _FENCE_LINE.fullmatch(lines[0])
    if opened is None:
        return Segment(start, end, tuple(lines))
    mark = opened[1]
    is_closed = len(lines) > 1 and lines[-1].strip().strip(mark[0]) == "" and len(lines[-1].strip()) >= len(mark)
    content = lines[1:-1] if is_closed else lines[1:]
    indent = len(opened[0]) - len(opened[0].lstrip())
    if indent:
        content = [line[indent:] if not line[:indent].strip() else line.lstrip() for line in content]
    return Segment(start, end, _format_code(opened[2], content, mark[0]))


def _fences_in_line(text: str) -> list[Segment]:
    """The fences of one line, from a run of three backticks or more to the next run of at least its length."""
    segments: list[Segment] = []
    at = 0
    while (opening := _FENCE_RUN.search(text, at)) is not None:
        at = opening.end()
        closing = _CLOSING_RUN.search(text, opening.end())
        while closing is not None and len(closing[0]) < len(opening[1]):
            closing = _CLOSING_RUN.search(text, closing.end())
        if closing is None:
            break
        if content := text[opening.end() : closing.start()].strip():
            segments.append(Segment(opening.start(), closing.end(), _format_code(opening[2], [content])))
            at = closing.end()
    return segments


def _display_formulas(text: str, fences: list[Segment]) -> list[Segment]:
    """Display formulas outside fences; not in a table row or a quotation, where they cannot have lines of their own."""
    segments: list[Segment] = []
    later_fences = iter([*fences, Segment(len(text) + 1, len(text) + 1, ())])
    fence = next(later_fences)
    flat = "\n" not in text
    for formula in find_formulas(text):
        while fence.end <= formula.start:
            fence = next(later_fences)
        if not formula.display or formula.end > fence.start:
            continue
        if not flat and text[text.rfind("\n", 0, formula.start) + 1 : formula.start].lstrip()[:1] in ("|", ">"):
            continue
        lines = [line.strip() for line in formula.latex.split("\n")]
        written = ["$$", *(line for line in lines if line)] + (["$$"] if formula.closed else [])
        if _reads_back("\n".join(written)):
            segments.append(Segment(formula.start, formula.end, tuple(written)))
    return segments


def _reads_back(written: str) -> bool:
    """Whether a formula on lines of its own is found again; one of its lines may read as a bullet, for example."""
    found = find_formulas(written)
    return len(found) == 1 and found[0].display and (found[0].start, found[0].end) == (0, len(written))


def inline_spans(text: str, segments: list[Segment]) -> list[tuple[int, int]]:
    """(start, end) of the segments, code spans and formulas of ``text``, in order."""
    hard = [(segment.start, segment.end) for segment in segments]
    pieces: list[str] = []
    at = 0
    for start, end in hard:
        pieces += [text[at:start], FILLER * (end - start)]
        at = end
    spans = find_code("".join([*pieces, text[at:]]))
    formulas = [(formula.start, formula.end) for formula in find_formulas(text)]
    return sorted([*hard, *spans, *formulas])
