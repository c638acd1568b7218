"""A sound file for the pronunciation of a term: published with the site, played on the term's page, checked."""

from pathlib import Path

import pytest
from command_line import run_glossary, write_files
from lxml import html

WAFER = "term: Wafer\npronunciation: ˈweɪfə\naudio: sound/wafer 1.mp3\ndefinition: A wafer is a disc.\n"
SOUND = b"ID3\x03\0\0\0\0\0\0 and what follows"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/wafer.yml": WAFER, "entries/die.yml": "term: Die\ndefinition: A die is a piece.\n"})
    (tmp_path / "entries/sound").mkdir()
    (tmp_path / "entries/sound/wafer 1.mp3").write_bytes(SOUND)
    return tmp_path


def player(project: Path) -> html.HtmlElement:
    page = html.fromstring((project / "_site/term/wafer/index.html").read_text("utf-8"))
    (found,) = page.xpath("//header//dl//audio")
    assert isinstance(found, html.HtmlElement)
    return found


def test_the_page_plays_it_without_a_script_and_loads_it_when_it_is_played(project: Path) -> None:
    assert run_glossary("build", "--verify").code == 0
    found, source = player(project), player(project).get("src", "")
    assert dict(found.attrib) == {
        "controls": "",
        "preload": "none",
        "aria-label": "Wafer",
        "src": source,
    }
    assert (project / "_site/term/wafer" / source).read_bytes() == SOUND
    assert "<audio" not in (project / "_site/term/die/index.html").read_text("utf-8")


def test_another_sound_has_another_address_after_a_warm_build(project: Path) -> None:
    assert run_glossary("build").code == 0
    before = player(project).get("src")
    (project / "entries/sound/wafer 1.mp3").write_bytes(SOUND + b"!")
    assert run_glossary("build", "--verify").code == 0
    assert player(project).get("src") != before


def test_a_page_in_another_language_finds_the_file_at_the_root_of_the_site(project: Path) -> None:
    german = "term: Scheibe\nlanguage: de\naudio: sound/wafer 1.mp3\ndefinition: Eine Scheibe ist rund.\n"
    write_files(project, {"glossary.yml": "languages: [de]\n", "entries/scheibe.yml": german})
    assert run_glossary("build").code == 0
    page = html.fromstring((project / "_site/de/term/scheibe/index.html").read_text("utf-8"))
    (source,) = page.xpath("//header//audio/@src")
    assert (project / "_site/de/term/scheibe" / source).read_bytes() == SOUND


@pytest.mark.parametrize(
    ("audio", "message"),
    [
        ("sound/none.mp3", "the sound 'sound/none.mp3' is not there"),
        ("sound/Wafer 1.mp3", "the sound 'sound/Wafer 1.mp3' is not there"),
        ("../wafer.mp3", "the sound '../wafer.mp3' leads out of the folder of the entries"),
    ],
)
def test_a_file_that_is_not_there_is_an_error_with_its_entry(project: Path, audio: str, message: str) -> None:
    write_files(project, {"entries/wafer.yml": WAFER.replace("sound/wafer 1.mp3", audio)})
    found = run_glossary("check")
    assert found.code == 1
    assert "entries/wafer.yml:1: error" in found.out and message in found.out


def test_a_term_of_several_senses_has_one_player_and_its_words_are_no_mention(project: Path) -> None:
    senses = "senses:\n- {category: Baking, definition: A wafer is thin.}\n- {category: Chips, definition: A disc.}\n"
    write_files(project, {"entries/wafer.yml": WAFER.replace("definition: A wafer is a disc.\n", senses)})
    assert run_glossary("build", "--verify").code == 0
    assert player(project) is not None


def test_the_csv_and_the_json_have_its_path_and_books_leave_it_out(project: Path) -> None:
    for name, lost in (("csv", False), ("json", False), ("markdown", True), ("epub", True), ("tbx", True)):
        done = run_glossary("export", "--format", name, "--output", f"out.{name}")
        assert done.code == 0, done.err
        assert ("audio: left out (1 here)" in done.out + done.err) == lost
