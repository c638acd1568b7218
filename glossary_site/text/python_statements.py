"""The statements of Python code, with its line ends or without them.

Where the line ends are lost, a statement ends where two words stand side by side that no expression lets stand so. A comment
swallows what follows it: it ends at the first place from where the rest reads as statements again.
"""

import ast
import keyword
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_CODE = 20_000
BLOCKS = frozenset({"if", "elif", "else", "for", "while", "with", "def", "class", "try", "except", "finally"})

_TOKEN = re.compile(
    r"""(?P<string>(?i:[rbfu]{0,2})(?:\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))"""
    r"|(?P<name>[^\W\d]\w*)|(?P<number>\d[\w.]*)|(?P<comment>\#)"
    r"|(?P<operator>->|:=|\.{3}|\*\*=?|//=?|[-+*/%@&|^=!<>]=|<<|>>|[-+*/%@&|^=<>~.,:;()\[\]{}\\])",
    re.DOTALL,
)
_SPACE = re.compile(r"\s*")
_OPEN = {"(": ")", "[": "]", "{": "}"}
_CONSTANTS = frozenset({"None", "True", "False"})
_ALONE = frozenset({"pass", "break", "continue"})
_STATEMENT_START = re.compile(
    r"(?<![\w.\"'])(?:from\s+[\w.]+\s+import\s|import\s+[a-z_]|(?:async\s+)?def\s+\w+\s*\(|class\s+\w+\s*[(:]"
    r"|for\s+\(?\w+(?:\s*,\s*\w+)*\)?\s+in\s|(?:if|while)\s[^#:]{1,160}:|(?:async\s+)?with\s+[\w.]+\(|(?:try|else|finally)\s*:"
    r"|except\b[^#:]{0,80}:|(?:return|assert|yield|del|raise)\s|(?:pass|break|continue)(?=\s)|@[a-z_][\w.]*"
    r"|[^\W\d][\w.]*(?:\[[^\]#]{0,80}\])?(?:\s*,\s*[^\W\d]\w*){0,6}(?:\s*:\s*[\w.\[\], |]{1,60})?\s*(?:[-+*/|&]|//|\*\*)?=(?!=)"
    r"|[^\W\d][\w.]*\()"
)
_MOST_TRIES = 8


@dataclass(frozen=True, slots=True)
class Token:
    """A token of code; ``kind`` is string, name, number, comment or operator."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One simple statement, the head of a compound one, or a comment; ``lines`` after the first have their indentation."""

    lines: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def first(self) -> str:
        """The first word; the second one after ``async``; ``#`` for a comment, ``@`` for a decorator."""
        return self.words[1] if self.words[:1] == ("async",) and len(self.words) > 1 else (self.words or ("",))[0]

    @property
    def opens_block(self) -> bool:
        """Whether an indented block has to follow."""
        return self.first in BLOCKS and self.words[-1] == ":"


def parses(code: str) -> bool:
    """Whether Python accepts the code."""
    if len(code) > LONGEST_CODE or "\x00" in code:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def statements_by_line(lines: Sequence[str]) -> list[Statement] | None:
    """The statements of code that has its line ends; None where brackets or quotes do not match."""
    code = "\n".join(lines)
    statements: list[Statement] = []
    words: list[str] = []
    begun = 0
    depths: list[int] = []
    depth = 0
    at = 0
    for number, line in enumerate(lines):
        line_end = at_line_end(code, lines, number)
        at = max(at, line_end - len(line))
        depths.append(depth)
        while at < line_end:
            at = _skip(code, at, line_end)
            match = _TOKEN.match(code, at) if at < line_end else None
            if match is None:
                if at < line_end:
                    return None
                break
            if match.lastgroup == "comment":
                words += ["#"] if not words else []
                break
            words.append(match[0])
            depth += (match[0] in _OPEN) - (match[0] in ")]}" and match.lastgroup == "operator")
            at = match.end()
        if depth < 0:
            return None
        if depth == 0 and at <= line_end and words and words[-1] != "\\":
            statements.append(Statement(_hang(lines[begun : number + 1], depths[begun:]), tuple(words)))
            words, begun = [], number + 1
        elif not words and not line.strip():
            statements.append(Statement(("",), ("#",)))
            begun = number + 1
    return statements if not words and depth == 0 else None


def at_line_end(code: str, lines: Sequence[str], number: int) -> int:
    return 0
