"""Bursts of saves, as formatters and git make them: is a change lost, and how often is the site built?"""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Thread

from benchmarks.preview_projects import PATIENCE, Project, edit, fetch
from glossary_site.language import slugify

#: A burst of saves: their number, seconds, and number of files; the number of files of a checkout.
SAVES, SECONDS, FILES, CHECKED_OUT = 500, 10, 50, 1_000
_TOOK = re.compile(r": (\d+) ms")
#: Seconds for work that a server continues after its first page, and after the last change is served.
_QUIET = 5


@dataclass(slots=True)
class Server:
    """A running server, and the times at which it began each build that it reported."""

    process: subprocess.Popen[str]
    builds: list[float] = field(default_factory=list)

    def read_output(self) -> None:
        """Read the server's output to its end, and note the builds."""
        for line in self.process.stdout or ():
            if (took := _TOOK.search(line)) is not None:
                self.builds.append(time.monotonic() - int(took[1]) / 1_000)


@contextmanager
def running(project: Project) -> Iterator[Server]:
    """Run a project's server; yields it after its first build."""
    command = (project.command[0], "-u", *project.command[1:])
    process = subprocess.Popen(command, cwd=project.home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    server = Server(process)
    Thread(target=server.read_output, daemon=True).start()
    try:
        while not server.builds:
            time.sleep(0.05)
        time.sleep(_QUIET)
        yield server
    finally:
        process.terminate()
        process.wait(10)


def _url_of(path: Path) -> str:
    term = next(line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("term: "))
    return f"term/{slugify(term.removeprefix('term: '))}/"


def _save_much(files: list[Path]) -> dict[Path, str]:
    """Save files in turn at an even pace; returns the last mark of each."""
    start, marks = time.monotonic(), dict[Path, str]()
    for number in range(SAVES):
        path = files[number % FILES]
        edit(path, mark := f"Save{number}x")
        marks[path] = mark
        time.sleep(max(0.0, start + SECONDS * (number + 1) / SAVES - time.monotonic()))
    return marks


def _check_out(files: list[Path]) -> dict[Path, str]:
    """Change many files at once; returns the mark of each."""
    marks = {path: f"Checked{number}x" for number, path in enumerate(files[:CHECKED_OUT])}
    for path, mark in marks.items():
        edit(path, mark)
    return marks


def _measure(project: Project, burst: Callable[[], dict[Path, str]]) -> tuple[int, list[float]]:
    """The number of changes lost in a burst, and the times at which builds began."""
    with running(project) as server:
        before = len(server.builds)
        marks = burst()
        lost, end = list(marks.items()), time.monotonic() + PATIENCE
        while lost and time.monotonic() < end:
            time.sleep(0.5)
            lost = [(path, mark) for path, mark in lost if mark not in fetch(_url_of(path))]
        time.sleep(_QUIET)
        return len(lost), server.builds[before:]


def measure_bursts(project: Project, count: int) -> Iterator[str]:
    """One line of the report for each burst."""
    files = sorted((project.home / "entries").rglob("*.md"))
    for name, burst in (
        (f"{SAVES} saves of {FILES} files within {SECONDS} s", partial(_save_much, files)),
        (f"a checkout of {min(len(files), CHECKED_OUT):,} files", partial(_check_out, files)),
    ):
        lost, builds = _measure(project, burst)
        spell = builds[-1] - builds[0] if builds else 0
        densest = max((sum(start <= each < start + 1 for each in builds) for start in builds), default=0)
        pace = f"{len(builds)} builds in {spell:.1f} s, {densest} at most in a second"
        yield f"- {count:,} entries, {name}: {lost} changes lost, {pace}."
