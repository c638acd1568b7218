"""One writer at a time; a second one is refused, and learns which process is the first."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread, Timer
from typing import Any

import pytest
from command_line import run_glossary, write_files
from filelock import FileLock

from glossary_site.disk import locked, locks
from glossary_site.disk.locks import lock_path
from glossary_site.issues import GlossaryError, Issue

HOLD = """
import sys, time
from pathlib import Path
from glossary_site.disk import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def holder_of(target: Path) -> Iterator[int]:
    """The process that holds the lock of ``target``, until the block ends and it is killed."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(target)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process.pid
        process.kill()


def refusal(target: Path) -> Issue:
    with pytest.raises(GlossaryError) as error, locked(target):
        pass
    (issue,) = error.value.issues
    return issue


def test_a_second_writer_learns_which_process_is_the_first(tmp_path: Path) -> None:
    with holder_of(tmp_path / "site") as holder:
        issue = refusal(tmp_path / "site")
        assert issue.code == "in-use"
        assert issue.message.startswith(f"another process writes here: process {holder} (-c /")
        assert ", since 20" in issue.message
        assert issue.hint
        with locked(tmp_path / "other"):
            pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    with holder_of(tmp_path / "site"):
        pass
    assert lock_path(tmp_path / "site").exists()
    with locked(tmp_path / "site"):
        assert json.loads(lock_path(tmp_path / "site").read_text(encoding="utf-8"))["pid"] == os.getpid()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_leaves_nothing_behind(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"), locked(tmp_path / "site"):
            raise ValueError("broken")
    assert list(tmp_path.iterdir()) == []


def test_one_folder_has_one_lock_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a/site").mkdir(parents=True)
    (tmp_path / "b").symlink_to("a")
    monkeypatch.chdir(tmp_path / "a")
    names = (tmp_path / "a/site", tmp_path / "b/site", Path("site"), tmp_path / "a/../b/site")
    assert len({lock_path(name) for name in names}) == 1


@pytest.mark.parametrize("text", ["", "[]", "not json", '{"pid": "x"}', '{"pid": 1}'])
def test_a_holder_without_a_name_holds_the_lock_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(locks, "_LONGEST_NAMELESS", 0.1)
    with holder_of(tmp_path / "site"):
        lock_path(tmp_path / "site").write_text(text, encoding="utf-8")
        assert "its lock file does not name it" in refusal(tmp_path / "site").message


def name_later(target: Path) -> Thread:
    """A holder that has the lock already and writes its name a moment after it was looked for."""

    def write() -> None:
        time.sleep(0.1)
        lock_path(target).write_text('{"pid": 7, "command": "late", "since": "2026"}', encoding="utf-8")

    thread = Thread(target=write)
    thread.start()
    return thread


def test_a_holder_that_has_not_written_its_name_yet(tmp_path: Path) -> None:
    with holder_of(tmp_path / "site"):
        lock_path(tmp_path / "site").write_text("", encoding="utf-8")
        thread = name_later(tmp_path / "site")
        message = refusal(tmp_path / "site").message
        thread.join()
    assert message == "another process writes here: process 7 (late), since 2026"


def test_a_holder_that_is_just_done(tmp_path: Path) -> None:
    """Its lock file names nobody any more, and it releases the lock a moment later."""
    target = tmp_path / "site"
    held = FileLock(lock_path(target), timeout=0, is_singleton=False, thread_local=False)
    held.acquire()
    thread = Timer(0.1, held.release)
    thread.start()
    with locked(target):
        thread.join()
        assert json.loads(lock_path(target).read_text(encoding="utf-8"))["pid"] == os.getpid()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    write_files(tmp_path, {"file": "x"})
    assert refusal(tmp_path / "file/site").code == "output-unwritable"


@pytest.mark.parametrize(
    ("target", "command"),
    [
        ("_site", ("build",)),
        ("entries", ("pin",)),
        ("entries", ("import", "page.txt", "--to", "entries")),
        ("out.json", ("export", "--format", "json", "--output", "out.json")),
    ],
)
def test_every_command_that_writes_fails_at_once_where_another_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, command: tuple[str, ...]
) -> None:
    text = "---\nterm: Rye\n---\nRye is dark.\n"
    write_files(tmp_path, {"entries/rye.md": text, "page.txt": "oat, grain\n**Oat** is a light grain.\n"})
    monkeypatch.chdir(tmp_path)
    with holder_of(tmp_path / target) as holder:
        before = sorted(tmp_path.rglob("*"))
        outcome = run_glossary(*command)
        assert outcome.code == 1
        assert f"error [in-use] another process writes here: process {holder} (" in outcome.err
        assert sorted(tmp_path.rglob("*")) == before
    done = run_glossary(*command)
    assert done.code == 0, done.err
    assert not lock_path(tmp_path / target).exists()


def test_of_many_writers_one_writes_at_a_time(tmp_path: Path) -> None:
    """Each appends to a file that only one may have open; who is refused tries again."""
    code = """
