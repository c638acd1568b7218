"""Text as the matcher sees it: what is alike to a reader is alike here.

A text is first made regular: what cannot be seen is taken out, and letters are written in one way. Then it is folded,
character by character: letters become small, everything else becomes a space or one of a few signs. More folds alike
than is alike; ``shapes.py`` compares two spellings exactly.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from glossary_site.language import HANGUL, HIDDEN, POINTS, UNSPACED
from glossary_site.late import compile_late
from glossary_site.mentions.visible import BLANK
from glossary_site.values import Frozen

#: The signs for punctuation and symbols, and for dashes and slashes, which join the words of a name.
MARK, DASH = "\x01", "\x02"
#: Fills up an ampersand that is written ``&amp;``.
FILLER = "\x03"
#: Escaped characters, and what takes their place in a text of the same length.
_ESCAPES = (("&amp;", "&" + 4 * FILLER), ("&quot;", MARK * 6), ("&lt;", MARK * 4), ("&gt;", MARK * 4))

_MINUS = "\u2212"
SLASHES = "/\u2044\u2215\uff0f"
APOSTROPHES = "'`\u00b4\u02bb\u02bc\u05f3\u2018\u2019\u2032\ua78c\uff07"
#: Letters that are two in one.
_PAIRS = {
    "ß": "ss",
    "ẞ": "SS",
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "Œ": "Oe",
    "ĳ": "ij",
    "Ĳ": "IJ",
    "ŉ": "'n",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "ﻻ": "لا",
    "ﻼ": "لا",
}
#: What is not seen, or often not written: also variants of a character, and the stroke that makes Arabic words longer.
_UNSEEN = f"{HIDDEN}{POINTS}\ufe00-\ufe0f\u0640"
_DROPPED = compile_late(f"[{_UNSEEN}]+")
#: Marks of half-width kana, which make one letter with the one before.
_HALF_MARKS = "\uff9e\uff9f"
#: Scripts whose words need no space between them and a word of another script: those without spaces, and Korean,
#: Hebrew and Arabic, where short words are written together with the next or the last.
_JOINING = f"{UNSPACED}{HANGUL}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_SPACED = "0-9A-Za-z\u00c0-\u024f\u0370-\u052f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_IRREGULAR = compile_late(f"[{_UNSEEN}{''.join(_PAIRS)}{_HALF_MARKS}{_JOINING}]")
_TIMES = r"(?<=\d)×(?=\d)"
_HAS_TIMES = compile_late(_TIMES)
_CHANGES = "|".join(
    (
        rf"(?P<space>\s[\s{HIDDEN}]+)",
        f"(?P<part>(?<=[{_SPACED}])[{_UNSEEN}]*(?=[{_JOINING}])|(?<=[{_JOINING}])[{_UNSEEN}]*(?=[{_SPACED}]))",
        f"(?P<times>{_TIMES})",
        f"[{_UNSEEN}{''.join(_PAIRS)}]+",
        f"[\uff66-\uff9d][{_HALF_MARKS}]",
    )
)
_CHANGED = compile_late(_CHANGES)
#: Also letters with the marks behind them, and parts of Korean syllables, of a text that is not composed.
_CHANGED_OR_COMPOSED = compile_late(rf"[\u1100-\u11ff]+|[^\W_][^\w\s\0-\x7f{HIDDEN}]+|{_CHANGES}")
_BY_NAME = {"space": " ", "part": " ", "times": "x"}
_PAIRED = str.maketrans(_PAIRS)


class FoldedText(Frozen):
    """A text as it is matched: regular letters in ``text``, the same folded, and the way back to the source.

    The stretch of ``text`` from ``opened[n]`` to ``closed[n]`` was another one in the source, which ended at
    ``ended[n]``.
    """

    text: str
    folded: str
    opened: Sequence[int] = ()
    closed: Sequence[int] = ()
    ended: Sequence[int] = ()

    def start(self, place: int) -> int:
        """The position in the source of the character at ``place``."""
        changes = bisect_right(self.closed, place)
        return place + self.ended[changes - 1] - self.closed[changes - 1] if changes else place

    def end(self, place: int) -> int:
        """The position in the source at which a stretch ends that ends at ``place``."""
        changes = bisect_left(self.opened, place)
        return place + self.ended[changes - 1] - self.closed[changes - 1] if changes else place


class _Letters(dict[int, str]):
    """Character -> what it is folded to, worked out when it first occurs."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def is_dash(char: str) -> bool:
    """Whether a character is a hyphen, a dash of any length or a minus sign."""
    return unicodedata.category(char) == "Pd" or char == _MINUS


