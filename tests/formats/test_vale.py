"""The package for Vale. Its rules are applied here as Vale 3 applies its own."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import read_files, run_glossary, write_files

ENTRIES = """\
- {term: Denylist, definition: A denylist is a list of what is refused., avoid: [blacklist, black-list], aliases: [DL]}
- {term: GitHub, definition: GitHub is a host of code., avoid: [Github, GH+]}
- {term: Mother board, definition: A mother board is a board., status: deprecated, replaced_by: Main board}
- {term: Main board, definition: A main board is a board., status: superseded, replaced_by: System board}
- {term: System board, definition: A system board is a board., avoid: [Denylist, github]}
- {term: C++, definition: C++ is a language.}
- {term: Phlogiston, definition: Phlogiston is what burns., status: deprecated, avoid: [fire stuff]}
- {term: Rundherum, language: de, definition: Rundherum ist ein Wort., avoid: [Drumherum]}
- {term: 芯片, definition: 芯片 is a chip., avoid: [晶片]}
"""
#: What Vale's rules may have; it refuses a rule with another key.
KEYS = {"extends", "message", "level", "nonword", "vocab"}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/all.yml": ENTRIES})
    done = run_glossary("export", "--format", "vale", "--output", "words")
    assert done.code == 0, done.err
    return {name: content.decode() for name, content in read_files(tmp_path / "words").items()}


def alerts(package: dict[str, str], text: str) -> list[tuple[str, str]]:
    """What Vale finds in a text, with what it asks for, "" where that is nothing.

    As its ``internal/check/substitution.go`` and ``existence.go`` do: longer keys first, no alert on a right name.
    """
    names: dict[str, Any] = yaml.safe_load(package["styles/Glossary/Names.yml"])
    assert set(names) == KEYS | {"action", "swap"}
    swap = sorted(names["swap"].items(), key=lambda pair: len(pair[0]), reverse=True)
    pattern = re.compile("(?m)(?:{})".format("|".join(f"({key})" for key, _ in swap)))
    found = [(match[0], swap[match.lastindex - 1][1]) for match in pattern.finditer(text) if match.lastindex]
    avoid: dict[str, Any] = yaml.safe_load(package["styles/Glossary/Avoid.yml"])
    assert set(avoid) == KEYS | {"tokens"}
    tokens = re.compile("(?m)(?:{})".format("|".join(avoid["tokens"])))
    return [pair for pair in found if pair[0] != pair[1]] + [(match[0], "") for match in tokens.finditer(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The blacklist and its Blacklists.", [("blacklist", "Denylist"), ("Blacklists", "Denylists")]),
        ("A black-list, no blacklisting.", [("black-list", "Denylist")]),
        ("On github, GITHUB and GitHub.", [("github", "GitHub"), ("GITHUB", "GitHub")]),
        ("GH+, no gh+ and no GH++.", [("GH+", "GitHub"), ("GH+", "GitHub")]),
        ("Mother boards, or a main board.", [("Mother boards", "System boards"), ("main board", "System board")]),
        ("Phlogiston, the fire stuff.", [("Phlogiston", ""), ("fire stuff", "")]),
        ("A denylist of C++ on a system board, Drumherum.", []),
        ("一块晶片。", [("晶片", "芯片")]),
    ],
)
def test_wrong_names_are_found_with_the_right_ones(
    package: dict[str, str], text: str, found: list[tuple[str, str]]
) -> None:
    assert alerts(package, text) == found


def test_the_vocabulary_has_every_right_name_and_the_case_that_belongs_to_it(package: dict[str, str]) -> None:
    words = package["styles/config/vocabularies/Glossary/accept.txt"].splitlines()
    assert {"(?i)Denylist", "(?i)Denylists", "DL", "GitHub", r"C\+\+", "(?i)System boards", "(?i)芯片"} <= set(words)
    assert not {"blacklist", "Mother board", "Phlogiston", "Rundherum"} & {word.removeprefix("(?i)") for word in words}


def test_the_settings_name_the_style_and_the_vocabulary_and_nothing_of_a_project(package: dict[str, str]) -> None:
    assert package[".vale.ini"] == "Vocab = Glossary\n\n[*]\nBasedOnStyles = Glossary\n"


def test_a_zip_file_holds_the_package_below_its_own_name(package: dict[str, str]) -> None:
    assert run_glossary("export", "--format", "vale", "--output", "bakery.zip").code == 0
    with zipfile.ZipFile("bakery.zip") as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    assert names == {f"bakery/{name}" for name in package if not name.startswith(".glossary")}


def test_a_glossary_without_wrong_names_has_no_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/rye.yml": "term: Rye\ndefinition: Rye is a grain.\n"})
    assert run_glossary("export", "--format", "vale", "--output", "words").code == 0
    assert not list((tmp_path / "words").rglob("*.yml"))
