"""Files whole or not at all, names for every system, links that lead elsewhere."""

import os
from pathlib import Path, PureWindowsPath

import pytest
from command_line import read_files

from glossary_site.disk import (
    FileMemory,
    files,
    find_fingerprint,
    is_hidden,
    leads_out,
    name_fault,
    read_own_text,
    write_atomically,
)


@pytest.mark.parametrize("content", ["a\nb", b"\xff\0", ""])
def test_a_file_is_written_whole(tmp_path: Path, content: str | bytes) -> None:
    write_atomically(tmp_path / "x", "before")
    write_atomically(tmp_path / "x", content)
    assert read_files(tmp_path) == {"x": content.encode() if isinstance(content, str) else content}
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("step", ["write", "chmod", "replace"])
def test_a_write_that_fails_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write_atomically(tmp_path / "x", "before")
    if step == "write":
        monkeypatch.setattr(os, "fdopen", fail)
    else:
        monkeypatch.setattr(Path, step, fail)
    with pytest.raises(OSError, match="No space"):
        write_atomically(tmp_path / "x", "after")
    monkeypatch.undo()
    assert read_files(tmp_path) == {"x": b"before"}


def test_a_file_is_never_read_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The content under the name when the new content is complete, and just before it is put in place."""
    seen: list[bytes] = []
    replace = Path.replace

    def look(self: Path, target: Path) -> Path:
        seen.append(target.read_bytes())
        assert self.parent == target.parent
        assert self.name.startswith(".")
        assert self.read_bytes() == b"after"
        return replace(self, target)

    write_atomically(tmp_path / "x", "before")
    monkeypatch.setattr(Path, "replace", look)
    write_atomically(tmp_path / "x", "after")
    assert seen == [b"before"]


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "x").symlink_to(tmp_path / "mine")
    write_atomically(tmp_path / "x", "new")
    assert read_files(tmp_path) == {"mine": b"mine", "x": b"new"}


@pytest.mark.parametrize(
    "name",
    [
        "a",
        "a/b.html",
        "é",
        "e\u0301",
        "...a",
        ".well-known/x",
        "a-b_c~1 (2)",
        "x" * 255,
        "console",
        "com",
        "com10",
        "a.con",
    ],
)
def test_names_that_every_system_allows(name: str) -> None:
    assert name_fault(name) == ""
    assert not PureWindowsPath(name).is_reserved()
    assert not PureWindowsPath(name).is_absolute()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "plain"), (".", "plain"), ("..", "plain"), ("../x", "plain"), ("a/../b", "plain"), ("/x", "plain"),
        ("a//b", "plain"), ("a/", "plain"), ("./a", "plain"),
        ("con", "device"), ("CON.txt", "device"), ("a/nul", "device"), ("aux.tar.gz", "device"), ("prn .x", "device"),
        ("com1", "device"), ("LPT9.html", "device"), ("com\u00b2", "device"), ("conin$", "device"),
        ("a.", "ends"), ("a ", "ends"), ("a./b", "ends"),
        ("a:b", "character"), ("C:x", "character"), ("a\\b", "character"), ("a?b", "character"), ("a*b", "character"),
        ('a"b', "character"), ("a<b", "character"), ("a>b", "character"), ("a|b", "character"), ("a\nb", "character"),
        ("a\0b", "character"), ("a\x7fb", "character"), ("a\x1fb", "character"), ("a\ud800b", "character"),
        ("x" * 256, "255"), ("é" * 128, "255"), ("a/" + "x" * 256, "255"),
    ],
)  # fmt: skip
def test_names_that_some_system_refuses(name: str, why: str) -> None:
    assert why in name_fault(name)


def test_where_links_lead(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "sub").mkdir(parents=True)
    (tmp_path / "away").mkdir()
    (home / "in").symlink_to("sub")
    (home / "out").symlink_to("../away")
    (home / "twice").symlink_to("out")
    (home / "beside").symlink_to("../home-too")
    assert not any(leads_out(home / name, home) for name in ("sub", "in", "in/x", "sub/../sub", "none"))
    assert all(leads_out(home / name, home) for name in ("out", "out/x", "twice", "..", "../x", "beside"))


def test_settings_behind_a_link_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "home/a.yml").write_text("\ufeffa: b", encoding="utf-8")
    (tmp_path / "home/in.yml").symlink_to("a.yml")
    (tmp_path / "home/out.yml").symlink_to("../secret")
    (tmp_path / "home/wrong.yml").write_bytes(b"\xff")
    assert read_own_text(tmp_path / "home/a.yml") == read_own_text(tmp_path / "home/in.yml") == ("a: b", ())
    assert read_own_text(tmp_path / "home/none.yml") == read_own_text(tmp_path / "home/a.yml/none") == ("", ())
    for name, why in (("out.yml", "link out of its folder"), ("wrong.yml", "can't decode byte")):
        text, (issue,) = read_own_text(tmp_path / "home" / name)
        assert (text, issue.code, issue.path) == ("", "file-unreadable", f"{tmp_path}/home/{name}")
        assert why in issue.message


def test_devices_are_those_of_windows() -> None:
    for name in sorted(files.DEVICES - {"conin$", "conout$", "com0", "lpt0"}):
        assert PureWindowsPath(name).is_reserved(), name


def test_a_name_that_is_too_long_is_shortened_in_the_message() -> None:
    assert name_fault("x" * 256) == f"'{'x' * 20}…' is longer than 255 bytes"


def test_a_failed_write_raises_its_own_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def take_away(self: Path, _mode: int) -> None:
        self.unlink()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "chmod", take_away)
    with pytest.raises(OSError, match="No space"):
        write_atomically(tmp_path / "x", "after")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "is_left_alone"),
    [(".git", True), ("_drafts", True), ("a.md~", True), ("._a~", True), ("a.md", False), ("a_b~c.d", False)],
)
def test_hidden_files_and_copies_of_editors_are_left_alone(name: str, is_left_alone: bool) -> None:
    assert is_hidden(name) is is_left_alone


def test_a_fingerprint_has_what_changes_with_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("abc")
    status = (tmp_path / "x").stat()
    assert find_fingerprint(tmp_path / "x") == f"3 {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def test_a_file_is_read_once_until_it_changes(tmp_path: Path) -> None:
    read: list[str] = []

    def read_text(path: Path, name: str) -> str:
        read.append(name)
        return path.read_text() if path.exists() else "none"

    memory = FileMemory(read_text)
    file, other = tmp_path / "x", tmp_path / "y"
    file.write_text("abc")
    assert [memory.read(file, "x"), memory.read(file, "x"), read] == ["abc", "abc", ["x"]]
    other.write_text("def")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    other.replace(file)  # another file, of equal size and time
    assert [memory.read(file, "x"), memory.read(file, "x"), read] == ["def", "def", ["x", "x"]]
    file.unlink()
    assert [memory.read(file, "x"), memory.read(file, "x"), len(read)] == ["none", "none", 4]


def test_settings_that_are_no_ordinary_file_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yml")
    text, (issue,) = read_own_text(tmp_path / "a.yml")
    assert (text, issue.code, "no ordinary file" in issue.message) == ("", "file-unreadable", True)
