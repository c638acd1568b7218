"""Writing the site: whole or not at all, and nothing but the site."""

import ctypes
import errno
import json
import os
import shutil
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import read_files, write_files

from glossary_site.digest import digest, digest_file
from glossary_site.disk import MANIFEST, FileCopy, Output, SiteFile, check_output, output, write_site
from glossary_site.disk.output import Written
from glossary_site.issues import GlossaryError

#: Bytes of a file that no test may find in memory as one piece.
LARGE = 20_000_000

SITE = (Output("index.html", b"home"), Output("term/rye/index.html", b"rye"), Output("terms.json", b"[]"))


def visible(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in read_files(folder).items() if name != MANIFEST}


def refusal(folder: Path, *inputs: Path) -> str:
    with pytest.raises(GlossaryError) as error:
        check_output(folder, inputs)
    (issue,) = error.value.issues
    assert issue.hint
    return issue.code


def test_a_new_site_is_written_whole(tmp_path: Path) -> None:
    folder = tmp_path / "deep/down/site"
    assert write_site(SITE, folder) == Written(changed=3, kept=0, removed=0)
    assert visible(folder) == {output.path: output.data for output in SITE}
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert list(manifest["files"]) == sorted(visible(folder))
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_what_did_not_change_keeps_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(SITE, folder)
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*.html")}
    changed = (SITE[0], Output("term/rye/index.html", b"RYE"))
    assert write_site(changed, folder) == Written(changed=1, kept=1, removed=1)
    after = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*.html")}
    assert after[folder / "index.html"] == before[folder / "index.html"]
    assert after[folder / "term/rye/index.html"] != before[folder / "term/rye/index.html"]
    assert visible(folder) == {"index.html": b"home", "term/rye/index.html": b"RYE"}


def test_a_copied_file_is_written_as_one_with_its_bytes(tmp_path: Path) -> None:
    source = tmp_path / "plan.pdf"
    source.write_bytes(b"%PDF old")
    outputs = (FileCopy("files/plan.pdf", str(source), digest_file(source)), *SITE)
    assert write_site(outputs, tmp_path / "site") == Written(changed=4, kept=0, removed=0)
    assert write_site(outputs, tmp_path / "site") == Written(changed=0, kept=4, removed=0)
    copied = tmp_path / "site/files/plan.pdf"
    assert copied.read_bytes() == b"%PDF old"
    assert not copied.samefile(source)
    source.write_bytes(b"%PDF new")
    changed = (FileCopy("files/plan.pdf", str(source), digest_file(source)), *SITE)
    assert write_site(changed, tmp_path / "site") == Written(changed=1, kept=3, removed=0)
    assert copied.read_bytes() == b"%PDF new"
    as_bytes = (Output("files/plan.pdf", b"%PDF new"), *SITE)
    assert write_site(as_bytes, tmp_path / "site") == Written(changed=0, kept=4, removed=0)


def test_a_large_file_is_copied_without_being_held(tmp_path: Path) -> None:
    source = tmp_path / "film.mp4"
    source.write_bytes(bytes(LARGE))
    tracemalloc.start()
    try:
        write_site([FileCopy("film.mp4", str(source), digest_file(source))], tmp_path / "site")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (tmp_path / "site/film.mp4").stat().st_size == LARGE
    assert most < LARGE / 4


def test_a_copied_file_that_is_missing_leaves_the_old_site(tmp_path: Path) -> None:
    write_site(SITE, tmp_path / "site")
    with pytest.raises(GlossaryError) as error:
        write_site((FileCopy("plan.pdf", str(tmp_path / "plan.pdf"), "0"), *SITE), tmp_path / "site")
    assert [issue.code for issue in error.value.issues] == ["output-unwritable"]
    assert visible(tmp_path / "site") == {output.path: output.data for output in SITE}


def test_folders_of_removed_pages_are_removed_too(tmp_path: Path) -> None:
    write_site(SITE, tmp_path / "site")
    write_site(SITE[:1], tmp_path / "site")
    assert not (tmp_path / "site/term").exists()


@pytest.mark.parametrize("tampered", [b"hom3", b"longer than before", b""])
def test_a_page_that_somebody_changed_is_written_again(tmp_path: Path, tampered: bytes) -> None:
    write_site(SITE, tmp_path / "site")
    (tmp_path / "site/index.html").write_bytes(tampered)
    assert write_site(SITE, tmp_path / "site").changed == 1
    assert visible(tmp_path / "site")["index.html"] == b"home"


