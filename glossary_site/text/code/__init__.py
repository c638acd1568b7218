"""Where the code of a Markdown text is, fenced and inline, as CommonMark reads it. Indented code counts as text."""

import math
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator

_LINE = re.compile(r"[^\n]+\n?|\n")
_QUOTE_MARK = re.compile(r" {0,3}> ?")
_LIST_MARK = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]{1,4}(?=\S)|[ \t]|$)")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})(.*)")
_RUN = re.compile(r"`+")
#: What is read before a backtick can open code: an escaped character, an address in angle brackets.
_INLINE = re.compile(r"\\[^\n]|<[A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\x00-\x20]*>|`+")


def find_code(text: str) -> tuple[tuple[int, int], ...]:
    """The start and end of each piece of code in ``text``, in order; a fence is whole lines, both marks among them."""
    if "`" not in text and "~~~" not in text:
        return ()
    found: list[tuple[int, int]] = []
    for start, end, is_fence in _stretches(text):
        found += [(start, end)] if is_fence else _find_spans(text, start, end)
    return tuple(found)


def find_fences(text: str) -> tuple[tuple[int, int], ...]:
    """The start and end of each fence in a text that may have lost its lists: a fence may have any indentation."""
    if "```" not in text and "~~~" not in text:
        return ()
    return tuple((start, end) for start, end, is_fence in _stretches(text, math.inf) if is_fence)


def find_outside_code(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Each match of ``pattern`` in ``text`` that does not begin within code; ``pattern`` matches no empty text."""
    code = deque(find_code(text))
    position = 0
    while match := pattern.search(text, position):
        while code and code[0][1] <= match.start():
            code.popleft()
        if code and code[0][0] <= match.start():
            position = code[0][1]
            continue
        yield match
        position = match.end()


def change_outside_code(text: str, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> str:
    """``text`` with each match of ``pattern`` that does not begin within code replaced by what ``change`` gives."""
    pieces: list[str] = []
    done = 0
    for match in find_outside_code(text, pattern):
        pieces += (text[done : match.start()], change(match))
        done = match.end()
    return "".join((*pieces, text[done:]))


def _stretches(text: str, most_indent: float = 3) -> Iterator[tuple[int, int, bool]]:
    """All of ``text``, cut where no code span can cross: start, end, and whether the stretch is a fence.

    What is indented by more than ``most_indent`` spaces opens and closes no fence.
    """
    start = quotes = column = 0
    columns = [0]  # where lines of the text, and of each open list item, begin
    fence = ""
    for line in _LINE.finditer(text):
        depth = begin = 0
        while (not fence or depth < quotes) and (mark := _QUOTE_MARK.match(line[0], begin)):
            depth, begin = depth + 1, mark.end()
        written = line[0][begin:].expandtabs(4).rstrip()
        content = written.lstrip()
        indent = len(written) - len(content)
        while content and indent < columns[-1]:
            columns.pop()
        if fence:
            if depth == quotes and columns[-1] == column:
                closing = _FENCE.match(content) if indent - column <= most_indent else None
                if closing and closing[1].startswith(fence) and not closing[2]:
                    yield start, line.end(), True
                    start, fence = line.end(), ""
                continue
            yield start, line.start(), True
            start, fence = line.start(), ""
        is_edge = not content or depth > quotes
        quotes = max(quotes, depth) if content else depth
        while indent - columns[-1] <= 3 and (mark := _LIST_MARK.match(content)):
            is_edge = True
            indent += mark.end()
            columns.append(indent)
            content = content[mark.end() :]
        is_block = indent - columns[-1] <= most_indent
        opening = _FENCE.match(content) if is_block else None
        is_heading = is_block and _HEADING.match(content) is not None
        if (is_edge or is_heading or opening) and start < line.start():
            yield start, line.start(), False
            start = line.start()
        if opening:
            fence, column, quotes = opening[1], columns[-1], depth
        elif is_heading:
            yield start, line.end(), False
            start = line.end()
    if start < len(text):
        yield start, len(text), bool(fence)


def _find_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The code spans of ``text[start:end]``: a run of backticks closes at the next run of its length."""
    closers: defaultdict[int, deque[int]] = defaultdict(deque)
    for run in _RUN.finditer(text, start, end):
        closers[len(run[0])].append(run.start())
    if not closers:
        return
    while mark := _INLINE.search(text, start, end):
        start = mark.end()
        if mark[0][0] == "`":
            later = closers[len(mark[0])]
            while later and later[0] < start:
                later.popleft()
            if later:
                start = later.popleft() + len(mark[0])
                yield mark.start(), start
