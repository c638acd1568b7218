"""One map over chunks, in one process or several."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest

from glossary_site.workers import Executor, Job, SerialExecutor, chunked, map_chunks, open_executor
from glossary_site.workers.executor import POOL_FROM
from glossary_site.workers.forks import ForkExecutor
from glossary_site.workers.pools import PoolExecutor


def multiply_all(values: Sequence[int], factor: int) -> tuple[int, ...]:
    return tuple(factor * value for value in values)


def where(_: int, __: None) -> int:
    return os.getpid()


def fail(_: int, __: None) -> int:
    raise ValueError("broken")


def test_chunks_cover_everything_in_order() -> None:
    assert [list(chunk) for chunk in chunked(range(13), 3)] == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11], [12]]
    assert [list(chunk) for chunk in chunked(range(7), 100)] == [[0, 1], [2, 3], [4, 5], [6]]
    assert chunked([], 3) == []


@pytest.mark.parametrize(("jobs", "size"), [(1, 10 * POOL_FROM), (0, POOL_FROM - 1), (0, 0)])
def test_little_work_stays_in_this_process(jobs: int, size: int) -> None:
    with open_executor(jobs, size) as executor:
        assert isinstance(executor, SerialExecutor)
        assert list(map_chunks(executor, where, [1, 2], None)) == [os.getpid()] * 2


def test_much_work_goes_to_a_pool_where_there_are_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with open_executor(0, POOL_FROM) as executor:
        assert isinstance(executor, ForkExecutor if sys.platform == "linux" else PoolExecutor)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    with open_executor(0, POOL_FROM) as executor:
        assert isinstance(executor, SerialExecutor)


@pytest.fixture(params=["forked", "spawned"])
def pool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Executor]:
    if request.param == "spawned":
        monkeypatch.setattr(sys, "platform", "elsewhere")
    with open_executor(2, 0) as executor:
        assert isinstance(executor, PoolExecutor if request.param == "spawned" else ForkExecutor)
        yield executor


def test_a_pool_gives_results_in_order_and_passes_errors_on(pool: Executor) -> None:
    chunks = chunked(range(20), 3)
    assert list(map_chunks(pool, multiply_all, chunks, 2)) == [multiply_all(chunk, 2) for chunk in chunks]
    assert list(map_chunks(pool, multiply_all, chunks, 5)) == [multiply_all(chunk, 5) for chunk in chunks]
    assert os.getpid() not in map_chunks(pool, where, [1, 2], None)
    with pytest.raises(ValueError, match="broken"):
        list(map_chunks(pool, fail, [1, 2], None))


def test_pieces_are_prepared_and_finished_on_this_machine(pool: Executor) -> None:
    """With whatever this process holds, a function that cannot be pickled for one."""
    held = [10, 20, 30]

    def prepare(place: int) -> tuple[int]:
        return (held[place],)

    def finish(made: tuple[int, ...]) -> int:
        return made[0] + held[0]

    assert list(pool.run(Job(prepare, multiply_all, finish, 3), [0, 1, 2])) == [40, 70, 100]


def test_a_command_that_opens_no_pool_loads_none() -> None:
    code = "import sys, glossary_site.workers; print({'ctypes', 'distributed', 'multiprocessing'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
