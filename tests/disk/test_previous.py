"""The previous site, from which the next build starts: not trusted, not needed, its files never written in place."""

import errno
import os
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from command_line import read_files

from glossary_site.disk import MANIFEST, Output, open_stage, publish_stage, tree
from glossary_site.disk.output import Written
from glossary_site.disk.previous import reuse_previous_site
from glossary_site.disk.tree import create_file, write_new_file
from glossary_site.issues import GlossaryError


def publish(folder: Path, previous: Path, files: Mapping[str, bytes]) -> Written:
    """A build of ``files`` into ``folder`` that keeps the previous site."""
    with open_stage(folder, previous=previous) as stage:
        placed = stage.write([Output(path, data) for path, data in files.items()])
        return publish_stage(stage, placed)


def visible(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in read_files(folder).items() if name != MANIFEST}


ONE = {"index.html": b"home", "term/rye/index.html": b"rye", "term/oat/index.html": b"oat"}
TWO = {"index.html": b"home", "term/rye/index.html": b"RYE", "term/elm/index.html": b"elm"}


def test_the_replaced_site_is_kept_as_the_previous_one(tmp_path: Path) -> None:
    site, previous = tmp_path / "site", tmp_path / "cache/deep/previous"
    publish(site, previous, ONE)
    assert not previous.exists()
    publish(site, previous, TWO)
    assert visible(previous) == ONE
    publish(site, previous, ONE)
    assert visible(site) == ONE
    assert visible(previous) == TWO
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["cache", "site"]


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    site, previous = tmp_path / "site", tmp_path / "previous"
    publish(site, previous, ONE)
    publish(site, previous, ONE)
    folders = {path.name: path.stat().st_ino for path in previous.rglob("*") if path.is_dir()}
    assert publish(site, previous, {**ONE, "index.html": b"new"}) == Written(changed=1, kept=2, removed=0)
    assert {path.name: path.stat().st_ino for path in site.rglob("*") if path.is_dir()} == folders


def test_no_file_that_two_sites_share_is_written_through(tmp_path: Path) -> None:
    site, previous = tmp_path / "site", tmp_path / "previous"
    for files in (ONE, ONE, ONE):
        publish(site, previous, files)
    assert (site / "index.html").samefile(previous / "index.html")
    with open_stage(site, previous=previous) as stage:
        stage.write([Output("index.html", b"half a build")])
        assert visible(site) == ONE


def test_a_build_that_fails_loses_nothing_but_the_previous_site(tmp_path: Path) -> None:
    site, previous = tmp_path / "site", tmp_path / "previous"
    publish(site, previous, ONE)
    publish(site, previous, TWO)
    with pytest.raises(RuntimeError), open_stage(site, previous=previous) as stage:
        stage.write([Output("index.html", b"half a build")])
        raise RuntimeError
    assert visible(site) == TWO
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    publish(site, previous, ONE)
    assert visible(site) == ONE


def test_folders_of_removed_pages_are_removed_from_the_previous_site_too(tmp_path: Path) -> None:
    site, previous = tmp_path / "site", tmp_path / "previous"
    deep = {**ONE, "list/a/b/c/index.html": b"deep", "list/a/index.html": b"less"}
    for files in (deep, deep, ONE):
        publish(site, previous, files)
    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_dir()) == [
        "term",
        "term/oat",
        "term/rye",
    ]


def test_a_page_that_cannot_be_removed_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, previous = tmp_path / "site", tmp_path / "previous"
    for files in (ONE, ONE):
        publish(site, previous, files)
    unlink = os.unlink

    def refuse(path: str, **rest: int) -> None:
        if str(path).endswith("term/oat/index.html"):
            raise PermissionError(1, "Operation not permitted")
        unlink(path, **rest)

    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(GlossaryError) as error:
        publish(site, previous, TWO)
    assert [issue.code for issue in error.value.issues] == ["output-unwritable"]
    assert visible(site) == ONE


