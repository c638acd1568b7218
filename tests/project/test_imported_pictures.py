"""Imports copy the pictures and files that entries name."""

from pathlib import Path

import pytest
from command_line import Outcome, read_files, run_glossary, write_files

RED = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="red"/></svg>'
BLUE = RED.replace(b"red", b"blue")
PAGE = """# Words

## Wafer

A wafer is a disc. ![A die](<img/Die photo.svg>)

## Saw

A saw is a tool: [sheet](s.pdf).
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "own").mkdir()
    write_files(tmp_path, {"src/words.md": PAGE, "src/img/Die photo.svg": RED, "src/s.pdf": b"%PDF-1.7\n"})
    monkeypatch.chdir(tmp_path / "own")
    return tmp_path


def load(*sources: str) -> Outcome:
    done = run_glossary("import", *sources, "--to", "entries")
    assert done.code == 0, done.err
    return done


def test_the_files_are_beside_the_entries_and_on_the_site(project: Path) -> None:
    load("../src/words.md")
    entries = read_files(project / "own/entries")
    assert entries["files/die-photo.svg"] == RED
    assert entries["files/s.pdf"] == b"%PDF-1.7\n"
    assert b"![A die](files/die-photo.svg)" in entries["wafer.yml"]
    built = run_glossary("build")
    assert built.code == 0
    assert "picture-missing" not in built.err
    assert 'src="../../files/die-photo-' in (project / "own/_site/term/wafer/index.html").read_text()


def test_a_second_import_changes_nothing(project: Path) -> None:
    load("../src/words.md")
    before = read_files(project / "own/entries")
    load("../src/words.md")
    assert read_files(project / "own/entries") == before


def test_two_pictures_of_one_name_are_two_files(project: Path) -> None:
    write_files(
        project,
        {
            "src/terms/lot/index.md": "---\ntitle: Lot\n---\nA lot is many. ![A](pic.svg)\n",
            "src/terms/lot/pic.svg": RED,
            "src/terms/fab/index.md": "---\ntitle: Fab\n---\nA fab is a house. ![B](pic.svg)\n",
            "src/terms/fab/pic.svg": BLUE,
        },
    )
    load("../src/terms")
    files = {name: data for name, data in read_files(project / "own/entries").items() if name.startswith("files/")}
    assert sorted(files.values()) == [BLUE, RED]
    assert "files/pic.svg" in files


def test_an_entry_of_another_language_is_a_folder_further_down(project: Path) -> None:
    write_files(project, {"src/words.csv": "term,language,body\nScheibe,de,Rund. ![Ein Chip](<img/Die photo.svg>)\n"})
    load("../src/words.csv")
    assert b"![Ein Chip](../files/die-photo.svg)" in read_files(project / "own/entries")["de/scheibe.yml"]


def test_the_picture_of_a_web_page_is_copied(project: Path) -> None:
    picture = '<img src="img/Die%20photo.svg" alt="A die">'
    page = f"<dl><dt>Wafer</dt><dd>A disc. {picture}</dd><dt>Saw</dt><dd>A tool.</dd></dl>"
    write_files(project, {"src/words.html": page})
    load("../src/words.html")
    entries = read_files(project / "own/entries")
    assert entries["files/die-photo.svg"] == RED
    assert b"![A die](files/die-photo.svg)" in entries["wafer.yml"]


def test_what_is_not_copied_is_counted(project: Path) -> None:
    text = "## Wafer\n\nA ![a](gone.svg) ![b](../secret.svg) ![c](/img/d.svg) ![e](https://example.org/f.svg)\n"
    write_files(project, {"src/words.md": f"# Words\n\n{text}\n## Saw\n\nA [sheet](gone.pdf)\n", "secret.svg": RED})
    done = load("../src/words.md")
    assert "files/secret.svg" not in read_files(project / "own/entries")
    report = project / "report.txt"
    load("../src/words.md", "--report", str(report))
    lost = report.read_text()
    assert lost.count("a picture that is a file is not copied") == 3
    assert "a file is not copied: it cannot be read: No such file or directory: gone.pdf" in lost
    (row,) = (line for line in done.out.splitlines() if line.startswith("pictures"))
    assert row.split()[1:3] == ["4", "1"]


def test_a_file_of_the_folder_is_not_written_over(project: Path) -> None:
    write_files(project, {"own/entries/files/die-photo.svg": BLUE})
    load("../src/words.md")
    entries = read_files(project / "own/entries")
    assert entries["files/die-photo.svg"] == BLUE
    assert RED in entries.values()


def test_a_link_to_a_page_or_a_place_that_is_not_imported_is_a_loss(project: Path) -> None:
    links = "[a](#saw), [b](#nowhere), [c](other.md), [d](#of-dies), [e](#own), [f](https://example.org/#x), [g](s.pdf)"
    headings = "### Of dies\n\nText.\n\n### More {#own}\n\nText."
    page = f"# Words\n\n## Wafer\n\nSee {links}.\n\n{headings}\n\n## Saw\n\nA tool.\n"
    write_files(project, {"src/words.md": page})
    done = load("../src/words.md", "--report", "-")
    lost = [line.partition("a link leads to no entry: ")[2] for line in done.out.splitlines() if "no entry: " in line]
    assert lost == ["#nowhere", "other.md"]
