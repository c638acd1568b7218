"""Indentation and line ends restored in Python code, where Python accepts the result.

Which block a statement belongs to is decided by facts about both, each with a weight. ``benchmarks/python_depths.py``
learns the weights from the standard library by logistic regression. The most probable layout of the whole code is found
by a beam search (Lowerre, 1976).
"""

import json
import keyword
import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from heapq import nlargest
from importlib import resources
from itertools import takewhile

from glossary_site.text.layout.python_statements import (
    LONGEST_CODE,
    Statement,
    parse,
    statements_by_line,
    statements_in_line,
)
from glossary_site.values import Frozen, replace

PARENTS = {
    "elif": frozenset({"if", "elif"}),
    "else": frozenset({"if", "elif", "for", "while", "except"}),
    "except": frozenset({"try", "except"}),
    "finally": frozenset({"try", "except", "else"}),
}
_LEAVES = frozenset({"return", "raise", "break", "continue"})
_WORDS = _LEAVES | frozenset({"pass", "yield", "assert", "del", "import", "from", "global", "nonlocal", "await"})
_LOOK_AHEAD = 60
_WIDEST_LINE = 88
_BEAM = 12
_MOST_STATEMENTS = 200
_LEAST_ODDS = 1.0  # in nats; docs/decisions/2026-11-flattened-code.md has what this gives
_SMALL = re.compile(r"#+\s*[a-zß-ÿ]")
_NUMBERED = re.compile(r"#+\s*(?:[^\W\d]+\s*)?(\d{1,3})\b")
_SOON = 6
_NEW_NAMES = frozenset({"for", "while", "def", "class"})
_DEFINES = frozenset({"def", "class", "async"})


class Open(Frozen):
    """An open compound statement with its head; ``before`` are the names assigned above it."""

    head: Statement
    depth: int
    before: frozenset[str]
    twin: frozenset[str]
    """The names that the branch before it assigns, as ``if`` before ``else``."""
    assigned: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    """The names whose values its body changes."""
    kinds: frozenset[str] = frozenset()
    """The kinds and first words of the statements in its body."""
    size: int = 0
    """The number of statements in its body."""
    has_left: bool = False
    """Its last statement leaves it, such as ``return``."""
    ends_nested: bool = False
    """Its last statement is a compound one."""

    @property
    def kind(self) -> str:
        """The first word of its head."""
        return self.head.first


class Layout(Frozen):
    """The first statements of some code: their depths, the blocks open after them, and the logarithm of their odds."""

    opened: tuple[Open, ...] = ()
    depths: tuple[int, ...] = ()
    assigned: frozenset[str] = frozenset()
    score: float = 0.0

    def after(self, statements: Sequence[Statement], left: int, score: float = 0.0) -> "Layout":
        """The layout with the next statement, before which the ``left`` innermost blocks end."""
        statement = statements[len(self.depths)]
        opened = list(self.opened)
        twin: frozenset[str] = frozenset()
        for _ in range(left):
            inner = opened.pop()
            twin = inner.assigned | inner.twin
            if opened:
                opened[-1] = replace(
                    opened[-1],
                    assigned=opened[-1].assigned | inner.assigned | find_bound(inner.head),
                    changed=opened[-1].changed | inner.changed,
                    ends_nested=True,
                )
        depth = opened[-1].depth + 1 if opened else 0
        targets = find_targets(statement)
        if opened:
            around = opened[-1]
            opened[-1] = replace(
                around,
                assigned=around.assigned | targets,
                changed=around.changed | _changed(statement),
                kinds=around.kinds | {kind_of(statement), statement.words[0]},
                size=around.size + 1,
                has_left=statement.first in _LEAVES,
                ends_nested=False,
            )
        if statement.opens_block:
            opened.append(Open(statement, depth, self.assigned, twin if statement.first in PARENTS else frozenset()))
        depths = (*self.depths, depth)
        return Layout(tuple(opened), depths, self.assigned | targets | find_bound(statement), self.score + score)

    def following(self, statements: Sequence[Statement]) -> Iterator["Layout"]:
        """Each layout with one statement more."""
        first = statements[len(self.depths)].first
        parents = PARENTS.get(first)
        if not self.opened or self.opened[-1].size == 0:
            if not parents:
                yield self.after(statements, 0)
            return
        score = 0.0
        for left, block in enumerate(reversed(self.opened)):
            odds = sum(_weights().get(fact, 0.0) for fact in find_facts(self, statements, left))
            if parents and block.kind in parents:
                yield self.after(statements, left + 1, score - math.log1p(math.exp(-odds)))
            elif not parents and not block.has_left and (block.kind == "match") == (first == "case"):
                yield self.after(statements, left, score - math.log1p(math.exp(-odds)))
            if block.kind == "try":
                return
            score -= 0.0 if block.has_left else math.log1p(math.exp(odds))
        if not parents and first != "case":
            yield self.after(statements, len(self.opened), score)


