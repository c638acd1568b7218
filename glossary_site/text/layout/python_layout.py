"""Indentation and line ends restored in Python code, where Python accepts the result."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from glossary_site.text.layout.python_statements import (
    LONGEST_CODE,
    Statement,
    parses,
    statements_by_line,
    statements_in_line,
)

_PARENTS = {
    "elif": frozenset({"if", "elif"}),
    "else": frozenset({"if", "elif", "for", "while", "except"}),
    "except": frozenset({"try", "except"}),
    "finally": frozenset({"try", "except", "else"}),
}
_LEAVES = frozenset({"return", "raise", "break", "continue"})
_LOOK_AHEAD = 60
_WIDEST_LINE = 88


@dataclass(slots=True)
class _Block:
    """An open compound statement."""

    kind: str
    """Its first word."""
    name: str
    """The name that it defines."""
    depth: int
    bound: set[str]
    """The names that its head and its body assign."""
    assigned_before: frozenset[str]
    roots: set[str] = field(default_factory=set)
    """The first words of the simple statements in its body."""
    size: int = 0
    """The number of statements in its body."""
    has_left: bool = False
    """Its last statement leaves it, such as ``return``."""


def lay_out_python(lines: Sequence[str]) -> list[str]:
    """Python code with its line ends and indentation; unchanged where it parses, or where the result would not.

    Only white space changes. A block ends after ``return`` and the like, before a keyword that continues an outer
    block, or before a line that uses no name that the block assigns.
    """
    code = "\n".join(lines)
    if len(code) > LONGEST_CODE or any(line[:1].isspace() for line in lines):
        return list(lines)
    statements = statements_in_line(code) if len(lines) == 1 else statements_by_line(code)
    if statements is None or (len(lines) == len(statements) and parses(code)):
        return list(lines)
    laid_out = _indent(_join_comments(statements) if len(lines) == 1 else statements)
    return laid_out if parses("\n".join(laid_out)) else list(lines)


def _join_comments(statements: Sequence[Statement]) -> list[Statement]:
    """The statements with each comment beside the statement before it, if another comment or the end follows."""
    joined: list[Statement] = []
    for number, statement in enumerate(statements):
        last = joined[-1] if joined else None
        ends = number + 1 == len(statements) or statements[number + 1].is_comment
        if statement.is_comment and ends and last and not last.is_comment and not last.opens_block:
            beside = f"{last.lines[-1]}  {statement.lines[0]}"
            if len(beside) <= _WIDEST_LINE:
                joined[-1] = Statement((*last.lines[:-1], beside), last.words)
                continue
        joined.append(statement)
    return joined


def _indent(statements: Sequence[Statement]) -> list[str]:
    """The lines of the statements, each at the depth of its block; a comment has the depth of the next statement."""
    blocks: list[_Block] = []
    depths: list[int] = []
    assigned: set[str] = set()
    for number, statement in enumerate(statements):
        depth = 0
        if not statement.is_comment:
            depth = _find_depth(blocks, statements, number)
            _enter(blocks, statement, depth, assigned)
        depths.append(depth)
    written = [depth for statement, depth in zip(statements, depths, strict=True) if not statement.is_comment]
    following = written[-1] if written else 0
    for number in reversed(range(len(statements))):
        if statements[number].is_comment:
            depths[number] = following
        following = depths[number]
    laid_out: list[str] = []
    for number, (statement, depth) in enumerate(zip(statements, depths, strict=True)):
        if number and _begins_definition(statements, number) and depth <= depths[number - 1]:
            laid_out.append("")
        laid_out += ["    " * depth + line for line in statement.lines]
    return laid_out


def _begins_definition(statements: Sequence[Statement], number: int) -> bool:
    """Whether a definition begins here, or its comments or decorators."""
    before = statements[number - 1]
    if before.is_comment or before.first == "@":
        return False
    head = next((later for later in statements[number : number + _LOOK_AHEAD] if not later.is_comment), None)
    return head is not None and head.first in ("def", "class", "@")


def _enter(blocks: list[_Block], statement: Statement, depth: int, assigned: set[str]) -> None:
    """Add a statement at ``depth`` to the innermost block, and open the block that it begins.

    ``assigned`` has the names that earlier statements assigned; those of this one are added.
    """
    targets = _targets(statement)
    if blocks:
        around = blocks[-1]
        around.size += 1
        around.has_left = statement.first in _LEAVES
        if not (around.kind == "with" and around.bound):  # only the name of the resource decides where its block ends
            around.bound |= targets - around.assigned_before
        if not statement.opens_block:
            around.roots.add(statement.words[0])
    if statement.opens_block:
        names = [word for word in statement.words[1:] if word.isidentifier()]
        name = names[1] if statement.words[0] == "async" and len(names) > 1 else (names or [""])[0]
        blocks.append(_Block(statement.first, name, depth, _bound(statement), frozenset(assigned)))
    assigned |= targets


def _find_depth(blocks: list[_Block], statements: Sequence[Statement], number: int) -> int:
    """The depth of a statement; the blocks that end before it are removed."""
    statement = statements[number]
    if not blocks:
        return 0
    if blocks[-1].size == 0:
        return blocks[-1].depth + 1
    if (parents := _PARENTS.get(statement.first)) is not None:
        while blocks and blocks[-1].kind not in parents:
            blocks.pop()
        return blocks.pop().depth if blocks else 0
    if statement.first in ("def", "class", "@"):
        return _depth_of_definition(blocks, statements, number)
    while blocks and not _stays(blocks, statements, number):
        blocks.pop()
    return blocks[-1].depth + 1 if blocks else 0


def _depth_of_definition(blocks: list[_Block], statements: Sequence[Statement], number: int) -> int:
    head = number
    while head < len(statements) - 1 and (statements[head].first == "@" or statements[head].is_comment):
        head += 1
    words = statements[head].words
    name = next((word for word in words if word.isidentifier() and word not in ("def", "class", "async")), "")
    is_method = any(word in ("self", "cls") for word in words[2:5]) or "staticmethod" in statements[number].words
    while blocks:
        top = blocks[-1]
        if top.kind == "class" and is_method:
            return top.depth + 1
        if top.kind == "def" and not top.has_left and not is_method and _is_returned(statements, head, name):
            return top.depth + 1
        blocks.pop()
    return 0


def _is_returned(statements: Sequence[Statement], head: int, name: str) -> bool:
    """Whether a function defined here is returned by the function around it."""
    for later in statements[head + 1 : head + _LOOK_AHEAD]:
        if later.words[0] == "return" and name in later.words[1:]:
            return True
        if later.first == "def" and name not in later.words:
            return False
    return False


def _stays(blocks: Sequence[_Block], statements: Sequence[Statement], number: int) -> bool:
    """Whether a statement belongs to the innermost open block."""
    block, statement = blocks[-1], statements[number]
    names = set(statement.words)
    if block.kind == "class":
        return block.size == len(block.roots) and bool(_targets(statement) or ":" in statement.words[1:2])
    if block.kind == "def":
        calls_itself = block.name in names and statement.first != "return"
        return not (block.has_left or calls_itself or statement.first in ("import", "from") or "__name__" in names)
    if block.kind == "try":
        return True
    if block.has_left:
        return False
    if block.kind in ("if", "elif") and _is_continued(statements, number):
        return True
    if names & block.bound:
        return True
    if block.kind in ("for", "while"):
        is_call = len(statement.words) > 1 and statement.words[1] in (".", "(") and not _targets(statement)
        return is_call and not statements[number - 1].is_comment and statement.words[0] in block.roots
    return False


def _is_continued(statements: Sequence[Statement], number: int) -> bool:
    """Whether an ``else`` or ``elif`` follows that belongs to no ``if`` in between."""
    opened = 0
    for later in statements[number : number + _LOOK_AHEAD]:
        if later.first in ("def", "class", "@"):
            return False
        if later.first in ("elif", "else"):
            if opened == 0:
                return True
            opened -= later.first == "else"
        opened += later.first == "if" and later.opens_block
    return False


def _targets(statement: Statement) -> set[str]:
    """The names that a simple statement assigns."""
    if statement.opens_block or "=" not in statement.words or statement.first in ("return", "assert"):
        return set()
    targets = statement.words[: statement.words.index("=")]
    if "(" in targets[1:]:
        return set()
    return {word for word in targets if word.isidentifier()} if "." not in targets and "[" not in targets else set()


def _bound(statement: Statement) -> set[str]:
    """The names that the head of a compound statement assigns for its body."""
    words = statement.words
    if statement.first == "for" and "in" in words:
        return {word for word in words[1 : words.index("in")] if word.isidentifier()}
    if statement.first in ("with", "except") and "as" in words:
        return {word for place, word in enumerate(words) if word.isidentifier() and words[place - 1] == "as"}
    return set()
