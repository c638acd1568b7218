"""Find the formulas of a Markdown text: which dollars delimit mathematics, and which are money or a shell's.

A delimiter alone proves nothing, for a text has ``$1,500 per person``, ``$HOME``, ``\\[1\\]``: the characters between
two delimiters must also read like mathematics. Code has no formulas. Each delimiter is examined a bounded number of
times and each stretch of text is read once, so that the time is linear in the text.
"""

import re

from glossary_site.text.code import find_code
from glossary_site.text.latex.vocabulary import COMMANDS
from glossary_site.values import Frozen

# Damage may break an inline formula at each lost command, but no formula is longer than a few lines.
_MOST_LINE_ENDS = 6
_LONGEST = 2_000


class Formula(Frozen):
    """One formula: ``text[start:end]`` with its delimiters, ``latex`` without them, as written.

    ``display``: it is set on lines of its own. ``closed`` is False where no delimiter closes the formula; ``latex``
    then ends with the last line that reads like mathematics.
    """

    start: int
    end: int
    latex: str
    display: bool
    closed: bool


class _Mark(Frozen):
    """A delimiter: ``kind`` is one of ``$``, ``$$``, ``\\(``, ``\\)``, ``\\[``, ``\\]``."""

    start: int
    end: int
    kind: str


_TOKEN = re.compile(r"\\[^\n]|\$+")
_VISIBLE = re.compile(r"[^\s\x00-\x1f\x7f-\x9f]")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LINE = re.compile(r"[^\n]*\n?")
_CLOSER = {"\\(": "\\)", "\\[": "\\]"}
_DELIMITERS = frozenset(("$", "$$", *_CLOSER, *_CLOSER.values()))
# A line that begins like this is a block of Markdown and no part of the formula above it.
_BLOCK_MARK = re.compile(r"[ \t]*(?:[-*+•] +\S|\d{1,3}[.)] +\S|#{1,6}[ *]|\*\*|>|```|~~~|\|.*\|[ \t]*$)")
_STRONG = re.compile(r"\\[A-Za-z]|[\^_][{A-Za-z0-9+*\\-]")
_RELATION = re.compile(r"[=<>+^_|/'\\≤≥≠≈∈→×·±∑∏∫√−-]")
_MONEY = re.compile(r"\d[\d,.]*(?:[KMBTkmb]\b|[ ]?(?:thousand|million|billion|trillion)\b)?[+–—-]?")
_LETTERS = re.compile(r"[^\W\d_]+")
# The names of commands, and what is left of one that lost its first letter with its backslash.
_NAMES = COMMANDS | {name[1:] for name in COMMANDS if name[0] in "abfnrtv" and len(name) > 3}


def find_formulas(text: str) -> tuple[Formula, ...]:
    """All formulas of ``text`` in order; they do not overlap, and none is inside code."""
    if "$" not in text and "\\" not in text:
        return ()
    marks = _find_marks(text)
    found: list[Formula] = []
    number = 0
    while number < len(marks):
        mark = marks[number]
        formula: Formula | None = None
        if mark.kind == "$":
            formula = _inline(text, mark, marks[number + 1] if number + 1 < len(marks) else None)
        elif mark.kind == "$$":
            formula = _display(text, marks, number)
        elif mark.kind in _CLOSER:
            formula = _bracketed(text, marks, number)
        number += 1
        if formula is not None:
            found.append(formula)
            while number < len(marks) and marks[number].start < formula.end:
                number += 1
    return tuple(found)


def _find_marks(text: str) -> list[_Mark]:
    """Every delimiter outside code, in order. Escaped dollars and runs of three or more are no delimiters."""
    starts, ends = zip(*find_code(text), (len(text), len(text)), strict=True)
    return [
        _Mark(token.start(), token.end(), token[0])
        for start, end in zip((0, *ends), starts, strict=False)
        for token in _TOKEN.finditer(text, start, end)
        if token[0] in _DELIMITERS
    ]


def _inline(text: str, opener: _Mark, closer: _Mark | None) -> Formula | None:
    """The formula between two neighbouring single dollars, or the one that the end of the text cuts off."""
    if closer is None:
        return _cut_off(text, opener)
    if closer.kind != "$" or closer.start - opener.end > _LONGEST:
        return None
    latex = text[opener.end : closer.start]
    before = text[opener.start - 1 : opener.start]
    after = text[closer.end : closer.end + 1]
    if not _is_inline_formula(latex, before, after):
        return None
    return Formula(opener.start, closer.end, latex, display=False, closed=True)


