"""Workers forked for a few pieces of a stage each: they inherit all memory, and end before they have copied it.

A page of memory is shared until one process writes to it, and CPython writes to an object when it only reads it. A
worker that lived as long as its stage would copy nearly all that it inherited.
"""

import ctypes
import os
import signal
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from fcntl import F_SETPIPE_SZ, fcntl
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from traceback import format_exc
from typing import Any

from glossary_site.values import Struct
from glossary_site.workers.executor import AHEAD, In, Job, Key, Out, Result, Shared, worker_lost
from glossary_site.workers.memory import frozen_memory

#: Pieces a worker at most: a fork takes about as long as a tenth of a piece.
_PIECES = 12
#: Up to this many pieces in all, every result may wait for an earlier one.
_FEW = 150
#: So many bytes of results wait for this process without their worker's waiting, too: those of twelve pieces of a site.
_WAITING = 1 << 20
#: Of Linux's ``prctl``.
_PR_SET_PDEATHSIG = 1


class ForkExecutor:
    """Runs whole pieces, their preparing and finishing too, in forked workers and receives their results."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def run(self, job: Job[Key, In, Shared, Out, Result], keys: Sequence[Key]) -> Iterator[Result]:
        """As ``Executor.run``."""
        if len(keys) < 2:
            yield from map(job.run, keys)
            return

        large = frozenset(number for number, key in enumerate(keys) if key in job.large)
        with frozen_memory() as freeze:

            def warm_up() -> None:
                job.warm_up()
                freeze()

            yield from run_forked(lambda number: job.run(keys[number]), len(keys), self._workers, large, warm_up)


class _Worker(Struct):
    """A forked process, and how many results it has not sent yet."""

    process: BaseProcess
    remaining: int


def _end_with_parent(parent: int) -> None:
    """Have the system end this worker when its parent is killed: the worker holds the parent's lock, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _work(parent: int, piece: Callable[[int], Any], numbers: range, results: Connection) -> None:
    """Run in a worker: send the number and the result of each piece, or None and the first exception."""
    _end_with_parent(parent)
    try:
        for number in numbers:
            results.send((number, piece(number)))
    except Exception as error:  # whatever it is, the parent raises it
        error.add_note(format_exc())
        results.send((None, error))


def _fork(piece: Callable[[int], Any], numbers: range) -> tuple[Connection, _Worker]:
    forking = get_context("fork")
    receiver, sender = forking.Pipe(duplex=False)
    with suppress(OSError):  # where the user has many pipes
        fcntl(sender.fileno(), F_SETPIPE_SZ, _WAITING)
    process = forking.Process(target=_work, args=(os.getpid(), piece, numbers, sender), daemon=True)
    process.start()
    sender.close()  # only the worker holds its end now, so that reading fails when the worker ends
    return receiver, _Worker(process, len(numbers))


def _split(pieces: int, workers: int, large: Collection[int]) -> Iterator[range]:
    """The numbers below ``pieces`` in ranges, one for each worker to be forked; a large piece is a range of its own.

    Workers that run at once take turns: else all results of one would wait for those of another.
    """
    start = 0
    while start < pieces:
        # The last ranges are short, so that all workers end at about the same time.
        many = min(_PIECES, -(-(pieces - start) // (2 * workers)))
        end = min([pieces, start + many * workers, *(number for number in large if start < number)])
        if start in large:
            end = start + 1
        yield from (range(first, end, workers) for first in range(start, min(start + workers, end)))
        start = end


def run_forked(
    piece: Callable[[int], Result],
    pieces: int,
    workers: int,
    large: Collection[int] = (),
    warm_up: Callable[[], object] = lambda: None,
) -> Iterator[Result]:
    """``piece(number)`` of each number below ``pieces``, in order, by at most ``workers`` processes that work at once.

    A ``large`` piece has a worker of its own, so that its memory is freed when it is done. ``warm_up`` is called in
    this process before the first piece that is not large. Raises what a piece raises, or ``GlossaryError`` with
    ``worker-lost``.
    """
    running: dict[Connection, _Worker] = {}
    early: dict[int, Result] = {}
    ranges = deque(_split(pieces, workers, large))
    most_early = pieces if pieces <= _FEW else workers * AHEAD
    done = 0
    is_warm = False
    try:
        while done < pieces:
            busy = sum(worker.remaining > 0 for worker in running.values())
            if ranges and busy < workers and len(early) < most_early:
                numbers = ranges.popleft()
                if not is_warm and numbers[0] not in large:
                    warm_up()
                    is_warm = True
                results, worker = _fork(piece, numbers)
                running[results] = worker
                continue
            # The next workers have begun: whoever gets the result may work on it for long.
            if done in early:
                yield early.pop(done)
                done += 1
                continue
            readable = wait(list(running))
            for results, worker in [each for each in running.items() if each[0] in readable]:
                try:
                    number, value = results.recv()
                except (EOFError, OSError):  # the worker has ended, perhaps within a result
                    del running[results]
                    worker.process.join()
                    results.close()
                    if worker.remaining:
                        raise worker_lost() from None
                    continue
                if number is None:
                    raise value
                worker.remaining -= 1
                early[number] = value
    finally:
        for results, worker in running.items():
            worker.process.terminate()
            worker.process.join()
            results.close()
