"""The statements of Python code with or without its line ends.

Without line ends, a statement ends between two words that no expression has side by side. A comment ends at the first
position from which the rest reads as statements again.
"""

import ast
import keyword
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_CODE = 20_000  # characters
_BLOCKS = frozenset(
    {"if", "elif", "else", "for", "while", "with", "def", "class", "try", "except", "finally", "match", "case"}
)

_TOKEN = re.compile(
    r"""(?P<string>(?i:[rbfu]{0,2})(?:\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))"""
    r"|(?P<name>[^\W\d]\w*)|(?P<number>\d[\w.]*)|(?P<comment>\#[^\n]*)|(?P<end>\n)"
    r"|(?P<operator>->|:=|\.{3}|\*\*=?|//=?|[-+*/%@&|^=!<>]=|<<|>>|[-+*/%@&|^=<>~.,:;()\[\]{}\\])",
    re.DOTALL,
)
_BLANKS = re.compile(r"[^\S\n]*")
_CLOSER = {"(": ")", "[": "]", "{": "}"}
_CONSTANTS = frozenset({"None", "True", "False"})
_ALONE = frozenset({"pass", "break", "continue"})
_STATEMENT_START = re.compile(
    r"(?<![\w.\"'#])(?:#|from\s+[\w.]+\s+import\s|import\s+[a-z_]|(?:async\s+)?def\s+\w+\s*\(|class\s+\w+\s*[(:]"
    r"|for\s+\(?\w+(?:\s*,\s*\w+)*\)?\s+in\s|(?:if|while)\s[^#:]{1,160}:|(?:async\s+)?with\s+[\w.]+\("
    r"|(?:try|else|finally)\s*:|except\b[^#:]{0,80}:|(?:return|assert|yield|del|raise)\s"
    r"|(?:pass|break|continue)(?=\s)|@[a-z_][\w.]*"
    r"|[^\W\d][\w.]{0,80}(?:\[[^\]#]{0,80}\])?(?:\s*,\s*[^\W\d]\w{0,40}){0,6}(?:\s*:\s*[\w.\[\],|]{1,60})?"
    r"\s*(?:[-+*/|&]|//|\*\*)?=(?!=)"
    r"|[^\W\d][\w.]{0,80}\()"
)
_MOST_TRIES = 12  # positions that are tried as the end of a comment
_LONGEST_LINE = 60  # characters; a longer statement is divided within its brackets


