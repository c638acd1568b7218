"""The command line reads nothing outside the project and writes nothing outside its target."""

import os
from pathlib import Path

import pytest
from command_line import Outcome, read_files, run_glossary, write_files

from glossary_site.project.imported_files import LEDGER as IMPORTED

RYE = "---\nterm: Rye\ncategory: Grain\n---\nRye is dark.\n"
SECRET = "term: Secret\nbody: the secret of the house\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one entry, beside a folder that does not belong to it."""
    write_files(tmp_path, {"project/entries/rye.md": RYE, "away/secret.yml": SECRET, "away/deep/secret.md": RYE})
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def shows_secret(project: Path) -> bool:
    return any(b"secret of the house" in data for data in read_files(project / "_site").values())


@pytest.mark.parametrize(
    ("link", "target", "code"),
    [
        ("entries/.ids.yml", "../../away/secret.yml", "file-unreadable"),
        ("entries/.changes.yml", "../../away/secret.yml", "file-unreadable"),
        ("glossary.yml", "../away/secret.yml", "config-unreadable"),
        ("static/x.txt", "../../away/secret.yml", "file-outside"),
        ("static/deep", "../../away", "file-outside"),
        ("static", "../away", "file-outside"),
        ("templates/parts/count.html", "../../../away/secret.yml", "file-outside"),
        ("static/git", "../entries/rye.md", "file-outside"),
    ],
)
def test_a_link_out_is_refused(project: Path, link: str, target: str, code: str) -> None:
    path = project / link
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)
    outcome = run_glossary("build")
    assert outcome.code == 1
    assert f"error [{code}]" in outcome.err
    assert "secret of the house" not in outcome.err + outcome.out
    assert not (project / "_site").exists()


@pytest.mark.parametrize(("link", "target"), [("x.yml", "../../away/secret.yml"), ("x", "../../away")])
def test_an_entry_or_a_folder_behind_a_link_out_is_left_out(project: Path, link: str, target: str) -> None:
    (project / "entries" / link).symlink_to(target)
    outcome = run_glossary("build")
    assert outcome.code == 0
    assert f"entries/{link}: error [file-outside]" in outcome.err
    assert outcome.err.splitlines()[-1].startswith(f"1 entry was left out because of errors: entries/{link};")
    assert "secret of the house" not in outcome.err + outcome.out
    assert not shows_secret(project)
    assert run_glossary("build", "--strict").code == 1


def test_a_folder_behind_a_link_is_not_read(project: Path) -> None:
    (project / "entries/more").symlink_to("../../away")
    assert run_glossary("build").code == 0
    assert not shows_secret(project)


def test_links_within_the_entries_are_read(project: Path) -> None:
    write_files(project, {"entries/_drawer/oat.md": "---\nterm: Oat\n---\nOat is light.\n"})
    (project / "entries/oat.md").symlink_to("_drawer/oat.md")
    assert run_glossary("build").code == 0
    assert (project / "_site/term/oat/index.html").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are Unix's")
def test_a_pipe_among_the_entries_is_not_waited_for(project: Path) -> None:
    os.mkfifo(project / "entries/x.yml")
    outcome = run_glossary("build")
    assert outcome.code == 1
    assert "entries/x.yml: error [file-unreadable] this is no ordinary file" in outcome.err


@pytest.mark.parametrize("name", ["aux.js", "a:b.css", "x. ", "a?b", "nul"])
def test_a_static_file_that_another_system_could_not_have(project: Path, name: str) -> None:
    write_files(project, {f"static/{name}": "x"})
    outcome = run_glossary("build")
    assert outcome.code == 1
    assert f"static/{name}: error [file-name]" in outcome.err


@pytest.mark.parametrize("names", [("Logo.svg", "logo.svg"), ("caf\u00e9.svg", "cafe\u0301.svg")])
def test_static_files_that_are_one_file_on_another_system(project: Path, names: tuple[str, str]) -> None:
    write_files(project, {f"static/{name}": name for name in names})
    outcome = run_glossary("build")
    assert outcome.code == 1
    assert "error [output-collision]" in outcome.err


@pytest.mark.parametrize("output", ["..", "entries", "entries/site", ".", "../project", "entries/../entries"])
def test_no_output_over_inputs(project: Path, output: str) -> None:
    before = read_files(project.parent)
    outcome = run_glossary("build", "--output", output)
    assert outcome.code == 1
    assert "error [output-" in outcome.err
    assert read_files(project.parent) == before


