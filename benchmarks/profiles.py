"""Where the time of a cold build goes: samples of py-spy, by stage and by function.

    python -m benchmarks.profiles [--workloads invented,real] [--size 10000] [--save]

A build in one process, a hundred samples a second. py-spy is PyPI's ``py-spy`` (the extra ``bench``). ``--save`` writes
``PROFILE-build.md`` and a flame graph of each workload.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.build import Comparison
from benchmarks.flame_graph import draw_flames

HERE = Path(__file__).parent
_FRAME = re.compile(r"(?P<name>.*) \((?P<file>[^()]*?)(?::\d+)?\)")
_SHOWN = 30
#: A part of a build, and the functions whose samples count for it; the first that a stack has decides.
_PARTS = (
    ("Markdown to HTML", "render_body"),
    ("names found and linked", "Linker.link"),
    ("words counted", "WordCounter.__call__"),
    ("bodies kept and read", "to_row", "DiskStore._put_rows", "BodyStore.get", "BodyStore.words", "DiskStore.facts"),
    ("search index", "search_outputs"),
    ("who mentions whom, near terms", "make_graph", "TermLinks.around"),
    ("templates", "render_page"),
    ("other inputs of pages, and their digests", "SiteBuild._pages", "digest_value"),
    ("files made, compared and written", "SiteBuild.place", "SiteBuild.place_texts", "publish_stage"),
    ("entries read, parsed, related", "read_inputs", "load_records", "relate_records"),
)
_REST = "all else: modules loaded, plan, store opened"


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares of all samples: by part of a build, by function with all that it calls, and by function itself."""

    parts: tuple[tuple[str, float], ...]
    called: tuple[tuple[str, float], ...]
    itself: tuple[tuple[str, float], ...]


def read_stacks(lines: Iterable[str]) -> Iterator[tuple[list[str], int]]:
    """The functions of each stack, the outermost first, with their files; and how many samples have it."""
    for line in lines:
        stack, _, count = line.rpartition(" ")
        yield [_FRAME.sub(_shorten, frame) for frame in stack.split(";")], int(count)


def _shorten(frame: re.Match[str]) -> str:
    file = re.sub(r".*(?:glossary_site|site-packages)/", "", frame["file"])
    return f"{frame['name'].replace('.<locals>', '')} ({file})"


def _part_of(stack: Iterable[str]) -> str:
    names = {frame.partition(" ")[0] for frame in stack}
    return next((part for part, *functions in _PARTS if not names.isdisjoint(functions)), _REST)


def sum_up(lines: Iterable[str]) -> Profile:
    """The profile of py-spy's folded stacks."""
    parts, called, itself = Counter[str](), Counter[str](), Counter[str]()
    for stack, count in read_stacks(lines):
        parts[_part_of(stack)] += count
        itself[stack[-1]] += count
        called.update(dict.fromkeys(stack, count))
    total = parts.total()

    def shares(counter: Counter[str], most: int | None = None) -> tuple[tuple[str, float], ...]:
        return tuple((name, count / total) for name, count in counter.most_common(most))

    own = Counter({name: count for name, count in called.items() if count < total / 2})
    return Profile(shares(parts), shares(own, _SHOWN), shares(itself, _SHOWN))


def _table(heading: str, rows: Iterable[tuple[str, float]]) -> list[str]:
    return ["", f"| {heading} | % |", "| --- | ---: |", *(f"| {name} | {100 * share:.1f} |" for name, share in rows)]


def measure(workload: str, size: int, place: Path) -> list[str]:
    """The folded stacks of a cold build of a workload."""
    comparison = Comparison(workload, size, place, "", "")
    comparison.prepare()
    stacks = place / "stacks.txt"
    spy = ("py-spy", "record", "--rate", "100", "--format", "raw", "--output", str(stacks), "--")
    build = (sys.executable, "-m", "glossary_site", "build", "--jobs", "1")
    subprocess.run([*spy, *build], cwd=place / "ours", check=True, capture_output=True)
    return stacks.read_text(encoding="utf-8").splitlines()


def main() -> None:
    """Measure and print; with ``--save`` also write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workloads", default="invented,real")
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--save", action="store_true")
    asked = parser.parse_args()
    lines = ["# Where the time of a build goes", "", f"`python -m benchmarks.profiles {' '.join(sys.argv[1:])}`"]
    with tempfile.TemporaryDirectory(prefix="profile-") as folder:
        for workload in asked.workloads.split(","):
            stacks = measure(workload, asked.size, Path(folder) / workload)
            found = sum_up(stacks)
            if asked.save:
                flames = draw_flames(read_stacks(stacks))
                (HERE / f"profile-{workload}.svg").write_text(flames, encoding="utf-8")
            lines += ["", f"## The {workload} glossary, {asked.size:,} entries, one process", ""]
            lines += [f"![A flame graph](profile-{workload}.svg)"]
            lines += _table("part", found.parts)
            lines += _table("function, with all that it calls", found.called)
            lines += _table("function by itself", found.itself)
    text = "\n".join([*lines, ""])
    print(text)
    if asked.save:
        (HERE / "PROFILE-build.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
