"""Which of several languages is closest to one."""

import pytest

from glossary_site.language import closest_language, read_texts, scripts
from glossary_site.language.tags import likely_language


@pytest.mark.parametrize(
    ("tag", "offered", "closest"),
    [
        ("en", "en", "en"),
        ("en-US", "en", "en"),
        ("en", "en-GB", "en-GB"),
        ("en-US", "en-GB", "en-GB"),
        ("EN-us", "en-US en", "en-US"),
        ("en-AU", "en-US en-GB", "en-GB"),
        ("de-AT", "en de", "de"),
        ("de-DE-1996", "de-AT", "de-AT"),
        ("pt", "pt-PT pt-BR", "pt-BR"),
        ("pt-PT", "pt-BR", "pt-BR"),
        ("es-MX", "es-ES es-419", "es-419"),
        ("nb", "da no", "no"),
        ("no", "nn nb", "nb"),
        ("zh", "zh-TW zh-CN", "zh-CN"),
        ("zh-CN", "zh-Hans", "zh-Hans"),
        ("zh-TW", "zh-Hans zh-Hant", "zh-Hant"),
        ("zh-HK", "zh-CN zh-TW", "zh-TW"),
        ("zh-TW", "zh", "zh"),
        ("sr-Latn", "sr", "sr"),
        ("sr", "sr-Latn sr-Cyrl", "sr-Cyrl"),
        ("iw", "he", "he"),
        ("cmn", "zh", "zh"),
        ("uz", "uz-Cyrl", "uz-Cyrl"),
        ("en-x-plain", "en", "en"),
    ],
)
def test_a_variant_of_a_language_is_served_by_the_closest(tag: str, offered: str, closest: str) -> None:
    assert closest_language(tag, offered.split()) == closest


@pytest.mark.parametrize(
    ("tag", "offered"),
    [
        ("de", "en fr"),
        ("zh-TW", "zh-CN"),
        ("da", "no sv"),
        ("nn", "nb"),
        ("gsw", "de"),
        ("ca", "es"),
        ("ta", "en"),
        ("hr", "sr-Latn"),
        ("und", "en"),
        ("xx", "en"),
        ("eng-lish", "de"),
        ("", "en"),
        ("en", ""),
    ],
)
def test_another_language_is_never_the_closest(tag: str, offered: str) -> None:
    assert closest_language(tag, offered.split()) == ""


@pytest.mark.parametrize(
    ("tag", "text"),
    [("de-AT", "Suchen"), ("DE", "Suchen"), ("fr-CA", "Rechercher"), ("no", "Søk"), ("fi", "Search"), ("", "Search")],
)
def test_the_interface_has_the_texts_of_the_closest_language(tag: str, text: str) -> None:
    assert read_texts(tag).gettext("Search") == text


def test_scripts_for_which_cldr_need_not_be_asked_are_those_of_cldr() -> None:
    assert {each: likely_language(each).script for each in scripts._SCRIPT_OF} == scripts._SCRIPT_OF
