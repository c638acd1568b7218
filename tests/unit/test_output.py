"""Writing the site: whole or not at all, and nothing but the site."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import read_files, write_files

from glossary_site.errors import GlossaryError
from glossary_site.output import MANIFEST, Written, check_output, write_site
from glossary_site.pages import Output

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


def test_folders_of_gone_pages_go_too(tmp_path: Path) -> None:
    write_site(SITE, tmp_path / "site")
    write_site(SITE[:1], tmp_path / "site")
    assert not (tmp_path / "site/term").exists()


@pytest.mark.parametrize("tampered", [b"hom3", b"longer than before", b""])
def test_a_page_that_somebody_changed_is_written_again(tmp_path: Path, tampered: bytes) -> None:
    write_site(SITE, tmp_path / "site")
    (tmp_path / "site/index.html").write_bytes(tampered)
    assert write_site(SITE, tmp_path / "site").changed == 1
    assert visible(tmp_path / "site")["index.html"] == b"home"


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


def test_the_old_site_stands_when_making_the_new_one_fails(tmp_path: Path) -> None:
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


def test_the_old_site_stands_when_the_swap_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site"
    write_site(SITE, folder)
    before = read_files(folder)
    rename = Path.rename

    def refuse_new(self: Path, target: Path) -> Path:
        if target == folder and not self.name.endswith(".old"):
            raise OSError("no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_new)
    with pytest.raises(GlossaryError) as error:
        write_site((Output("index.html", b"new"),), folder)
    assert [issue.code for issue in error.value.issues] == ["output-unwritable"]
    assert read_files(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    "manifest", ["", "not json", "[]", '{"version": 99, "files": {}}', '{"version": 1}', '{"files": 3}']
)
def test_a_manifest_that_cannot_be_read_counts_for_nothing(tmp_path: Path, manifest: str) -> None:
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


def test_a_parent_that_is_a_file(tmp_path: Path) -> None:
    write_files(tmp_path, {"file": "x"})
    with pytest.raises(GlossaryError) as error:
        write_site(SITE, tmp_path / "file/site")
    assert [issue.code for issue in error.value.issues] == ["output-unwritable"]


def test_outputs_that_are_accepted(tmp_path: Path) -> None:
    check_output(tmp_path / "new", [tmp_path / "entries"])
    (tmp_path / "empty").mkdir()
    check_output(tmp_path / "empty", [tmp_path / "entries"])
    write_site(SITE, tmp_path / "ours")
    check_output(tmp_path / "ours", [tmp_path / "entries"])


def test_outputs_that_are_refused(tmp_path: Path) -> None:
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
