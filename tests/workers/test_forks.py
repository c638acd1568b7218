"""Workers that inherit all memory and work on a few pieces each."""

import os
import signal
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from glossary_site.issues import GlossaryError
from glossary_site.workers.forks import run_forked

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")


def test_results_are_in_order_where_workers_end_after_a_few_pieces() -> None:
    found = list(run_forked(lambda number: (number, os.getpid()), 300, 2))
    assert [number for number, _ in found] == list(range(300))
    workers = [worker for _, worker in found]
    assert os.getpid() not in workers
    assert max(map(workers.count, workers)) <= 20
    # The last ones have little to do, so that none is waited for.
    assert sum(one != other for one, other in pairwise(workers[-8:])) >= 4


def test_workers_that_run_at_once_take_turns() -> None:
    """All results of one would wait in memory for those of the other."""
    workers = list(run_forked(lambda _: os.getpid(), 48, 2))
    assert workers[:24] == workers[:2] * 12


def test_a_large_piece_has_a_worker_of_its_own() -> None:
    workers = list(run_forked(lambda _: os.getpid(), 100, 2, (0, 30, 31)))
    assert [workers.count(workers[number]) for number in (0, 30, 31)] == [1, 1, 1]
    assert max(map(workers.count, workers)) > 1


def test_a_large_first_piece_begins_before_warming_up(tmp_path: Path) -> None:
    """The first piece ends only when its file exists, which warming up creates."""
    warm = tmp_path / "warm"

    def piece(number: int) -> tuple[int, bool]:
        while not number and not warm.exists():
            time.sleep(0.01)
        return number, warm.exists()

    found = list(run_forked(piece, 5, 2, (0,), warm.touch))
    assert found == [(number, True) for number in range(5)]


@pytest.mark.parametrize(("pieces", "begun"), [(100, 100), (400, 80)])
def test_workers_do_not_run_far_ahead_of_a_piece_that_takes_long(pieces: int, begun: int, tmp_path: Path) -> None:
    """All results of few pieces may wait in memory, but only some of many."""
    started = tmp_path / "started"

    def piece(number: int) -> int:
        with started.open("ab") as stream:
            stream.write(b"x")
        seen = -1
        # The first one ends when for a while no other has begun.
        while not number and seen != started.stat().st_size:
            seen = started.stat().st_size
            time.sleep(2)
        return started.stat().st_size

    first = next(iter(run_forked(piece, pieces, 2, (0,))))
    assert first == pieces if begun == pieces else 40 <= first <= begun


def test_the_next_workers_begin_before_a_result_is_given(tmp_path: Path) -> None:
    """Whoever gets the first result may work on it for long: no worker waits for that."""

    def piece(number: int) -> int:
        (tmp_path / str(number)).touch()
        return number

    results = run_forked(piece, 9, 2, (0,))
    assert next(results) == 0
    while not {"1", "2", "3", "4"} <= {path.name for path in tmp_path.iterdir()}:
        time.sleep(0.01)
    assert list(results) == [*range(1, 9)]


def test_without_pieces_there_are_no_results() -> None:
    assert list(run_forked(str, 0, 2)) == []


def test_an_exception_of_a_piece_is_raised_with_its_traceback() -> None:
    def fail(number: int) -> int:
        if number == 5:
            raise ValueError("broken")
        return number

    with pytest.raises(ValueError, match="broken") as raised:
        list(run_forked(fail, 10, 2))
    assert "in fail" in "".join(raised.value.__notes__)


def test_a_killed_worker_is_reported() -> None:
    def end(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(GlossaryError) as raised:
        list(run_forked(end, 10, 2))
    assert [issue.code for issue in raised.value.issues] == ["worker-lost"]


def test_a_worker_that_is_killed_within_a_result_is_reported() -> None:
    def end(number: int) -> bytes:
        if number == 3:
            threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGKILL)).start()
            return bytes(8 << 20)  # more than a pipe holds
        return b""

    with pytest.raises(GlossaryError) as raised:
        for _ in run_forked(end, 10, 2):
            time.sleep(0.2)  # so nobody takes the rest of it in time
    assert [issue.code for issue in raised.value.issues] == ["worker-lost"]


def test_a_result_that_cannot_be_pickled_is_reported() -> None:
    with pytest.raises(Exception, match="pickle"):
        list(run_forked(lambda number: lambda: number, 4, 2))


def test_workers_end_when_nobody_reads_their_results() -> None:
    results = run_forked(lambda number: os.getpid(), 100, 2)
    worker = next(results)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
