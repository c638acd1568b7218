"""Where a LaTeX file declares terms: commands with what they take, options, and the items of lists.

A declaration is found by its braces, so that a fault in one does not reach the next. Comments hold no braces.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping

from glossary_site.values import Frozen

_TOKEN = re.compile(r"\\([A-Za-z]+)\*?|\\.|%[^\n]*", re.DOTALL)
_SPACE = re.compile(r"(?:\s|%[^\n]*(?:\n|\Z))*")
_BRACKET = re.compile(r"\\.|%[^\n]*|[{}\]]", re.DOTALL)
_LIST = re.compile(
    r"\\(?P<edge>begin|end)\s*\{(?P<list>description|itemize|enumerate)\*?\}|\\(?P<item>item)(?![A-Za-z])|\\.|%[^\n]*|[{}]",
    re.DOTALL,
)
_OPTION = re.compile(r"\\.|%[^\n]*|[{},=]", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%.*\n?\s*")
_OWN = ("newcommand", "renewcommand", "providecommand")
#: In characters: what a command of the author's own takes is shorter.
_LONGEST = 5_000


class Call(Frozen):
    """A command and what it takes, without braces and brackets: "" for what is not given. ``line`` is from 1.

    ``start`` and ``end`` are its place in the text.
    """

    name: str
    taken: tuple[str, ...]
    line: int
    start: int
    end: int


class Item(Frozen):
    """An item of a list: its label and its text. ``line`` is from 1; ``start`` and ``end`` are its place."""

    label: str
    text: str
    line: int
    start: int
    end: int


def _close(text: str, start: int, closer: str, limit: int) -> int:
    """Where the bracket or brace that opens at ``start`` closes before ``limit``; -1 if it does not."""
    depth = 0
    for token in _BRACKET.finditer(text, start + 1, limit):
        if token[0] == closer and depth == 0:
            return token.start()
        depth += (token[0] == "{") - (token[0] == "}")
        if depth < 0:
            return -1
    return -1


def _skip_space(text: str, start: int) -> int:
    """Where the first character is that is no space and in no comment."""
    found = _SPACE.match(text, start)
    return found.end() if found else start


def _take(text: str, start: int, pattern: str, limit: int) -> tuple[tuple[str, ...], int] | None:
    """What a command before ``start`` takes by ``pattern`` (``o`` optional, ``m`` mandatory), and where that ends.

    None where that is not before ``limit``.
    """
    taken = []
    for kind in pattern:
        place = _skip_space(text, start)
        opener, closer = "[]" if kind == "o" else "{}"
        if text[place : place + 1] != opener:
            if kind == "m":
                return None
            taken.append("")
            continue
        end = _close(text, place, closer, limit)
        if end < 0:
            return None
        taken.append(text[place + 1 : end])
        start = end + 1
    return tuple(taken), start


def _line_finder(text: str) -> Callable[[int], int]:
    """A function from a place in ``text`` to its line, from 1."""
    ends = [each.start() for each in re.finditer("\n", text)]
    return lambda place: bisect_left(ends, place) + 1


def find_calls(text: str, patterns: Mapping[str, str]) -> Iterator[Call]:
    """Every use of the commands of ``patterns`` outside comments; ``taken`` is empty where a brace does not close."""
    line_of = _line_finder(text)
    starts = [token for token in _TOKEN.finditer(text) if token[1] in patterns or token[1] in _OWN]
    # No command takes the next of its kind, but for one of the author's own.
    limits = [token.start() for token in starts[1:] if token[1] in patterns]
    place = 0
    for token in starts:
        if token.start() < place:
            continue
        if token[1] in _OWN:
            # A command that declares terms when it is used is none of them.
            found = _take(text, token.end(), "moom", token.end() + _LONGEST)
        else:
            after = bisect_right(limits, token.start())
            limit = limits[after] if after < len(limits) else len(text)
            found = _take(text, token.end(), patterns[token[1]], limit)
            taken, end = found or ((), token.end())
            yield Call(token[1], taken, line_of(token.start()), token.start(), end)
        place = found[1] if found else place


def find_items(text: str) -> Iterator[Item]:
    """The items with a label of every list that is in no other."""
    line_of = _line_finder(text)
    lists = braces = 0
    item: tuple[str, int, int, int] | None = None
    for token in _LIST.finditer(text):
        braces += (token[0] == "{") - (token[0] == "}")
        starts = bool(token["item"]) and lists == 1 and braces <= 0
        if item and (starts or (token["edge"] == "end" and lists == 1)):
            label, line, place, start = item
            yield Item(label, text[start : token.start()], line, place, token.start())
            item = None
        if starts:
            found = _take(text, token.end(), "o", token.end() + _LONGEST)
            if found and found[0][0]:
                item = found[0][0], line_of(token.start()), token.start(), found[1]
        if token["edge"]:
            lists = max(lists + (1 if token["edge"] == "begin" else -1), 0)
            braces = braces if lists else 0


def read_options(text: str) -> dict[str, str]:
    """The options ``key = value, …`` of a command; a value in braces is without them."""
    found: dict[str, str] = {}
    depth = start = 0
    key = ""
    for token in (*_OPTION.finditer(text), None):
        mark = token[0] if token else ","
        depth += (mark == "{") - (mark == "}")
        if token and (depth or mark not in (",", "=") or (mark == "=" and key)):
            continue
        piece = text[start : token.start() if token else None]
        start = token.end() if token else 0
        if mark == "=":
            key = _COMMENT.sub("", piece).strip()
            continue
        if key:
            found[key] = _without_braces(piece)
        key = ""
    return found


def _without_braces(value: str) -> str:
    value = value[_skip_space(value, 0) :].rstrip()
    return value[1:-1] if value.startswith("{") and _close(value, 0, "}", len(value)) == len(value) - 1 else value
