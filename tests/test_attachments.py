"""Files beside entries on the whole site: published once, kept between builds, missed by nobody."""

import shutil
from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files

from glossary_site.build import BuildReport, BuildRequest, build_site
from glossary_site.preview.preview import Preview
from glossary_site.request import CACHE

RED = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="red"/></svg>'
BLUE = RED.replace(b"red", b"blue")
FILES: dict[str, str | bytes] = {
    "glossary.yml": "title: Kept\n",
    "entries/img/die.svg": RED,
    "entries/img/unused.svg": RED,
    "entries/sheet.pdf": b"%PDF-1.7\n",
    "entries/wafer.md": "---\nterm: Wafer\n---\nA wafer is a disc.\n\n![A die](img/die.svg)\n",
    "entries/saw.md": "---\nterm: Saw\n---\nA saw is a disc, too: [its sheet](sheet.pdf).\n",
    "entries/lot.md": "---\nterm: Lot\n---\nA lot is many. ![Another](img/later.svg)\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_files(tmp_path, FILES)
    return tmp_path


def build(project: Path, output: str = "site", *, cache: bool = True) -> BuildReport:
    kept = project / CACHE if cache else None
    return build_site(BuildRequest(project / "entries", project / output, project / "glossary.yml", jobs=1, cache=kept))


def published(project: Path) -> dict[str, bytes]:
    return read_files(project / "site/files") if (project / "site/files").is_dir() else {}


def assert_as_clean(project: Path) -> None:
    shutil.rmtree(project / "clean", ignore_errors=True)
    build(project, "clean", cache=False)
    assert read_files(project / "site") == read_files(project / "clean")


def test_what_entries_show_or_link_to_is_published_and_nothing_else(project: Path) -> None:
    report = build(project)
    assert sorted(published(project).values()) == [b"%PDF-1.7\n", RED]
    assert [issue.code for issue in report.issues] == ["picture-missing"]
    for name in published(project):
        assert name.rpartition("-")[0] in ("die", "sheet")
    page = (project / "site/term/wafer/index.html").read_text()
    (name,) = (name for name in published(project) if name.startswith("die"))
    assert f'<img src="../../files/{name}" alt="A die" width="40" height="20"' in page


def change(project: Path, files: dict[str, str | bytes | None]) -> set[str]:
    """The pages that a build writes anew after some files changed."""
    before = read_files(project / "site")
    for name, content in files.items():
        if content is None:
            (project / name).unlink()
        else:
            write_files(project, {name: content})
    build(project)
    assert_as_clean(project)
    after = read_files(project / "site")
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_a_changed_picture_changes_the_pages_that_show_it_and_nothing_else(project: Path) -> None:
    build(project)
    changed = change(project, {"entries/img/die.svg": BLUE})
    assert {name.partition("/")[0] for name in changed} == {".glossary-manifest.json", "files", "llms-full.txt", "term"}
    assert {name for name in changed if name.endswith(".html")} == {"term/wafer/index.html"}
    assert BLUE in published(project).values() and RED not in published(project).values()


def test_a_picture_that_is_added_or_taken_away_changes_its_page(project: Path) -> None:
    build(project)
    assert "term/lot/index.html" in change(project, {"entries/img/later.svg": BLUE})
    assert "term/lot/index.html" in change(project, {"entries/img/later.svg": None})
    assert "term/wafer/index.html" in change(project, {"entries/img/die.svg": b""})
    assert "term/wafer/index.html" in change(project, {"entries/img/die.svg": RED})


def test_a_file_of_another_case_is_proposed_as_soon_as_it_is_there(project: Path) -> None:
    write_files(project, {"entries/img/LATER.svg": BLUE})
    (issue,) = build(project).issues
    assert "'LATER.svg'" in issue.hint
    (project / "entries/img/LATER.svg").unlink()
    (issue,) = build(project).issues
    assert "LATER" not in issue.hint


def test_a_file_that_no_entry_names_changes_no_page(project: Path) -> None:
    build(project)
    assert change(project, {"entries/img/unused.svg": BLUE, "entries/more.pdf": b"%PDF-1"}) == set()


def test_the_same_picture_in_two_places_is_published_once(project: Path) -> None:
    write_files(project, {"entries/img/later.svg": RED, "entries/a/die.svg": RED})
    write_files(project, {"entries/a/saw.md": "---\nterm: Saw\n---\n![A](die.svg) ![B](../img/later.svg)\n"})
    build(project)
    assert [name.rpartition("-")[0] for name in published(project)] == ["die", "later", "sheet"]


def test_languages_share_the_files(project: Path) -> None:
    write_files(
        project,
        {
            "glossary.yml": "languages: [de]\n",
            "entries/de/wafer.md": "---\nterm: Scheibe\nlanguage: de\n---\nRund. ![Ein Chip](../img/die.svg)\n",
            "entries/de/saw.md": "---\nterm: Säge\nlanguage: de\n---\n![Nur hier](only.svg)\n",
            "entries/de/only.svg": BLUE,
        },
    )
    build(project)
    assert sorted(published(project).values()) == [b"%PDF-1.7\n", BLUE, RED]
    assert 'src="../../../files/die-' in (project / "site/de/term/scheibe/index.html").read_text()
    assert not (project / "site/de/files").exists()


def test_full_listings_show_pictures_from_where_they_are(project: Path) -> None:
    write_files(project, {"glossary.yml": "listing: full\n"})
    build(project)
    assert 'src="../files/die-' in (project / "site/all/index.html").read_text()


def test_a_glossary_of_one_file_has_the_files_that_it_names(tmp_path: Path) -> None:
    text = '# Terms\n\n## Wafer\n\nA disc. ![A die](img/die.svg "From above")\n\n## Saw\n\nA [tool](<img/a b.pdf>).\n'
    files: dict[str, str | bytes] = {"GLOSSARY.md": text, "img/die.svg": RED, "img/a b.pdf": b"%PDF-1", "x.svg": BLUE}
    write_files(tmp_path, files)
    build_site(BuildRequest(tmp_path / "GLOSSARY.md", tmp_path / "site", tmp_path / "glossary.yml", jobs=1))
    assert sorted(published(tmp_path).values()) == [b"%PDF-1", RED]


def test_a_check_counts_as_an_error_what_a_build_shows_as_text(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    built = run_glossary("build")
    assert built.code == 0
    assert "entries/lot.md:4: warning [picture-missing]" in built.err
    checked = run_glossary("check")
    assert checked.code == 1
    assert "entries/lot.md:4: error [picture-missing]" in checked.out
    assert run_glossary("build", "--strict").code == 1


def test_a_preview_serves_the_files_and_shows_a_picture_that_changed(project: Path) -> None:
    request = BuildRequest(project / "entries", project / "site", project / "glossary.yml", jobs=1)
    preview = Preview(request)
    preview.rebuild()
    before = preview.respond("term/wafer/").data
    (address,) = {part.split(b'"')[0] for part in before.split(b'src="../../') if part.startswith(b"files/")}
    found = preview.respond(address.decode())
    assert (found.status, found.type) == (200, "image/svg+xml")
    assert Path(found.source).read_bytes() == RED
    write_files(project, {"entries/img/die.svg": BLUE})
    preview.rebuild({str(project / "entries/img/die.svg")})
    assert preview.respond("term/wafer/").data != before
    assert preview.respond(address.decode()).status == 404
    write_files(project, {"entries/img/later.svg": BLUE})
    preview.rebuild({str(project / "entries/img/later.svg")})
    assert b'src="../../files/later-' in preview.respond("term/lot/").data
    assert "picture-missing" not in {issue.code for issue in preview.issues}