def test_a_page_replaced_by_a_link_is_written_again(tmp_path: Path) -> None:
    """Though it leads to the same text: where the site is copied to, it would lead to nothing."""
    folder = tmp_path / "site"
    write_site(SITE, folder)
    write_files(tmp_path, {"away.html": "home"})
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(tmp_path / "away.html")
    assert write_site(SITE, folder).changed == 1
    assert not (folder / "index.html").is_symlink()
    assert visible(folder) == {output.path: output.data for output in SITE}


def test_what_others_put_there_stays(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(SITE, folder)
    write_files(folder, {"CNAME": "example.org", ".well-known/x.txt": "y", "term/rye/extra.txt": "z"})
    (folder / "latest").symlink_to("term")
    write_site(SITE[:1], folder)
    found = visible(folder)
    assert (found["CNAME"], found[".well-known/x.txt"], found["term/rye/extra.txt"]) == (b"example.org", b"y", b"z")
    assert (folder / "latest").is_symlink()
    assert "term/rye/index.html" not in found


def test_the_old_site_is_unchanged_when_making_the_new_one_fails(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(SITE, folder)
    before = read_files(folder)

    def failing() -> Iterator[Output]:
        yield Output("index.html", b"new")
        assert read_files(folder) == before
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_site(failing(), folder)
    assert read_files(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_old_site_is_unchanged_when_the_swap_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site"
    write_site(SITE, folder)
    before = read_files(folder)
    rename = Path.rename

    def refuse_new(self: Path, target: Path) -> Path:
        if target == folder and not self.name.endswith(".old"):
            raise OSError("no")
        return rename(self, target)

    monkeypatch.setattr(output, "_exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", refuse_new)
    with pytest.raises(GlossaryError) as error:
        write_site((Output("index.html", b"new"),), folder)
    assert [issue.code for issue in error.value.issues] == ["output-unwritable"]
    assert read_files(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    "manifest", ["", "not json", "[]", '{"version": 99, "files": {}}', '{"version": 1}', '{"files": 3}']
)
def test_a_manifest_that_cannot_be_read_is_ignored(tmp_path: Path, manifest: str) -> None:
    folder = tmp_path / "site"
    write_site(SITE, folder)
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    assert write_site(SITE, folder) == Written(changed=3, kept=0, removed=0)
    assert visible(folder) == {output.path: output.data for output in SITE}


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/../../x", "/etc/x", "a\\..\\x", "C:x", "C:/x"])
def test_no_path_leaves_the_folder(tmp_path: Path, name: str) -> None:
    write_files(tmp_path, {"x": "mine"})
    with pytest.raises(GlossaryError) as error:
        write_site((Output(name, b"bad"),), tmp_path / "site")
    assert [issue.code for issue in error.value.issues] == ["output-outside"]
    assert read_files(tmp_path) == {"x": b"mine"}


def test_no_path_leaves_the_folder_because_the_manifest_has_it(tmp_path: Path) -> None:
    write_site(SITE, tmp_path / "site")
    write_files(tmp_path, {"x": "mine"})
    listed = {"version": 1, "files": {"../x": digest(b"mine")}}
    (tmp_path / "site" / MANIFEST).write_text(json.dumps(listed), encoding="utf-8")
    assert code_of(lambda: write_site((Output("../x", b"mine"),), tmp_path / "site")) == "output-outside"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "x"]


def test_a_parent_that_is_a_file(tmp_path: Path) -> None:
    write_files(tmp_path, {"file": "x"})
    with pytest.raises(GlossaryError) as error:
        write_site(SITE, tmp_path / "file/site")
    assert [issue.code for issue in error.value.issues] == ["output-unwritable"]


def test_output_folders_that_are_accepted(tmp_path: Path) -> None:
    check_output(tmp_path / "new", [tmp_path / "entries"])
    (tmp_path / "empty").mkdir()
    check_output(tmp_path / "empty", [tmp_path / "entries"])
    write_site(SITE, tmp_path / "ours")
    check_output(tmp_path / "ours", [tmp_path / "entries"])


def test_output_folders_that_are_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {"foreign/photo.jpg": "x", "file": "x", "entries/a.md": "x", "linked/.keep": ""})
    (tmp_path / "link").symlink_to(tmp_path / "linked")
    entries = tmp_path / "entries"
    assert refusal(tmp_path / "foreign", entries) == "output-not-ours"
    assert refusal(tmp_path / "linked", entries) == "output-not-ours"
    assert refusal(tmp_path / "file", entries) == "output-not-folder"
    assert refusal(tmp_path / "link", entries) == "output-not-folder"
    assert refusal(tmp_path / "entries", entries) == "output-is-input"
    assert refusal(tmp_path / "entries/site", entries) == "output-is-input"
    assert refusal(tmp_path, entries) == "output-is-input"
    assert refusal(tmp_path / "other/../entries", entries) == "output-is-input"


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(GlossaryError) as error:
        work()
    (issue,) = error.value.issues
    return issue.code


@pytest.mark.parametrize(
    "name", ["con", "a/NUL.txt", "x/lpt1.html", "a.", "a /b", "x" * 256, "ü" * 128, "a\nb", "a?b", "x//y"]
)
def test_a_name_that_some_system_cannot_have_is_refused(tmp_path: Path, name: str) -> None:
    assert code_of(lambda: write_site((Output(name, b"x"),), tmp_path / "site")) == "output-outside"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("other", ["A.html", "\u00e9.html", "sub/INDEX.html"])
def test_names_that_are_one_on_some_systems_are_refused(tmp_path: Path, other: str) -> None:
    names = ("a.html", "e\u0301.html", "sub/index.html", other)
    assert code_of(lambda: write_site([Output(name, b"x") for name in names], tmp_path / "site")) == "output-collision"


def test_no_file_takes_the_place_of_a_folder(tmp_path: Path) -> None:
    for names in (("term/a", "term"), ("term", "term/a"), ("é/a/b", "e\u0301")):
        files = [Output(name, b"x") for name in names]
        assert code_of(lambda files=files: write_site(files, tmp_path / "site")) == "output-collision"  # type: ignore[misc]
    assert list(tmp_path.iterdir()) == []


def test_a_manifest_removes_nothing_outside_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(SITE, folder)
    write_files(tmp_path, {"x": "mine", "other/y": "mine"})
    listed = {
        "../x": digest(b"mine"),
        "/etc/passwd": "x",
        f"{tmp_path}/x": "x",
        "a/../../other/y": "x",
        "gone.html": "x",
    }
    (folder / MANIFEST).write_text(json.dumps({"version": 1, "files": listed}), encoding="utf-8")
    write_site(SITE, folder)
    assert (tmp_path / "x").read_text() == (tmp_path / "other/y").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "site", "x"]