def lay_out_python(lines: Sequence[str]) -> list[str]:
    """Python code with its line ends and indentation; unchanged where it parses, or where the result would not.

    Only white space changes.
    """
    code = "\n".join(lines)
    if len(code) > LONGEST_CODE or any(line[:1].isspace() for line in lines):
        return list(lines)
    statements = statements_in_line(code) if len(lines) == 1 else statements_by_line(code)
    if not statements or len(statements) > _MOST_STATEMENTS or (len(lines) == len(statements) and parse(code)):
        return list(lines)
    statements = _join_comments(statements) if len(lines) == 1 else statements
    laid_out = _indent(statements)
    checked = laid_out if parse("\n".join(laid_out)) else _indent(list(map(_without_formula, statements)))
    return laid_out if parse("\n".join(checked)) else list(lines)


def _without_formula(statement: Statement) -> Statement:
    """The statement; ``pass`` in place of one that assigns a formula which is no Python: ``n = |a|``."""
    has_bars = _end_of_targets(statement) == 1 and statement.words.count("|") > 1
    is_formula = has_bars and not parse("\n".join(statement.lines))
    return replace(statement, lines=("pass",)) if is_formula else statement


def _join_comments(statements: Sequence[Statement]) -> list[Statement]:
    """The statements with comments beside the statements before them, where the comments are about those.

    Such a comment begins with a small letter, unless those on lines of their own do; or another comment, or the end,
    follows, and it has no number.
    """
    small_beside = not _SMALL.match(statements[0].lines[0])
    joined: list[Statement] = []
    for number, statement in enumerate(statements):
        last = joined[-1] if joined else None
        if statement.is_comment and last and not last.is_comment and not last.opens_block:
            ends = number + 1 == len(statements) or statements[number + 1].is_comment
            is_about = _SMALL.match(statement.lines[0]) if small_beside else None
            beside = f"{last.lines[-1]}  {statement.lines[0]}"
            if (is_about or (ends and not _NUMBERED.match(statement.lines[0]))) and len(beside) <= _WIDEST_LINE:
                joined[-1] = replace(last, lines=(*last.lines[:-1], beside))
                continue
        joined.append(statement)
    return joined


def _indent(statements: Sequence[Statement]) -> list[str]:
    """The lines of the statements, each at the depth of its block, comments and decorators at that of the next."""
    best = (find_layouts(join_introductions(statements)) or [Layout(depths=(0,) * len(statements))])[0]
    found = iter(best.depths)
    depths = [-1 if statement.introduces else next(found) for statement in statements]
    following = best.depths[-1] if best.depths else 0
    for number in reversed(range(len(statements))):
        depths[number] = following = depths[number] if depths[number] >= 0 else following
    laid_out: list[str] = []
    for number, (statement, depth) in enumerate(zip(statements, depths, strict=True)):
        if number and _begins_definition(statements, number) and depth <= depths[number - 1]:
            laid_out.append("")
        laid_out += ["    " * depth + line for line in statement.lines]
    return laid_out


def is_certain(lines: Sequence[str]) -> bool:
    """Whether code has one line, or an indentation that is much more probable than any other."""
    statements = statements_by_line("\n".join(line.strip() for line in lines))
    if statements is None or len(statements) == 1:
        return parse("\n".join(lines)) is not None
    best, *others = find_layouts(join_introductions(statements)) or [Layout()]
    return not others or best.score - others[0].score >= _LEAST_ODDS


