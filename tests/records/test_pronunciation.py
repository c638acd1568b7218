"""The pronunciation of a term, from its entry to the page, the exports, search and a comparison of editions."""

import json
from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files
from lxml import html

from glossary_site.config import SiteConfig
from glossary_site.formats import EXPORTS
from glossary_site.glossary import Kind, compare_editions, relate_records, state_of
from glossary_site.records import Record, format_record, parse_records
from glossary_site.values import replace

WAFER = """\
term: Wafer
aliases:
- slice
pronunciation: /ˈweɪfə/, WAY-fer
definition: A wafer is a thin disc on which circuits are made.
"""
DIE = "term: Die\ndefinition: A die is a piece of a wafer.\n"
QUERIES = "1: {way-fer: Wafer, ˈweɪfə: Wafer}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/wafer.yml": WAFER, "entries/die.yml": DIE, "entries/.queries.yml": QUERIES})
    return tmp_path


def record(text: str) -> Record:
    (found,), issues = parse_records(text, "wafer.yml")
    assert not issues
    return found


def test_it_is_beside_the_term_on_its_page_and_in_the_linked_data(project: Path) -> None:
    assert run_glossary("build").code == 0
    site = read_files(project / "_site")
    page = html.fromstring(site["term/wafer/index.html"].decode())
    (shown,) = page.xpath("//header//*[contains(@class, 'pronunciation')]")
    assert shown.text_content() == "/ˈweɪfə/, WAY-fer"
    (script,) = page.xpath("//script[@type='application/ld+json']")
    spoken = {"@type": "PronounceableText", "textValue": "Wafer", "phoneticText": "/ˈweɪfə/, WAY-fer"}
    assert json.loads(script.text)["name"] == ["Wafer", spoken]
    assert "- Pronunciation: /ˈweɪfə/, WAY-fer" in site["term/wafer/index.md"].decode()
    assert b"pronunciation" not in site["term/die/index.html"].lower()


def test_a_changed_one_is_on_the_page_after_a_warm_build(project: Path) -> None:
    assert run_glossary("build").code == 0
    write_files(project, {"entries/wafer.yml": WAFER.replace("WAY-fer", "WAY-fuh")})
    assert run_glossary("build", "--verify").code == 0
    assert "WAY-fuh" in (project / "_site/term/wafer/index.html").read_text("utf-8")


def test_search_finds_the_term_by_it(project: Path) -> None:
    found = run_glossary("check", "--search")
    assert "search-query" not in found.out + found.err
    write_files(project, {"entries/wafer.yml": WAFER.replace("WAY-fer", "")})
    found = run_glossary("check", "--search")
    assert "search-query" in found.out + found.err


@pytest.mark.parametrize("name", [form.name for form in EXPORTS])
def test_an_export_carries_it_or_reports_the_loss(project: Path, name: str) -> None:
    done = run_glossary("export", "--format", name, "--output", "exported")
    assert done.code == 0, done.err
    lost = "pronunciation: left out (1 here)" in done.out + done.err
    assert lost == (name in {"skos-turtle", "skos-jsonld", "tbx", "llms", "sphinx", "vale"})


def test_yaml_keeps_it() -> None:
    assert format_record(record(WAFER)) == WAFER


def test_a_change_of_it_is_editorial_and_older_editions_compare_without_it() -> None:
    given = record(WAFER)
    with_it, without = state_of(given), state_of(replace(given, pronunciation=""))
    assert [change.kind for change in compare_editions([without], [with_it])] == [Kind.EDITORIAL]
    assert without.rest == "119e0da92ac29f871cf3c3386bbee952"


def test_entries_of_one_name_give_it_once() -> None:
    other = record("term: Wafer\ncategory: Baking\ndefinition: A wafer is a thin biscuit.\n")
    (entry,) = relate_records([other, record(WAFER)], SiteConfig()).entries
    assert entry.record.pronunciation == "/ˈweɪfə/, WAY-fer"
