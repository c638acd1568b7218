"""Workers forked for a few pieces of a stage each: they inherit everything and end before they have copied it.

A page of memory is shared until somebody writes to it, and CPython writes to an object when it only looks at it. A
worker that lived as long as its stage would end up with a copy of nearly all that it inherited, beside whatever its
largest piece left behind.
"""

import ctypes
import os
import signal
from collections.abc import Callable, Collection, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from traceback import format_exc
from typing import Any, TypeVar

Result = TypeVar("Result")

#: Pieces a worker at most: to fork anew takes about as long as a tenth of a piece.
_PIECES = 20
#: Results a worker that wait for an earlier one: enough to keep all busy while the longest piece is worked on, few
#: enough to stay small.
_AHEAD = 30
#: Of so few pieces all results may wait.
_FEW = 150
#: Of Linux's ``prctl``.
_PR_SET_PDEATHSIG = 1


class WorkerLostError(Exception):
    """A worker ended without its results: it was killed, perhaps because the machine ran out of memory."""


def _end_with_parent(parent: int) -> None:
    """Have the system end this worker when its parent is killed: it holds the parent's lock and would wait for ever."""
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


def _fork(piece: Callable[[int], Any], numbers: range) -> tuple[Connection, BaseProcess]:
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(os.getpid(), piece, numbers, there), daemon=True)
    worker.start()
    there.close()  # the worker's end: when that ends, this one tells
    return here, worker


def _take(results: Connection) -> tuple[int | None, Any] | None:
    try:
        found: tuple[int | None, Any] = results.recv()
    except EOFError:
        return None
    return found


def _shares(pieces: int, workers: int, alone: Collection[int]) -> Iterator[range]:
    """The numbers below ``pieces`` in runs, one for each worker."""
    begun = 0
    while begun < pieces:
        # The last ones are short, so that all end at about the same time.
        end = begun + max(1, min(_PIECES, (pieces - begun) // (2 * workers)))
        if begun in alone:
            end = begun + 1
        end = min([end, *(number for number in alone if begun < number)])
        yield range(begun, end)
        begun = end


def run_forked(
    piece: Callable[[int], Result],
    pieces: int,
    workers: int,
    alone: Collection[int] = (),
    ready: Callable[[], object] = lambda: None,
) -> Iterator[Result]:
    """``piece(number)`` of each number below ``pieces``, in order, in so many ``workers`` at once.

    Pieces that stand ``alone`` are so large that their workers have no others: what they leave behind goes with them.
    What makes ``ready`` for all others is called once those that come first are on their way.
    Raises what a piece raises, or ``WorkerLostError``.
    """
    running: dict[Connection, BaseProcess] = {}
    owed: dict[Connection, int] = {}
    waiting: dict[int, Result] = {}
    shares = list(_shares(pieces, workers, alone))[::-1]
    most = pieces if pieces <= _FEW else workers * _AHEAD
    done = 0
    is_ready = False
    try:
        while done < pieces:
            while shares and len(running) < workers and len(waiting) < most:
                share = shares.pop()
                if not is_ready and share[0] not in alone:
                    ready()
                    is_ready = True
                results, worker = _fork(piece, share)
                running[results], owed[results] = worker, len(share)
            there = wait(list(running))
            for results in [each for each in running if each in there]:
                found = _take(results)
                if found is None:
                    running.pop(results).join()
                    results.close()
                    if owed.pop(results):
                        raise WorkerLostError("a worker was ended before it was done")
                    continue
                number, value = found
                if number is None:
                    raise value
                owed[results] -= 1
                waiting[number] = value
            while done in waiting:
                yield waiting.pop(done)
                done += 1
    finally:
        for results, worker in running.items():
            worker.terminate()
            worker.join()
            results.close()
