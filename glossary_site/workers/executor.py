"""One interface to run work on many pieces, and the executor that runs all of it in this process.

The others (``forks``, ``pools``) are imported when they are opened: most commands need none of them.
"""

import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from glossary_site.issues import GlossaryError
from glossary_site.values import Frozen
from glossary_site.workers.memory import collect_rarely

Key = TypeVar("Key")
In = TypeVar("In")
Out = TypeVar("Out")
Result = TypeVar("Result")
Shared = TypeVar("Shared")

#: Up to this many entries a pool costs more than it saves; forked workers start at once (see docs/decisions).
POOL_FROM = 100 if sys.platform == "linux" else 400
#: How many results or pieces of each worker may wait for an earlier one. With fewer, workers would be idle while the
#: longest piece is worked on; with more, a long stage would fill the memory.
AHEAD = 30
#: Pieces of a stage at least.
_FEWEST = 4


class Job(Frozen, Generic[Key, In, Shared, Out, Result]):
    """What is done with each piece of work: ``finish(work(prepare(key), shared))``.

    ``prepare`` and ``finish`` run on this machine and may use all that this process holds. ``work`` runs anywhere,
    so that it, its values and ``shared`` can be pickled.

    ``large`` holds the keys whose pieces need so much memory that their worker does nothing else. ``warm_up`` is called
    before workers are forked: they inherit what it loads.
    """

    prepare: Callable[[Key], In]
    work: Callable[[In, Shared], Out]
    finish: Callable[[Out], Result]
    shared: Shared
    warm_up: Callable[[], object] = lambda: None
    large: Collection[Key] = ()

    def run(self, key: Key) -> Result:
        """The result of one piece, made in this process."""
        return self.finish(self.work(self.prepare(key), self.shared))


class Executor(Protocol):
    """Runs a job over its pieces."""

    def run(self, job: Job[Key, In, Shared, Out, Result], keys: Sequence[Key]) -> Iterator[Result]:
        """The result of each key's piece, in order."""
        ...


class SerialExecutor:
    """Runs everything in this process."""

    def run(self, job: Job[Key, In, Shared, Out, Result], keys: Sequence[Key]) -> Iterator[Result]:
        """As ``Executor.run``."""
        return map(job.run, keys)


def worker_lost() -> GlossaryError:
    """The error of a worker that ended without its results: it was killed, perhaps for want of memory."""
    message = "a process that worked for this one was ended before it was done; perhaps the machine had no memory left"
    return GlossaryError.of("worker-lost", message, "try again with --jobs 1, which takes the least memory")


def map_chunks(
    executor: Executor, work: Callable[[In, Shared], Out], chunks: Sequence[In], shared: Shared
) -> Iterator[Out]:
    """``work(chunk, shared)`` of each chunk, in order."""
    return executor.run(Job(lambda chunk: chunk, work, lambda found: found, shared), chunks)


def chunked(values: Sequence[In], most: int) -> list[Sequence[In]]:
    """``values`` in order, in pieces of at most ``most``; few values make smaller pieces, to keep two workers busy."""
    size = min(most, -(-len(values) // _FEWEST)) or 1
    return [values[start : start + size] for start in range(0, len(values), size)]


@contextmanager
def open_executor(jobs: int, size: int, scheduler: str = "") -> Iterator[Executor]:
    """An executor for work on ``size`` entries.

    ``jobs`` is the number of processes, 0 to choose; ``scheduler`` the address of a Dask cluster that works instead.
    Raises ``GlossaryError`` with ``cluster-unreachable`` or ``extra-missing``.
    """
    collect_rarely()
    wanted = jobs or (os.cpu_count() or 1 if size >= POOL_FROM else 1)
    if scheduler:
        from glossary_site.workers.cluster import open_cluster

        with open_cluster(scheduler) as cluster:
            yield cluster
    elif wanted == 1:
        yield SerialExecutor()
    elif sys.platform == "linux":
        from glossary_site.workers.forks import ForkExecutor

        yield ForkExecutor(wanted)
    else:
        from glossary_site.workers.pools import open_process_pool

        with open_process_pool(wanted) as pool:
            yield pool
