"""One map over chunks, in one process or several."""

import os
from collections.abc import Sequence

import pytest

from glossary_site.executor import POOL_FROM, PoolExecutor, SerialExecutor, chunked, open_executor


def double_all(values: Sequence[int]) -> tuple[int, ...]:
    return tuple(2 * value for value in values)


def where(_: int) -> int:
    return os.getpid()


def fail(_: int) -> int:
    raise ValueError("told")


def test_chunks_cover_everything_in_order() -> None:
    assert [list(chunk) for chunk in chunked(range(7), 3)] == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(chunked([], 3)) == []


@pytest.mark.parametrize(("jobs", "size"), [(1, 10 * POOL_FROM), (0, POOL_FROM - 1), (0, 0)])
def test_little_work_stays_in_this_process(jobs: int, size: int) -> None:
    with open_executor(jobs, size) as executor:
        assert isinstance(executor, SerialExecutor)
        assert list(executor.map(where, [1, 2])) == [os.getpid()] * 2


def test_much_work_goes_to_a_pool_where_there_are_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with open_executor(0, POOL_FROM) as executor:
        assert isinstance(executor, PoolExecutor)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    with open_executor(0, POOL_FROM) as executor:
        assert isinstance(executor, SerialExecutor)


def test_a_pool_gives_results_in_order_and_passes_errors_on() -> None:
    with open_executor(2, 0) as executor:
        assert list(executor.map(double_all, chunked(range(20), 3))) == [
            double_all(chunk) for chunk in chunked(range(20), 3)
        ]
        assert os.getpid() not in executor.map(where, [1, 2])
        with pytest.raises(ValueError, match="told"):
            list(executor.map(fail, [1]))
