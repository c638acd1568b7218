"""Measures the time from a saved edit to its new bytes served and to its text in Chromium, for this preview and others.

    python -m benchmarks.preview --all        # everything, into benchmarks/RESULTS-preview.md
    python -m benchmarks.preview [--sizes 1000,10000] [--edits 20] [--output FILE]
        [--hugo PATH] [--eleventy PATH] [--zensical PATH] [--mkdocs PATH]

Prints a Markdown table of medians and worst cases. Memory is that of the server and its children after all edits. Peers
are looked for on the PATH; the report names those that are missing. Two servers never run at once.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from playwright.sync_api import sync_playwright

from benchmarks.preview_bursts import measure_bursts
from benchmarks.preview_projects import (
    MENTIONS,
    OTHER_NAME,
    PATIENCE,
    PEERS,
    PORT,
    RENAMED,
    Project,
    edit,
    fetch,
    make_own,
)

#: Seconds between two edits of an author.
_PAUSE = 0.6
#: Seconds for the edits of one kind, and their least number: some peers need half a minute for one.
_BUDGET, _LEAST = 60, 3
_RESULTS = Path(__file__).with_name("RESULTS-preview.md")
_TITLE = "Seconds, median (worst)."
_HEAD = (
    "| entries | server | body edit, served | body edit, seen | renamed, served | renamed, seen | template, served"
    " | start | memory |"
)
_NOTES = f"""*Served*: the server answers with the new bytes; *seen*: the text is in Chromium. *Renamed*: a term that
{MENTIONS} others mention, in the page of one of them. The other servers make no links between terms, so for them it is
a new title on a term's own page. They have no search and no exports, Zensical and MkDocs also no listings. *Start*: the
time to the first page served; *warm*: after a build of the same files. The edits of this preview are made after such a
start. If the edits of one kind take a server more than a minute, only those of that minute count, three at least.

Goals of the preview at 1,000 and 10,000 entries: a saved body served within 0.12 and 0.20 s and half of the best peer's
time; a renamed term 0.30 and 0.50 s; at 10,000 an edit of a template that every page has, 0.5 s for the open page;
start with a warm cache 1.5 s; 400 MB; no change lost and at most two builds a second.
"""


def wait_until(is_true: Callable[[], bool], patience: float = PATIENCE) -> float:
    """Wait until a condition is true; returns the seconds that it took. ``TimeoutError`` after ``patience`` seconds."""
    start = time.perf_counter()
    while not is_true():
        if time.perf_counter() - start > patience:
            raise TimeoutError
        time.sleep(0.01)  # more requests would slow the server
    return time.perf_counter() - start


@contextmanager
def serving(project: Project) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Run a project's server; yields it and the seconds until it served its first page."""
    server = subprocess.Popen(project.command, cwd=project.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield server, wait_until(lambda: bool(fetch(project.url)), 5 * PATIENCE)
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)


Edit = TypeVar("Edit")


