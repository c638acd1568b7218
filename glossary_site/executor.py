"""Where the stages run: one ``map`` over chunks, in this process or in several."""

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Generic, Protocol, TypeVar, cast

from glossary_site.digest import digest

In = TypeVar("In")
Out = TypeVar("Out")
Value = TypeVar("Value")

#: Below this many entries a pool costs more than it saves (see docs/decisions).
POOL_FROM = 1_500
#: Chunks handed to a pool ahead of the results taken from it: enough to keep it busy, few enough to stay small.
_AHEAD = 3


class Executor(Protocol):
    """Runs a function over chunks and gives the results back in order."""

    def map(self, function: Callable[[In], Out], chunks: Iterable[In]) -> Iterator[Out]:
        """``function`` of each chunk, in the order of the chunks."""
        ...

    def share(self, value: Value) -> Callable[[], Value]:
        """A cheap stand-in for a large value that every chunk needs; calling it, wherever it is, gives the value."""
        ...


@dataclass(frozen=True, slots=True)
class _Here(Generic[Value]):
    value: Value

    def __call__(self) -> Value:
        return self.value


#: What this process was sent, by content: each value is unpickled once.
_received: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class _Sent(Generic[Value]):
    key: str
    data: bytes

    def __call__(self) -> Value:
        if self.key not in _received:
            if len(_received) > 8:
                _received.clear()
            _received[self.key] = pickle.loads(self.data)  # noqa: S301 - our own bytes, from our own process
        return cast("Value", _received[self.key])


class SerialExecutor:
    """Everything in this process."""

    def map(self, function: Callable[[In], Out], chunks: Iterable[In]) -> Iterator[Out]:
        """As ``Executor.map``."""
        return map(function, chunks)

    def share(self, value: Value) -> Callable[[], Value]:
        """As ``Executor.share``."""
        return _Here(value)


class PoolExecutor:
    """A pool of worker processes; values travel pickled."""

    def __init__(self, pool: ProcessPoolExecutor, workers: int) -> None:
        self._pool = pool
        self._ahead = workers * _AHEAD

    def map(self, function: Callable[[In], Out], chunks: Iterable[In]) -> Iterator[Out]:
        """As ``Executor.map``; chunks are taken as there is room for them, so a long stream is never held whole."""
        running: deque[Future[Out]] = deque()
        for chunk in chunks:
            running.append(self._pool.submit(function, chunk))
            if len(running) >= self._ahead:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()

    def share(self, value: Value) -> Callable[[], Value]:
        """As ``Executor.share``."""
        data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        return _Sent(digest(data), data)


@contextmanager
def open_executor(jobs: int, size: int) -> Iterator[Executor]:
    """An executor for work on ``size`` entries; ``jobs`` is the number of processes, 0 to choose."""
    wanted = jobs or (os.cpu_count() or 1 if size >= POOL_FROM else 1)
    if wanted == 1:
        yield SerialExecutor()
        return
    with ProcessPoolExecutor(wanted, mp_context=get_context("spawn")) as pool:
        yield PoolExecutor(pool, wanted)


def chunked(values: Sequence[In], size: int) -> Iterator[Sequence[In]]:
    """``values`` in order, in pieces of ``size``."""
    return (values[start : start + size] for start in range(0, len(values), size))