def _cut_off(text: str, opener: _Mark) -> Formula | None:
    """An inline formula without its end, found only where the last line of ``text`` stops inside open braces."""
    latex = text[opener.end : opener.end + _LONGEST].rstrip()
    if opener.end + len(latex) != len(text.rstrip()) or "\n" in latex:
        return None
    if not (_STRONG.search(latex) and latex.count("{") > latex.count("}")) or _is_prose(latex):
        return None
    return Formula(opener.start, opener.end + len(latex), latex, display=False, closed=False)


def _display(text: str, marks: list[_Mark], number: int) -> Formula | None:
    """The formula from one ``$$`` to the next, or to the last line before prose where that begins earlier."""
    opener = marks[number]
    closer = next((marks[later] for later in range(number + 1, len(marks)) if marks[later].kind == "$$"), None)
    limit = closer.start if closer else len(text)
    end = opener.end
    for line in _LINE.finditer(text, opener.end, limit):
        content = line[0].strip()
        if content and ((line.start() > opener.end and _BLOCK_MARK.match(line[0])) or _is_prose_line(content)):
            break
        if content:
            end = line.start() + len(line[0].rstrip())
    else:
        if closer and _VISIBLE.search(text, opener.end, limit):
            return Formula(opener.start, closer.end, text[opener.end : limit], display=True, closed=True)
    latex = text[opener.end : end]
    return Formula(opener.start, end, latex, display=True, closed=False) if _STRONG.search(latex) else None


def _bracketed(text: str, marks: list[_Mark], number: int) -> Formula | None:
    """The formula in ``\\(…\\)`` or ``\\[…\\]``; None where these are escaped brackets around other text."""
    opener = marks[number]
    later = (marks[place] for place in range(number + 1, len(marks)))
    closer = next((mark for mark in later if mark.kind in (*_CLOSER, _CLOSER[opener.kind])), None)
    if closer is None or closer.kind in _CLOSER:
        return None
    latex = text[opener.end : closer.start]
    display = opener.kind == "\\["
    if len(latex) > _LONGEST or not _VISIBLE.search(latex) or _spans_blocks(latex) or _is_prose(latex):
        return None
    if not (_STRONG.search(latex) or _RELATION.search(latex) or (not display and len(latex.strip()) == 1)):
        return None
    return Formula(opener.start, closer.end, latex, display=display, closed=True)


def _is_inline_formula(latex: str, before: str, after: str) -> bool:
    """Whether ``latex``, between two dollars, is mathematics; ``before`` and ``after`` are the characters around it."""
    content = latex.strip()
    if not _VISIBLE.search(content) or after.isdigit() or latex.count("\n") > _MOST_LINE_ENDS or _spans_blocks(latex):
        return False
    strong = bool(_STRONG.search(latex)) or content in _NAMES
    if latex[-1].isspace() and not strong and not latex[0].isspace():
        return False
    if (before.isalnum() or before == "$") and not strong:
        return False
    if (after.isalpha() or after in tuple("_{(")) and after and not (content[-1].isalnum() or content[-1] in ")]}'"):
        return False
    if (after.isalpha() or after in ("_", "{")) and not strong and len(content) > 1:
        return False
    if "**" in content or "://" in content or _is_prose(content):
        return False
    money = _MONEY.match(content)
    if money and not strong:
        rest = content[money.end() :]
        return not rest or not (rest[0] in ")]\"'”,;:" or _most_words(rest) > 0)
    return strong or bool(_RELATION.search(content)) or _most_words(content) < 2


def _spans_blocks(latex: str) -> bool:
    """Whether ``latex``, between two delimiters, has a blank line or a line that begins a block of Markdown."""
    return "\n" in latex and bool(
        _BLANK_LINE.search(latex) or any(_BLOCK_MARK.match(line) for line in latex.split("\n")[1:])
    )


def _outside_braces(latex: str) -> str:
    """``latex`` without the content of its braces: words in a subscript or a label are no prose."""
    if "{" not in latex:
        return latex
    kept: list[str] = []
    depth = 0
    for piece in re.split(r"([{}])", latex):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth = max(0, depth - 1)
            kept.append("{}")
        elif depth == 0:
            kept.append(piece)
    return "".join(kept)


def _most_words(text: str) -> int:
    """The greatest number of ordinary words, of two letters or more, in a row."""
    longest = run = 0
    for word in _outside_braces(text).split():
        bare = word.strip("/,.;:()[]\"'“”‘’!?")
        if len(bare) > 1 and _LETTERS.fullmatch(bare) and bare not in _NAMES:
            run += 1
            longest = max(longest, run)
        elif not (bare in ("a", "I") and run):
            run = 0
    return longest


def _is_prose(text: str) -> bool:
    return "—" in text or "`" in text or _most_words(text) >= 3


def _is_prose_line(line: str) -> bool:
    """Whether a line inside an open display formula is a sentence or a heading rather than mathematics."""
    if _STRONG.search(line):
        return "`" in line or _most_words(line) >= 5
    return _is_prose(line)
