"""From a saved edit to its new bytes served and its new text in Chromium: this preview and others, in one run.

    python -m benchmarks.preview --all        # everything, into benchmarks/RESULTS-preview.md
    python -m benchmarks.preview [--sizes 1000,10000] [--edits 20] [--output FILE]
        [--hugo PATH] [--eleventy PATH] [--zensical PATH] [--mkdocs PATH]

Prints a Markdown table of medians and worst cases; memory is that of the server and its children after all edits. Peers
are looked for on the PATH; one that is not there is left out, and that is said. Two servers never run at once.
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
from benchmarks.preview_storms import measure_storms

#: Between two edits of an author.
_PAUSE = 0.6
#: Seconds for the edits of one kind, and how many there are at the least: some peers need half a minute for one.
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


def wait_until(holds: Callable[[], bool], patience: float = PATIENCE) -> float:
    """Seconds until something holds."""
    start = time.perf_counter()
    while not holds():
        if time.perf_counter() - start > patience:
            raise TimeoutError
        time.sleep(0.01)  # oftener would keep the server from its work
    return time.perf_counter() - start


@contextmanager
def serving(project: Project) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """The running server and the seconds that it took to serve its first page."""
    server = subprocess.Popen(project.command, cwd=project.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield server, wait_until(lambda: bool(fetch(project.url)), 5 * PATIENCE)
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)


Item = TypeVar("Item")


def paced(items: Iterable[Item]) -> Iterator[Item]:
    """The items, as far as there is time for edits with them."""
    start = time.perf_counter()
    for number, item in enumerate(items):
        if number >= _LEAST and time.perf_counter() - start > _BUDGET:
            return
        yield item


def rename(project: Project, name: str) -> None:
    """Save the file of the renamed term with another name."""
    text = project.renamed.read_text(encoding="utf-8")
    for known in (RENAMED, OTHER_NAME):
        text = text.replace(f'"{known}"', f'"{name}"')
    project.renamed.write_text(text, encoding="utf-8")


def memory(server: subprocess.Popen[bytes]) -> str:
    """The resident memory of the server and its children, where the system tells."""
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
    """The names that a term is given in turn, and whether each is its first."""
    for number in range(count):
        yield (OTHER_NAME, False) if number % 2 == 0 else (RENAMED, True)


def seen_in_browser(project: Project, edits: int) -> tuple[list[float], list[float]]:
    """Seconds from each save to its text, and from each new name to what hangs on it, in an open page."""
    texts, renames = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"))
        page = browser.new_page(bypass_csp=True)  # for the waiting script alone
        page.goto(f"http://127.0.0.1:{PORT}/{project.url}")
        page.wait_for_timeout(2_000)
        patience = 1_000 * PATIENCE
        for number in paced(range(edits)):
            edit(project.file, mark := f"Seen{number}x")
            start = time.perf_counter()
            page.wait_for_function(f"document.body?.innerText.includes('{mark}')", polling=5, timeout=patience)
            texts.append(time.perf_counter() - start)
            time.sleep(_PAUSE)
        page.goto(f"http://127.0.0.1:{PORT}/{project.renamed_url}")
        page.wait_for_timeout(2_000)
        for name, is_first in paced(names(edits)):
            rename(project, name)
            start = time.perf_counter()
            holds = f"document.documentElement.innerHTML.includes('{project.mark}') === {str(is_first).lower()}"
            page.wait_for_function(holds, polling=5, timeout=patience)
            renames.append(time.perf_counter() - start)
            time.sleep(_PAUSE)
        browser.close()
    return texts, renames


def timed(save: Callable[[], None], holds: Callable[[], bool]) -> float:
    """Seconds from a save until something holds; then a pause, as between two edits of an author."""
    save()
    seconds = wait_until(holds)
    time.sleep(_PAUSE)
    return seconds


def measure(project: Project, count: int, edits: int) -> str:
    """One line of the table."""
    with serving(project) as (server, cold):
        first = f"{cold:.1f}"
        if not project.build:
            return _line(project, count, first, server, edits)
    subprocess.run(project.build, cwd=project.home, check=True, capture_output=True)
    with serving(project) as (server, warm):
        return _line(project, count, f"{first}, warm {warm:.2f}", server, edits)


def _line(project: Project, count: int, first: str, server: subprocess.Popen[bytes], edits: int) -> str:
    time.sleep(3 + count / 2_000)  # what a server does behind its first page is no part of an edit
    served, themed = [], []
    for number in paced(range(edits)):
        mark = f"Served{number}x"
        served.append(timed(partial(edit, project.file, mark), partial(_stands, mark, project.url, True)))
    renamed = [
        timed(partial(rename, project, name), partial(_stands, project.mark, project.renamed_url, is_first))
        for name, is_first in paced(names(edits))
    ]
    for number in paced(range(max(1, edits // 4))):
        mark = f"<i>themed{number}x</i>"
        try:
            themed.append(timed(partial(edit, project.template, mark), partial(_stands, mark, project.url, True)))
        except TimeoutError:
            break
    rename(project, RENAMED)
    time.sleep(_PAUSE)
    seen, renamed_seen = seen_in_browser(project, edits)
    cells = (*map(_told, (served, seen, renamed, renamed_seen, themed)), first, memory(server))
    return f"| {count:,} | {project.name} | {' | '.join(cells)} |"


def _stands(mark: str, url: str, should: bool) -> bool:
    text = fetch(url)
    return bool(text) and (mark in text) == should


def _told(times: list[float]) -> str:
    return f"{median(times):.3f} ({max(times):.3f})" if times else f"not in {PATIENCE} s"


def _version(program: str, *arguments: str) -> str:
    told = subprocess.run((program, *arguments), capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+\.\d+\.\d+", told)
    return found[0] if found else "?"


def _conditions(programs: Mapping[str, str]) -> str:
    told = [f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"]
    for name, program in programs.items():
        told.append(f"{name.capitalize()} {_version(program, 'version' if name == 'hugo' else '--version')}")
    return f"{', '.join(told)}; load at start {os.getloadavg()[0]:.1f}"


def _made_for(make: Callable[[Path, int, str], Project], program: str, home: Path, count: int) -> Project:
    return make(home, count, program)


def _compare(sizes: Sequence[int], edits: int, programs: Mapping[str, str]) -> Iterator[str]:
    """The lines of the report, one as soon as it is known."""
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
            yield from measure_storms(make_own(Path(folder), count), count)


def main() -> None:
    """Measure and print."""
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
