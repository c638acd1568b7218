"""Measures processor time and memory at up to a million entries: linking, the search index, builds on a cluster.

    python -m benchmarks.million [linking|index SIZE]
    python -m benchmarks.million build SIZE [--workload real] [--memory 4GiB] [--pages 100000] [--folder FOLDER]

Without arguments ``linking`` and ``index`` run at every size, each time in a process of its own, and a Markdown table
is printed. ``linking`` makes the automaton of all names and links 2,000 rendered bodies. ``index`` counts, scores and
cuts into shards all documents. They are made one at a time, as in a build.

``build`` writes the entries, starts a Dask cluster of two processes that have so much ``--memory`` each, and builds the
site on it as ``glossary build --scheduler`` does. When so many ``--pages`` are made, it ends the build as Ctrl-C does;
the search index is made before them. A ``--folder`` keeps the entries for the next time; TMPDIR has the passing one.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from distributed import Client

from benchmarks.build import WORKLOADS, Comparison
from benchmarks.generate import make_entries
from benchmarks.measure import count_files
from glossary_site.build import BuildRequest, build_site
from glossary_site.glossary import ABBREVIATION, TERM, Name
from glossary_site.glossary.names import ALIAS
from glossary_site.language import slugify
from glossary_site.markup import parse_definition, render_body
from glossary_site.mentions.link_table import LinkTable, Target
from glossary_site.mentions.linker import Linker, Place
from glossary_site.search.listed import list_late
from glossary_site.search.scores import SearchDocument
from glossary_site.search.shards import index_outputs
from glossary_site.values import replace

SIZES = (10_000, 100_000, 1_000_000)
LINKED = 2_000
#: The processes of the cluster.
WORKERS = 2
#: What a stage does before it counts what is done, and while it does: where that is more than the stage's name says.
PARTS = {
    ("mention", False): "names of all terms",
    ("mention", True): "bodies linked",
    ("render", False): "search index",
    ("render", True): "files of all texts, pages",
}


def _memory() -> int:
    """The peak memory of this process so far, in MB. That of ``getrusage`` begins with what its parent has."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def measure_linking(size: int) -> dict[str, float]:
    """Seconds for the table of names, milliseconds for linking a body, peak memory in MB."""
    names: list[Name] = []
    for number, entry in enumerate(make_entries(size)):
        identity = f"{slugify(entry.term)}-{number}"
        names.append(Name(entry.term, identity, TERM))
        names += [Name(each, identity, ABBREVIATION) for each in entry.abbreviations]
        names += [Name(each, identity, ALIAS) for each in entry.aliases]
    before = _memory()
    start = time.process_time()
    linker = Linker(
        LinkTable(tuple(names), tuple(Target(name.id, ()) for name in names if name.kind == TERM), "section")
    )
    made = time.process_time() - start
    bodies = [
        render_body(entry.body, parse_definition(entry.definition)) for entry in islice(make_entries(size), LINKED)
    ]
    start = time.process_time()
    for body in bodies:
        linker.link(body, Place(""))
    linked = (time.process_time() - start) / LINKED * 1_000
    return {"names": len(names), "table, s": made, "a body, ms": linked, "MB": _memory(), "MB before": before}


def _documents(size: int) -> Iterator[SearchDocument]:
    for number, each in enumerate(make_entries(size)):
        others = (*each.abbreviations, *each.aliases)
        url = f"term/{slugify(each.term)}-{number}/#sense"
        yield SearchDocument(each.term, others, url, each.category, each.definition, each.body, others)


def measure_index(size: int) -> dict[str, float]:
    """Seconds for the index without those for making the documents; its files, their bytes, peak memory in MB."""
    start = time.process_time()
    for _ in _documents(size):
        pass
    making = time.process_time() - start
    start = time.process_time()
    sizes = [len(each.data) for each in index_outputs(list_late(_documents(size)))]
    made = time.process_time() - start - making
    return {"index, s": made, "files": len(sizes), "bytes": sum(sizes), "MB": _memory()}


#: What is measured at every size.
STAGES = {"linking": measure_linking, "index": measure_index}


