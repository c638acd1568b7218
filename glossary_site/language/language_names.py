"""Languages by their names, as people write them above columns: English, Deutsch, anglais, 영어."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

import icu

#: The languages in which names of languages are found, besides each in its own.
_NAMED_IN = "en de fr es it pt nl ru ja ko zh".split()
#: Languages that have names for their variants: "Chinese (Simplified)".
_VARIANTS = ("zh-Hans", "zh-Hant", "pt-BR", "pt-PT", "en-GB", "en-US", "fr-CA", "es-MX")
_SCRIPTS = ("hans", "hant", "latn", "cyrl", "arab")


def _fold(name: str) -> str:
    """The words of a name in one order: "Chinese (Simplified)" is "Simplified Chinese"."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(sorted(re.findall(r"\w+", plain.casefold())))


@cache
def _tags() -> Mapping[str, str]:
    """Folded name or three-letter code -> tag, of the languages that have a code of two letters (ISO 639-1)."""
    found: dict[str, str] = {}
    for tag in _codes():
        language = icu.Locale(tag)
        found.setdefault(language.getISO3Language(), tag)
        for other in (tag, *_NAMED_IN):
            found.setdefault(_fold(language.getDisplayLanguage(icu.Locale(other))), tag)
    for tag in _VARIANTS:
        for other in (tag, *_NAMED_IN):
            found.setdefault(_fold(icu.Locale.createCanonical(tag).getDisplayName(icu.Locale(other))), tag)
    return found


@cache
def _codes() -> frozenset[str]:
    return frozenset(tag for tag in icu.Locale.getISOLanguages() if len(tag) == 2)


@cache
def _regions() -> frozenset[str]:
    return frozenset(region.lower() for region in icu.Locale.getISOCountries())


def find_language(name: str) -> str:
    """The tag of the language that ``name`` names, in one of many languages or by its code; "" where it names none.

    >>> find_language("Deutsch"), find_language("allemand"), find_language("de_at"), find_language("deu")
    ('de', 'de', 'de-AT', 'de')
    >>> find_language("Simplified Chinese"), find_language("Term"), find_language("en-term")
    ('zh-Hans', '', '')
    """
    language, *parts = re.split(r"[-_ ]", name.strip().lower())
    if language in _codes() and all(part in _regions() or part in _SCRIPTS for part in parts):
        return "-".join((language, *(part.title() if part in _SCRIPTS else part.upper() for part in parts)))
    return _tags().get(_fold(name), "")