import sys, time
from pathlib import Path
from glossary_site.issues import GlossaryError
from glossary_site.disk import locked
target = Path(sys.argv[1])
done = 0
while done < 10:
    try:
        with locked(target):
            inside = target.with_name("inside")
            inside.touch(exist_ok=False)
            time.sleep(0.002)
            inside.unlink()
            done += 1
    except GlossaryError:
        time.sleep(0.001)
"""
    writers = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "site")]) for _ in range(4)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0, 0]
    assert list(tmp_path.iterdir()) == []


def test_a_second_lock_in_the_same_process_fails_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(_seconds: float) -> None:
        raise AssertionError("waited")

    monkeypatch.setattr(time, "sleep", wait)
    with locked(tmp_path / "site"):
        issue = refusal(tmp_path / "site")
        assert issue.code == "in-use"
        assert f"process {os.getpid()} (" in issue.message
        assert json.loads(lock_path(tmp_path / "site").read_text(encoding="utf-8"))["pid"] == os.getpid()


def test_the_folder_of_a_target_is_made(tmp_path: Path) -> None:
    with locked(tmp_path / "deep/down/site"):
        assert lock_path(tmp_path / "deep/down/site").is_file()


def test_a_lock_is_released_even_where_its_object_lives_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = []

    def keep(*arguments: Any, **settings: Any) -> FileLock:
        kept.append(FileLock(*arguments, **settings))
        return kept[-1]

    monkeypatch.setattr(locks, "FileLock", keep)
    for _ in range(2):
        with locked(tmp_path / "site"):
            pass
    assert [lock.is_locked for lock in kept] == [False, False]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "reason"), [(OSError("odd"), "odd"), (OSError(28, "No space left", "x"), "No space left")]
)
def test_the_reason_why_a_folder_cannot_be_written_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(FileLock, "acquire", fail)
    assert refusal(tmp_path / "site").message == f"cannot be written: {reason}"


def test_the_lock_file_of_a_long_name_has_a_possible_name(tmp_path: Path) -> None:
    assert lock_path(tmp_path / ("x" * 255)).name == f".{'x' * 200}.lock"


def test_a_holder_is_named_in_one_line_of_a_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/glossary", "build\n\x1b[2J", "x" * 200])
    holder = json.loads(locks._name_holder())
    assert holder["command"] == ("glossary build  [2J " + "x" * 200)[:120]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", holder["since"])


def test_a_lock_whose_file_cannot_be_written_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where a locked file can be neither written nor removed by its name."""

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "write_text", fail)
    monkeypatch.setattr(Path, "unlink", fail)
    with locked(tmp_path / "site"):
        assert refusal(tmp_path / "site").code == "in-use"
    with locked(tmp_path / "site"):
        pass


def test_the_name_of_a_holder_is_shortened_to_a_line(tmp_path: Path) -> None:
    with holder_of(tmp_path / "site"):
        holder = {"pid": 7, "command": "c" * 200, "since": "s" * 99}
        lock_path(tmp_path / "site").write_text(json.dumps(holder), encoding="utf-8")
        assert refusal(tmp_path / "site").message.endswith(f" process 7 ({'c' * 120}), since {'s' * 25}")
