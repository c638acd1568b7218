"""From text to the words that are indexed. ``static/tokenise.js`` is its twin in the browser; a test holds them equal.

Folding takes away what a reader's keyboard or care may lack (case, accents, width, apostrophes) and keeps what tells
names apart (``C++``, ``C#``, ``.NET``). There are no stop words: ``IT`` and ``WHO`` are names. Scripts written without
spaces are cut into pairs of characters.
"""

import re
import unicodedata

#: Accents, Hebrew points, Arabic vowel marks. The marks of Indic and other scripts are letters to their readers.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
#: What does not show: soft hyphens, zero-width characters, bidi controls.
_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
#: Scripts without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han, Hangul.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
#: Indic letters with their vowel signs, which are no letters to Unicode.
_INDIC = "\u0900-\u0963\u0966-\u0dff"

_DROPPED = re.compile(rf"[{_MARKS}{_HIDDEN}]|(?<=[^\W_]|[{_MARKS}])['’](?=[^\W\d_])")


def _word_pattern(letter: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<![^\W_]|\.)\.(?=[^\W\d_]))?(?:[{_UNSPACED}]+|{letter}+)(?:\+\+|[+#](?![^\W_]))?")


_WORD = _word_pattern(rf"(?:[^\W_{_UNSPACED}]|[{_INDIC}])")
_MARKED_WORD = _word_pattern(rf"(?:[^\W_{_UNSPACED}]|[{_INDIC}{_MARKS}])")
_HIDDEN_ONE = re.compile(f"[{_HIDDEN}]")
_FIRST_UNSPACED = re.compile(f"[{_UNSPACED}]")
#: Letters that do not come apart into a base and a mark.
_LETTERS = str.maketrans(
    {"×": "x", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ"}
)
#: Punctuation that ends a word wherever it stands, in ASCII.
_ENDS = str.maketrans(dict.fromkeys('!"$%&()*,-/:;<=>?@[\\]^_`{|}~', " "))


def fold(text: str) -> str:
    """``text`` without differences of width, case and accents: NFKC, lower case, marks and apostrophes removed."""
    if text.isascii():
        lower = text.lower()
        return _DROPPED.sub("", lower) if "'" in lower else lower
    lower = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    return unicodedata.normalize("NFC", _DROPPED.sub("", unicodedata.normalize("NFD", lower)))


def tokenise(text: str) -> list[str]:
    """The words of ``text``, folded, as a query has them.

    >>> tokenise("C++ and .NET, TCP/IP"), tokenise("机器学习")
    (['c++', 'and', '.net', 'tcp', 'ip'], ['机器', '器学', '学习'])
    """
    return _paired(_WORD.findall(fold(text)))


def marked_words(text: str) -> list[str]:
    """The words of ``text`` in lower case with their accents, as stemmers want them; an apostrophe ends a word.

    >>> marked_words("L’École des C++")
    ['l', 'école', 'des', 'c++']
    """
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())
    plain = _HIDDEN_ONE.sub("", lower).replace("×", "x")
    return _paired([word for word in _MARKED_WORD.findall(plain) if fold(word)])


def _paired(words: list[str]) -> list[str]:
    """``words``, those of scripts without spaces cut into pairs."""
    found: list[str] = []
    for word in words:
        if len(word) > 2 and _FIRST_UNSPACED.match(word):
            found.extend(word[place : place + 2] for place in range(len(word) - 1))
        else:
            found.append(word)
    return found


def index_words(text: str) -> list[str]:
    """The words of ``text`` as the index has them before any stemming."""
    return bare_words(tokenise(text))


def bare_words(words: list[str]) -> list[str]:
    """``words``, and after one such as ``c++`` the bare word."""
    found: list[str] = []
    for word in words:
        found.append(word)
        if word[0] == "." or word[-1] in "+#":
            found.append(word.strip(".+#"))
    return found


def chunks(text: str) -> list[str]:
    """``text`` in pieces whose ``index_words`` together are those of the text: cheap, and most of them seen before."""
    return text.lower().translate(_ENDS).split() if text.isascii() else text.split()


def name_key(name: str) -> str:
    """What a name is looked up by: its words with single spaces between them; all of it where it has no words."""
    folded = fold(name)
    return " ".join(_WORD.findall(folded)) or " ".join(folded.split())