def _used() -> tuple[float, int]:
    """What this process has used so far: seconds of the processor, and peak memory in MB."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime, _memory()


@contextmanager
def open_local_cluster(memory: str) -> Iterator[tuple[str, Any]]:
    """A Dask cluster of processes of this machine, started as users start it, each worker limited to ``memory``.

    Gives the address of its scheduler, and a client that asks its processes what they have used.
    """
    with TemporaryDirectory() as name, ExitStack() as opened:
        file = Path(name) / "scheduler.json"
        scheduler = "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0"
        worker = "dask_worker", "--nthreads", "1", "--memory-limit", memory, "--local-directory", name
        alone = "--death-timeout", "60"  # if this program is killed, they end by themselves
        for program, *options in (scheduler, *[(*worker, *alone)] * WORKERS):
            command = (sys.executable, "-m", f"distributed.cli.{program}", "--no-dashboard", "--scheduler-file", file)
            # In process groups of their own: Ctrl-C ends the build, and then this ends the cluster.
            process = subprocess.Popen((*command, *options), stderr=subprocess.DEVNULL, process_group=0)
            opened.callback(process.wait)
            opened.callback(process.terminate)
        client: Any = opened.enter_context(Client(scheduler_file=str(file)))  # type: ignore[no-untyped-call]
        client.wait_for_workers(WORKERS)
        yield client.scheduler.address, client


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment of a build at which a ``part`` of it begins.

    Processor seconds, and peak memory in MB, are those of this process, of the scheduler and of each worker.
    """

    part: str
    time: float
    cpu: tuple[float, ...]
    memory: tuple[int, ...]

    @classmethod
    def now(cls, part: str, client: Any) -> "Mark":
        """The mark of this moment."""
        used = (_used(), client.run_on_scheduler(_used), *client.run(_used, on_error="ignore").values())
        return cls(part, time.perf_counter(), tuple(cpu for cpu, _ in used), tuple(memory for _, memory in used))

    def row(self, end: "Mark") -> str:
        """What the part took until its ``end``, in seconds, and the peaks until then, as a row of Markdown."""
        cpu = [after - before for before, after in zip(self.cpu, end.cpu, strict=False)]
        seconds = f"{end.time - self.time:,.1f} | {cpu[0]:,.1f} | {sum(cpu[1:]):,.1f}"
        return f"| {self.part} | {seconds} | {' | '.join(f'{each:,}' for each in end.memory)} |"


@dataclass(slots=True)
class Watch:
    """Prints what each part of a build took when the next one begins. After so many ``pages`` it ends the build."""

    client: Any
    folder: Path
    pages: int
    last: Mark
    parts: set[str] = field(default_factory=set)
    written: tuple[int, int] = (0, 0)

    def report(self, stage: str, done: int, total: int) -> None:
        """The progress of a build. Raises ``KeyboardInterrupt`` to end it."""
        part = PARTS.get((stage, total > 0), stage)
        if part not in self.parts:
            self.parts.add(part)
            self._end_part(part)
        if stage == "render" and done >= self.pages:
            self.end_build()
            raise KeyboardInterrupt

    def end_build(self) -> None:
        """Print the last row, and count the files."""
        self._end_part("")
        self.written = count_files(self.folder)

    def _end_part(self, following: str) -> None:
        mark = Mark.now(following, self.client)
        if self.last.part:
            print(self.last.row(mark), flush=True)
        self.last = mark


def measure_build(entries: Comparison, memory: str, pages: int) -> tuple[int, int]:
    """Print what a build on a cluster takes; the number and the bytes of the files of its site.

    ``memory`` limits each worker; the build ends after so many ``pages``.
    """
    place = entries.place
    home = place / "ours"
    if not home.exists():
        # In a process of its own, whose memory is none of the build's.
        writer = Process(target=entries.prepare)
        writer.start()
        writer.join()
    with TemporaryDirectory(dir=place) as made, open_local_cluster(memory) as (address, client):
        processes = ("this process", "scheduler", *(f"worker {number + 1}" for number in range(WORKERS)))
        title = f"{entries.entries:,} {entries.workload} entries, {memory} a worker"
        print(f"| {title} | s | CPU here | CPU there | {' | '.join(f'MB, {each}' for each in processes)} |")
        print(f"| --- {'| ---: ' * (3 + len(processes))}|", flush=True)
        output = Path(made) / "site" / "new"
        watch = Watch(client, output.parent, pages, Mark.now("", client))
        request = BuildRequest(home / "entries", output, home / "glossary.yml", scheduler=address)
        with suppress(KeyboardInterrupt):
            build_site(replace(request, cache=Path(made) / "cache"), watch.report)
            watch.end_build()
    return watch.written


def main() -> None:
    """Measure one stage, or two of them at every size, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", nargs="?", choices=(*STAGES, "build"))
    parser.add_argument("size", nargs="?", type=int, default=SIZES[0])
    parser.add_argument("--workload", choices=WORKLOADS, default="invented")
    parser.add_argument("--memory", default="4GiB")
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.stage == "build":
        with TemporaryDirectory(prefix="million-") as passing:
            entries = Comparison(asked.workload, asked.size, asked.folder or Path(passing), "", "")
            files, size = measure_build(entries, asked.memory, asked.pages)
        print(f"{files:,} files, {size / 1e6:,.0f} MB")
    elif asked.stage:
        print(json.dumps(STAGES[asked.stage](asked.size)))
    else:
        _measure_all()


def _measure_all() -> None:
    for stage in STAGES:
        for size in SIZES:
            command = [sys.executable, "-m", "benchmarks.million", stage, str(size)]
            found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            cells = " | ".join(f"{name} {value:,.2f}".removesuffix(".00") for name, value in found.items())
            print(f"| {stage} | {size:,} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