def _fold_character(char: str) -> str:
    category = unicodedata.category(char)
    if char in (BLANK, DASH, FILLER):
        return char
    if char.isspace():
        return " "
    if is_dash(char) or char in SLASHES:
        return DASH
    if char in APOSTROPHES:
        return MARK
    decomposed = unicodedata.decomposition(char)
    if (category[0] in "PSCZ" and category != "Pc") or (category == "No" and not decomposed.startswith("<sub>")):
        return MARK
    if decomposed.startswith("<super>"):
        return MARK
    lower = without_accents(_small(char))
    return (ALIKE | DOTLESS).get(lower, lower)


_ACCENTED_GREEK = re.compile("[\u0386-\u03ce\u1f00-\u1fff]")


def without_accents(text: str) -> str:
    """A text without the accents of Greek letters, which words in capitals do not have."""
    return _ACCENTED_GREEK.sub(lambda letter: unicodedata.normalize("NFD", letter[0])[0], text)


def _small(char: str) -> str:
    """A letter or digit in its usual form (NFKC) and in lower case, if that is one character, else the same."""
    lower = unicodedata.normalize("NFKC", char).lower()
    return lower if len(lower) == 1 else char


#: Letters that are one to readers, though Unicode has several: in any language, and in all but Turkish and its kin.
ALIKE = {"ς": "σ", "ي": "ی", "ى": "ی", "ك": "ک"}
DOTLESS = {"ı": "i", "İ": "i"}
_LETTERS = _Letters()


def fold(source: str) -> FoldedText:
    """HTML text, with its markup blanked out or not, as it is matched.

    >>> fold("wa\\u00adfer  map").text, fold("Straße").text, fold("cafe\\u0301").text, fold("GPU는").text
    ('wafer map', 'Strasse', 'café', 'GPU 는')
    """
    text = source
    if "&" in source:
        for escaped, filled in _ESCAPES:
            text = text.replace(escaped, filled)
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            return _change(text, _CHANGED_OR_COMPOSED)
        if _IRREGULAR.search(text) or ("×" in text and _HAS_TIMES.search(text)):
            return _change(text, _CHANGED)
    folded = text.translate(_LETTERS)
    return _change(text, _CHANGED) if "  " in folded else FoldedText(text, folded)


def _change(text: str, changed: re.Pattern[str]) -> FoldedText:
    parts: list[str] = []
    opened: list[int] = []
    closed: list[int] = []
    ended: list[int] = []
    done = length = 0
    for match in changed.finditer(text):
        new = _BY_NAME.get(match.lastgroup or "") or _regular(match[0])
        if new == match[0]:
            continue
        parts += (text[done : match.start()], new)
        opened.append(length + match.start() - done)
        length = opened[-1] + len(new)
        closed.append(length)
        done = match.end()
        ended.append(done)
    parts.append(text[done:])
    regular = "".join(parts)
    return FoldedText(regular, regular.translate(_LETTERS), opened, closed, ended)


def _regular(text: str) -> str:
    composed = unicodedata.normalize("NFKC" if text[-1] in _HALF_MARKS else "NFC", text)
    return _DROPPED.sub("", composed).translate(_PAIRED)


def searchable(folded: str) -> str:
    """Folded text in which only spaces part words, and a space is at each end."""
    return f" {folded.replace(MARK, ' ').replace(DASH, ' ').replace(FILLER, ' ').replace(BLANK, ' ')} "


#: Letters that folding leaves as they are; in a plain text it makes them of their capitals alone.
PLAIN_RUN = compile_late("[a-z0-9à-åç-öø-ÿ\u0430-\u045f\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]+")
_NOT_PLAIN = compile_late(
    "[^\0-\x7f\xa0-\xa9\xab\xac\xae-\xb1\xb4\xb6-\xb8\xbb\xbf-\xc5\xc7-\xd6\xd8-\xde\xe0-\xe5\xe7-\xff"
    "\u0100-\u012f\u0134-\u0148\u0391-\u03a9\u03b1-\u03c9\u0410-\u044f\u2010-\u2027\u2030-\u203a\u20ac"
    "\u2190-\u21ff\u2200-\u22ff\u3001-\u3002\u300c-\u300f\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]"
)


def is_plain(text: str) -> bool:
    """Whether each ``PLAIN_RUN`` of the folded text is in the text itself, in lower case."""
    return text.isascii() or _NOT_PLAIN.search(text) is None
