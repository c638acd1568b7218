"""Where the stages run: one ``map`` over chunks, in this process or in several."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Protocol, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

#: Below this many entries a pool costs more than it saves (see docs/decisions).
POOL_FROM = 1_500


class Executor(Protocol):
    """Runs a function over chunks and gives the results back in order."""

    def map(self, function: Callable[[In], Out], chunks: Iterable[In]) -> Iterator[Out]:
        """``function`` of each chunk, in the order of the chunks."""
        ...


class SerialExecutor:
    """Everything in this process."""

    def map(self, function: Callable[[In], Out], chunks: Iterable[In]) -> Iterator[Out]:
        """As ``Executor.map``."""
        return map(function, chunks)


class PoolExecutor:
    """A pool of worker processes; values travel pickled."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def map(self, function: Callable[[In], Out], chunks: Iterable[In]) -> Iterator[Out]:
        """As ``Executor.map``."""
        return self._pool.map(function, chunks)


@contextmanager
def open_executor(jobs: int, size: int) -> Iterator[Executor]:
    """An executor for work on ``size`` entries; ``jobs`` is the number of processes, 0 to choose."""
    wanted = jobs or (os.cpu_count() or 1 if size >= POOL_FROM else 1)
    if wanted == 1:
        yield SerialExecutor()
        return
    with ProcessPoolExecutor(wanted, mp_context=get_context("spawn")) as pool:
        yield PoolExecutor(pool)


def chunked(values: Sequence[In], size: int) -> Iterator[Sequence[In]]:
    """``values`` in order, in pieces of ``size``."""
    return (values[start : start + size] for start in range(0, len(values), size))
