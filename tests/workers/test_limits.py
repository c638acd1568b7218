"""Work with a limit of time, in the main thread and elsewhere."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from glossary_site.workers import map_in_time, run_apart

#: An expression that takes years for this text.
ENDLESS = "a" * 64 + "!"


def match(text: str) -> bool:
    """Does not end for ``ENDLESS``."""
    return re.fullmatch("(a+)+", text) is not None


def where(_: str) -> int:
    """The process in which this is called."""
    return os.getpid()


def catch_all(text: str) -> bool:
    """Does not end for ``ENDLESS``, and catches every exception."""
    while True:
        try:
            return match(text)
        except Exception:  # noqa: S112 - as some code of others does
            continue


Run = Callable[[Callable[[str], object], list[str], float], list[object]]


def in_a_thread(function: Callable[[str], object], texts: list[str], seconds: float) -> list[object]:
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(map_in_time, function, texts, seconds).result()


@pytest.mark.parametrize("run", [map_in_time, in_a_thread])
def test_what_is_done_before_the_limit_is_given_back(run: Run) -> None:
    assert run(match, ["aa", "ab", "a"], 10) == [True, False, True]
    assert run(match, ["aa", "ab", ENDLESS, "a"], 0.2) == [True, False]
    assert run(catch_all, ["aa", ENDLESS], 0.2) == [True]
    assert run(match, ["aa"], 10) == [True]


def test_another_process_works_for_a_thread_and_is_kept() -> None:
    first, second = (in_a_thread(where, ["", ""], 10) for _ in range(2))
    assert first == second and first[0] != os.getpid()
    os.kill(int(str(first[0])), signal.SIGKILL)
    assert in_a_thread(where, [""], 10) == []
    assert in_a_thread(where, [""], 10) != first[:1]


def test_another_process_that_does_not_notice_its_limit_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_thread(where, [""], 10)
    monkeypatch.setattr("glossary_site.workers.limits._BY_THE_CLOCK", 0.001)
    assert in_a_thread(match, [ENDLESS], 100) == []


def test_the_signal_is_its_owner_s_again() -> None:
    def own(_signal: int, _frame: object) -> None:
        """Of the program that uses this one."""

    before = signal.signal(signal.SIGVTALRM, own)
    try:
        map_in_time(match, [ENDLESS], 0.1)
        assert signal.getsignal(signal.SIGVTALRM) is own
        assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGVTALRM, before)


def test_the_other_process_imports_nothing_from_the_folder_of_the_user(tmp_path: Path) -> None:
    for name in ("pickle.py", "signal.py", "glossary_site.py"):
        (tmp_path / name).write_text("open('imported', 'w')\n", encoding="utf-8")
    script = tmp_path / "scripts" / "use.py"
    script.parent.mkdir()
    script.write_text(
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from glossary_site.workers import map_in_time\n"
        "with ThreadPoolExecutor(1) as threads:\n"
        "    print(threads.submit(map_in_time, abs, [-1], 10).result())\n",
        encoding="utf-8",
    )
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env=variables, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("[1]\n", "")
    assert not (tmp_path / "imported").exists()


def take_memory(size: int) -> int:
    """How many bytes were taken."""
    return len(bytearray(size))


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process may be kept from memory")
def test_work_apart_that_needs_too_much_memory_or_time_or_ends_gives_nothing() -> None:
    assert run_apart(take_memory, 1_000_000, 10) == 1_000_000
    assert run_apart(take_memory, 4_000_000_000, 10) is None
    assert run_apart(match, ENDLESS, 0.2) is None
    assert run_apart(os._exit, 3, 10) is None