@dataclass(frozen=True, slots=True)
class Token:
    """A token of code; ``kind`` is string, name, number, comment, operator or end (of a line)."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def opens(self) -> bool:
        """Whether this is an opening bracket."""
        return self.kind == "operator" and self.text in _CLOSER

    @property
    def closes(self) -> bool:
        """Whether this is a closing bracket."""
        return self.kind == "operator" and self.text in (")", "]", "}")


@dataclass(frozen=True, slots=True)
class Statement:
    """A simple statement, the head of a compound statement, or a comment.

    ``lines`` after the first are indented relative to it; ``words`` are the texts of the tokens, ``#`` for a comment.
    """

    lines: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def first(self) -> str:
        """The first word, or the second one after ``async``."""
        return self.words[1] if self.words[0] == "async" and len(self.words) > 1 else self.words[0]

    @property
    def is_comment(self) -> bool:
        """Whether this is a comment."""
        return self.words == ("#",)

    @property
    def opens_block(self) -> bool:
        """Whether an indented block follows."""
        return self.first in _BLOCKS and self.words[-1] == ":"


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


def statements_by_line(code: str) -> list[Statement] | None:
    """The statements of code with line ends but without indentation; None where brackets or quotes do not match."""
    tokens: list[Token] = []
    while token := _token_at(code, tokens[-1].end if tokens else 0):
        tokens.append(token)
    if not tokens or tokens[-1].end < len(code.rstrip()):
        return None
    statements: list[Statement] = []
    words: list[str] = []
    lines: list[str] = []
    depth = line_depth = start = 0
    for token in [*tokens, Token("end", "\n", len(code), len(code))]:
        if token.kind == "end":
            line = code[start : token.start].strip()
            lines.append("    " * max(0, line_depth - (line[:1] in tuple(")]}") and bool(line))) + line)
            start, line_depth = token.end, depth
            if depth > 0 or (words and words[-1] == "\\"):
                continue
            if line or words:
                statements.append(Statement(tuple(lines), tuple(words) or ("#",)))
            words, lines = [], []
        elif token.kind != "comment":
            words.append(token.text)
            depth += token.opens - token.closes
    return None if words or lines or depth else statements


def statements_in_line(code: str) -> list[Statement] | None:
    """The statements of code without line ends; None where it cannot be divided into statements."""
    statements: list[Statement] = []
    tries = _MOST_TRIES
    at = 0
    while at < len(code):
        if code[at].isspace():
            at += 1
        elif code[at] == "#":
            end = len(code)
            for match in _STATEMENT_START.finditer(code, at + 2):
                if code[match.start() - 1].isspace() and (match[0] == "#" or _reads_on(code, match.start())):
                    end = match.start()
                    break
                tries -= match[0] != "#"
                if tries <= 0:
                    return None
            statements.append(Statement((code[at:end].strip(),), ("#",)))
            at = end
        else:
            found = _next_statement(code, at)
            if found is None:
                return None
            statement, at = found
            statements.append(statement)
    return statements


def _reads_on(code: str, at: int) -> bool:
    """Whether statements begin at ``at``: Python accepts the first one, and the second is more than a word."""
    found = _next_statement(code, at)
    if found is None:
        return False
    statement, end = found
    source = " ".join(line.strip() for line in statement.lines)
    if statement.first in ("elif", "else", "except", "finally"):
        is_accepted = statement.opens_block
    elif statement.first == "@":
        is_accepted = True
    else:
        source = source + " pass" if statement.opens_block else source
        source = "try: pass\nexcept: pass" if statement.first == "try" else source
        is_accepted = (
            statement.words[1:2] == ("=",)
            or parses(source)
            or (statement.first in ("return", "yield") and parses(f"def f(): {source}"))
        )
    if not is_accepted:
        return False
    rest = code[end:].lstrip()
    if not rest or rest[0] == "#":
        return True
    return _next_statement(code, len(code) - len(rest)) is not None


def _token_at(code: str, at: int) -> Token | None:
    """The first token from ``at`` on; None at the end of the code, or where a character begins no token."""
    blanks = _BLANKS.match(code, at)
    match = _TOKEN.match(code, blanks.end() if blanks else at)
    return Token(match.lastgroup, match[0], *match.span()) if match and match.lastgroup else None


def _next_statement(code: str, at: int) -> tuple[Statement, int] | None:
    """The statement that begins at ``at``, and where it ends; None where none begins, or only a bare name.

    Prose would be divided into bare names.
    """
    tokens: list[Token] = []
    open_brackets: list[str] = []
    ternaries = lambdas = 0
    while (token := _token_at(code, at)) and token.kind != "comment":
        if not open_brackets and tokens:
            if _is_boundary(code, tokens, token, ternaries):
                break
            ternaries += (token.text == "if") - (token.text == "else" and ternaries > 0)
            lambdas += (token.text == "lambda") - (token.text == ":" and lambdas > 0)
        if token.opens:
            open_brackets.append(_CLOSER[token.text])
        elif token.closes and (not open_brackets or open_brackets.pop() != token.text):
            return None
        tokens.append(token)
        at = token.end
        if token.text == ":" and not open_brackets and _is_head(tokens) and lambdas == 0:
            break
    if not tokens or open_brackets or (token is None and code[at:].strip()):
        return None
    only = tokens[0].text
    if len(tokens) == 1 and only not in (*_ALONE, "return", "raise") and only[-1] not in "\"'.":
        return None
    return Statement(_break_brackets(code, tokens), tuple(token.text for token in tokens)), tokens[-1].end


def _is_head(tokens: Sequence[Token]) -> bool:
    first = tokens[1] if tokens[0].text == "async" and len(tokens) > 1 else tokens[0]
    return first.text in _BLOCKS


def _is_boundary(code: str, tokens: Sequence[Token], token: Token, ternaries: int) -> bool:
    """Whether ``token``, which is outside brackets, begins a new statement after the ``tokens`` of another."""
    last = tokens[-1]
    if last.kind == "name" and last.text in _ALONE:
        return True
    if len(tokens) == 1 and last.text in ("match", "case"):
        return False
    is_operand = (
        last.kind in ("number", "string")
        or (last.kind == "name" and (not keyword.iskeyword(last.text) or last.text in _CONSTANTS))
        or last.text in (")", "]", "}", "...")
        or (last.text == "*" and len(tokens) > 1 and tokens[-2].text == "import")
    )
    if not is_operand:
        return False
    if token.kind == "name":
        return _word_begins_statement(code, tokens, token, ternaries)
    if token.kind in ("number", "string"):
        return not (token.kind == "string" and last.kind == "string")
    if token.text == "@":
        return code[token.end : token.end + 1] not in (" ", "=") and code[token.start - 1 : token.start] == " "
    return token.text == "{"


def _word_begins_statement(code: str, tokens: Sequence[Token], token: Token, ternaries: int) -> bool:
    word = token.text
    if word in ("and", "or", "in", "is", "as"):
        return False
    if word == "not":
        return re.match(r"\s+in\b", code[token.end : token.end + 8]) is None
    if word == "else":
        return ternaries == 0
    if word == "if":
        return tokens[0].text != "case" and not _is_ternary(code, token.end)
    if word == "from":
        return tokens[0].text != "raise" and tokens[-1].text != "yield"
    if word == "import":
        return tokens[0].text != "from" or any(earlier.text == "import" for earlier in tokens)
    return True


def _is_ternary(code: str, at: int) -> bool:
    """Whether the ``if`` before ``at`` belongs to an expression: it has an ``else`` before the colon of a statement."""
    depth = 0
    for match in _TOKEN.finditer(code, at, at + 400):
        if match.lastgroup == "operator":
            depth += (match[0] in _CLOSER) - (match[0] in (")", "]", "}"))
            if depth == 0 and match[0] == ":":
                return False
        elif match.lastgroup == "comment" or depth < 0:
            return False
        elif depth == 0 and match[0] == "else":
            return True
    return False


def _break_brackets(code: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The lines of one statement: spaces inside its brackets show where it lost line ends."""
    source = code[tokens[0].start : tokens[-1].end]
    if len(source) <= _LONGEST_LINE:
        return (source,)
    closes_at: dict[int, int] = {}
    opened: list[int] = []
    for number, token in enumerate(tokens):
        if token.opens:
            opened.append(number)
        elif token.closes:
            closes_at[opened.pop()] = number
    lines: list[str] = []
    line = ""
    levels: list[str] = []
    for number, token in enumerate(tokens):
        spaced = number > 0 and tokens[number - 1].end < token.start
        breaks = False
        if token.closes:
            breaks = levels.pop() == "lines"
        elif number and levels and levels[-1]:
            breaks = tokens[number - 1].opens or (levels[-1] == "lines" and tokens[number - 1].text == ",")
        if breaks and spaced:
            lines.append(line)
            line = "    " * sum(map(bool, levels))
            spaced = False
        line += " " * spaced + token.text
        if token.opens:
            closing = tokens[closes_at[number]]
            broken = code[token.end : token.end + 1] == " " and closes_at[number] > number + 1
            levels.append(("lines" if code[closing.start - 1] == " " else "block") if broken else "")
    return (*lines, line)
