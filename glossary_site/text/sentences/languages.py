"""The words of each language that decide where its sentences end: ``languages.ini``, read once."""

from configparser import ConfigParser
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

#: A language -> the one whose section it shares.
_SHARED = {"in": "id", "iw": "he", "lo": "th", "ms": "id", "nn": "nb", "no": "nb"}


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """Abbreviations and other words of a language, in lower case; abbreviations without spaces and the last full stop.

    ``within``: after them the sentence goes on. ``numbered``: they are abbreviations before a number only.
    ``seldom_last``: the sentence ends where an opener follows. ``often_last``: where a capital follows ("etc.").
    ``openers``: words that often open a sentence and have a capital nowhere else.
    ``has_ordinals``: a number with a full stop is an ordinal. ``longest_guess``: a word of so many letters or fewer may
    be an abbreviation that is not listed.
    """

    within: frozenset[str]
    numbered: frozenset[str]
    seldom_last: frozenset[str]
    often_last: frozenset[str]
    openers: frozenset[str]
    has_ordinals: bool
    longest_guess: int


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
        section.getboolean("has_ordinals", False),
        section.getint("longest_guess", 0),
    )
