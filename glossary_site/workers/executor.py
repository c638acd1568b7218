"""Where the stages run: one protocol over pieces of work, in this process, in several, or on a cluster.

A stage prepares a piece on this machine, works on it anywhere, and finishes it on this machine. Work takes values and
gives values, so it may go to a machine that shares no disk; preparing and finishing may use what this process holds.
"""

import gc
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor as Pool
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from glossary_site.workers.cluster import open_cluster
from glossary_site.workers.forks import run_forked

Key = TypeVar("Key")
In = TypeVar("In")
Out = TypeVar("Out")
Result = TypeVar("Result")
Shared = TypeVar("Shared")

#: Below this many files a pool costs more than it saves; forked workers start at once (see docs/decisions).
POOL_FROM = 100 if sys.platform == "linux" else 400
#: Pieces a worker handed out ahead of the results taken: enough to keep all busy while the longest piece is worked on,
#: few enough to stay small.
_AHEAD = 30
#: Pieces of a stage at least.
_FEWEST = 4
#: New objects between two looks of the garbage collector: a build makes millions, and hardly a cycle among them.
_COLLECT_EVERY = 100_000


class Executor(Protocol):
    """Runs a stage over its pieces and gives the results back in order."""

    def run(
        self,
        keys: Sequence[Key],
        prepare: Callable[[Key], In],
        work: Callable[[In, Shared], Out],
        finish: Callable[[Out], Result],
        shared: Shared,
        ready: Callable[[], object] = ...,
        alone: Collection[int] = ...,
    ) -> Iterator[Result]:
        """``finish(work(prepare(key), shared))`` of each key, in order. ``work`` and its values can be pickled.

        ``alone`` are the places of keys whose pieces are so large that a worker should do nothing else. ``ready`` makes
        what a process remembers for all others, where workers that are still to begin inherit it.
        """
        ...


def _itself(value: In) -> In:
    return value


def map_chunks(
    executor: Executor, work: Callable[[In, Shared], Out], chunks: Sequence[In], shared: Shared
) -> Iterator[Out]:
    """``work(chunk, shared)`` of each chunk, in order."""
    prepare: Callable[[In], In] = _itself
    finish: Callable[[Out], Out] = _itself
    return executor.run(chunks, prepare, work, finish, shared)


def chunked(values: Sequence[In], most: int) -> list[Sequence[In]]:
    """``values`` in order, in pieces of at most ``most``: of few values in as many as keep two workers busy alike."""
    size = min(most, -(-len(values) // _FEWEST)) or 1
    return [values[start : start + size] for start in range(0, len(values), size)]


def _nothing() -> None:
    return None


class SerialExecutor:
    """Everything in this process."""

    def run(
        self,
        keys: Sequence[Key],
        prepare: Callable[[Key], In],
        work: Callable[[In, Shared], Out],
        finish: Callable[[Out], Result],
        shared: Shared,
        ready: Callable[[], object] = _nothing,
        alone: Collection[int] = (),
    ) -> Iterator[Result]:
        """As ``Executor.run``."""
        return (finish(work(prepare(key), shared)) for key in keys)


class ForkExecutor:
    """Forked workers (``forks``): they inherit all that this process holds and send back results alone."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def run(
        self,
        keys: Sequence[Key],
        prepare: Callable[[Key], In],
        work: Callable[[In, Shared], Out],
        finish: Callable[[Out], Result],
        shared: Shared,
        ready: Callable[[], object] = _nothing,
        alone: Collection[int] = (),
    ) -> Iterator[Result]:
        """As ``Executor.run``; pieces are prepared and finished in the workers too."""
        if len(keys) < 2:
            yield from SerialExecutor().run(keys, prepare, work, finish, shared)
            return

        def piece(number: int) -> Result:
            return finish(work(prepare(keys[number]), shared))

        def make_ready() -> None:
            ready()
            gc.freeze()

        # What is there now stays; a worker that looked through it for garbage would copy all of it.
        gc.freeze()
        try:
            yield from run_forked(piece, len(keys), self._workers, alone, make_ready)
        finally:
            gc.unfreeze()


class RemoteExecutor:
    """A pool whose workers share no memory with this process: values travel pickled."""

    def __init__(self, pool: Pool, workers: int, send: Callable[[Any], Any]) -> None:
        """``send`` makes of a value that all pieces share what is passed to the pool in its place."""
        self._pool = pool
        self._workers = workers
        self._send = send

    def run(
        self,
        keys: Sequence[Key],
        prepare: Callable[[Key], In],
        work: Callable[[In, Shared], Out],
        finish: Callable[[Out], Result],
        shared: Shared,
        ready: Callable[[], object] = _nothing,
        alone: Collection[int] = (),
    ) -> Iterator[Result]:
        """As ``Executor.run``; pieces are prepared as there is room for them, so a long stage is never held whole."""
        sent = self._send(shared)

        def submit(key: Key) -> Future[Out]:
            return self._pool.submit(_work_on, work, prepare(key), sent)

        return map(finish, _in_order(submit, keys, self._workers))


def _in_order(submit: Callable[[Key], Future[Out]], keys: Sequence[Key], workers: int) -> Iterator[Out]:
    running: deque[Future[Out]] = deque()
    for key in keys:
        running.append(submit(key))
        if len(running) >= workers * _AHEAD:
            yield running.popleft().result()
    while running:
        yield running.popleft().result()


@dataclass(frozen=True, slots=True)
class _Pickled:
    """A value pickled once, for workers that unpickle it once."""

    data: bytes


#: What this worker was sent, by its bytes: each value is unpickled once.
_received: dict[bytes, Any] = {}


def _work_on(work: Callable[[In, Shared], Out], value: In, sent: Any) -> Out:
    """Run in a worker. What a cluster shares in its own way arrives as it was."""
    if not isinstance(sent, _Pickled):
        return work(value, sent)
    if sent.data not in _received:
        if len(_received) > 8:
            _received.clear()
        _received[sent.data] = pickle.loads(sent.data)  # noqa: S301 - our own bytes, from our own process
    return work(value, _received[sent.data])


def _pickle(value: Any) -> _Pickled:
    return _Pickled(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))


@contextmanager
def open_executor(jobs: int, size: int, scheduler: str = "") -> Iterator[Executor]:
    """An executor for work on ``size`` entries.

    ``jobs`` is the number of processes, 0 to choose; ``scheduler`` the address of a Dask cluster that works instead.
    Raises ``GlossaryError`` with ``cluster-unreachable`` or ``extra-missing``.
    """
    gc.set_threshold(_COLLECT_EVERY, 20, 20)
    if scheduler:
        with open_cluster(scheduler) as cluster:
            yield RemoteExecutor(cluster.pool, cluster.workers, cluster.share)
        return
    wanted = jobs or (os.cpu_count() or 1 if size >= POOL_FROM else 1)
    if wanted == 1:
        yield SerialExecutor()
    elif sys.platform == "linux":
        yield ForkExecutor(wanted)
    else:
        from concurrent.futures import ProcessPoolExecutor  # no other system needs it

        with ProcessPoolExecutor(wanted, mp_context=get_context("spawn")) as pool:
            yield RemoteExecutor(pool, wanted, _pickle)
