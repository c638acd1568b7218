"""What a command costs: time, processors, memory; and what it made."""

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

#: Seconds between two looks at the memory at least, and how many times as long as a look takes: 11 ms where three
#: processes hold 280 MB, 37 where they hold 1.3 GB, and they wait for pages in that time.
PAUSE, REST = 0.1, 50


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds of the wall clock, seconds of processors, the most memory in bytes."""

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True, slots=True)
class Row:
    """All runs of one kind on one size, as medians; ``files`` and ``size`` (bytes) are of what was made."""

    entries: int
    what: str
    wall: float
    cpu: float
    memory: int
    files: int
    size: int


def _held(process: psutil.Process) -> int:
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
    """Run a command to its end; what it prints is shown only when it fails.

    What was written or removed before is on the disk first: no run pays for the one before it.
    """
    os.sync()
    most = 0
    start = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        child = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=told, stderr=told)
        watched, done = psutil.Process(child.pid), threading.Event()

        def watch() -> None:
            nonlocal most
            pause = PAUSE
            while not done.wait(pause):
                begun = time.perf_counter()
                most = max(most, _held(watched))
                pause = max(PAUSE, REST * (time.perf_counter() - begun))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        watcher.join()
        if child.returncode:
            told.seek(0)
            raise SystemExit(f"{command} failed: {told.read().decode(errors='replace')[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, most)


def weigh(folder: Path) -> tuple[int, int]:
    """How many files a folder holds, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def sum_up(entries: int, what: str, runs: Sequence[Run], weight: tuple[int, int]) -> Row:
    """The medians of some runs, and the most memory of any."""
    walls, cpus = median(run.wall for run in runs), median(run.cpu for run in runs)
    return Row(entries, what, walls, cpus, max(run.memory for run in runs), *weight)
