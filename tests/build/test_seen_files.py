"""A build reads only the entry files that changed since an earlier one read them."""

import os
from pathlib import Path

import pytest
from command_line import run_glossary, write_files

from glossary_site.build import seen_files
from glossary_site.loader import SourceRead, read_digest


def entry(name: str, text: str) -> str:
    return f"---\nterm: {name}\n---\n\nEach {name} {text}.\n"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, in turn."""
    names: list[str] = []

    def note(path: Path, name: str) -> SourceRead:
        names.append(path.name)
        return read_digest(path, name)

    monkeypatch.setattr(seen_files, "read_digest", note)
    return names


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two entries whose files count as old."""
    write_files(tmp_path, {f"entries/{name[0]}.md": entry(name, "can fly") for name in ("ant", "bee")})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(seen_files, "_GRAIN", 0)
    return tmp_path


def build(read: list[str]) -> list[str]:
    """The files that a build reads to see what has changed."""
    read.clear()
    assert run_glossary("build").code == 0
    return read[:]


def test_what_did_not_change_is_not_read(project: Path, read: list[str]) -> None:
    assert build(read) == ["a.md", "b.md"]
    assert build(read) == []


def test_what_changed_is_read(project: Path, read: list[str]) -> None:
    build(read)
    write_files(project, {"entries/b.md": entry("bee", "can FLY")})
    status = (project / "entries/a.md").stat()
    os.utime(project / "entries/b.md", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert build(read) == ["b.md"]
    assert "can FLY" in (project / "_site/term/bee/index.html").read_text("utf-8")


def test_a_file_that_changed_just_now_is_read_again(
    project: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen_files, "_GRAIN", 60_000_000_000)
    build(read)
    assert build(read) == ["a.md", "b.md"]


def test_a_file_with_a_warning_warns_again(project: Path, read: list[str]) -> None:
    write_files(project, {"entries/c.md": "\n"})
    for _ in range(2):
        assert "the file is empty" in run_glossary("build").err


@pytest.mark.parametrize("damage", [b"", b"{}", b"0" * 500])
def test_what_was_kept_is_no_matter_if_it_is_damaged(project: Path, read: list[str], damage: bytes) -> None:
    build(read)
    (kept,) = (project / ".glossary-cache/seen").iterdir()
    kept.write_bytes(damage)
    assert build(read) == ["a.md", "b.md"]
    assert build(read) == []
