"""What is found without ICU is what ICU finds, and where it is not, the program says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files
from hypothesis import given
from hypothesis import strategies as st

from glossary_site.language import collation, icu_rules, sentence_breaks
from glossary_site.language.icu_rules import make_order
from glossary_site.language.plain_order import PlainOrder

icu = pytest.importorskip("icu", reason="ICU is what is compared with")

ROOT = Path(__file__).parents[2]
#: Names in each alphabet, with capitals, marks, punctuation and digits.
NAMES = {
    "en": "zest Zest éclair eclair Éclair eclairs naïve dough,flour dough-hook 2×2 10 9 the’n straße øre .NET C++ C#",
    "de": "Öl Ofen öde Ähre Adler Straße Strasse strassen Übung Uhr Zimt",
    "sv": "åka ära öl zon ande oljud ål Ärla Öre",
    "es": "nube ñu nácar ojo Ñandú niño",
    "pl": "łan lin ławka żaba zebra źródło ćma cena świt sen ósmy oko",
    "cs": "chata hora ihned čas cesta řeka rok šum sad žal zub",
    "hu": "csap cukor gyár gaz nyár nap szó só zsák zab öröm orr",
    "hr": "čaj ćup cilj džem đak dom ljubav luk njuh nos šal sat žaba zub",
    "tr": "ısı iz çay can şal saz ğ gaz ödül oda üst ut İzmir Irak",
    "vi": "ăn âm an đá da êm em ôm ơn om ưng ung",
    "ru": "ёлка ель ежик еда яма щит шум йод игра",
    "uk": "їжак істина ґрунт гора є еко",
    "el": "άλφα βήτα όμικρον ωμέγα σίγμα ύψιλον",
    "he": "אלף בית שלום תו",
    "ar": "باب تمر جبل قمر نور",
    "hy": "բառ արև ջուր ձի",
    "ko": "학습 가방 나무 다리 까치 마음",
    "ja": "さくら カメラ がっこう きた はな ぱん",
    "en-u-kn": "item10 item2 item1b item 2s 68 7",
}


@pytest.fixture
def without_icu(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(icu_rules, "load_icu", lambda: None)
    collation.cache_clear()
    yield
    collation.cache_clear()


@pytest.mark.parametrize("language", NAMES)
def test_names_of_an_alphabet_have_their_order_and_letters(language: str) -> None:
    names, plain, full = NAMES[language].split(), PlainOrder(language), make_order(language)
    assert plain.labels == full.labels
    assert sorted(names, key=plain.sort_key) == sorted(names, key=full.sort_key)
    assert [plain.label(name) for name in names] == [full.label(name) for name in names]


@given(st.lists(st.text("abcxyzABZÄäéßñ09 -_.,'’()/+#&", max_size=8), min_size=2, max_size=12, unique=True))
def test_names_in_latin_letters_have_the_order_of_icu(names: list[str]) -> None:
    plain, full = PlainOrder("en"), make_order("en")
    assert sorted(names, key=lambda name: (plain.sort_key(name), name)) == sorted(
        names, key=lambda name: (full.sort_key(name), name)
    )


@given(st.text("aAé. .?!)(\n\r\u0301\xad0,;:oא—\u2028\u00a0«»…機。", max_size=12), st.sampled_from(("en", "el")))
def test_sentences_may_end_where_icu_ends_them(text: str, language: str) -> None:
    breaks = icu.BreakIterator.createSentenceInstance(icu.Locale(language))
    breaks.setText(text)
    assert sentence_breaks(text, language) == list(breaks)


def test_the_shipped_glossary_is_the_same_without_icu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(ROOT)
    build = ("build", "--no-cache", "--jobs", "1", "--output")
    assert run_glossary(*build, tmp_path / "full").code == 0
    request.getfixturevalue("without_icu")
    assert run_glossary(*build, tmp_path / "plain").code == 0
    assert read_files(tmp_path / "plain") == read_files(tmp_path / "full")


@pytest.mark.usefixtures("without_icu")
@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ("language: zh", ["'zh'"]),
        ("language: en\nlanguages: [ja, th]", ["'ja'", "'th'"]),
        ("language: ko", []),
        ("language: sr-Latn", []),
    ],
)
def test_a_language_that_needs_icu_is_named(tmp_path: Path, settings: str, named: list[str]) -> None:
    write_files(tmp_path, {"entries/a.yml": "term: Wafer\ndefinition: A thin disc of one crystal.\n"})
    write_files(tmp_path, {"glossary.yml": f"{settings}\n"})
    result = run_glossary("check", "--config", tmp_path / "glossary.yml", tmp_path / "entries")
    lines = [line for line in result.out.splitlines() + result.err.splitlines() if "without ICU" in line]
    assert len(lines) == len(named)
    assert all(tag in line for tag, line in zip(named, lines, strict=True))


@pytest.mark.usefixtures("without_icu")
def test_without_dictionaries_each_character_may_end_a_word() -> None:
    assert list(icu_rules.divide_words("机器学习")) == [1, 2, 3, 4]
