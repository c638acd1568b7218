"""Noticing changes: what counts, what does not, and that none is lost."""

import os
import shutil
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from glossary_site.disk import Fingerprint
from glossary_site.preview.watch import Watch, scan_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "entries"
    home.mkdir()
    (home / "a.md").write_text("one", encoding="utf-8")
    return home


def changes_after(folder: Path, act: "threading.Thread | None" = None, *, poll: bool = False) -> set[str]:
    """The names that a running watch reports first."""
    watch = Watch((folder,), poll=poll)
    guard = threading.Timer(15, watch.stop)
    guard.start()
    with watch.running():
        if act is not None:
            act.start()
        found = watch.wait()
    guard.cancel()
    return {Path(path).name for path in found or ()}


def later(action: object, *arguments: object) -> threading.Thread:
    def run() -> None:
        time.sleep(0.2)
        assert callable(action)
        action(*arguments)

    return threading.Thread(target=run)


@pytest.mark.parametrize("poll", [False, True])
def test_a_save_is_seen(folder: Path, poll: bool) -> None:
    assert changes_after(folder, later((folder / "a.md").write_text, "two!"), poll=poll) == {"a.md"}


def write_with_the_old_time(path: Path, text: str) -> None:
    """As ``cp -p``, tools that synchronise folders, and programs that restore times do."""
    status = path.stat()
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("poll", [False, True])
def test_a_change_of_equal_size_and_time_is_seen(folder: Path, poll: bool) -> None:
    action = later(write_with_the_old_time, folder / "a.md", "two")
    assert changes_after(folder, action, poll=poll) == {"a.md"}


def test_a_hinted_file_is_looked_at_first_and_the_others_after(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scans: list[float] = []

    def scan(roots: Iterable[Path]) -> dict[str, Fingerprint]:
        scans.append(time.monotonic())
        return scan_files(roots)

    (folder / "b.md").write_text("one", encoding="utf-8")
    watch = Watch((folder,))
    monkeypatch.setattr("glossary_site.preview.watch.scan_files", scan)
    guard = threading.Timer(15, watch.stop)
    guard.start()
    with watch.running():
        later((folder / "a.md").write_text, "two!").start()
        assert watch.wait() == frozenset({str(folder / "a.md")})
        assert not scans
        # What is in no hint is found by the rescan that follows: here the hint is taken away.
        (folder / "b.md").write_text("two!", encoding="utf-8")
        time.sleep(0.5)
        while not watch._places.empty():
            watch._places.get()
        watch._hint.clear()
        assert watch.wait() == frozenset({str(folder / "b.md")})
        assert scans
    guard.cancel()


def test_an_atomic_save_is_seen(folder: Path) -> None:
    (folder / ".a.md.tmp").write_text("two", encoding="utf-8")
    assert changes_after(folder, later((folder / ".a.md.tmp").replace, folder / "a.md")) == {"a.md"}


def test_a_checkout_of_a_thousand_files_loses_none(folder: Path) -> None:
    def check_out() -> None:
        for number in range(1_000):
            (folder / f"{number}.md").write_text("x", encoding="utf-8")

    watch, seen, builds = Watch((folder,)), set[str](), 0
    guard = threading.Timer(30, watch.stop)
    guard.start()
    with watch.running():
        later(check_out).start()
        start = time.monotonic()
        while len(seen) < 1_000 and (found := watch.wait()) is not None:
            seen |= found
            builds += 1
        elapsed = time.monotonic() - start
    guard.cancel()
    print(f"1,000 files in {elapsed:.1f} s: {builds} builds")
    assert len(seen) == 1_000
    assert builds <= 2 * elapsed + 2


def test_a_checkout_of_a_hundred_files_is_one_change(folder: Path) -> None:
    ready = folder.parent / "ready"
    ready.mkdir()
    for number in range(100):
        (ready / f"{number}.md").write_text("x", encoding="utf-8")

    def check_out() -> None:
        for file in ready.iterdir():
            file.rename(folder / file.name)

    assert len(changes_after(folder, later(check_out))) == 100


def test_a_folder_deleted_and_made_again_is_seen(folder: Path) -> None:
    def again() -> None:
        shutil.rmtree(folder)
        folder.mkdir()
        (folder / "b.md").write_text("two", encoding="utf-8")

    found = changes_after(folder, later(again))
    assert "a.md" in found or "b.md" in found


def test_reads_are_no_change(folder: Path) -> None:
    watch = Watch((folder,))
    with watch.running():
        for _ in range(20):
            (folder / "a.md").read_text(encoding="utf-8")
        assert watch.look() == frozenset()


def test_backups_and_hidden_files_are_left_alone(folder: Path) -> None:
    watch = Watch((folder,))
    for name in (".a.md.swp", "a.md~", ".git/index", ".#a.md"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert watch.look() == frozenset()


def test_the_ledger_is_watched(folder: Path) -> None:
    watch = Watch((folder,))
    (folder / ".ids.yml").write_text("a: {term: A}", encoding="utf-8")
    assert {Path(path).name for path in watch.look()} == {".ids.yml"}


def test_an_edit_that_keeps_size_and_time_is_seen_by_its_inode(folder: Path) -> None:
    watch = Watch((folder,))
    path = folder / "a.md"
    status = path.stat()
    other = folder / ".other"
    other.write_text("two", encoding="utf-8")
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(path)
    assert {Path(each).name for each in watch.look()} == {"a.md"}


def test_many_saves_make_few_changes_and_the_last_is_never_lost(folder: Path) -> None:
    watch = Watch((folder,))
    seen: list[str] = []

    def follow() -> None:
        with watch.running():
            while watch.wait() is not None:
                seen.append((folder / "a.md").read_text(encoding="utf-8"))

    thread = threading.Thread(target=follow)
    thread.start()
    time.sleep(0.2)
    start = time.monotonic()
    for number in range(100):
        (folder / "a.md").write_text(f"save {number}", encoding="utf-8")
        time.sleep(0.02)
    lasted = time.monotonic() - start
    for _ in range(100):
        if seen and seen[-1] == "save 99":
            break
        time.sleep(0.1)
    watch.stop()
    thread.join()
    assert seen[-1] == "save 99"
    # Two builds a second at most, whatever pauses a busy machine makes between two saves.
    assert len(seen) <= 2 * lasted + 3


def test_a_file_is_a_root_too(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yml"
    assert scan_files((path,)) == {}
    path.write_text("title: X", encoding="utf-8")
    assert [Path(each).name for each in scan_files((path,))] == ["glossary.yml"]
