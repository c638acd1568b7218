"""Learns the weights of the facts that decide the depths of Python statements, from code that is installed here.

``python -m benchmarks.python_depths`` writes ``glossary_site/text/layout/python_weights.json``. The code is that of the
standard library, every fifth module left out, and of the packages of the virtual environment, less this project:
``benchmarks.flat_code`` restores what is left out. The method is logistic regression by stochastic gradient descent
with an L1 penalty.
"""

import ast
import hashlib
import json
import math
import random
import sysconfig
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from glossary_site.text.layout.python_layout import PARENTS, Layout, find_facts, join_introductions
from glossary_site.text.layout.python_statements import Statement, parse, statements_by_line

TARGET = Path(__file__).parents[1] / "glossary_site" / "text" / "layout" / "python_weights.json"
MOST_LINES = 60
MOST_PIECES = 40_000  # of packages
ROUNDS = 10
LEAST_SEEN = 15
PENALTY = 2e-5


def find_modules(*, held_out: bool) -> list[Path]:
    """The modules of the standard library without its tests: every fifth one, or the others."""
    library = Path(sysconfig.get_path("stdlib"))
    modules = (
        path for path in library.rglob("*.py") if not {"test", "tests", "site-packages", "idlelib"} & set(path.parts)
    )
    return sorted(path for path in modules if (_number(path) % 5 == 0) == held_out)


def find_packages() -> Iterator[str]:
    """Pieces of the packages of the virtual environment, without their tests and without this project."""
    folder = Path(sysconfig.get_path("purelib"))
    left_out = {"test", "tests", "_vendor", "lexers", "glossary_site"}
    paths = [path for path in sorted(folder.rglob("*.py")) if not left_out & set(path.relative_to(folder).parts)]
    random.Random(7).shuffle(paths)
    return islice((code for path in paths for code in find_samples(path)), MOST_PIECES)


def _number(path: Path) -> int:
    return int(hashlib.sha256(path.name.encode()).hexdigest(), 16)


def find_samples(path: Path, fewest: int = 4, most: int = MOST_LINES) -> Iterator[str]:
    """Pieces of a module of ``fewest`` to ``most`` lines: each function and class, each body, neighbours at the top."""
    try:
        source = path.read_text("utf-8")
        tree = ast.parse(source)
    except (SyntaxError, UnicodeDecodeError, ValueError):
        return
    lines = source.split("\n")
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    pieces = [*zip(tree.body, tree.body, strict=True), *zip(tree.body, tree.body[2:], strict=False)]
    for first, last in (*pieces, *((body[0], body[-1]) for body in bodies)):
        start = min([first.lineno, *(each.lineno for each in getattr(first, "decorator_list", []))]) - 1
        code = lines[start : last.end_lineno]
        sample = textwrap.dedent("\n".join(code))
        if fewest <= len(code) <= most and parse(sample):
            yield sample


def read_depths(code: str) -> tuple[list[Statement], list[int]]:
    """The statements of code that has its indentation, and their depths; none of code with text outside them."""
    lines = [line for line in code.split("\n") if line.strip()]
    found = statements_by_line("\n".join(line.strip() for line in lines)) or []
    if sum(len(statement.lines) for statement in found) != len(lines):
        return [], []
    depths: list[int] = []
    columns: list[int] = []
    at = 0
    for statement in found:
        column = len(lines[at]) - len(lines[at].lstrip())
        at += len(statement.lines)
        if not statement.introduces:
            while columns and columns[-1] > column:
                columns.pop()
            if not columns or columns[-1] < column:
                columns.append(column)
            depths.append(len(columns) - 1)
    return join_introductions(found), depths


def find_examples(statements: list[Statement], depths: list[int]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The facts about each statement and each block that it may be in, and whether it is."""
    layout = Layout()
    for statement, depth in zip(statements, depths, strict=True):
        parents = PARENTS.get(statement.first, frozenset())
        left = 0
        if layout.opened and layout.opened[-1].size:
            for left, block in enumerate(reversed(layout.opened)):
                stays = block.depth == depth and block.kind in parents if parents else block.depth < depth
                if not block.has_left:
                    yield tuple(find_facts(layout, statements, left)), stays
                if stays:
                    left += bool(parents)
                    break
            else:
                left = len(layout.opened)
        layout = layout.after(statements, left)
        if layout.depths[-1] != depth:
            return


def learn(examples: list[tuple[tuple[str, ...], bool]], rounds: int = ROUNDS) -> dict[str, float]:
    """The weight of each fact."""
    seen = Counter(fact for facts, _ in examples for fact in facts)
    examples = [(tuple(fact for fact in facts if seen[fact] >= LEAST_SEEN), stays) for facts, stays in examples]
    weights: defaultdict[str, float] = defaultdict(float)
    for number in range(rounds):
        random.Random(number).shuffle(examples)
        rate = 0.1 / (1 + number)
        for facts, stays in examples:
            error = stays - 1 / (1 + math.exp(-sum(weights[fact] for fact in facts)))
            for fact in facts:
                weight = weights[fact] + rate * error
                weights[fact] = math.copysign(max(0.0, abs(weight) - rate * PENALTY * 10), weight)
    return weights


def main() -> None:
    """Learn the weights and write them."""
    codes = [code for path in find_modules(held_out=False) for code in find_samples(path)]
    codes += find_packages()
    examples = [example for code in codes for example in find_examples(*read_depths(code))]
    weights = {fact: round(weight, 2) for fact, weight in sorted(learn(examples).items()) if abs(weight) >= 0.1}
    right = sum((sum(weights.get(fact, 0) for fact in facts) > 0) == stays for facts, stays in examples)
    TARGET.write_text(json.dumps(weights) + "\n", "utf-8")
    print(f"{len(codes)} pieces, {len(examples)} decisions, {len(weights)} weights, {right / len(examples):.4f} right")


if __name__ == "__main__":
    main()