def test_a_killed_build_leaves_the_site_unchanged(tmp_path: Path) -> None:
    """A killed process runs no clean-up: the next build finds a copy of all files as they were then."""
    project, killed = tmp_path / "project", tmp_path / "killed"
    site, previous = project / "site", project / "cache/previous"
    for files in (ONE, TWO):
        publish(site, previous, files)
    with open_stage(site, previous=previous) as stage:
        stage.write([Output("index.html", b"half a build")])
        shutil.copytree(project, killed)
    assert visible(killed / "site") == TWO
    publish(killed / "site", killed / "cache/previous", ONE)
    assert visible(killed / "site") == ONE
    assert [path.name for path in sorted(killed.iterdir())] == ["cache", "site"]


def test_files_and_folders_may_change_places(tmp_path: Path) -> None:
    site, previous = tmp_path / "site", tmp_path / "previous"
    publish(site, previous, {"a": b"file", "b/c/d": b"deep"})
    publish(site, previous, {"e": b"other"})
    publish(site, previous, {"a/x": b"folder", "b": b"file"})
    assert visible(site) == {"a/x": b"folder", "b": b"file"}


def test_only_listed_files_of_the_previous_site_are_used(tmp_path: Path) -> None:
    site, previous, outside = tmp_path / "site", tmp_path / "previous", tmp_path / "outside"
    outside.mkdir()
    publish(site, previous, ONE)
    publish(site, previous, TWO)
    (previous / "stray.html").write_text("stray")
    (previous / "empty").mkdir()
    (previous / "link").symlink_to(outside)
    (previous / "term/rye/index.html").unlink()
    (previous / "term/rye/index.html").symlink_to(outside / "target.html")
    publish(site, previous, {**ONE, "link/index.html": b"in a folder"})
    assert visible(site) == {**ONE, "link/index.html": b"in a folder"}
    assert not (site / "link").is_symlink()
    assert not (site / "empty").exists()
    assert list(outside.iterdir()) == []


def test_a_link_in_the_previous_site_is_not_used_as_a_page(tmp_path: Path) -> None:
    """It would lead to itself once the two sites are exchanged."""
    site, previous = tmp_path / "site", tmp_path / "previous"
    for files in (ONE, ONE):
        publish(site, previous, files)
    (previous / "index.html").unlink()
    (previous / "index.html").symlink_to(site / "index.html")
    publish(site, previous, ONE)
    assert visible(site) == ONE
    assert not (site / "index.html").is_symlink()


def test_a_previous_site_that_cannot_be_cleaned_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, previous = tmp_path / "site", tmp_path / "previous"
    for files in (ONE, ONE):
        publish(site, previous, files)
    (previous / "stray.html").write_text("stray")
    unlink = os.unlink

    def refuse(path: str, **rest: int) -> None:
        if str(path).endswith("/stray.html"):
            raise PermissionError(1, "Operation not permitted")
        unlink(path, **rest)

    monkeypatch.setattr(os, "unlink", refuse)
    publish(site, previous, TWO)
    assert visible(site) == TWO
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["previous", "site"]


@pytest.mark.parametrize("manifest", ["", "{}", '{"version": 1, "files": []}'], ids=["none", "bare", "odd"])
def test_a_previous_site_without_a_manifest_is_not_used(tmp_path: Path, manifest: str) -> None:
    site, previous = tmp_path / "site", tmp_path / "previous"
    publish(site, previous, ONE)
    previous.mkdir()
    (previous / "index.html").write_bytes(b"poison")
    (previous / MANIFEST).write_text(manifest)
    publish(site, previous, TWO)
    assert visible(site) == TWO


