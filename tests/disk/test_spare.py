"""The spare site that the next build grows from: never trusted, never in the way, never written through."""

import errno
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from command_line import read_files

from glossary_site.disk import MANIFEST, Output, open_stage, publish_stage, spare
from glossary_site.disk.output import Written
from glossary_site.disk.spare import put_file, take_spare, write_new
from glossary_site.issues import GlossaryError


def publish(folder: Path, spare: Path, files: Mapping[str, bytes]) -> Written:
    """A build of ``files`` into ``folder`` that keeps a spare."""
    with open_stage(folder, spare=spare) as stage:
        placed = stage.write([Output(path, data) for path, data in files.items()])
        return publish_stage(stage, placed)


def visible(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in read_files(folder).items() if name != MANIFEST}


ONE = {"index.html": b"home", "term/rye/index.html": b"rye", "term/oat/index.html": b"oat"}
TWO = {"index.html": b"home", "term/rye/index.html": b"RYE", "term/elm/index.html": b"elm"}


def test_the_site_before_is_the_spare(tmp_path: Path) -> None:
    site, spare = tmp_path / "site", tmp_path / "cache/deep/spare"
    publish(site, spare, ONE)
    assert not spare.exists()
    publish(site, spare, TWO)
    assert visible(spare) == ONE
    publish(site, spare, ONE)
    assert visible(site) == ONE
    assert visible(spare) == TWO
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["cache", "site"]


def test_a_change_costs_what_changed(tmp_path: Path) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    publish(site, spare, ONE)
    publish(site, spare, ONE)
    folders = {path.name: path.stat().st_ino for path in spare.rglob("*") if path.is_dir()}
    assert publish(site, spare, {**ONE, "index.html": b"new"}) == Written(changed=1, kept=2, removed=0)
    assert {path.name: path.stat().st_ino for path in site.rglob("*") if path.is_dir()} == folders


def test_no_file_that_two_sites_share_is_written_through(tmp_path: Path) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    for files in (ONE, ONE, ONE):
        publish(site, spare, files)
    assert (site / "index.html").samefile(spare / "index.html")
    with open_stage(site, spare=spare) as stage:
        stage.write([Output("index.html", b"half a build")])
        assert visible(site) == ONE


def test_a_build_that_fails_costs_the_spare_alone(tmp_path: Path) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    publish(site, spare, ONE)
    publish(site, spare, TWO)
    with pytest.raises(RuntimeError), open_stage(site, spare=spare) as stage:
        stage.write([Output("index.html", b"half a build")])
        raise RuntimeError
    assert visible(site) == TWO
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    publish(site, spare, ONE)
    assert visible(site) == ONE


def test_folders_of_gone_pages_go_from_the_spare_too(tmp_path: Path) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    deep = {**ONE, "list/a/b/c/index.html": b"deep", "list/a/index.html": b"less"}
    for files in (deep, deep, ONE):
        publish(site, spare, files)
    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_dir()) == [
        "term",
        "term/oat",
        "term/rye",
    ]


def test_a_gone_page_that_cannot_be_removed_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    for files in (ONE, ONE):
        publish(site, spare, files)
    unlink = os.unlink

    def refuse(path: str, **rest: int) -> None:
        if str(path).endswith("term/oat/index.html"):
            raise PermissionError(1, "Operation not permitted")
        unlink(path, **rest)

    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(GlossaryError) as error:
        publish(site, spare, TWO)
    assert [issue.code for issue in error.value.issues] == ["output-unwritable"]
    assert visible(site) == ONE


def test_a_build_that_is_killed_while_it_grows_leaves_the_site(tmp_path: Path) -> None:
    """Whoever is killed runs no clean-up: the next build finds a copy of what stood at that moment."""
    project, killed = tmp_path / "project", tmp_path / "killed"
    site, spare = project / "site", project / "cache/spare"
    for files in (ONE, TWO):
        publish(site, spare, files)
    with open_stage(site, spare=spare) as stage:
        stage.write([Output("index.html", b"half a build")])
        shutil.copytree(project, killed)
    assert visible(killed / "site") == TWO
    publish(killed / "site", killed / "cache/spare", ONE)
    assert visible(killed / "site") == ONE
    assert [path.name for path in sorted(killed.iterdir())] == ["cache", "site"]


def test_files_and_folders_may_change_places(tmp_path: Path) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    publish(site, spare, {"a": b"file", "b/c/d": b"deep"})
    publish(site, spare, {"e": b"other"})
    publish(site, spare, {"a/x": b"folder", "b": b"file"})
    assert visible(site) == {"a/x": b"folder", "b": b"file"}


def test_nothing_else_in_the_spare_comes_into_the_site(tmp_path: Path) -> None:
    site, spare, outside = tmp_path / "site", tmp_path / "spare", tmp_path / "outside"
    outside.mkdir()
    publish(site, spare, ONE)
    publish(site, spare, TWO)
    (spare / "stray.html").write_text("stray")
    (spare / "empty").mkdir()
    (spare / "link").symlink_to(outside)
    (spare / "term/rye/index.html").unlink()
    (spare / "term/rye/index.html").symlink_to(outside / "target.html")
    publish(site, spare, {**ONE, "link/index.html": b"in a folder"})
    assert visible(site) == {**ONE, "link/index.html": b"in a folder"}
    assert not (site / "link").is_symlink()
    assert not (site / "empty").exists()
    assert list(outside.iterdir()) == []


