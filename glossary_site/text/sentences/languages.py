"""The words of each language that decide where its sentences end and which of them defines: ``languages.ini``."""

import re
from configparser import ConfigParser
from functools import lru_cache
from importlib.resources import files

from glossary_site.values import Frozen

#: A language -> the one whose section it shares.
_SHARED = {"in": "id", "iw": "he", "lo": "th", "ms": "id", "nn": "nb", "no": "nb"}
#: A letter of a script with spaces between words.
_SPACED = re.compile(r"[a-z\u00c0-\u0e00]")


class SentenceWords(Frozen):
    """Words of a language in lower case; abbreviations without spaces and without the last full stop.

    ``within``: abbreviations after which the sentence goes on. ``numbered``: words that are abbreviations before a
    number. ``seldom_last``: the sentence ends where an opener follows. ``often_last``: where a capital follows
    ("etc."). ``openers``: words that often open a sentence and have a capital nowhere else.

    ``asides``: openings of sentences that lead elsewhere ("See also"). ``pointing``: of those that point back ("This").
    ``backward``: of those that go on from the sentence before ("It", "However"), but may be the first.

    ``has_ordinals``: a number with a full stop is an ordinal. ``longest_guess``: a word of so many letters or fewer may
    be an abbreviation that is not listed. ``longest_abbreviation``: no other word of more letters is one; 0: unknown.
    """

    within: frozenset[str]
    numbered: frozenset[str]
    seldom_last: frozenset[str]
    often_last: frozenset[str]
    openers: frozenset[str]
    asides: tuple[str, ...]
    pointing: tuple[str, ...]
    backward: tuple[str, ...]
    has_ordinals: bool
    longest_guess: int
    longest_abbreviation: int


def find_opening(text: str, phrases: tuple[str, ...]) -> str:
    """The first of some phrases, in lower case, with which a text opens; it ends where its last word does. Else ""."""
    shown = " ".join(text[:60].casefold().replace(" :", ":").replace("：", ":").split())
    if not shown.startswith(phrases):
        return ""
    return next((each for each in phrases if shown.startswith(each) and _ends_word(shown, len(each))), "")


def _ends_word(text: str, end: int) -> bool:
    return not (_SPACED.match(text[end - 1]) and text[end : end + 1].isalnum())


@lru_cache(maxsize=1)
def _read_table() -> ConfigParser:
    table = ConfigParser(interpolation=None)
    table.read_string(files(__package__).joinpath("languages.ini").read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=32)
def sentence_words(language: str) -> SentenceWords:
    """The words of a language (BCP 47 tag): ``de-AT`` has those of ``de``. One without a section has guesses alone."""
    table = _read_table()
    primary = language.partition("-")[0].lower()
    own = _SHARED.get(primary, primary)
    section = table[own if own in table and own != "any" else "other"]

    def words(key: str) -> frozenset[str]:
        return frozenset(f"{table['any'].get(key, '')} {section.get(key, '')}".split())

    return SentenceWords(
        words("within"),
        words("numbered"),
        words("seldom_last"),
        words("often_last"),
        words("openers"),
        tuple(" ".join(section["asides"].replace("：", ":").split()).split("; ")) if "asides" in section else (),
        tuple(section.get("pointing", "").split()),
        tuple(section.get("backward", "").split()),
        section.getboolean("has_ordinals", False),
        section.getint("longest_guess", 0),
        section.getint("longest_abbreviation", 0),
    )
