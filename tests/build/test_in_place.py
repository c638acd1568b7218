"""Glossaries of other programs, and single files, built where they are."""

import json
from pathlib import Path

import pytest
from command_line import run_glossary, write_files


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


FORMS = {
    "a page": {"GLOSSARY.md": "# Words\n\n## Rye\n\nA grain of the north.\n\n## Oat\n\nA grain for horses.\n"},
    "a folder of Markdown": {
        "src/rye.md": "---\ntitle: Rye\n---\nA grain of the north.\n",
        "src/oat.md": "# Oat\n\nA grain for horses.\n",
        "src/README.md": "# About\n\nNothing.\n",
    },
    "a folder with a page": {"src/words.md": "**Rye**: A grain of the north.\n\n**Oat**: A grain for horses.\n"},
    "CSV": {"words.csv": "term,definition\nRye,A grain of the north.\nOat,A grain for horses.\n"},
    "JSON Lines": {"words.jsonl": '{"term": "Rye", "senses": []}\n{"term": "Oat", "senses": []}\n'},
    "YAML": {"words.yml": "- term: Rye\n  body: A grain of the north.\n- term: Oat\n  body: A grain for horses.\n"},
}


@pytest.mark.parametrize("form", FORMS)
def test_a_glossary_is_built_where_it_is(project: Path, form: str) -> None:
    write_files(project, FORMS[form])
    before = sorted(path for path in project.rglob("*"))
    outcome = run_glossary("build", next(iter(FORMS[form])).partition("/")[0])
    assert outcome.code == 0, outcome.err
    terms = json.loads((project / "_site/terms.json").read_text(encoding="utf-8"))
    assert [term["term"] for term in terms] == ["Oat", "Rye"]
    others = [path for path in project.rglob("*") if not path.is_relative_to(project / "_site")]
    assert sorted(others) == before


def test_a_glossary_without_an_entry_in_english_is_in_its_own_language(project: Path) -> None:
    write_files(
        project, {"words.csv": "term,definition,language\nRoggen,Ein Korn.,de\nHafer,Ein Korn.,de\nAvoine,,fr\n"}
    )
    assert run_glossary("build", "words.csv").code == 0
    assert '<html lang="de"' in (project / "_site/index.html").read_text(encoding="utf-8")
    assert (project / "_site/term/hafer/index.html").is_file()


def test_settings_are_those_of_the_project(project: Path) -> None:
    write_files(project, FORMS["a page"] | {"glossary.yml": "title: Grain\nintroduction: Of *fields*.\n"})
    assert run_glossary("build", "GLOSSARY.md").code == 0
    home = (project / "_site/index.html").read_text(encoding="utf-8")
    assert "<h1>Grain</h1>" in home
    assert "<p>Of <em>fields</em>.</p>" in home
    assert (project / ".glossary-cache").is_dir()


def test_the_page_of_a_file_names_the_site(project: Path) -> None:
    write_files(project, {"GLOSSARY.md": "# Grains\n\nOf *fields*.\n\n## Rye\n\nA grain.\n\n## Oat\n\nA grain, too.\n"})
    assert run_glossary("build", "GLOSSARY.md").code == 0
    home = (project / "_site/index.html").read_text(encoding="utf-8")
    assert "<h1>Grains</h1>" in home
    assert "<p>Of <em>fields</em>.</p>" in home


def test_an_edit_link_leads_to_the_line(project: Path) -> None:
    write_files(project, FORMS["a page"] | {"glossary.yml": "edit_url: https://example.org/{path}#L{line}\n"})
    assert run_glossary("build", "GLOSSARY.md").code == 0
    page = (project / "_site/term/oat/index.html").read_text(encoding="utf-8")
    assert 'href="https://example.org/GLOSSARY.md#L7"' in page


def test_an_error_in_a_page_costs_one_entry(project: Path) -> None:
    write_files(project, {"GLOSSARY.md": "## Rye\n\nA grain, see [[Nothing]].\n\n## Oat\n\nA grain.\n"})
    outcome = run_glossary("build", "GLOSSARY.md")
    assert outcome.code == 0
    assert "GLOSSARY.md:3: error [reference-unknown]" in outcome.err
    assert [path.name for path in (project / "_site/term").iterdir()] == ["oat"]


def test_one_line_counts_what_was_read_and_lost(project: Path) -> None:
    write_files(project, {"words.csv": "Term,Meaning,Owner\nRye,A grain.,Ann\nOat,A grain.,Ben\n"})
    (note,) = (line for line in run_glossary("build", "words.csv").err.splitlines() if "note [" in line)
    assert note.startswith("words.csv: note [read-as] read as csv: terms 2, senses 2, aliases 0, ")
    assert note.endswith(", languages 1, losses 2")
    every = run_glossary("build", "words.csv", "--verbose").err
    assert "words.csv:3: note [import-loss] 'Owner' is not read: Ben" in every


def test_the_form_of_entries_can_be_chosen(project: Path) -> None:
    write_files(project, {"README.md": "# Mill\n\n## Oat\n\nA grain.\n\n## Rye\n\nA grain, too.\n"})
    refused = run_glossary("build", "README.md")
    assert (refused.code, "[format-unread]" in refused.err, (project / "_site").exists()) == (1, True, False)
    assert run_glossary("build", "README.md", "--from", "markdown-page").code == 0
    assert sorted(path.name for path in (project / "_site/term").iterdir()) == ["oat", "rye"]
    assert run_glossary("check", "README.md", "--from", "nothing").code == 2


def test_a_file_is_named_once(project: Path) -> None:
    outcome = run_glossary("build", "a.md", "--entries", "b.md")
    assert outcome.code == 2
    assert "name the entries once" in outcome.err