def test_a_manifest_of_the_previous_site_removes_nothing_outside_it(tmp_path: Path) -> None:
    site, previous, mine = tmp_path / "site", tmp_path / "cache/previous", tmp_path / "mine.txt"
    publish(site, previous, ONE)
    mine.write_text("mine")
    previous.mkdir(parents=True)
    (previous / MANIFEST).write_text('{"version": 1, "files": {"../mine.txt": "x", "/mine.txt": "x"}}')
    publish(site, previous, TWO)
    assert visible(site) == TWO
    assert mine.read_text() == "mine"


def test_a_previous_site_that_is_a_link_is_not_touched(tmp_path: Path) -> None:
    site, previous, other = tmp_path / "site", tmp_path / "previous", tmp_path / "other"
    publish(site, previous, ONE)
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    previous.symlink_to(other)
    publish(site, previous, TWO)
    assert visible(site) == TWO
    assert (other / "mine.txt").read_text() == "mine"


def test_a_previous_site_on_another_disk_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, previous = tmp_path / "site", tmp_path / "cache/previous"
    rename = Path.rename

    def within(self: Path, target: Path) -> Path:
        if "cache" in (self.parent.name, Path(target).parent.name):
            raise OSError(18, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", within)
    for files in (ONE, TWO, ONE):
        publish(site, previous, files)
        assert visible(site) == files
    previous.mkdir()
    publish(site, previous, TWO)
    assert visible(site) == TWO
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert not previous.exists(), "a site on that disk can never be used"


def test_the_previous_site_is_used_where_nothing_is_renamed_over_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, previous = tmp_path / "site", tmp_path / "previous"
    rename = Path.rename

    def refuse_existing(self: Path, target: Path) -> Path:
        if Path(target).exists():
            raise FileExistsError(183, "Cannot create a file when that file already exists")
        return rename(self, target)

    for files in (ONE, ONE):
        publish(site, previous, files)
    inode = (previous / "term/rye").stat().st_ino
    monkeypatch.setattr(Path, "rename", refuse_existing)
    publish(site, previous, ONE)
    assert visible(site) == ONE
    assert (site / "term/rye").stat().st_ino == inode


def test_two_processes_may_replace_a_file_by_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, previous = tmp_path / "site", tmp_path / "previous"
    for files in ({"term": b"file"}, {"term": b"file"}):
        publish(site, previous, files)
    unlink = os.unlink

    def other_process_was_faster(path: str) -> None:
        unlink(path)
        if path.endswith("/term"):
            Path(path).mkdir()
            unlink(path)

    with open_stage(site, previous=previous) as stage:
        monkeypatch.setattr(os, "unlink", other_process_was_faster)
        placed = stage.write([Output("term/rye/index.html", b"rye")])
        monkeypatch.undo()
        publish_stage(stage, placed)
    assert visible(site) == {"term/rye/index.html": b"rye"}


def test_a_disk_without_links_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    site, previous = tmp_path / "site", tmp_path / "previous"
    for files in (ONE, TWO, TWO, ONE):
        publish(site, previous, files)
        assert visible(site) == files


def test_a_page_in_a_new_folder_is_written_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nearly every page of a first build is such a page."""
    monkeypatch.setattr(tree, "_clear_way", lambda folder, path: pytest.fail(f"files were looked for at {path}"))
    for name in ("home", "new/home"):
        create_file(str(tmp_path), name, partial(write_new_file, data=b"x"))
    assert read_files(tmp_path) == {"home": b"x", "new/home": b"x"}
    with pytest.raises(pytest.fail.Exception, match="far/away"):
        create_file(str(tmp_path), "far/away/home", partial(write_new_file, data=b"x"))


def test_a_previous_site_that_cannot_be_moved_leaves_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, place = tmp_path / "kept", tmp_path / "place"
    kept.mkdir()
    place.mkdir()

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(errno.EXDEV, "on another disk")

    monkeypatch.setattr(Path, "rename", refuse)
    assert reuse_previous_site(kept, place, lambda _: ()) == ()
    assert list(place.iterdir()) == []
