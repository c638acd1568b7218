"""The tables of alphabets and of names of languages are CLDR's; UPDATE_LANGUAGES=1 writes them from ICU."""

import json
import os
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import glossary_site.language
from glossary_site.language.language_names import fold_name

icu = pytest.importorskip("icu", reason="the tables are compared with ICU")

FOLDER = Path(glossary_site.language.__file__).parent
LATIN = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
#: Latin, Greek and Cyrillic letters; others are in the order of their numbers, or nearly.
LETTERS = range(0x61, 0x530)
#: ASCII and Latin, modifiers, punctuation, currencies, symbols, shapes, Chinese punctuation.
MARKS = (
    range(0x20, 0x250),
    range(0x2B0, 0x300),
    range(0x2000, 0x2070),
    range(0x20A0, 0x20D0),
    range(0x2100, 0x2400),
    range(0x2500, 0x2600),
    range(0x3000, 0x3040),
)
#: Languages in which names of languages are found, besides each in its own; and those whose variants have names.
NAMED_IN = "en de fr es it pt nl ru ja ko zh".split()
VARIANTS = ("zh-Hans", "zh-Hant", "pt-BR", "pt-PT", "en-GB", "en-US", "fr-CA", "es-MX")


def letters(locale: str) -> list[str]:
    """The letters of an alphabet in their order, with the Latin ones; one that begins no name is after a hyphen."""
    collator = icu.Collator.createInstance(icu.Locale(locale))
    collator.setStrength(icu.Collator.PRIMARY)
    found = labels(locale)
    for letter in filter(str.islower, icu.LocaleData(locale).getExemplarSet()):
        parts = unicodedata.normalize("NFD", letter)
        is_own = len(letter) == 1 < len(parts) and collator.compare(letter, parts[0])
        if is_own and all(collator.compare(letter, each) for each in found):
            found.append(f"-{letter}")
    return sorted(found, key=lambda letter: (collator.getSortKey(letter.strip("-")), found.index(letter)))


def labels(locale: str) -> list[str]:
    """The letters under which names are listed."""
    index = icu.AlphabeticIndex(icu.Locale(locale))
    index.addLabels(icu.Locale.getEnglish())
    buckets = index.buildImmutableIndex()
    found = [buckets.getBucket(number) for number in range(buckets.bucketCount)]
    return list(dict.fromkeys(label for label, kind in found if kind == 0))


def alphabets() -> dict[str, str]:
    """Tag -> letters, where they are not those of a shorter tag. The index of Chinese has sounds and strokes."""
    every = {each.replace("_", "-"): letters(each) for each in sorted(icu.Collator.getAvailableLocales())}
    every = {"": LATIN} | {tag: letters for tag, letters in every.items() if not tag.startswith("zh")}
    return {tag: " ".join(letters) for tag, letters in every.items() if not tag or letters != shorter(tag, every)}


def shorter(tag: str, every: dict[str, list[str]]) -> list[str]:
    """The letters of the next shorter tag that has some."""
    tag = tag.rpartition("-")[0]
    while tag not in every:
        tag = tag.rpartition("-")[0]
    return every[tag]


def in_order(codes: Iterable[int], categories: str) -> str:
    """The characters of categories that cannot be taken apart, in the root order."""
    collator = icu.Collator.createInstance(icu.Locale.getRoot())
    simple = (char for char in map(chr, codes) if not unicodedata.decomposition(char) and char == char.lower())
    found = (char for char in simple if unicodedata.category(char)[0] in categories)
    return "".join(sorted(found, key=collator.getSortKey))


def own_name(tag: str) -> str:
    """The name of a language in that language, as a heading."""
    locale = icu.Locale(tag.replace("-", "_"))
    name: str = locale.getDisplayName(locale)
    return name[:1].upper() + name[1:]


def found_names() -> Iterator[tuple[str, str]]:
    """The folded names of languages that have a code of two letters, and their codes of three; each with its tag."""
    for tag in sorted(each for each in icu.Locale.getISOLanguages() if len(each) == 2):
        language = icu.Locale(tag)
        yield language.getISO3Language(), tag
        yield from ((fold_name(language.getDisplayLanguage(icu.Locale(each))), tag) for each in (tag, *NAMED_IN))
    for tag in VARIANTS:
        language = icu.Locale.createCanonical(tag)
        yield from ((fold_name(language.getDisplayName(icu.Locale(each))), tag) for each in (tag, *NAMED_IN))


def languages() -> dict[str, dict[str, str]]:
    """The names of ``language_names.py``: a tag has one part more than its language at most."""
    tags = {each.replace("_", "-") for each in icu.Locale.getAvailableLocales()}
    tags |= {each for each in icu.Locale.getISOLanguages() if len(each) == 2}
    found: dict[str, str] = {}
    for name, tag in found_names():
        found.setdefault(name, tag)
    return {"found": found, "own": {tag: own_name(tag) for tag in tags if tag.count("-") < 2}}


def tables() -> dict[str, Any]:
    """The tables by their files."""
    marks = in_order(chain(*MARKS), "PSZ")
    order = {"alphabets": alphabets(), "letters": in_order(LETTERS, "L"), "marks": marks}
    return {"alphabets.json": order, "languages.json": languages()}


@pytest.mark.parametrize("name", ["alphabets.json", "languages.json"])
def test_the_tables_are_those_of_cldr(name: str) -> None:
    text = json.dumps(tables()[name], ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    if "UPDATE_LANGUAGES" in os.environ:
        (FOLDER / name).write_text(text, encoding="utf-8")
    assert (FOLDER / name).read_text(encoding="utf-8") == text
