"""Where a sentence may end by the Unicode rules (UAX #29, "Sentence Boundaries"), with CLDR's change for Greek."""

import re
import unicodedata
from collections.abc import Sequence

from glossary_site.late import compile_late

#: The value of Sentence_Break -> its characters, where neither case nor general category gives it.
_VALUES = {
    "ATerm": ".\u2024\ufe52\uff0e",
    "STerm": (
        "!?\u0589\u061d-\u061f\u06d4\u0700-\u0702\u07f9\u0837\u0839\u083d\u083e\u0964\u0965\u104a\u104b\u1362\u1367\u1368"
        "\u166e\u1735\u1736\u17d4\u17d5\u1803\u1809\u1944\u1945\u1aa8-\u1aab\u1b4e\u1b4f\u1b5a\u1b5b\u1b5e\u1b5f"
        "\u1b7d-\u1b7f\u1c3b\u1c3c\u1c7e\u1c7f\u203c\u203d\u2047-\u2049\u2cf9-\u2cfb\u2e2e\u2e3c\u2e53\u2e54\u3002\ua4ff"
        "\ua60e\ua60f\ua6f3\ua6f7\ua876\ua877\ua8ce\ua8cf\ua92f\ua9c8\ua9c9\uaa5d-\uaa5f\uaaf0\uaaf1\uabeb\ufe12\ufe15"
        "\ufe16\ufe56\ufe57\uff01\uff1f\uff61"
    ),
    "SContinue": (
        ",\\-:;\u037e\u055d\u060c\u060d\u07f8\u1802\u1808\u2013\u2014\u3001\ufe10\ufe11\ufe13\ufe14\ufe31\ufe32\ufe50"
        "\ufe51\ufe54\ufe55\ufe58\ufe63\uff0c\uff0d\uff1a\uff1b\uff64"
    ),
    "Close": "\"'\u275b-\u2760\u2e00\u2e01\u2e06-\u2e08\u2e0b",
    "Sep": "\n\r\x85\u2028\u2029",
    "Sp": "\t\x0b\x0c",
    "Extend": "\u200c\u200d\uff9e\uff9f",
    "Numeric": "\u0600-\u0605\u066b\u066c\u06dd\u0890\u0891\u08e2",
    "OLetter": "\u05f3",
}
_CHARACTERS = tuple((value, compile_late(f"[{characters}]")) for value, characters in _VALUES.items())
#: General category, or the first letter of several, -> Sentence_Break.
_CATEGORIES = {
    "Ps": "Close", "Pe": "Close", "Pi": "Close", "Pf": "Close", "Zs": "Sp", "M": "Extend", "Cf": "Format",
    "Nd": "Numeric", "Lu": "Upper", "Lt": "Upper", "L": "OLetter", "Nl": "OLetter",
}  # fmt: skip
#: One letter for each value, in which the rules below are written; any other character is ".".
_LETTERS = {
    "ATerm": "A", "STerm": "S", "SContinue": "c", "Close": ")", "Sep": "\n", "Sp": " ", "Extend": "x", "Format": "x",
    "Numeric": "0", "Upper": "U", "Lower": "l", "OLetter": "o",
}  # fmt: skip


#: Letters that have capitals with which no sentence begins: they count as letters without case.
_GEORGIAN = compile_late("[\u10d0-\u10fa\u10fd-\u10ff\u1c90-\u1cbf]")


def _sentence_break(char: str) -> str:
    named = next((value for value, characters in _CHARACTERS if characters.match(char)), "")
    if named:
        return named
    category = unicodedata.category(char)
    if category[0] != "M" and not _GEORGIAN.match(char):
        if char.islower():
            return "Lower"
        if char.isupper():
            return "Upper"
    elif category[0] == "L":
        return "OLetter"
    return _CATEGORIES.get(category) or _CATEGORIES.get(category[0], "")


class _Values(dict[int, str]):
    """A table for ``str.translate``, made as characters come up."""

    def __init__(self, changed: dict[str, str]) -> None:
        super().__init__({ord(char): _LETTERS[value] for char, value in changed.items()})

    def __missing__(self, code: int) -> str:
        self[code] = letter = _LETTERS.get(_sentence_break(chr(code)), ".")
        return letter


_ROOT = _Values({})
#: In Greek the semicolon is the mark of a question.
_GREEK = _Values({";": "STerm", "\u037e": "STerm"})
#: The end of a sentence, by the rules SB3 to SB11; it is after each match.
_END = re.compile(
    r"""
    [AS] \)*+ \ *+ \n                   # SB4, SB9 to SB11: a mark before the end of a paragraph
    | \n                                # SB4
    | S \)*+ \ *+ (?![cAS])             # SB8a, SB9 to SB11
    | A (?!0) (?!(?<=[Ul]A)U)           # SB6, SB7: 3.4, U.S
      \)*+ \ *+ (?![cAS])               # SB8a, SB9 to SB11
      (?! [^oUl\nAS]*+ l )              # SB8: a small letter is next
    """,
    re.VERBOSE,
)


def sentence_breaks(text: str, language: str) -> list[int]:
    """The indexes at which sentences of ``text`` end by the bare rules, in order; each is after the spaces that follow.

    The rules have no abbreviations, so there are too many. ``language`` is a BCP 47 tag.

    >>> sentence_breaks("It is 3.5 mm. See fig. 2.", "en"), sentence_breaks("Τι; Αυτό.", "el")
    ([14, 23, 25], [4, 9])
    """
    values = _GREEK if language.partition("-")[0].lower() == "el" else _ROOT
    letters = text.replace("\r\n", "\xad\n").translate(values)
    kept: Sequence[int] = range(len(letters))
    if "x" in letters:  # SB5: but for the first of a paragraph, they belong to the character before them
        kept = [index for index in kept if letters[index] != "x" or letters[index - 1 : index] == "\n"]
        letters = "".join(map(letters.__getitem__, kept))
    ends = [kept[match.end()] for match in _END.finditer(letters) if match.end() < len(kept)]
    return [*ends, len(text)] if text else ends