@pytest.mark.parametrize("release", ["..", "1..2", "a/b", ".x", "x.", "-x", "x" * 41, "a b", "con/../x"])
def test_a_release_is_one_plain_name(project: Path, release: str) -> None:
    write_files(project, {"glossary.yml": f"release: '{release}'\n"})
    assert "error [config-value]" in run_glossary("build").err


def imported(project: Path, csv: str) -> Outcome:
    write_files(project, {"terms.csv": csv})
    return run_glossary("import", "terms.csv", "--to", "new", "--columns", "term=t,id=i,language=l,definition=d")


@pytest.mark.parametrize(
    "identity", ["../../away/secret", "/etc/passwd", "..", "con", "a/b", "C:x", "a\\b", "x" * 300, "\u0301", "CON.yml"]
)
def test_an_imported_id_is_a_file_in_the_folder(project: Path, identity: str) -> None:
    before = read_files(project.parent)
    imported(project, f'i,t,l,d\n"{identity}",Rye,,Rye is dark.\n')
    found = read_files(project.parent)
    new = {name for name in found.keys() - before.keys() if name != "project/terms.csv"}
    assert all(name.startswith("project/new/") and name.count("/") == 2 for name in new)
    assert all(found[name] == data for name, data in before.items())


@pytest.mark.parametrize("language", ["..", "../..", "/etc", "de/../../x", "a-" * 40 + "b", "con", "nul", "CON"])
def test_an_imported_language_is_a_folder_in_the_folder(project: Path, language: str) -> None:
    before = read_files(project.parent)
    imported(project, f'i,t,l,d\n,Rye,"{language}",Rye is dark.\n')
    found = read_files(project.parent)
    new = {name for name in found.keys() - before.keys() if name.startswith("project/new/")}
    assert all(found[name] == data for name, data in before.items())
    folders = {name.split("/")[2] for name in new if name.count("/") == 3}
    assert folders <= {"con-language", "nul-language"}
    assert language.lower() in ("con", "nul") or new <= {f"project/new/{IMPORTED}"}


def test_an_import_does_not_go_through_a_link(project: Path) -> None:
    (project / "new").mkdir()
    (project / "new/de").symlink_to("../../away")
    (project / "new/oat.yml").symlink_to("../../away/secret.yml")
    outcome = imported(project, "i,t,l,d\n,Rye,de,Roggen.\noat,Oat,,Oat is light.\n")
    assert "project/new" not in outcome.err
    assert "error [file-outside] a link leads out of the folder" in outcome.err
    assert read_files(project.parent / "away") == {"secret.yml": SECRET.encode(), "deep/secret.md": RYE.encode()}


def test_no_edited_file_is_written_over(project: Path) -> None:
    sheet = "i,t,l,d\nrye,Rye,,Rye is dark.\noat,Oat,,Oat is light.\n"
    assert imported(project, sheet).code == 0
    edits: dict[str, str | bytes] = {
        "new/rye.yml": (project / "new/rye.yml").read_text().replace("dark", "darker") + "# mine\n",
        "new/oat.yml": b"\xff\xfe not even text",
    }
    write_files(project, edits)
    kept = read_files(project / "new")
    for text in (sheet, sheet.replace("light", "very light"), sheet.replace("Rye", "Rye flour")):
        outcome = imported(project, text)
        assert "[file-edited]" in outcome.err
        assert "2 kept because they were edited" in outcome.out
        now = read_files(project / "new")
        assert {name: now[name] for name in ("rye.yml", "oat.yml")} == {
            name: kept[name] for name in ("rye.yml", "oat.yml")
        }


def test_without_its_ledger_an_import_takes_every_file_for_edited(project: Path) -> None:
    imported(project, "i,t,l,d\nrye,Rye,,Rye is dark.\n")
    for broken in ("", "[]", '{"files": 3}', "not json"):
        (project / "new" / IMPORTED).write_text(broken)
        before = (project / "new/rye.yml").read_bytes()
        assert "[file-edited]" in imported(project, "i,t,l,d\nrye,Rye,,Rye is light.\n").err
        assert (project / "new/rye.yml").read_bytes() == before


def test_a_new_project_does_not_go_through_a_link(project: Path) -> None:
    write_files(project, {"words/GLOSSARY.md": "# Words\n\n## Rye\n\nA grain.\n"})
    for name in (".github", ".schemas"):
        (project / "words" / name).symlink_to("../../away")
    before = read_files(project.parent)
    outcome = run_glossary("new", "words")
    assert (outcome.code, outcome.err.count("error [file-outside] a link leads out of the folder")) == (1, 2)
    assert read_files(project.parent) == before
