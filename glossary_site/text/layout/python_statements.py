"""The statements of Python code with or without its line ends.

Without line ends, a statement may end between two words that an expression seldom has side by side, and a comment
before each word. Python itself decides: each statement must be one that it accepts.
"""

import ast
import keyword
import re
import warnings
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import islice

from glossary_site.values import Frozen

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
_ALONE = frozenset({"pass", "break", "continue", "return", "raise", "yield"})
_JOINS = frozenset({"and", "or", "in", "is", "as", "not"})
_BEGINS_OR_JOINS = frozenset({"if", "else", "from", "import"})
_SOFT_KEYWORDS = frozenset({"match", "case", "type"})
#: What makes a whole of a statement that is none alone.
_WHOLE = {
    "elif": "if 1: pass\n {} pass",
    "else": "if 1: pass\n {} pass",
    "try": "{} pass\n finally: pass",
    "except": "try: pass\n {} pass",
    "finally": "try: pass\n {} pass",
    "match": "{}\n  case 1: pass",
    "case": "match 1:\n  {} pass",
    "@": "{}\n def f(): pass",
}
_COMMENT_WORD = re.compile(r"\S+\s*")
_MOST_WORDS = 200  # of a comment
_MOST_TRIES = 30  # words that are tried as the end of a comment inside brackets
_LONGEST_INSIDE = 2_000  # characters, which are read behind it
_MOST_ENDS = 12  # of one statement that are tried
_WORD_PRICE, _FIELD_PRICE = 2, 3  # of a word of a comment, of a field without a value
_LONGEST_LINE = 60  # characters; a longer statement is divided within its brackets


class Token(Frozen):
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
    def ends_line(self) -> bool:
        """Whether nothing can follow in its line: a comment, or the sign of a statement that goes on in the next."""
        return self.kind == "comment" or self.text == "\\"

    @property
    def closes(self) -> bool:
        """Whether this is a closing bracket."""
        return self.kind == "operator" and self.text in (")", "]", "}")


class Statement(Frozen):
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
    def introduces(self) -> bool:
        """Whether this is a comment or a decorator, which has the depth of the next statement."""
        return self.words[0] in ("#", "@")

    @property
    def opens_block(self) -> bool:
        """Whether an indented block follows."""
        return self.first in _BLOCKS and self.words[-1] == ":"


def parse(code: str) -> ast.Module | None:
    """The syntax tree of the code; None if Python does not accept it."""
    if len(code) > LONGEST_CODE or "\x00" in code:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


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
    """The statements of code without line ends; None where it cannot be divided into statements.

    Of all divisions into comments and statements that Python accepts, it is the cheapest, found from left to right
    (Viterbi, 1967). A word of a comment costs more than a statement.
    """
    ways: dict[int, tuple[float, int, Statement | None]] = {0: (0, 0, None)}
    places = [0]
    while places and (start := heappop(places)) < len(code):
        for piece, end, price in _find_pieces(code, start):
            end += len(code[end : end + 1]) * code[end : end + 1].isspace()
            cost = ways[start][0] + price
            if end not in ways:
                heappush(places, end)
            if end not in ways or cost < ways[end][0]:
                ways[end] = (cost, start, piece)
    pieces: list[Statement] = []
    at = len(code)
    while at in ways and (last := ways[at][2]):
        pieces.append(last)
        at = ways[at][1]
    return pieces[::-1] or None


def _find_pieces(code: str, start: int) -> Iterator[tuple[Statement, int, int]]:
    """Each comment or statement that may begin at ``start``, where it ends, and its price."""
    if code[start] == "#":
        for end, words in _find_comment_ends(code, start):
            yield Statement((code[start:end].strip(),), ("#",)), end, words * _WORD_PRICE
        return
    for tokens in _find_ends(code, start):
        code_words = tuple(token.text for token in tokens if token.kind != "comment")
        statement = Statement(_break_brackets(code, tokens), code_words)
        if price := _find_price(statement):
            yield statement, tokens[-1].end, price


def _find_comment_ends(code: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the comment at ``start`` may end, and its number of words then: before each word behind its first one."""
    for words, word in enumerate(islice(_COMMENT_WORD.finditer(code, start), _MOST_WORDS), start=1):
        end = word.end()
        is_followed = code[end : end + 1] in ("", "#")
        if words > 1 or word[0].rstrip() != "#" or is_followed:
            yield end, words
        if is_followed:
            return


def _find_price(statement: Statement) -> int:
    """What a statement costs; 0 if it is none, or a bare name, as prose would be divided into those.

    It costs more where it has no effect, as words of prose do not, or assigns a formula that Python does not accept.
    """
    if len(statement.words) == 1 and statement.words[0].isidentifier() and statement.words[0] not in _ALONE:
        return 0
    is_part = statement.opens_block or statement.first == "@"
    whole = _WHOLE.get(statement.first, "{} pass") if is_part else "{}"
    tree = parse("async def f():\n " + whole.replace("{}", "\n".join(statement.lines)))
    if tree is None:
        is_formula = statement.words[1:2] == ("=",) and "=" not in statement.words[2:] and not is_part
        return len(" ".join(statement.lines).split()) if is_formula else 0
    (function,) = tree.body
    (*_, node) = function.body  # type: ignore[attr-defined]
    if has_effect(node):
        return 1
    return _FIELD_PRICE if isinstance(node, ast.AnnAssign) else 1 + len(statement.words) * _WORD_PRICE


def has_effect(node: ast.stmt) -> bool:
    """Whether a statement does something, as words and formulas of prose do not."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call | ast.Await | ast.Yield | ast.YieldFrom) or (
            isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        )
    return not isinstance(node, ast.AnnAssign) or node.value is not None


