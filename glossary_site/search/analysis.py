"""From text to the words that are indexed. ``static/tokenise.js`` is its twin in the browser; a test holds them equal.

Folding takes away what a reader's keyboard or care may lack (case, accents, width) and keeps what tells names apart
(``C++``, ``C#``, ``.NET``). There are no stop words: ``IT`` and ``WHO`` are names. Scripts written without spaces are
cut into pairs of characters.
"""

import re
import unicodedata

#: Scripts without spaces between words, by code point: kana, Han, Hangul, Thai, Lao, Khmer, Myanmar.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(rf"(?:(?<![^\W_])\.(?=[^\W\d_]))?(?:[{_UNSPACED}]+|[^\W_{_UNSPACED}]+)(?:\+{{1,2}}|#)?")
_FIRST_UNSPACED = re.compile(f"[{_UNSPACED}]")


def fold(text: str) -> str:
    """``text`` without differences of width, case and accents: NFKC, lower case, marks removed, ``×`` as ``x``."""
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFKC", text).lower().replace("×", "x")
    parts = (char for char in unicodedata.normalize("NFD", lower) if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", "".join(parts))


def tokenise(text: str) -> list[str]:
    """The words of ``text``, folded, as a query has them.

    >>> tokenise("C++ and .NET, TCP/IP"), tokenise("机器学习")
    (['c++', 'and', '.net', 'tcp', 'ip'], ['机器', '器学', '学习'])
    """
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        if len(word) > 2 and _FIRST_UNSPACED.match(word):
            found.extend(word[place : place + 2] for place in range(len(word) - 1))
        else:
            found.append(word)
    return found


def index_words(text: str) -> list[str]:
    """The words of ``text`` as the index has them: those of ``tokenise``, and the bare word of one with marks."""
    found: list[str] = []
    for word in tokenise(text):
        found.append(word)
        if word[0] == "." or word[-1] in "+#":
            found.append(word.strip(".+#"))
    return found


def name_key(name: str) -> str:
    """What a name is looked up by: its words with single spaces between them."""
    return " ".join(_WORD.findall(fold(name)))
