"""Learns the weights of the facts that decide where lines of shell scripts end.

``python -m benchmarks.shell_lines FOLDER…`` writes ``glossary_site/text/layout/shell_weights.json``. The code is that
of fences in the Markdown below the folders, and of the scripts that are installed, less ``/usr/bin``, which
``benchmarks.flat_code`` restores. Short fences are joined, too, as commands follow each other in longer ones. The
method is that of ``benchmarks.python_depths``.
"""

import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.python_depths import learn
from glossary_site.text.layout import shell_layout
from glossary_site.text.layout.shell_layout import Division, Line, find_comment_facts, find_end_facts, read_code

TARGET = Path(shell_layout.__file__).with_name("shell_weights.json")
FENCE = re.compile(r"^( *)```+ *(?:bash|sh|shell|zsh|console)\b[^\n]*\n(.*?)^\1```", re.DOTALL | re.MULTILINE)
MOST_WORDS, LARGEST_FILE = 400, 300_000
JOINED, ROUNDS = 4, 3

Lines = tuple[str, ...]


def find_fences(folders: Iterable[str]) -> Iterator[Lines]:
    """The lines of each fence of a shell in Markdown."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.md")):
            for _, code in FENCE.findall(path.read_text("utf-8", errors="replace")):
                yield tuple(line.strip() for line in code.split("\n") if line.strip())


def find_scripts() -> Iterator[Lines]:
    """The lines of each paragraph of the scripts that are installed."""
    for folder in ("/usr/lib", "/usr/share", "/var/lib", "/root/.pyenv"):
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix in ("", ".sh", ".postinst", ".prerm", ".preinst", ".postrm") and path.is_file():
                text = path.read_text("utf-8", errors="ignore") if path.stat().st_size < LARGEST_FILE else ""
                if re.match(r"#! ?/(?:usr/)?bin/(?:env )?(?:ba|da|z)?sh", text):
                    for piece in text.split("\n\n"):
                        if piece.count("\n") > 2 and "<<" not in piece:
                            yield tuple(line.strip() for line in piece.split("\n") if line.strip())


def join_short(pieces: list[Lines]) -> Iterator[Lines]:
    """Pieces of one or two lines, a few at a time."""
    short = [piece for piece in pieces if len(piece) <= 2]
    for _ in range(ROUNDS):
        random.shuffle(short)
        for start in range(0, len(short), JOINED):
            yield tuple(line for piece in short[start : start + JOINED] for line in piece)


def find_examples(lines: Lines) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The facts about each word: whether a line ends before it, and whether it is in a comment."""
    words = " ".join(lines).split()
    ends, number = set(), 0
    for line in lines:
        ends.add(number)
        number += len(line.split())
    code, division = read_code(words), Division(Line().then(words[0]))
    for number, word in enumerate(words[1:], start=1):
        yield tuple(find_end_facts(code, division, number)), number in ends
        starts = (*division.starts, number) if number in ends else division.starts
        line_then = (division.line.end(number) if number in ends else division.line).then(word)
        yield find_comment_facts(words, number), line_then.within == "#"
        division = Division(line_then, starts)


def main() -> None:
    """Learn the weights and write them."""
    random.seed(7)
    fences = list(dict.fromkeys(find_fences(sys.argv[1:])))
    pieces = [*fences, *join_short(fences), *dict.fromkeys(find_scripts())]
    pieces = [piece for piece in pieces if 0 < len(" ".join(piece).split()) <= MOST_WORDS]
    weights = learn([example for piece in pieces for example in find_examples(piece)], ROUNDS)
    weights = {fact: round(weight, 2) for fact, weight in sorted(weights.items()) if abs(weight) >= 0.25}
    TARGET.write_text(json.dumps(weights) + "\n", "utf-8")
    print(f"{len(fences)} fences, {len(pieces)} pieces, {len(weights)} weights")


if __name__ == "__main__":
    main()
