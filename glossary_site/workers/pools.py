"""Pools of workers that share no memory with this process: values are pickled. Spawned processes are such a pool."""

import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from glossary_site.workers.executor import AHEAD, In, Job, Key, Out, Result, Shared, worker_lost

#: How many shared values a worker remembers.
_REMEMBERED = 8


class PoolExecutor:
    """Prepares and finishes pieces in this process and works on them in a pool."""

    def __init__(self, pool: Executor, workers: int, share: Callable[[Any], Any]) -> None:
        """``share`` makes of a value for all pieces what is passed to the pool in its place."""
        self._pool = pool
        self._workers = workers
        self._share = share

    def run(self, job: Job[Key, In, Shared, Out, Result], keys: Sequence[Key]) -> Iterator[Result]:
        """As ``Executor.run``. At most ``AHEAD`` pieces a worker are prepared at a time: memory holds no more."""
        shared = self._share(job.shared)
        running: deque[Future[Out]] = deque()
        for key in keys:
            running.append(self._pool.submit(_work, job.work, job.prepare(key), shared))
            if len(running) >= self._workers * AHEAD:
                yield job.finish(running.popleft().result())
        while running:
            yield job.finish(running.popleft().result())


@dataclass(frozen=True, slots=True)
class _Pickled:
    """A value pickled once, for workers that unpickle it once."""

    data: bytes


#: The shared values that this worker has unpickled, by their bytes.
_unpickled: dict[bytes, Any] = {}


def _work(work: Callable[[In, Shared], Out], value: In, shared: Any) -> Out:
    """Run in a worker. A cluster passes the shared value itself."""
    if not isinstance(shared, _Pickled):
        return work(value, shared)
    if shared.data not in _unpickled:
        if len(_unpickled) > _REMEMBERED:
            _unpickled.clear()
        _unpickled[shared.data] = pickle.loads(shared.data)  # noqa: S301 - our own bytes, from our own process
    return work(value, _unpickled[shared.data])


def _pickle(value: Any) -> _Pickled:
    return _Pickled(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))


@contextmanager
def open_process_pool(workers: int) -> Iterator[PoolExecutor]:
    """An executor on so many spawned processes. Raises ``GlossaryError`` with ``worker-lost`` where one is killed."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            yield PoolExecutor(pool, workers, _pickle)
        except BrokenExecutor as error:
            raise worker_lost() from error
