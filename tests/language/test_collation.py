"""The alphabet and the order of languages, and slugs."""

import doctest
from importlib import import_module

import pytest

from glossary_site.config import SiteConfig
from glossary_site.language import (
    DIGITS,
    MAX_SLUG,
    collation,
    direction_of,
    filing_name,
    foreign_language,
    letter_slug,
    reads_right_to_left,
    slugify,
)


def test_the_examples_in_the_documentation_hold() -> None:
    result = doctest.testmod(import_module("glossary_site.language.collation"))
    assert result.attempted >= 3
    assert result.failed == 0


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Deck oven", "deck-oven"),
        ("  Deck — oven!  ", "deck-oven"),
        ("Crème brûlée", "creme-brulee"),
        ("baker's dozen", "bakers-dozen"),
        ("baker’s dozen", "bakers-dozen"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("α", "alpha"),
        ("R-κ", "r-kappa"),
        ("2×2 rack", "2x2-rack"),
        ("C++", "c"),
        ("C#", "c"),
        (".NET", "net"),
        ("ﬁne crumb", "fine-crumb"),
        ("ｄｏｕｇｈ", "dough"),
        ("дрожжи", "drozhzhi"),
        ("???", ""),
        ("", ""),
        ("../../x", "x"),
        ("a/b\\c:d", "a-b-c-d"),
        ("index.html", "index-html"),
    ],
)
def test_a_slug_is_plain_and_readable(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize("name", ["CON", "nul", "Aux", "PRN", "com1", "LPT9", "com0", "con."])
def test_names_of_devices_are_no_slugs(name: str) -> None:
    assert slugify(name) == f"{name.lower().strip('.')}-term"


@pytest.mark.parametrize("name", ["com10", "console", "nullable", "lpt"])
def test_names_that_resemble_those_of_devices_are_slugs(name: str) -> None:
    assert slugify(name) == name


def test_a_long_slug_ends_at_a_word() -> None:
    slug = slugify("sourdough " * 30)
    assert len(slug) <= MAX_SLUG
    assert slug == "-".join(["sourdough"] * 8)
    assert slugify("x" * 300) == "x" * MAX_SLUG
    assert slugify("a" * 40 + " " + "b" * 39) == "a" * 40 + "-" + "b" * 39


@pytest.mark.parametrize(
    ("term", "language", "name"),
    [
        ("The Loaf", "en", "Loaf"),
        ("A loaf", "en-GB", "loaf"),
        ("The", "en", "The"),
        ("A", "en", "A"),
        ("The Loaf", "sv", "The Loaf"),
        (".NET", "en", "NET"),
        ("“Proof”", "en", "Proof”"),
        ("β-glucan", "en", "beta-glucan"),
        ("β-glucan", "el", "β-glucan"),
        ("Ψωμί", "en", "Ψωμί"),
        ("+++", "en", "+++"),
        ("A priori", "en", "A priori"),
        ("A to D converter", "en", "A to D converter"),
        ("µ-law", "en", "mu-law"),
        ("𝛼 decay", "en", "alpha decay"),
        ("ʿAyn", "en", "Ayn"),
        ("Qurʾān", "en", "Qurān"),
        ("", "en", ""),
    ],
)
def test_a_term_is_filed_under_what_a_reader_looks_for(term: str, language: str, name: str) -> None:
    assert filing_name(term, language) == name


@pytest.mark.parametrize(
    ("name", "language", "letter"),
    [
        ("loaf", "en", "L"),
        ("Élan", "en", "E"),
        ("Åland rye", "en", "A"),
        ("Åland rye", "sv", "Å"),
        ("3-strand braid", "en", DIGITS),
        ("٣", "en", DIGITS),
        ("+++", "en", DIGITS),
        ("", "en", DIGITS),
    ],
)
def test_the_letter_of_a_name(name: str, language: str, letter: str) -> None:
    assert collation(language).letter(name) == letter


@pytest.mark.parametrize("name", ["面包", "хлеб", "ψωμί", "لحم", "빵", "🍞"])
def test_a_name_of_another_script_has_a_letter_of_the_bar(name: str) -> None:
    order = collation("en")
    assert order.letter(name) in order.letters


def test_the_bar_of_english() -> None:
    assert collation("en").letters == (DIGITS, *"ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@pytest.mark.parametrize("language", ["en", "sv", "de", "cs", "hu", "ru", "el", "ja", "ko", "zh", "ar", "hr", "xx"])
def test_the_letters_of_a_language_have_urls_of_their_own(language: str) -> None:
    letters = collation(language).letters
    slugs = [letter_slug(letter) for letter in letters]
    assert len(set(slugs)) == len(slugs) == len(set(letters))
    assert not {"all", "search", "term", "category", "static"} & set(slugs)
    assert all(slug.isascii() and slug == slug.lower() and "/" not in slug for slug in slugs)


def test_order_is_that_of_a_dictionary() -> None:
    words = ["zest", "Éclair", "eclair", "easy", "dough-hook, tools", "dough,flour", "Apple", "apple", "2 x 2", "10"]
    wanted = ["10", "2 x 2", "apple", "Apple", "dough-hook, tools", "dough,flour", "easy", "eclair", "Éclair", "zest"]
    assert sorted(words, key=collation("en").sort_key) == wanted


def test_order_is_that_of_the_language() -> None:
    words = ["öl", "zon", "ol"]
    assert sorted(words, key=collation("en").sort_key) == ["ol", "öl", "zon"]
    assert sorted(words, key=collation("sv").sort_key) == ["ol", "zon", "öl"]


@pytest.mark.parametrize(
    ("name", "language", "found"),
    [
        ("wafer", "en", ""),
        ("Éclair", "en", ""),
        ("深層学習", "en", "zh"),
        ("学び", "en", "ja"),
        ("학습", "en", "ko"),
        ("Обучение", "en", "ru"),
        ("λόγος", "en", "el"),
        ("שלום", "de", "he"),
        # Symbols, and names of two scripts.
        ("α", "en", ""),
        ("β-VAE", "en", ""),
        ("Transformer モデル", "en", ""),
        ("C++ 17", "ar", ""),
        ("3.14", "ar", ""),
        ("", "en", ""),
        # What is foreign depends on the site.
        ("深層学習", "ja", ""),
        ("深層学習", "zh-Hant", ""),
        ("ディープ", "zh", "ja"),
        ("wafer", "ar", "en"),
        ("Обучение", "sr", ""),
        ("wafer", "xx", ""),
    ],
)
def test_a_name_in_another_script_has_a_likely_language(name: str, language: str, found: str) -> None:
    assert foreign_language(name, language) == found


@pytest.mark.parametrize(
    ("name", "is_rtl"), [("שלום", True), ("3 ساعة", True), ("wafer שלום", False), ("3", False), ("", False)]
)
def test_the_first_letter_gives_the_direction(name: str, is_rtl: bool) -> None:
    assert reads_right_to_left(name) == is_rtl


@pytest.mark.parametrize("tag", ["ar", "ckb", "dv", "fa-AF", "he", "iw", "pa-Arab", "az-Arab", "ps", "ur", "yi"])
def test_a_language_is_written_from_right_to_left(tag: str) -> None:
    assert direction_of(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "pa", "az", "zh-TW", "ku", "xx"])
def test_a_language_is_written_from_left_to_right(tag: str) -> None:
    assert direction_of(tag) == "ltr"


@pytest.mark.parametrize("language", ["en", "de-AT", "ja", "ar", "de-x-own"])
def test_numbers_in_names_are_sorted_by_their_value_where_asked(language: str) -> None:
    names = ["Level 10", "Level 2", "Level 1b", "Level"]
    plain, numeric = (SiteConfig(language=language, numeric_order=each).order for each in (False, True))
    assert sorted(names, key=collation(plain).sort_key) == ["Level", "Level 10", "Level 1b", "Level 2"]
    assert sorted(names, key=collation(numeric).sort_key) == ["Level", "Level 1b", "Level 2", "Level 10"]
    assert collation(numeric).letters == collation(plain).letters


def test_symbols_are_in_the_order_that_is_written_down() -> None:
    ordered = "_ - , ; : ! ? . ' \" ( ) [ ] { } @ * / \\ & # % ` ^ + < = > | ~ $ 0 1 9 a A b B".split()
    assert sorted(ordered, key=collation("en").sort_key) == ordered
