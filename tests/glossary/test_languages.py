"""Entries in other languages than the site's."""

import pytest

from glossary_site.config import Language, SiteConfig
from glossary_site.glossary import GlossaryInputs, LeftOut, merge_records, relate_records
from glossary_site.glossary.translations import missing_originals, source_mark, translation_issues
from glossary_site.loader import place_records
from glossary_site.markup import parse_definition
from glossary_site.records import Origin, Record, Sense, format_record, parse_records
from glossary_site.values import replace

WAFER = Record("Wafer", (Sense(definition=parse_definition("A wafer is a thin disc.")),))
GERMAN = Record(
    "Wafer", (Sense(definition=parse_definition("Ein Wafer ist eine Scheibe.")),), language="de", translation_of="wafer"
)


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
    records, config = (WAFER, GERMAN) if site == "en" else (GERMAN,), SiteConfig(language=site)
    glossary = relate_records(place_records(records, config), config)
    assert [entry.id for entry in glossary.entries] == own
    assert [record.id for record in glossary.foreign] == foreign
    assert [issue.code for issue in glossary.issues] == ["language-other", "translation-untracked"][: 2 * len(foreign)]


def test_a_language_is_written_and_read() -> None:
    made = replace(GERMAN, translated_from="0012345678")
    (record,), issues = parse_records(format_record(made), "w.yml")
    assert not issues
    assert (record.language, record.translation_of, record.translated_from) == ("de", "wafer", "0012345678")


@pytest.mark.parametrize("tag", ["d", "../x", "de_DE", "deutsch!"])
def test_what_is_no_language_is_an_issue(tag: str) -> None:
    (record,), issues = parse_records(f"term: A\nlanguage: '{tag}'\ndefinition: A is.\n", "a.yml")
    assert record.language == ""
    assert [issue.code for issue in issues] == ["field-value"]


ORIGINAL = replace(WAFER, id="wafer", aliases=("slice",))
CURRENT = replace(GERMAN, id="de/wafer", translated_from=source_mark(ORIGINAL))


def test_a_translation_of_the_text_of_now_is_fine() -> None:
    assert not list(translation_issues((CURRENT,), (ORIGINAL,)))
    moved = replace(ORIGINAL, status="deprecated", related=("Ingot",), updated="2026-03-31")
    assert not list(translation_issues((CURRENT,), (moved,)))


@pytest.mark.parametrize(
    "changed",
    [
        replace(ORIGINAL, term="Wafers"),
        replace(ORIGINAL, aliases=()),
        replace(ORIGINAL, senses=(Sense(definition=parse_definition("A wafer is a thin biscuit.")),)),
        replace(ORIGINAL, senses=(replace(WAFER.senses[0], body="It is round."),)),
        replace(ORIGINAL, senses=(*WAFER.senses, Sense(definition=parse_definition("A wafer is a biscuit.")))),
    ],
)
def test_a_changed_original_is_reported_with_its_new_mark(changed: Record) -> None:
    (issue,) = translation_issues((CURRENT,), (changed,))
    assert (issue.code, issue.severity) == ("translation-stale", "warning")
    assert source_mark(changed) in issue.hint
    assert not list(translation_issues((replace(CURRENT, translated_from=source_mark(changed)),), (changed,)))


@pytest.mark.parametrize(
    ("original", "hint"),
    [
        ("wafre", "did you mean 'wafer'"),
        ("de/wafr", "did you mean 'de/wafer'"),
        ("nonesuch", "write the id of the entry that it translates"),
    ],
)
def test_a_translation_of_nothing_is_reported_at_its_place(original: str, hint: str) -> None:
    (issue,) = missing_originals((CURRENT, replace(CURRENT, translation_of=original)), ("wafer", "de/wafer"))
    assert (issue.code, issue.severity) == ("translation-unknown", "warning")
    assert (issue.path, issue.line) == (CURRENT.origin.path, CURRENT.origin.line)
    assert f"'{original}'" in issue.message
    assert hint in issue.hint


@pytest.mark.parametrize("language", ["de", "fr", ""])
def test_an_original_may_be_a_draft_or_be_left_out(language: str) -> None:
    config = SiteConfig(languages=(Language("de"),))
    draft = replace(ORIGINAL, id="", status="draft")
    lost = LeftOut((replace(ORIGINAL, id="", term="Chip", origin=Origin("b.yml", 1)),))
    records = [
        replace(GERMAN, id="", term=f"Das {original}", language=language, translation_of=original)
        for original in ("wafer", "chip", "nonesuch")
    ]
    issues = relate_records((draft, *records), config, GlossaryInputs(left_out=lost)).issues
    assert [issue.message for issue in issues if issue.code == "translation-unknown"] == [
        "'Das nonesuch' translates 'nonesuch', which is the id of no entry"
    ]


def test_a_translation_of_a_translation_is_followed_and_one_of_nothing_is_not() -> None:
    french = Record("Tranche", (Sense(),), id="fr/wafer", language="fr", translation_of="de/wafer", translated_from="x")
    codes = [issue.code for issue in translation_issues((CURRENT, french), (ORIGINAL,))]
    assert codes == ["translation-stale"]
    assert not list(translation_issues((replace(french, translation_of="none"),), (ORIGINAL,)))
