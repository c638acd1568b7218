"""From a saved edit to its new bytes served and its new text in Chromium: this preview, and Hugo's where there is one.

    python -m benchmarks.preview [--sizes 1000,10000] [--edits 20] [--hugo PATH] [--output FILE]

Prints a Markdown table of medians and worst cases; memory is that of the server after all edits.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.generate import generate, make_entries
from benchmarks.hugo_site import write_hugo_site
from glossary_site.collation import slugify
from glossary_site.theme import default_theme

_PORT = 18_450
_PATIENCE = 600


@dataclass(frozen=True, slots=True)
class Project:
    """A site to preview: the command that serves it, the file that is edited and its page, a template of all pages."""

    name: str
    home: Path
    command: tuple[str, ...]
    file: Path
    url: str
    template: Path


def make_own(home: Path, count: int) -> Project:
    """A generated glossary for this program."""
    generate(home / "entries", count)
    entry = next(iter(make_entries(count)))
    template = home / "templates" / "base.html"
    template.parent.mkdir()
    shutil.copy(default_theme() / "templates" / "base.html", template)
    command = (sys.executable, "-m", "glossary_site", "serve", "--port", str(_PORT), "--strict-port")
    return Project("this", home, command, home / "entries/000/e000000.md", f"term/{slugify(entry.term)}/", template)


def make_hugo(home: Path, count: int, hugo: str) -> Project:
    """The same glossary for Hugo, without links between terms, search and exports."""
    first = write_hugo_site(make_entries(count), home)
    command = (hugo, "server", "--port", str(_PORT), "--bind", "127.0.0.1")
    return Project("Hugo", home, command, first, f"term/{first.stem}/", home / "layouts/_default/baseof.html")


def fetch(url: str) -> str:
    """The page at ``url``, "" while there is none."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{_PORT}/{url}", timeout=_PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))
    except (OSError, HTTPException):  # also a page cut short by a rebuild
        return ""


def wait_until(holds: Callable[[], bool]) -> float:
    """Seconds until something holds."""
    start = time.perf_counter()
    while not holds():
        if time.perf_counter() - start > _PATIENCE:
            raise TimeoutError
        time.sleep(0.01)  # oftener would keep the server from its work
    return time.perf_counter() - start


@contextmanager
def serving(project: Project) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """The running server and the seconds that it took to serve its first page."""
    server = subprocess.Popen(project.command, cwd=project.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield server, wait_until(lambda: bool(fetch(project.url)))
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)


def edit(path: Path, mark: str) -> None:
    """Save a file with a mark at the end, in place, as editors do."""
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n{mark}\n", encoding="utf-8")


def memory(server: subprocess.Popen[bytes]) -> str:
    """The server's resident memory, where the system tells."""
    with suppress(OSError):
        for line in Path(f"/proc/{server.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS"):
                return f"{int(line.split()[1]) // 1024} MB"
    return "?"


def seen_in_browser(project: Project, edits: int) -> list[float]:
    """Seconds from each save to its text in an open page."""
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"))
        page = browser.new_page(bypass_csp=True)  # for the waiting script alone
        page.goto(f"http://127.0.0.1:{_PORT}/{project.url}")
        page.wait_for_timeout(2_000)
        for number in range(edits):
            mark = f"Seen{number}x"
            edit(project.file, mark)
            start = time.perf_counter()
            page.wait_for_function(f"document.body.innerText.includes('{mark}')", polling=5, timeout=60_000)
            found.append(time.perf_counter() - start)
            time.sleep(0.6)
        browser.close()
    return found


def measure(project: Project, count: int, edits: int) -> str:
    """One line of the table."""
    with serving(project) as (server, first):
        time.sleep(3)
        served = []
        for number in range(edits):
            edit(project.file, mark := f"Served{number}x")
            served.append(wait_until(lambda mark=mark: mark in fetch(project.url)))  # type: ignore[misc]
            time.sleep(0.6)
        themed = []
        for number in range(max(1, edits // 4)):
            edit(project.template, mark := f"<i>themed{number}x</i>")
            themed.append(wait_until(lambda mark=mark: mark in fetch(project.url)))  # type: ignore[misc]
            time.sleep(0.6)
        seen = seen_in_browser(project, edits)
        cells = (*map(_told, (served, seen, themed)), f"{first:.1f}", memory(server))
    return f"| {count:,} | {project.name} | {' | '.join(cells)} |"


def _told(times: list[float]) -> str:
    return f"{median(times):.3f} ({max(times):.3f})"


def _versions(hugo: str) -> str:
    told = [f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"]
    if hugo:
        version = subprocess.run((hugo, "version"), capture_output=True, text=True, check=False).stdout
        told.append(
            next((line.partition("-")[0] for line in version.splitlines() if line.startswith("hugo v")), "Hugo")
        )
    return f"{', '.join(told)}; load at start {os.getloadavg()[0]:.1f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--hugo", default=shutil.which("hugo") or "")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    lines = [_versions(options.hugo), ""]
    if not options.hugo:
        lines += ["Hugo is not on the PATH, so it is not compared.", ""]
    lines += [
        "Seconds, median (worst).",
        "",
        "| entries | server | body edit, served | body edit, seen | template, served | start | memory |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    print("\n".join(lines), flush=True)
    makers: list[Callable[[Path, int], Project]] = [make_own]
    if options.hugo:
        makers.append(partial(make_hugo, hugo=options.hugo))
    for count in map(int, options.sizes.split(",")):
        for make in makers:
            with tempfile.TemporaryDirectory() as folder:
                lines.append(measure(make(Path(folder), count), count, options.edits))
                print(lines[-1], flush=True)
    if options.output:
        command = f"`python -m benchmarks.preview --sizes {options.sizes} --edits {options.edits}`"
        text = "\n".join(["# From save to page", "", command, "", *lines, ""])
        options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
