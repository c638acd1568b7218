"""Breaks the code that defends against hostile input, one small change at a time, and checks that a test fails.

``python -m benchmarks.mutants [--sample N] [FILE…]`` changes a copy of the project: it reverses comparisons, removes
conditions, changes numbers and booleans, leaves out calls, and empties results. It prints the changes that no test
found, and the share of those that a test found; with ``--sample`` of at most so many changes of each module.
"""

import argparse
import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
#: The sanitiser, the paths, the atomic writes and the lock; of Markdown only what keeps an entry's text in its element.
SANITISER = ("is_safe_address", "_correct_inline", "_keep_attributes_plain", "_too_long", "image", "validateLink")
TARGETS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("glossary_site/disk/files.py", (), ("tests/disk/test_files.py", "tests/test_places.py")),
    (
        "glossary_site/disk/output.py",
        (),
        (
            "tests/disk/test_output.py",
            "tests/disk/test_previous.py",
            "tests/test_places.py",
            "tests/properties/test_output_properties.py",
        ),
    ),
    ("glossary_site/disk/previous.py", (), ("tests/disk/test_previous.py", "tests/disk/test_output.py")),
    ("glossary_site/disk/tree.py", (), ("tests/disk/test_previous.py", "tests/disk/test_output.py")),
    ("glossary_site/disk/locks.py", (), ("tests/disk/test_locks.py",)),
    ("glossary_site/disk/own_folder.py", (), ("tests/disk/test_own_folder.py",)),
    ("glossary_site/attachments/svg.py", (), ("tests/attachments/test_svg.py",)),
    (
        "glossary_site/glossary/names.py",
        (),
        (
            "tests/glossary/test_bearers.py",
            "tests/glossary/test_short_names.py",
            "tests/glossary/test_near_names.py",
            "tests/glossary/test_relations.py",
        ),
    ),
    ("glossary_site/formats/imported.py", (), ("tests/formats/test_imported.py",)),
    ("glossary_site/loader/sources.py", (), ("tests/loader/test_sources.py",)),
    ("glossary_site/workers/limits.py", (), ("tests/workers/test_limits.py",)),
    ("glossary_site/markup/dialect.py", SANITISER, ("tests/markup/test_markup.py", "tests/test_fuzz_cases.py")),
    ("glossary_site/markup/markdown.py", SANITISER, ("tests/markup/test_markup.py", "tests/test_fuzz_cases.py")),
    (
        "glossary_site/markup/math.py",
        ("_convert", "_count_unclosed"),
        ("tests/markup/test_markup.py", "tests/markup/test_math.py", "tests/test_fuzz_cases.py"),
    ),
)
#: Changes without any effect, each with the reason: module, kind, changed code, its line.
EQUIVALENT = {
    # Distances are only compared, and a larger number of the farthest is the farthest still.
    ("glossary_site/glossary/names.py", "number changed", "2", 'return (0, key), (1, key.lower()), (2, "")'),
    # No match of the pattern is three characters long: brackets and escapes are one or two, "\\end" is four.
    ("glossary_site/markup/math.py", "number changed", "2", r'elif mark in ("&", "\\\\") or len(mark) > 2:'),
    # MathML is one element of that name; other elements in a formula's text are escaped.
    (
        "glossary_site/markup/math.py",
        "number changed",
        "1",
        '''return mathml.replace("<math", f'<math alttext="{alttext}"', 1), ""''',
    ),
}
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed module: its path, the line and kind of the change, the changed code, the new text, its tests.

    ``source`` is the original line.
    """

    path: str
    line: int
    kind: str
    code: str
    text: str
    tests: tuple[str, ...]
    source: str


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    """The kinds of change of a node, each with the node that replaces it; None removes a statement."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _TURNED:
        turned = copy.deepcopy(node)
        turned.ops[0] = _TURNED[type(node.ops[0])]()
        yield "comparison turned", turned
    elif isinstance(node, ast.BoolOp):
        swapped = copy.deepcopy(node)
        swapped.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and for or", swapped
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not taken away", node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "yes for no", ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield "number changed", ast.Constant(node.value + 1)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "call left out", ast.Pass()
    elif isinstance(node, ast.Raise):
        yield "refusal left out", ast.Pass()
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield "nothing returned", ast.Return(ast.Constant(None))