def _token_at(code: str, at: int) -> Token | None:
    """The first token from ``at`` on; None at the end of the code, or where a character begins no token."""
    blanks = _BLANKS.match(code, at)
    match = _TOKEN.match(code, blanks.end() if blanks else at)
    return Token(match.lastgroup, match[0], *match.span()) if match and match.lastgroup else None


def _find_ends(code: str, at: int) -> Iterator[list[Token]]:
    """The tokens from ``at`` to each place where a statement may end."""
    tokens: list[Token] = []
    open_brackets: list[str] = []
    lambdas = ends = 0
    while token := _token_at(code, at):
        if token.kind == "comment":
            end = _find_end_within(code, token.start) if open_brackets else 0
            if not end:
                break
            token = Token("comment", code[token.start : end].strip(), token.start, end)
        elif not open_brackets and tokens:
            if "." in (token.text, tokens[-1].text) and tokens[-1].end < token.start and tokens[0].text != "from":
                return
            if _may_end(code, tokens, token):
                yield tokens[:]
                ends += 1
                if _must_end(tokens, token) or ends == _MOST_ENDS:
                    return
            if token.text == ":" and not lambdas and ends and not _is_head(tokens):
                return
            lambdas += (token.text == "lambda") - (token.text == ":" and lambdas > 0)
        if token.opens:
            open_brackets.append(_CLOSER[token.text])
        elif token.closes and (not open_brackets or open_brackets.pop() != token.text):
            return
        tokens.append(token)
        at = token.end
        if token.text == ":" and not open_brackets and _is_head(tokens) and lambdas == 0:
            yield tokens
            return
    if tokens and not open_brackets and (token or not code[at:].strip()):
        yield tokens


def _find_end_within(code: str, start: int) -> int:
    """Where the comment at ``start`` ends, which is inside brackets; 0 if nowhere.

    It ends where the rest, up to the end of the brackets or the next comment, reads as elements of a list or dict.
    """
    for end, _ in islice(_find_comment_ends(code, start), _MOST_TRIES):
        comment = code[start:end]
        if comment.count("(") == comment.count(")"):
            inside = _read_inside(code, end)
            if inside is not None and (parse(f"f({inside})") or parse(f"f({{{inside}}})")):
                return end
    return 0


def _read_inside(code: str, at: int) -> str | None:
    """The text from ``at`` to the end of the brackets around it or to a comment, its open brackets closed."""
    start, opened = at, ""
    while (token := _token_at(code, at)) and at - start < _LONGEST_INSIDE:
        if token.kind == "comment" or (token.closes and not opened):
            return code[start : token.start] + opened
        if token.opens:
            opened = _CLOSER[token.text] + opened
        elif token.closes:
            opened = opened[1:]
        at = token.end
    return None


def _is_head(tokens: Sequence[Token]) -> bool:
    first = tokens[1] if tokens[0].text == "async" and len(tokens) > 1 else tokens[0]
    return first.text in _BLOCKS


def _ends_operand(tokens: Sequence[Token]) -> bool:
    last = tokens[-1]
    return (
        last.kind in ("number", "string")
        or (last.kind == "name" and (not keyword.iskeyword(last.text) or last.text in _CONSTANTS))
        or last.text in (")", "]", "}", "...")
        or (last.text == "*" and len(tokens) > 1 and tokens[-2].text == "import")
    )


def _may_end(code: str, tokens: Sequence[Token], token: Token) -> bool:
    """Whether a statement may end after ``tokens``, and another one begin with ``token``, outside brackets."""
    if tokens[-1].text in _ALONE:
        return True
    if not _ends_operand(tokens) or token.text in _JOINS:
        return False
    if token.kind == "operator":
        is_apart = code[token.start - 1].isspace()
        before_space = code[token.end : token.end + 1] in (" ", "=")
        return token.text == "{" or (is_apart and (token.text in "([" or (token.text in "*@" and not before_space)))
    return token.kind in ("name", "number") or tokens[-1].kind != "string"


def _must_end(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a statement that may end before ``token`` cannot go on with it."""
    may_call = token.opens and tokens[-1].kind == "name" and token.text != "{"
    is_open = may_call or token.text in _BEGINS_OR_JOINS or (len(tokens) == 1 and tokens[0].text in _SOFT_KEYWORDS)
    return not is_open and _ends_operand(tokens)


def _break_brackets(code: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The lines of one statement: spaces inside its brackets show where it lost line ends."""
    source = code[tokens[0].start : tokens[-1].end]
    if len(source) <= _LONGEST_LINE and not any(token.ends_line for token in tokens):
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
        if (breaks and spaced and token.kind != "comment") or (number and tokens[number - 1].ends_line):
            lines.append(line)
            line = "    " * (sum(map(bool, levels)) + (tokens[number - 1].text == "\\"))
            spaced = False
        line += " " * spaced + token.text
        if token.opens:
            closing = tokens[closes_at[number]]
            broken = code[token.end : token.end + 1] == " " and closes_at[number] > number + 1
            levels.append(("lines" if code[closing.start - 1] == " " else "block") if broken else "")
    return (*lines, line)
