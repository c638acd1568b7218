"""Code of real projects without its line ends, and restored: how many statements have lines of their own again.

``python -m benchmarks.flat_code`` prints a table. Python comes from this project and from modules of the standard
library that no weight was learned from; C, SQL, YAML and shell from the packages installed on this machine. Samples of
Python and shell are those that parse, shell by ``bash -n``; ``broken`` counts those that do not after. A statement is
right if it begins a line and, in Python, has its depth. ``certain`` counts what no ``uncertain-code`` warns about.
"""

import ast
import itertools
import random
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.python_depths import find_modules, find_samples
from glossary_site.text.layout.code_layout import find_uncertain_code, lay_out_code

PROJECT = Path(__file__).parents[1] / "glossary_site"
SAMPLES = 400
FEWEST, MOST = 4, 40  # lines of a sample

Statements = Callable[[str], dict[int, int]]


def find_python(code: str) -> dict[int, int]:
    """The depth of each statement on a line of its own, by its number of written characters before it."""
    lines = code.split("\n")
    written = [0, *itertools.accumulate(len("".join(line.split())) for line in lines)]
    found: dict[int, int] = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.stmt):
            decorators = getattr(node, "decorator_list", [])
            line = min([node.lineno, *(each.lineno for each in decorators)]) - 1
            before = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
            if node.col_offset == len(before):
                found[written[line]] = len(before)
    columns = sorted(set(found.values()))
    return {place: columns.index(column) for place, column in found.items()}


def find_lines(code: str) -> dict[int, int]:
    """Where lines begin, by the number of written characters before them."""
    written = [0, *itertools.accumulate(len("".join(line.split())) for line in code.split("\n"))]
    return {place: 0 for place, line in zip(written, code.split("\n"), strict=False) if line.strip()}


def find_braced(code: str) -> dict[int, int]:
    """Where a line begins after a semicolon, a brace or a line that is a comment or directive."""
    lines = [line for line in code.split("\n") if line.strip()]
    written = itertools.accumulate((len("".join(line.split())) for line in lines), initial=0)
    ended = re.compile(r"[;{}]\s*(?:/\*.*\*/|//.*)?$|^\s*#|\*/$|^\s*//")
    starts = zip(written, ["", *lines], lines, strict=False)
    return {place: 0 for place, before, _ in starts if not before or ended.search(before)}


def read_pieces(pattern: str, root: str = "/usr") -> Iterator[str]:
    """Paragraphs of ``FEWEST`` to ``MOST`` lines of the files of a pattern, without those with strings over lines."""
    for path in sorted(Path(root).rglob(pattern)):
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if pattern.startswith("*.") or text.startswith("#!/bin/sh"):
            for piece in text.split("\n\n"):
                if FEWEST <= piece.count("\n") + 1 <= MOST and "<<" not in piece:
                    yield piece.strip("\n")


def is_script(code: str) -> bool:
    """Whether Bash accepts the code."""
    return not subprocess.run(["bash", "-n"], input=code, text=True, capture_output=True, check=False).returncode


def flatten(code: str) -> str:
    """``code`` in one line, as a page dump has it."""
    return " ".join(" ".join(line.split()) for line in code.split("\n") if line.strip())


def measure(name: str, language: str, samples: list[str], find: Statements) -> None:
    """Print the row of one kind of code."""
    random.Random(7).shuffle(samples)
    counts = {True: [0, 0, 0], False: [0, 0, 0]}
    broken = 0
    for sample in samples[:SAMPLES]:
        wanted = find(sample)
        laid_out = lay_out_code(language, [flatten(sample)])
        restored = "\n".join(laid_out)
        try:
            got = find(restored)
        except SyntaxError:
            got = {}
        broken += len(laid_out) > 1 and not (is_script(restored) if language == "sh" else got)
        certain = not find_uncertain_code(f"```{language}\n{restored}\n```\n") and (
            len(laid_out) > 1 or len(wanted) == 1
        )
        right = sum(got.get(place) == depth for place, depth in wanted.items())
        for number, count in enumerate((len(wanted), right, 1)):
            counts[certain][number] += count
    sure, unsure = counts[True], counts[False]
    total = sure[0] + unsure[0]
    print(
        f"| {name} | {sure[2] + unsure[2]} | {total} | {100 * (sure[1] + unsure[1]) / max(1, total):.1f} % "
        f"| {100 * sure[0] / max(1, total):.0f} % | {100 * sure[1] / max(1, sure[0]):.1f} % | {broken} |"
    )


def main() -> None:
    """Print the table."""
    print("| code | samples | statements | right | certain | right of those | broken |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    own = [code for path in sorted(PROJECT.rglob("*.py")) for code in find_samples(path, FEWEST, MOST)]
    library = [code for path in find_modules(held_out=True) for code in find_samples(path, FEWEST, MOST)]
    measure("Python, this project", "python", own, find_python)
    measure("Python, standard library", "python", library, find_python)
    measure("C", "c", list(itertools.islice(read_pieces("*.h"), 4000)), find_braced)
    measure("SQL", "sql", list(itertools.islice(read_pieces("*.sql"), 4000)), find_braced)
    measure("YAML", "yaml", list(itertools.islice(read_pieces("*.y*ml"), 4000)), find_lines)
    scripts = filter(is_script, dict.fromkeys(read_pieces("*", "/usr/bin")))
    measure("shell", "sh", list(scripts), find_lines)


if __name__ == "__main__":
    main()