def test_a_link_to_a_published_page_is_no_page_of_the_spare(tmp_path: Path) -> None:
    """It would lead to itself once the two have changed places."""
    site, spare = tmp_path / "site", tmp_path / "spare"
    for files in (ONE, ONE):
        publish(site, spare, files)
    (spare / "index.html").unlink()
    (spare / "index.html").symlink_to(site / "index.html")
    publish(site, spare, ONE)
    assert visible(site) == ONE
    assert not (site / "index.html").is_symlink()


def test_a_spare_that_cannot_be_cleared_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    for files in (ONE, ONE):
        publish(site, spare, files)
    (spare / "stray.html").write_text("stray")
    unlink = os.unlink

    def refuse(path: str, **rest: int) -> None:
        if str(path).endswith("/stray.html"):
            raise PermissionError(1, "Operation not permitted")
        unlink(path, **rest)

    monkeypatch.setattr(os, "unlink", refuse)
    publish(site, spare, TWO)
    assert visible(site) == TWO
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["site", "spare"]


@pytest.mark.parametrize("manifest", ["", "{}", '{"version": 1, "files": []}'], ids=["none", "bare", "odd"])
def test_a_spare_that_nobody_knows_is_of_no_use(tmp_path: Path, manifest: str) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    publish(site, spare, ONE)
    spare.mkdir()
    (spare / "index.html").write_bytes(b"poison")
    (spare / MANIFEST).write_text(manifest)
    publish(site, spare, TWO)
    assert visible(site) == TWO


def test_a_spare_that_lists_what_is_outside_costs_nothing_outside(tmp_path: Path) -> None:
    site, spare, mine = tmp_path / "site", tmp_path / "cache/spare", tmp_path / "mine.txt"
    publish(site, spare, ONE)
    mine.write_text("mine")
    spare.mkdir(parents=True)
    (spare / MANIFEST).write_text('{"version": 1, "files": {"../mine.txt": "x", "/mine.txt": "x"}}')
    publish(site, spare, TWO)
    assert visible(site) == TWO
    assert mine.read_text() == "mine"


def test_a_spare_that_is_a_link_is_left_alone(tmp_path: Path) -> None:
    site, spare, other = tmp_path / "site", tmp_path / "spare", tmp_path / "other"
    publish(site, spare, ONE)
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    spare.symlink_to(other)
    publish(site, spare, TWO)
    assert visible(site) == TWO
    assert (other / "mine.txt").read_text() == "mine"


def test_a_spare_on_another_disk_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, spare = tmp_path / "site", tmp_path / "cache/spare"
    rename = Path.rename

    def within(self: Path, target: Path) -> Path:
        if "cache" in (self.parent.name, Path(target).parent.name):
            raise OSError(18, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", within)
    for files in (ONE, TWO, ONE):
        publish(site, spare, files)
        assert visible(site) == files
    spare.mkdir()
    publish(site, spare, TWO)
    assert visible(site) == TWO
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert not spare.exists(), "nothing on that disk is of use again"


def test_a_system_that_renames_nothing_over_a_folder_grows_from_the_spare_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    rename = Path.rename

    def to_nothing_alone(self: Path, target: Path) -> Path:
        if Path(target).exists():
            raise FileExistsError(183, "Cannot create a file when that file already exists")
        return rename(self, target)

    for files in (ONE, ONE):
        publish(site, spare, files)
    stood = (spare / "term/rye").stat().st_ino
    monkeypatch.setattr(Path, "rename", to_nothing_alone)
    publish(site, spare, ONE)
    assert visible(site) == ONE
    assert (site / "term/rye").stat().st_ino == stood


def test_two_processes_may_make_room_for_pages_of_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    for files in ({"term": b"file"}, {"term": b"file"}):
        publish(site, spare, files)
    unlink = os.unlink

    def other_was_faster(path: str) -> None:
        unlink(path)
        if path.endswith("/term"):
            Path(path).mkdir()
            unlink(path)

    with open_stage(site, spare=spare) as stage:
        monkeypatch.setattr(os, "unlink", other_was_faster)
        placed = stage.write([Output("term/rye/index.html", b"rye")])
        monkeypatch.undo()
        publish_stage(stage, placed)
    assert visible(site) == {"term/rye/index.html": b"rye"}


def test_a_disk_without_links_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    site, spare = tmp_path / "site", tmp_path / "spare"
    for files in (ONE, TWO, TWO, ONE):
        publish(site, spare, files)
        assert visible(site) == files


def test_a_page_in_a_new_folder_needs_a_look_at_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is nearly every page of a first build: what may be in the way is looked for only where something is."""
    monkeypatch.setattr(spare, "_make_room", lambda place, path: pytest.fail(f"room was made for {path}"))
    for name in ("home", "new/home"):
        put_file(str(tmp_path), name, write_new(b"x"))
    assert read_files(tmp_path) == {"home": b"x", "new/home": b"x"}
    with pytest.raises(pytest.fail.Exception, match="far/away"):
        put_file(str(tmp_path), "far/away/home", write_new(b"x"))


def test_where_the_spare_cannot_be_had_there_is_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, place = tmp_path / "kept", tmp_path / "place"
    kept.mkdir()
    place.mkdir()

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(errno.EXDEV, "on another disk")

    monkeypatch.setattr(Path, "rename", refuse)
    assert take_spare(kept, place, lambda _: ()) == ()
    assert list(place.iterdir()) == []
