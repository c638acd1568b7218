"""A folder that this program made here, and what others prepared in its place."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from glossary_site.disk import adopt_folder, is_own_folder, make_own_folder
from glossary_site.disk.locks import locked


def test_a_folder_that_was_made_is_kept_with_all_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "cache"
    assert not is_own_folder(folder)
    assert make_own_folder(folder) and is_own_folder(folder)
    (folder / "kept").write_text("x", encoding="utf-8")
    assert make_own_folder(folder)
    assert (folder / "kept").is_file()


def find_mark(folder: Path) -> Path:
    (mark,) = (path for path in folder.iterdir() if path.name != "kept")
    return mark


def copy(folder: Path) -> None:
    shutil.copytree(folder, folder.with_name("copy"))
    shutil.rmtree(folder)
    folder.with_name("copy").rename(folder)


def forge_the_mark(folder: Path) -> None:
    mark = find_mark(folder)
    text = mark.read_text(encoding="ascii")
    mark.unlink()
    mark.write_text(text, encoding="ascii")


def touch_the_mark(folder: Path) -> None:
    os.utime(find_mark(folder), ns=(1, 1))


def lead_the_mark_elsewhere(folder: Path) -> None:
    mark = find_mark(folder)
    elsewhere = folder.with_name("elsewhere")
    elsewhere.write_text("", encoding="ascii")
    mark.unlink()
    mark.symlink_to(elsewhere)


def damage_the_mark(folder: Path) -> None:
    find_mark(folder).write_bytes(b"\xff")


def take_the_mark_away(folder: Path) -> None:
    find_mark(folder).unlink()


def put_a_pipe_there(folder: Path) -> None:
    mark = find_mark(folder)
    mark.unlink()
    os.mkfifo(mark)  # which nobody writes to: a reader waits for ever


CHANGES = [copy, forge_the_mark, touch_the_mark, lead_the_mark_elsewhere, damage_the_mark, take_the_mark_away]
CHANGES += [put_a_pipe_there] if hasattr(os, "mkfifo") else []


@pytest.mark.parametrize("change", CHANGES)
def test_what_others_prepared_is_removed(tmp_path: Path, change: Callable[[Path], None]) -> None:
    folder = tmp_path / "cache"
    make_own_folder(folder)
    (folder / "kept").write_text("x", encoding="utf-8")
    change(folder)
    assert not is_own_folder(folder)
    assert make_own_folder(folder) and is_own_folder(folder)
    assert not (folder / "kept").exists()


def test_a_link_is_never_ones_own_and_is_left_alone(tmp_path: Path) -> None:
    folder, link = tmp_path / "mine", tmp_path / "cache"
    make_own_folder(folder)
    (folder / "kept").write_text("x", encoding="utf-8")
    link.symlink_to(folder)
    assert not is_own_folder(link)
    assert not make_own_folder(link)
    adopt_folder(link)
    assert not is_own_folder(link) and (folder / "kept").is_file() and is_own_folder(folder)
    (tmp_path / "theirs").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "theirs")
    adopt_folder(tmp_path / "link")
    assert not is_own_folder(tmp_path / "theirs")


def test_a_folder_in_use_or_in_the_place_of_a_file_is_not_made(tmp_path: Path) -> None:
    with locked(tmp_path / "cache"):
        assert not make_own_folder(tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert not make_own_folder(tmp_path / "file")
    assert (tmp_path / "file").is_file()


def test_a_folder_of_another_machine_is_taken_with_all_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    adopt_folder(folder)
    assert not folder.exists()
    make_own_folder(folder)
    (folder / "kept").write_text("x", encoding="utf-8")
    copy(folder)
    adopt_folder(folder)
    assert is_own_folder(folder) and (folder / "kept").is_file()


def test_nothing_is_written_through_a_mark_that_is_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    make_own_folder(folder)
    lead_the_mark_elsewhere(folder)
    adopt_folder(folder)
    assert is_own_folder(folder)
    assert (tmp_path / "elsewhere").read_text(encoding="ascii") == ""
