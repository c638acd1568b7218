"""Pools of workers that share no memory with this process: values are pickled. Spawned processes are such a pool."""

import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from glossary_site.digest import digest
from glossary_site.values import Frozen
from glossary_site.workers.executor import AHEAD, In, Job, Key, Out, Result, Shared, worker_lost


class Pickled(Frozen):
    """A value pickled once, for workers that unpickle it once; ``digest`` is that of the bytes."""

    digest: str
    data: bytes

    @classmethod
    def of(cls, value: Any) -> "Pickled":
        """``value``, pickled."""
        data = _pickle(value)
        return cls(digest(data), data)


class PoolExecutor:
    """Prepares and finishes pieces in this process and works on them in a pool."""

    def __init__(
        self,
        pool: Executor,
        workers: int,
        share: Callable[[Pickled], Any] = lambda value: value,
        wait: Callable[[Future[Any]], Any] = Future.result,
    ) -> None:
        """``share`` makes of the value for all pieces what the pool gets in its place; ``wait`` gives a result."""
        self._pool = pool
        self._workers = workers
        self._share = share
        self._wait = wait

    def run(self, job: Job[Key, In, Shared, Out, Result], keys: Sequence[Key]) -> Iterator[Result]:
        """As ``Executor.run``. At most ``AHEAD`` pieces a worker are prepared at a time: memory holds no more."""
        shared = self._share(Pickled.of(job.shared))
        running: deque[Future[Out]] = deque()
        for key in keys:
            running.append(self._pool.submit(_work, job.work, _pickle(job.prepare(key)), shared))
            if len(running) >= self._workers * AHEAD:
                yield job.finish(self._wait(running.popleft()))
        while running:
            yield job.finish(self._wait(running.popleft()))


#: The value that the pieces of this worker share, by its digest. A stage has one, and frees that of the stage before.
_unpickled: dict[str, Any] = {}


def _pickle(value: Any) -> bytes:
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def _work(work: Callable[[In, Shared], Out], value: bytes, shared: Pickled) -> Out:
    """Run in a worker. A scheduler between passes the bytes on, and makes no values of them."""
    found = _unpickled.get(shared.digest)
    if found is None:
        found = pickle.loads(shared.data)  # noqa: S301 - our own bytes, from our own process
        _unpickled.clear()
        _unpickled[shared.digest] = found
    return work(pickle.loads(value), found)  # noqa: S301 - as above


@contextmanager
def open_process_pool(workers: int) -> Iterator[PoolExecutor]:
    """An executor on so many spawned processes. Raises ``GlossaryError`` with ``worker-lost`` where one is killed."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            yield PoolExecutor(pool, workers)
        except BrokenExecutor as error:
            raise worker_lost() from error