def limit_time(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits, until their time is used up."""
    start = time.perf_counter()
    for number, each in enumerate(edits):
        if number >= _LEAST and time.perf_counter() - start > _BUDGET:
            return
        yield each


def rename(project: Project, name: str) -> None:
    """Save the file of the renamed term with this name."""
    text = project.renamed.read_text(encoding="utf-8")
    for old in (RENAMED, OTHER_NAME):
        text = text.replace(f'"{old}"', f'"{name}"')
    project.renamed.write_text(text, encoding="utf-8")


def memory(server: subprocess.Popen[bytes]) -> str:
    """The resident memory of the server and its children, "?" where the system has no ``/proc``."""
    with suppress(OSError):
        pages = 0
        for status in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
                if server.pid in (int(status.parent.name), int(fields[1])):
                    pages += int(fields[21])
        return f"{pages * os.sysconf('SC_PAGE_SIZE') // 2**20} MB"
    return "?"


def names(count: int) -> Iterator[tuple[str, bool]]:
    """The names to give the renamed term in turn, each with whether it is its first name."""
    for number in range(count):
        yield (OTHER_NAME, False) if number % 2 == 0 else (RENAMED, True)


def seen_in_browser(project: Project, edits: int) -> tuple[list[float], list[float]]:
    """Seconds in an open page from each save to its text, and from each new name to the change of a link."""
    texts, renames = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"))
        page = browser.new_page(bypass_csp=True)  # only for the script that waits
        page.goto(f"http://127.0.0.1:{PORT}/{project.url}")
        page.wait_for_timeout(2_000)
        patience = 1_000 * PATIENCE
        for number in limit_time(range(edits)):
            edit(project.file, mark := f"Seen{number}x")
            start = time.perf_counter()
            page.wait_for_function(f"document.body?.innerText.includes('{mark}')", polling=5, timeout=patience)
            texts.append(time.perf_counter() - start)
            time.sleep(_PAUSE)
        page.goto(f"http://127.0.0.1:{PORT}/{project.renamed_url}")
        page.wait_for_timeout(2_000)
        for name, is_first in limit_time(names(edits)):
            rename(project, name)
            start = time.perf_counter()
            condition = f"document.documentElement.innerHTML.includes('{project.mark}') === {str(is_first).lower()}"
            page.wait_for_function(condition, polling=5, timeout=patience)
            renames.append(time.perf_counter() - start)
            time.sleep(_PAUSE)
        browser.close()
    return texts, renames


def timed(save: Callable[[], None], is_served: Callable[[], bool]) -> float:
    """Save and wait until the change is served; returns the seconds, after an author's pause between two edits."""
    save()
    seconds = wait_until(is_served)
    time.sleep(_PAUSE)
    return seconds


def measure(project: Project, count: int, edits: int) -> str:
    """Measure one server; returns its line of the table."""
    with serving(project) as (server, cold):
        first = f"{cold:.1f}"
        if not project.build:
            return _line(project, count, first, server, edits)
    subprocess.run(project.build, cwd=project.home, check=True, capture_output=True)
    with serving(project) as (server, warm):
        return _line(project, count, f"{first}, warm {warm:.2f}", server, edits)


def _line(project: Project, count: int, first: str, server: subprocess.Popen[bytes], edits: int) -> str:
    time.sleep(3 + count / 2_000)  # work that a server continues after its first page is no part of an edit
    served, themed = [], []
    for number in limit_time(range(edits)):
        mark = f"Served{number}x"
        served.append(timed(partial(edit, project.file, mark), partial(_shows, mark, project.url, True)))
    renamed = [
        timed(partial(rename, project, name), partial(_shows, project.mark, project.renamed_url, is_first))
        for name, is_first in limit_time(names(edits))
    ]
    for number in limit_time(range(max(1, edits // 4))):
        mark = f"<i>themed{number}x</i>"
        try:
            themed.append(timed(partial(edit, project.template, mark), partial(_shows, mark, project.url, True)))
        except TimeoutError:
            break
    rename(project, RENAMED)
    time.sleep(_PAUSE)
    seen, renamed_seen = seen_in_browser(project, edits)
    cells = (*map(_format_times, (served, seen, renamed, renamed_seen, themed)), first, memory(server))
    return f"| {count:,} | {project.name} | {' | '.join(cells)} |"


def _shows(mark: str, url: str, should: bool) -> bool:
    text = fetch(url)
    return bool(text) and (mark in text) == should


def _format_times(times: list[float]) -> str:
    return f"{median(times):.3f} ({max(times):.3f})" if times else f"not in {PATIENCE} s"


def _version(program: str, *arguments: str) -> str:
    printed = subprocess.run((program, *arguments), capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+\.\d+\.\d+", printed)
    return found[0] if found else "?"


def _conditions(programs: Mapping[str, str]) -> str:
    parts = [f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"]
    for name, program in programs.items():
        parts.append(f"{name.capitalize()} {_version(program, 'version' if name == 'hugo' else '--version')}")
    return f"{', '.join(parts)}; load at start {os.getloadavg()[0]:.1f}"


def _made_for(make: Callable[[Path, int, str], Project], program: str, home: Path, count: int) -> Project:
    return make(home, count, program)


def _compare(sizes: Sequence[int], edits: int, programs: Mapping[str, str]) -> Iterator[str]:
    """The lines of the report, each as soon as it is measured."""
    yield from (_conditions(programs), "")
    missing = [name for name, *_ in PEERS if name not in programs]
    if missing:
        yield from (f"Not on the PATH, so not compared: {', '.join(missing)}.", "")
    yield from (_TITLE, "", _HEAD, f"|{' --- |' * _HEAD.count(' | ')} --- |")
    for count in sizes:
        makers: list[tuple[str, Callable[[Path, int], Project], int]] = [("this", make_own, 10**9)]
        for peer, make_peer, most in PEERS:
            if peer in programs:
                makers.append((peer, partial(_made_for, make_peer, programs[peer]), most))
        for name, make, most in makers:
            if count > most:
                yield f"| {count:,} | {name} | left out: minutes an edit |{' |' * (_HEAD.count(' | ') - 2)}"
                continue
            with tempfile.TemporaryDirectory() as folder:
                project = make(Path(folder), count)
                try:
                    yield measure(project, count, edits)
                except (TimeoutError, PlaywrightTimeoutError):
                    yield f"| {count:,} | {name} | nothing within {PATIENCE} s |{' |' * (_HEAD.count(' | ') - 2)}"
    yield ""
    for count in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield from measure_bursts(make_own(Path(folder), count), count)


def main() -> None:
    """Measure, print, and write the report if a file is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--output", type=Path)
    for name, *_ in PEERS:
        parser.add_argument(f"--{name}", default=shutil.which(name) or "")
    options = parser.parse_args()
    output = options.output or (_RESULTS if options.all else None)
    programs = {name: str(found) for name, *_ in PEERS if (found := getattr(options, name))}
    lines = []
    for line in _compare([int(size) for size in options.sizes.split(",")], options.edits, programs):
        lines.append(line)
        print(line, flush=True)
    if output:
        command = f"`python -m benchmarks.preview --sizes {options.sizes} --edits {options.edits}`"
        output.write_text("\n".join(["# From save to page", "", command, "", *lines, "", _NOTES]), encoding="utf-8")


if __name__ == "__main__":
    main()
