"""Entries in other languages than the site's."""

import pytest

from glossary_site.config import SiteConfig
from glossary_site.glossary import link_glossary
from glossary_site.merging import merge_records
from glossary_site.records import Record, Sense, format_record, parse_records

WAFER = Record("Wafer", (Sense(definition="A wafer is a thin disc."),))
GERMAN = Record("Wafer", (Sense(definition="Ein Wafer ist eine Scheibe."),), language="de", translation_of="wafer")


def test_a_name_in_two_languages_is_two_terms() -> None:
    merged, issues = merge_records((WAFER, GERMAN))
    assert [record.id for record in merged] == ["wafer", "de/wafer"]
    assert not issues


def test_an_id_may_have_its_language_before_it_or_not() -> None:
    ids = ("rye", "de/rye", "pt-br/rye")
    records = [
        Record("R", (Sense(),), id=identity, language=tag)
        for identity, tag in zip(ids, ("", "de", "pt-BR"), strict=True)
    ]
    merged, issues = merge_records((*records, Record("S", (Sense(),), id="s", language="de")))
    assert [record.id for record in merged] == [*ids, "de/s"]
    assert not issues


def test_an_id_with_a_slash_needs_its_language() -> None:
    _, issues = merge_records((Record("R", (Sense(),), id="de/rye"),))
    assert [issue.code for issue in issues] == ["id-invalid"]


@pytest.mark.parametrize(("site", "own", "foreign"), [("en", ["wafer"], ["de/wafer"]), ("de", ["wafer"], [])])
def test_a_site_shows_its_own_language(site: str, own: list[str], foreign: list[str]) -> None:
    records = (WAFER, GERMAN) if site == "en" else (GERMAN,)
    glossary = link_glossary(records, SiteConfig(language=site))
    assert [entry.id for entry in glossary.entries] == own
    assert [record.id for record in glossary.foreign] == foreign
    assert [issue.code for issue in glossary.issues] == ["language-other"] * len(foreign)


def test_a_language_is_written_and_read() -> None:
    (record,), issues = parse_records(format_record(GERMAN), "w.yml")
    assert not issues
    assert (record.language, record.translation_of) == ("de", "wafer")


@pytest.mark.parametrize("tag", ["d", "../x", "de_DE", "deutsch!"])
def test_what_is_no_language_is_an_issue(tag: str) -> None:
    (record,), issues = parse_records(f"term: A\nlanguage: '{tag}'\ndefinition: A is.\n", "a.yml")
    assert record.language == ""
    assert [issue.code for issue in issues] == ["field-value"]
