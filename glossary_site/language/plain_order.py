"""The order of a language by its alphabet, where ICU is not installed: a small Unicode collation algorithm (UTS #10).

Names are compared by their letters, then by the marks on these, then by case. ``alphabets.json`` has the alphabets and
the root order of CLDR. A character that neither has is sorted by its number in Unicode. Chinese characters are, so that
theirs is not the order of a dictionary.
"""

import json
import re
import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

from glossary_site.values import Frozen, replace

#: Letters and quotation marks that are sorted as others with a mark, though Unicode does not take them apart.
_TAKEN_APART = {
    "æ": "a\u0335e", "œ": "o\u0335e", "ß": "s\u0335s", "ø": "o\u0338", "đ": "d\u0335", "ð": "d\u0336", "ħ": "h\u0335",
    "ł": "l\u0335", "‘": "'\u0335", "’": "'\u0336", "“": '"\u0335', "”": '"\u0336',
}  # fmt: skip
#: Katakana are sorted as hiragana.
_KANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
#: Languages that have an I without a dot, too.
_WITH_DOTLESS, _DOTS = frozenset(("az", "tr")), str.maketrans({"I": "ı", "İ": "i"})
_BY_VALUE = re.compile("-u-(?:.*-)?kn")
#: The first weights of digits and of letters; the step from one letter of the alphabet to the next, between which are
#: those that only the root order has; and the first place of a character that is in no table.
_DIGITS, _LETTERS, _LETTER, _REST = 1 << 20, 1 << 23, 1 << 21, 1 << 16


class _Tables(NamedTuple):
    #: Language tag -> its letters; "" has those of a language that is not here. One after a hyphen begins no name.
    alphabets: Mapping[str, tuple[str, ...]]
    #: Spaces, punctuation and symbols, and small letters, each with its place in the root order.
    marks: Mapping[str, int]
    letters: Mapping[str, int]


@cache
def _tables() -> _Tables:
    found = json.loads((files("glossary_site.language") / "alphabets.json").read_text(encoding="utf-8"))
    alphabets = {tag: tuple(letters.split()) for tag, letters in found["alphabets"].items()}
    marks, letters = ({char: place for place, char in enumerate(found[name], 1)} for name in ("marks", "letters"))
    return _Tables(alphabets, marks, letters)


def _alphabet(tag: str) -> tuple[str, ...]:
    """The letters of the closest tag that has its own, by lookup (RFC 4647, section 3.4)."""
    alphabets = _tables().alphabets
    while tag not in alphabets:
        tag = tag.rpartition("-")[0]
    return alphabets[tag]


def _root_place(letter: str) -> int:
    return _tables().letters.get(letter, _REST + ord(letter))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _taken_apart(letter: str) -> str:
    """A letter and the last of its marks, or a syllable of Hangul in its parts; "" for a letter without any."""
    parts = "".join(chr(int(code, 16)) for code in unicodedata.decomposition(letter).split()) or letter
    parts = unicodedata.normalize("NFD", parts) if len(parts) == 1 else parts
    return "" if parts == letter else parts


def _listed_letter(before: str, letter: str) -> str:
    return before if letter[0] == "-" else letter


def _script(text: str) -> str:
    return unicodedata.name(text[0], "").partition(" ")[0]


class _Element(Frozen):
    """What is compared of a character: its weight, and whether it is a mark on the letter before it, or a capital."""

    weight: int
    is_mark: bool = False
    is_capital: bool = False


class PlainOrder:
    """The alphabet and the order of one language: an ``Order`` of ``icu_rules``."""

    def __init__(self, language: str) -> None:
        tag = language.partition("-u-")[0]
        alphabet = _alphabet(tag)
        self.labels = tuple(letter for letter in alphabet if letter[0] != "-")
        #: The letter of each place in the alphabet under which names are listed: its own, or the last before it.
        self._listed = tuple(accumulate(alphabet, _listed_letter))
        self._changed = _KANA | (_DOTS if tag.partition("-")[0].lower() in _WITH_DOTLESS else {})
        self._places = {self._fold(letter.strip("-")): place for place, letter in enumerate(alphabet)}
        #: The letters of the alphabet in the root order: the place of each there, and in the alphabet.
        self._root = sorted((_root_place(letter), place) for letter, place in self._places.items() if len(letter) == 1)
        pieces = [re.escape(letter) for letter in sorted(self._places, key=len, reverse=True) if len(letter) > 1]
        if _BY_VALUE.search(language):
            pieces.append(r"(?P<number>\d+)")
        self._pieces = re.compile("|".join((*pieces, ".")), re.IGNORECASE | re.DOTALL)
        self._known: dict[str, tuple[_Element, ...]] = {}

    def sort_key(self, text: str) -> bytes:
        """A key that sorts ``text``: the weights of its letters, then of their marks, then of their case."""
        elements = list(self._elements(text))
        letters = [each.weight for each in elements if not each.is_mark]
        marks = [each.weight if each.is_mark else 1 for each in elements]
        cases = [1 + each.is_capital for each in elements]
        weights = (*letters, 0, *marks, 0, *cases)
        return struct.pack(f">{len(weights)}I", *weights)

    def label(self, text: str) -> str:
        """The letter of the alphabet under which ``text`` is listed; "" where it begins with none of its script."""
        first = next(self._elements(text), None)
        if first is None or first.weight < _LETTERS:
            return ""
        place, other = divmod(first.weight - _LETTERS, _LETTER)
        label = self._listed[place]
        return label if not other or _script(self._fold(text)) == _script(self._fold(label)) else ""

    def _fold(self, text: str) -> str:
        return _normal(_normal(text).translate(self._changed).lower())

    def _elements(self, text: str) -> Iterator[_Element]:
        for match in self._pieces.finditer(_normal(text)):
            piece = match[0]
            if match.lastgroup:
                number = str(int(piece))
                yield from map(_Element, (_DIGITS + len(number), *(_DIGITS + int(digit) for digit in number)))
                continue
            if piece not in self._known:
                self._known[piece] = tuple(self._elements_of(piece))
            yield from self._known[piece]

    def _elements_of(self, piece: str) -> Iterator[_Element]:
        """The elements of a letter of the alphabet, or of one character, taken apart until each part has a place."""
        letter = self._fold(piece)
        is_capital = letter != piece
        if letter in self._places:
            yield _Element(_LETTERS + self._places[letter] * _LETTER, is_capital=is_capital)
        elif parts := _TAKEN_APART.get(letter) or _taken_apart(letter):
            yield from (replace(each, is_capital=is_capital) for part in parts for each in self._elements_of(part))
        elif unicodedata.combining(letter):
            yield _Element(1 + ord(letter), is_mark=True)
        elif unicodedata.category(letter)[0] in "LM":
            place = _root_place(letter)
            before = max(bisect_right(self._root, (place, 0)) - 1, 0)
            yield _Element(_LETTERS + self._root[before][1] * _LETTER + place, is_capital=is_capital)
        elif letter.isdecimal():
            yield _Element(_DIGITS + unicodedata.decimal(letter))
        elif unicodedata.category(letter)[0] != "C":
            yield _Element(_tables().marks.get(letter, _REST + ord(letter)))