def test_links_in_the_output_folder_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(SITE, folder)
    write_files(tmp_path, {"away/index.html": "mine", "away/keep.txt": "mine"})
    (folder / "mine").symlink_to(tmp_path / "away")
    shutil.rmtree(folder / "term")
    (folder / "term").symlink_to(tmp_path / "away")
    (folder / "terms.json").unlink()
    (folder / "terms.json").symlink_to(tmp_path / "away/keep.txt")
    assert code_of(lambda: write_site(SITE, folder)) in ("output-foreign", "output-unwritable")
    (folder / "term").unlink()
    write_site(SITE, folder)
    assert read_files(tmp_path / "away") == {"index.html": b"mine", "keep.txt": b"mine"}
    assert (folder / "mine").is_symlink()
    assert not (folder / "terms.json").is_symlink()


def test_what_others_put_in_the_place_of_a_new_page_is_not_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(SITE, folder)
    write_files(folder, {"about/index.html": "mine"})
    new = (*SITE, Output("about/index.html", b"a page"))
    assert code_of(lambda: write_site(new, folder)) == "output-foreign"
    assert visible(folder)["about/index.html"] == b"mine"
    (folder / "about/index.html").write_bytes(b"a page")
    assert write_site(new, folder).changed == 1


def test_empty_folders_of_others_stay(tmp_path: Path) -> None:
    write_site(SITE, tmp_path / "site")
    (tmp_path / "site/uploads/new").mkdir(parents=True)
    write_site(SITE[:1], tmp_path / "site")
    assert (tmp_path / "site/uploads/new").is_dir()