def find_layouts(statements: Sequence[Statement]) -> list[Layout]:
    """The most probable layouts of statements, the best first; none where no block fits a word such as ``else``."""
    layouts = [Layout()]
    for _ in statements:
        following = [later for layout in layouts for later in layout.following(statements)]
        in_step = [later for later in following if _keeps_step(later, statements)]
        layouts = nlargest(_BEAM, in_step or following, key=lambda layout: layout.score)
    return [layout for layout in layouts if all(block.kind != "try" for block in layout.opened)]


def _keeps_step(layout: Layout, statements: Sequence[Statement]) -> bool:
    """Whether the last statement has the depth of that whose comment has the number before its own: ``# Step 2``."""
    *earlier, depth = layout.depths
    number = _number_of(statements[len(earlier)])
    before = [each for place, each in enumerate(earlier) if number > 1 and _number_of(statements[place]) == number - 1]
    return before[-1:] in ([], [depth])


def _number_of(statement: Statement) -> int:
    """The number in the comment above a statement; 0 without one."""
    numbered = _NUMBERED.match(statement.lines[0])
    return int(numbered[1]) if numbered else 0


def join_introductions(statements: Sequence[Statement]) -> list[Statement]:
    """The statements without comments and decorators, which are the first lines of the statements below them."""
    joined: list[Statement] = []
    lines: tuple[str, ...] = ()
    for statement in statements:
        lines += statement.lines
        if not statement.introduces:
            joined.append(replace(statement, lines=lines))
            lines = ()
    return joined


def _begins_definition(statements: Sequence[Statement], number: int) -> bool:
    """Whether a definition begins here, or its comments or decorators."""
    head = next((later for later in statements[number : number + _LOOK_AHEAD] if not later.introduces), None)
    return not statements[number - 1].introduces and head is not None and head.first in ("def", "class")


def find_facts(layout: Layout, statements: Sequence[Statement], left: int) -> Iterator[str]:
    """What speaks for or against the next statement in a block, when the ``left`` blocks within that have ended."""
    place = len(layout.depths)
    statement, previous = statements[place], statements[place - 1]
    block, kind = layout.opened[-1 - left], kind_of(statement)
    names, targets = find_names(statement), find_targets(statement)
    bound, in_head = find_bound(block.head), find_names(block.head)
    used, earlier = names - targets, block.assigned & block.before
    later = statements[place + 1] if place + 1 < len(statements) else None
    soon = list(takewhile(lambda each: each.first not in _NEW_NAMES, statements[place : place + _SOON]))
    facts = {
        f"is {kind}": True,
        "uses bound": names & bound,
        "uses new": names & (block.assigned - block.before),
        "uses previous": names & find_targets(previous),
        "uses head": (names - {"self"}) & (in_head - bound),
        "uses changed": names & block.changed & block.before,
        "uses earlier": used & earlier,
        "assigns again": targets & block.assigned,
        "assigns earlier": targets & block.before,
        "assigns twin": targets & block.twin and not targets & block.assigned,
        "uses twin": used & block.twin & block.assigned,
        "uses other twin": used & (block.twin - block.assigned),
        "same beginning": statement.words[:3] == previous.words[:3],
        "same first": statement.words[0] == previous.words[0] and kind in ("call", "store"),
        "first in block": statement.words[0] in block.kinds and kind in ("call", "store"),
        "same kind": kind == kind_of(previous),
        "kind in block": kind in block.kinds,
        f"size {min(block.size, 5)}": True,
        "comment": statement.lines[0].startswith("#"),
        "decorated": statement.lines[0].startswith("@"),
        "ends nested": block.ends_nested,
        f"left {min(left, 2)}": True,
        f"depth {min(block.depth, 4)}": True,
        "last": later is None,
        f"last {kind}": later is None,
        "next leaves": later is not None and later.first in _LEAVES and kind not in _LEAVES,
        "next branches": later is not None and later.first in ("elif", "else"),
        "next catches": later is not None and later.first in ("except", "finally"),
        "next uses bound": later is not None and find_names(later) & bound,
        "next uses new": later is not None and find_names(later) & (block.assigned - block.before),
        f"after {kind_of(previous)} {kind}": True,
        f"head {block.head.words[1]}": True,
        "only default": block.size == 1 and block.assigned and block.assigned <= block.before,
        "shares previous": names & find_names(previous) - {"self"},
        "soon uses bound": any(find_names(each) & bound for each in soon),
        "soon uses new": any(find_names(each) & (block.assigned - block.before) for each in soon),
        "soon breaks": any(each.first in ("break", "continue") for each in soon),
        "own name": block.kind in _DEFINES and block.head.words[1] in statement.words,
        "like head": statement.opens_block and _is_like(statement, block.head),
        "only head": block.size == 1 and block.assigned & (in_head - bound),
        "head changed": (block.assigned | block.changed) & (in_head - bound),
        "all of twin": block.twin and block.twin <= block.assigned,
        "method": kind == "def" and any(word in ("self", "cls") for word in statement.words[2:5]),
        "dunder": kind == "def" and any(word.startswith("__") for word in statement.words[1:3]),
        "main": "__name__" in names,
    }
    return (f"{owner}{fact}" for fact, holds in facts.items() if holds for owner in ("", f"{block.kind} "))