class _Replace(ast.NodeTransformer):
    def __init__(self, wanted: int, number: int) -> None:
        self.wanted, self.number, self.seen = wanted, number, -1
        self.kind, self.line, self.code = "", 0, ""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        self.seen += 1
        if self.seen == self.wanted:
            changes = list(_changes(node))
            if self.number < len(changes):
                self.kind, found = changes[self.number]
                self.line = getattr(node, "lineno", 0)
                self.code = ast.unparse(node).replace("\n", " ")[:100]
                return ast.copy_location(found or ast.Pass(), node)
        return super().generic_visit(node)


def mutants(path: str, functions: tuple[str, ...], tests: tuple[str, ...]) -> Iterator[Mutant]:
    """Every mutant of a module, or of some functions of it."""
    source = (ROOT / path).read_text(encoding="utf-8")
    tree = ast.parse(source)
    spans = [
        (node.lineno, node.end_lineno or 0)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (not functions or node.name in functions)
    ]
    for wanted in range(sum(1 for _ in ast.walk(tree))):
        replace = _Replace(wanted, 0)
        changed = ast.fix_missing_locations(replace.visit(ast.parse(source)))
        if replace.kind and any(first <= replace.line <= last for first, last in spans):
            line = source.splitlines()[replace.line - 1].strip()
            yield Mutant(path, replace.line, replace.kind, replace.code, ast.unparse(changed), tests, line)


def is_found(home: Path, mutant: Mutant) -> bool:
    """Whether a test fails if the mutant replaces the module."""
    whole = (home / mutant.path).read_bytes()
    (home / mutant.path).write_text(mutant.text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.tests]
    try:
        return (
            subprocess.run(command, cwd=home, env=environment, capture_output=True, timeout=120, check=False).returncode
            != 0
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        (home / mutant.path).write_bytes(whole)


def choose(found: Iterable[Mutant], most: int) -> list[Mutant]:
    """Those of the mutants that change something, and at most so many of them, the same each time; 0 for all."""
    chosen = [each for each in found if (each.path, each.kind, each.code, each.source) not in EQUIVALENT]
    return Random(0).sample(chosen, min(most or len(chosen), len(chosen)))


def main() -> None:
    """Try the mutants of the modules that are named, or of all modules."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sample", type=int, default=0)
    wanted = parser.parse_args()
    names = wanted.names
    modules = [Path(path).name for path, _, _ in TARGETS]
    if unknown := [name for name in names if name not in modules]:
        sys.exit(f"no such module: {', '.join(unknown)}; they are {', '.join(modules)}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "project"
        shutil.copytree(
            ROOT, home, ignore=shutil.ignore_patterns(".git", ".venv", ".fuzz", "_site", ".*_cache", "pictures")
        )
        all_found = all_tried = 0
        for path, functions, tests in TARGETS:
            if names and Path(path).name not in names:
                continue
            found = tried = 0
            for mutant in choose(mutants(path, functions, tests), wanted.sample):
                tried += 1
                if is_found(home, mutant):
                    found += 1
                else:
                    print(f"{mutant.path}:{mutant.line}: {mutant.kind}: no test fails: {mutant.code}", flush=True)
            print(f"{path}: {found} of {tried} mutants found: {found / tried:.0%}", flush=True)
            all_found, all_tried = all_found + found, all_tried + tried
    print(f"{all_found} of {all_tried} mutants found: {all_found / all_tried:.0%}")


if __name__ == "__main__":
    main()