@pytest.mark.parametrize("at_once", [True, False])
def test_the_site_is_there_at_every_step_of_a_swap_or_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    """A process that is killed runs no clean-up: the state after each system call is what the next build finds."""
    folder = tmp_path / "site"
    write_site(SITE, folder)
    old = visible(folder)
    new = (Output("index.html", b"new"),)
    seen: list[Path] = []
    rename = Path.rename

    def note(self: Path, target: Path) -> Path:
        done = rename(self, target)
        copy = tmp_path.with_name(f"{tmp_path.name}-{len(seen)}")
        shutil.copytree(tmp_path, copy)
        seen.append(copy)
        return done

    monkeypatch.setattr(Path, "rename", note)
    if not at_once:
        monkeypatch.setattr(output, "_exchange", lambda one, other: False)
    write_site(new, folder)
    assert visible(folder) == {"index.html": b"new"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    monkeypatch.setattr(Path, "rename", rename)
    assert len(seen) == (0 if at_once else 2)
    for copy in seen:
        if (copy / "site").exists():
            assert visible(copy / "site") in (old, {"index.html": b"new"})
        with output.open_stage(copy / "site") as stage:
            assert stage.before
            assert visible(copy / "site") in (old, {"index.html": b"new"})
        write_site(new, copy / "site")
        assert [path.name for path in copy.iterdir()] == ["site"]


def test_what_killed_builds_left_is_cleared(tmp_path: Path) -> None:
    write_site(SITE, tmp_path / "site")
    write_files(
        tmp_path, {".site.glossary-abc/index.html": "half", ".site.glossary-abc.old/x": "y", ".site.notes/z": "mine"}
    )
    (tmp_path / ".site.glossary-link").symlink_to(tmp_path / ".site.notes")
    write_site(SITE, tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.glossary-link", ".site.notes", "site"]
    assert (tmp_path / ".site.notes/z").read_text() == "mine"


def test_an_exchange_that_fails_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(one: Path, other: Path) -> bool:
        raise OSError(13, "no")

    write_site(SITE, tmp_path / "site")
    before = read_files(tmp_path)
    monkeypatch.setattr(output, "_exchange", fail)
    assert code_of(lambda: write_site(SITE[:1], tmp_path / "site")) == "output-unwritable"
    assert read_files(tmp_path) == before


@pytest.mark.skipif(sys.platform != "linux", reason="the system call is Linux's")
def test_two_folders_are_exchanged_at_once(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/x": "1", "b/y": "2"})
    assert output._exchange(tmp_path / "a", tmp_path / "b")
    assert read_files(tmp_path) == {"b/x": b"1", "a/y": b"2"}
    with pytest.raises(OSError, match="No such file"):
        output._exchange(tmp_path / "a", tmp_path / "none")


def test_what_an_earlier_build_put_below_a_lasting_folder_stays_whole(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    first = (*SITE, Output("embed/embed.js", b"1"), Output("embed/1/a.js", b"1"), Output("embed/1/b.js", b"1"))
    write_site(first, folder, ("embed/",))
    assert write_site((*SITE, Output("embed/2/a.js", b"2")), folder, ("embed/",)) == Written(1, 3, 1)
    assert {name for name in visible(folder) if "js" in name and name != "terms.json"} == {
        "embed/1/a.js", "embed/1/b.js", "embed/2/a.js",
    }  # fmt: skip
    assert "embed/1/a.js" not in json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]


def test_a_lasting_folder_that_is_written_again_is_written_whole(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    first = (*SITE, Output("embed/1/a.js", b"1"), Output("embed/1/b.js", b"1"), Output("embed/11/a.js", b"1"))
    write_site(first, folder, ("embed/",))
    assert write_site((*SITE, Output("embed/1/a.js", b"1")), folder, ("embed/",)) == Written(0, 4, 1)
    assert {name for name in visible(folder) if name.startswith("embed/")} == {"embed/1/a.js", "embed/11/a.js"}


def test_files_are_copied_where_they_cannot_be_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(95, "no links here")

    write_site(SITE, tmp_path / "site")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*.html")}
    monkeypatch.setattr(os, "link", fail)
    assert write_site(SITE, tmp_path / "site") == Written(changed=0, kept=3, removed=0)
    assert visible(tmp_path / "site") == {output.path: output.data for output in SITE}
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_an_empty_folder_of_others_may_become_a_page(tmp_path: Path) -> None:
    write_site(SITE[:1], tmp_path / "site")
    (tmp_path / "site/term/rye").mkdir(parents=True)
    assert write_site(SITE, tmp_path / "site").changed == 2


def test_only_files_have_stamps(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/file": "four"})
    (tmp_path / "link").symlink_to(tmp_path / "a/file")
    status = (tmp_path / "a/file").stat()
    assert output.stamp_of(tmp_path, "a/file") == (4, status.st_mtime_ns)
    assert [output.stamp_of(tmp_path, name) for name in ("a", "link", "none", "a/file/below")] == [None] * 4


def test_an_unchanged_file_is_kept_without_being_read(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(SITE, folder)
    stamp = output.stamp_of(folder, "index.html")
    assert stamp is not None
    with output.open_stage(folder, {"index.html": stamp, "terms.json": (1, 1), "gone.html": stamp}) as stage:
        paths = ("index.html", "terms.json", "term/rye/index.html", "gone.html")
        assert [stage.is_unchanged(path) for path in paths] == [True, False, False, False]
        (kept,) = stage.keep(["index.html"])
        assert kept == SiteFile("index.html", digest(b"home"), stamp)
        assert output.stamp_of(stage.folder, "index.html") == stamp
        assert output.publish_stage(stage, [kept]) == Written(changed=0, kept=1, removed=2)
    assert visible(folder) == {"index.html": b"home"}


def test_a_stage_that_cannot_be_written_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write_site(SITE, tmp_path / "site")
    with output.open_stage(tmp_path / "site", {}) as stage:
        assert code_of(lambda: stage.keep(["not/there.html"])) == "output-unwritable"
        monkeypatch.setattr(output, "create_file", fail)
        with pytest.raises(GlossaryError) as error:
            stage.write([Output("new.html", b"x")])
        (issue,) = error.value.issues
        assert (issue.code, issue.path) == ("output-unwritable", str(tmp_path / "site"))
        assert "No space left" in issue.message


def test_a_folder_that_another_process_just_made_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mkdir = os.mkdir

    def make_meanwhile(path: str, mode: int = 0o777) -> None:
        mkdir(path, mode)
        mkdir(path, mode)  # the other was first

    with output.open_stage(tmp_path / "site", {}) as stage:
        monkeypatch.setattr(os, "mkdir", make_meanwhile)
        assert len(stage.write(SITE)) == 3


def test_a_build_ignores_what_it_cannot_remove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(SITE, tmp_path / "site")
    write_files(tmp_path, {".site.glossary-abc/index.html": "half"})

    def stuck(path: Path, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise OSError(16, "busy", str(path))

    monkeypatch.setattr(output, "_exchange", lambda one, other: False)
    monkeypatch.setattr(shutil, "rmtree", stuck)
    write_site(SITE[:1], tmp_path / "site")
    assert visible(tmp_path / "site") == {"index.html": b"home"}


def test_a_failure_is_reported_even_if_its_stage_cannot_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(path: Path, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise OSError(16, "busy", str(path))

    with pytest.raises(ZeroDivisionError), output.open_stage(tmp_path / "site"):
        monkeypatch.setattr(shutil, "rmtree", stuck)
        raise ZeroDivisionError


def test_the_manifest_is_a_line_a_file_and_the_folder_open_to_servers(tmp_path: Path) -> None:
    write_site((Output("é.html", b"x"), Output("a.html", b"y")), tmp_path / "site")
    lines = (tmp_path / "site" / MANIFEST).read_text(encoding="utf-8").splitlines()
    assert lines == [
        "{",
        '"version": 1,',
        '"files": {',
        f'"a.html": "{digest(b"y")}",',
        f'"é.html": "{digest(b"x")}"',
        "}",
        "}",
    ]
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755


def test_systems_without_an_exchange_rename_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a/x": "1", "b/y": "2"})
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not output._exchange(tmp_path / "a", tmp_path / "b")
    assert read_files(tmp_path) == {"a/x": b"1", "b/y": b"2"}


@pytest.mark.skipif(sys.platform != "linux", reason="the system call is Linux's")
@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])
def test_file_systems_without_an_exchange_rename_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    class Library:
        """A C library whose ``renameat2`` fails."""

        def __init__(self, *_: object, **__: object) -> None:
            self.renameat2 = lambda *_: -1

    write_site(SITE, tmp_path / "site")
    monkeypatch.setattr(ctypes, "CDLL", Library)
    monkeypatch.setattr(ctypes, "get_errno", lambda: code)
    assert not output._exchange(tmp_path / "a", tmp_path / "b")
    write_site(SITE[:1], tmp_path / "site")
    assert visible(tmp_path / "site") == {"index.html": b"home"}
