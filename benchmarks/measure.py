"""Measures a command: its time, its processor time, its memory, and the files that it made."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

#: The least pause between two readings of the memory, in seconds, and the least ratio of a pause to a reading. A
#: reading takes 11 ms where three processes hold 280 MB, 37 ms where they hold 1.3 GB, and slows them meanwhile.
PAUSE, REST = 0.1, 50


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds of the wall clock, processor seconds, peak memory in bytes."""

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of all runs of one kind at one size; ``files`` and ``size`` (bytes) describe the output.

    ``walls`` and ``cpus`` are the least and the most of all runs. ``workload`` is the name of the glossary.
    """

    workload: str
    entries: int
    what: str
    wall: float
    walls: tuple[float, float]
    cpu: float
    cpus: tuple[float, float]
    memory: int
    files: int
    size: int


def _read_memory(process: psutil.Process) -> int:
    """The bytes that a process and its descendants hold (proportional set size)."""
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            try:
                total += each.memory_full_info().pss
            except psutil.Error:
                continue
    except psutil.Error:
        pass
    return total


def measure(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command to its end; its output is shown only if it fails.

    Earlier writes are first flushed to the disk, so that they do not slow this run.
    """
    os.sync()
    most = 0
    start = time.perf_counter()
    with tempfile.TemporaryFile() as printed:
        # As users run it: Python compiles a program once.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        words = [str(part) for part in command]
        child = subprocess.Popen(words, cwd=folder, stdout=printed, stderr=printed, env=environment)
        watched, done = psutil.Process(child.pid), threading.Event()

        def watch() -> None:
            nonlocal most
            pause = PAUSE
            while not done.wait(pause):
                begun = time.perf_counter()
                most = max(most, _read_memory(watched))
                pause = max(PAUSE, REST * (time.perf_counter() - begun))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        watcher.join()
        if child.returncode:
            printed.seek(0)
            raise SystemExit(f"{command} failed: {printed.read().decode(errors='replace')[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, most)


def count_files(folder: Path) -> tuple[int, int]:
    """The number of files in a folder, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def sum_up(workload: str, entries: int, what: str, runs: Sequence[Run], files: tuple[int, int]) -> Row:
    """The medians and the spread of some runs, the peak memory of all, and the number and bytes of their ``files``."""
    walls, cpus = [run.wall for run in runs], [run.cpu for run in runs]
    memory = max(run.memory for run in runs)
    spread, spent = (min(walls), max(walls)), (min(cpus), max(cpus))
    return Row(workload, entries, what, median(walls), spread, median(cpus), spent, memory, *files)
