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

#: Saves in a row, in so many seconds, of so many files in turn; files of a checkout.
SAVES, SECONDS, FILES, CHECKED_OUT = 500, 10, 50, 1_000
_TOOK = re.compile(r": (\d+) ms")
#: Seconds for what a server does behind its first page, and after the last build that shows.
_QUIET = 5


@dataclass(slots=True)
class Running:
    """A server and when it began each build that it told of."""

    server: subprocess.Popen[str]
    builds: list[float] = field(default_factory=list)

    def listen(self) -> None:
        """Note every line that tells of a build."""
        for line in self.server.stdout or ():
            if (took := _TOOK.search(line)) is not None:
                self.builds.append(time.monotonic() - int(took[1]) / 1_000)


@contextmanager
def running(project: Project) -> Iterator[Running]:
    """The server of a project once it has told of its first build."""
    command = (project.command[0], "-u", *project.command[1:])
    server = subprocess.Popen(command, cwd=project.home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    known = Running(server)
    Thread(target=known.listen, daemon=True).start()
    try:
        while not known.builds:
            time.sleep(0.05)
        time.sleep(_QUIET)
        yield known
    finally:
        server.terminate()
        server.wait(10)


def _url_of(path: Path) -> str:
    term = next(line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("term: "))
    return f"term/{slugify(term.removeprefix('term: '))}/"


def _save_much(files: list[Path]) -> dict[Path, str]:
    """Save files in turn at an even pace; the last mark of each."""
    start, marks = time.monotonic(), dict[Path, str]()
    for number in range(SAVES):
        path = files[number % FILES]
        edit(path, mark := f"Save{number}x")
        marks[path] = mark
        time.sleep(max(0.0, start + SECONDS * (number + 1) / SAVES - time.monotonic()))
    return marks


def _check_out(files: list[Path]) -> dict[Path, str]:
    """Another state of many files at once."""
    marks = {path: f"Checked{number}x" for number, path in enumerate(files[:CHECKED_OUT])}
    for path, mark in marks.items():
        edit(path, mark)
    return marks


def _storm(project: Project, act: Callable[[], dict[Path, str]]) -> tuple[int, list[float]]:
    """Changes lost, and when the site was built."""
    with running(project) as known:
        before = len(known.builds)
        marks = act()
        lost, end = list(marks.items()), time.monotonic() + PATIENCE
        while lost and time.monotonic() < end:
            time.sleep(0.5)
            lost = [(path, mark) for path, mark in lost if mark not in fetch(_url_of(path))]
        time.sleep(_QUIET)
        return len(lost), known.builds[before:]


def measure_storms(project: Project, count: int) -> Iterator[str]:
    """A line a burst."""
    files = sorted((project.home / "entries").rglob("*.md"))
    for told, act in (
        (f"{SAVES} saves of {FILES} files within {SECONDS} s", partial(_save_much, files)),
        (f"a checkout of {min(len(files), CHECKED_OUT):,} files", partial(_check_out, files)),
    ):
        lost, builds = _storm(project, act)
        spell = builds[-1] - builds[0] if builds else 0
        densest = max((sum(start <= each < start + 1 for each in builds) for start in builds), default=0)
        pace = f"{len(builds)} builds in {spell:.1f} s, {densest} at most in a second"
        yield f"- {count:,} entries, {told}: {lost} changes lost, {pace}."