@cache
def _weights() -> dict[str, float]:
    text = resources.files(__package__).joinpath("python_weights.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights


def _is_like(statement: Statement, other: Statement) -> bool:
    """Whether two statements have the same number of words, and most of them in common."""
    pairs = list(zip(statement.words, other.words, strict=False))
    alike = sum(word == twin for word, twin in pairs)
    return len(statement.words) == len(other.words) and 2 * alike > len(pairs)


@cache
def kind_of(statement: Statement) -> str:
    """Its first word if that is a keyword, else ``declare``, ``assign`` (a name), ``store``, ``string`` or ``call``."""
    if statement.first in _WORDS or statement.opens_block:
        return statement.first
    if statement.words[1:2] == (":",):
        return "declare"
    if find_targets(statement):
        return "assign"
    if len(statement.words) == 1 and statement.words[0][-1] in "\"'":
        return "string"
    return "store" if _end_of_targets(statement) else "call"


def _end_of_targets(statement: Statement) -> int:
    """The number of words before the last sign of assignment outside brackets; 0 without one."""
    depth = end = 0
    for number, word in enumerate(statement.words):
        depth += (word in ("(", "[", "{")) - (word in (")", "]", "}"))
        if depth == 0 and word[-1] == "=" and word not in ("==", "!=", "<=", ">="):
            end = number
    return end


@cache
def find_targets(statement: Statement) -> frozenset[str]:
    """The names that a simple statement assigns."""
    if statement.opens_block or statement.first in _LEAVES:
        return frozenset()
    targets = statement.words[: _end_of_targets(statement)]
    if ":" in targets:
        targets = targets[: targets.index(":")]
    return frozenset() if "." in targets or "[" in targets else frozenset(filter(str.isidentifier, targets))


@cache
def find_names(statement: Statement) -> frozenset[str]:
    """The names that a statement has, without attributes and keywords."""
    return frozenset(
        word
        for before, word in zip(("", *statement.words), statement.words, strict=False)
        if before != "." and word.isidentifier() and not keyword.iskeyword(word)
    )


def _changed(statement: Statement) -> frozenset[str]:
    """The names whose values a statement changes: ``x += 1``, ``x.y = 1``, ``x.append(1)``."""
    words = statement.words
    if len(words) > 1 and words[0].isidentifier() and words[1] in (".", "["):
        return frozenset(words[:1]) - {"self"}
    end = _end_of_targets(statement)
    return find_targets(statement) if end and len(words[end]) > 1 else frozenset()


@cache
def find_bound(statement: Statement) -> frozenset[str]:
    """The names that the head of a compound statement, or an import, assigns."""
    words = statement.words
    bound = {word for before, word in zip(("", *words), words, strict=False) if before == "as" and word.isidentifier()}
    if statement.first == "for" and "in" in words:
        bound |= set(filter(str.isidentifier, words[1 : words.index("in")])) - {"for"}
    if statement.first == "def":
        bound |= find_names(statement)
    return frozenset(bound)
