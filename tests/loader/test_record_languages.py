"""In which of the site's languages an entry is."""

import pytest

from glossary_site.config import Language, SiteConfig
from glossary_site.loader import place_records
from glossary_site.records import Record, Sense
from glossary_site.values import replace


def record(term: str, language: str = "", identity: str = "", translation_of: str = "") -> Record:
    return Record(term, (Sense(),), identity, language=language, translation_of=translation_of)


def site(own: str, *further: str) -> SiteConfig:
    return SiteConfig(language=own, languages=tuple(map(Language, further)))


@pytest.mark.parametrize(
    ("own", "further", "written", "placed"),
    [
        ("en", (), "en", ""),
        ("en-GB", (), "en", ""),
        ("en", (), "en-US", ""),
        ("en", ("de-AT",), "de", "de-AT"),
        ("en", ("en-GB",), "en-AU", "en-GB"),
        ("en", ("en-GB",), "en-US", ""),
        ("no", (), "nb", ""),
        ("en", ("zh-CN", "zh-TW"), "zh-Hant", "zh-TW"),
        ("en", ("zh-CN", "zh-TW"), "zh", "zh-CN"),
        ("en", ("pt",), "pt-BR", "pt"),
        ("en", ("de",), "fr", "fr"),
    ],
)
def test_an_entry_is_in_the_closest_language_of_the_site(
    own: str, further: tuple[str, ...], written: str, placed: str
) -> None:
    (found,) = place_records([record("Rye", written)], site(own, *further))
    assert found.language == placed


def test_the_folder_of_an_id_follows_its_language() -> None:
    written = [record("Rye", "en-US", "en-us/rye"), record("Roggen", "de", "de/roggen", "en-us/rye")]
    english, german = place_records(written, site("en-GB", "de-AT"))
    assert (english.id, german.id, german.translation_of) == ("rye", "de-at/roggen", "rye")


@pytest.mark.parametrize("first", [True, False])
def test_of_two_variants_of_one_text_the_closest_is_on_the_site(first: bool) -> None:
    pair = [record("Color", "en-US", "en-us/colour"), record("Colour", "en-GB", "en-gb/colour")]
    found = place_records(pair if first else pair[::-1], site("en-AU"))
    assert {each.term: (each.language, each.id) for each in found} == {
        "Colour": ("", "colour"),
        "Color": ("en-US", "en-us/colour"),
    }


def test_a_variant_of_an_entry_of_the_site_is_not_on_its_pages() -> None:
    own, variant = record("Colour"), record("Color", "en-US", translation_of="colour")
    assert place_records([own, variant], site("en")) == (own, variant)


def test_variants_of_a_translation_are_distinguished() -> None:
    records = [record("Farbe", "de", translation_of="colour"), record("Farb", "de-CH", translation_of="colour")]
    austrian, swiss = place_records(records, site("en", "de-DE"))
    assert (austrian.language, swiss.language) == ("de-DE", "de-CH")


def test_entries_that_declare_nothing_are_all_on_the_site() -> None:
    records = [record("Wafer", "en"), record("Wafer", "en-US"), record("Wafer")]
    assert [each.language for each in place_records(records, site("en"))] == ["", "", ""]


def test_entries_are_placed_once() -> None:
    records = [record("Color", "en-US", "en-us/colour"), record("Colour", "en-GB", "en-gb/colour"), record("Rye", "de")]
    once = place_records(records, site("en", "de-AT"))
    assert place_records(once, site("en", "de-AT")) == once
    assert replace(once[2], language="de") == records[2]
