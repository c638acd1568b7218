"""From text to the words that are indexed. ``static/tokenise.js`` does the same in the browser; a test compares them.

Folding removes what readers often do not type (case, accents, width, apostrophes, the Arabic article), writes the forms
of one letter alike (Arabic and Persian, hiragana and katakana) and keeps what distinguishes names (``C++``, ``C#``,
``.NET``). There are no stop words: ``IT`` and ``WHO`` are names. Scripts written without spaces are cut into pairs of
characters.
"""

import re
import unicodedata

from glossary_site.language import HANGUL, HIDDEN, UNSPACED
from glossary_site.late import compile_late

#: Accents, Hebrew points, Arabic vowel marks. The marks of Indic and other scripts are letters to their readers.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
#: Scripts that are cut into pairs of characters. Korean is among them, because particles follow its words.
_UNSPACED = UNSPACED + HANGUL
#: Indic letters with their vowel signs, which are no letters to Unicode.
_INDIC = "\u0900-\u0963\u0966-\u0dff"

#: Letters that are signs of a transliteration (ʿ, ʾ, ʻ, ʹ) or lengthen an Arabic word (tatweel).
_SIGNS = "\u02b9-\u02bf\u0640"
#: … and an Arabic hamza that ends a word, or is in it without a letter that bears it.
_DROPPED = re.compile(rf"[{_MARKS}{HIDDEN}{_SIGNS}]|(?<=[^\W_]|[{_MARKS}])(?:['’‘](?=[^\W\d_])|\u0621)")
#: The article of an Arabic word of at least three more letters.
_ARTICLE = re.compile(r"(?<![^\W_])(?:\u0627\u0644)+(?=[\u0622-\u064a]{3})")


def _word_pattern(letter: str) -> re.Pattern[str]:
    return compile_late(rf"(?:(?<![^\W_]|\.)\.(?=[^\W\d_]))?(?:[{_UNSPACED}]+|{letter}+)(?:\+\+|[+#](?![^\W_]))?")


_WORD = _word_pattern(rf"(?:[^\W_{_UNSPACED}]|[{_INDIC}])")
_MARKED_WORD = _word_pattern(rf"(?:[^\W_{_UNSPACED}]|[{_INDIC}{_MARKS}])")
_HIDDEN_ONE = re.compile(f"[{HIDDEN}]")
_FIRST_UNSPACED = compile_late(f"[{_UNSPACED}]")
#: Letters that Unicode does not decompose into a base and a mark, and the forms of Arabic letters in other languages.
_PAIRS = "ßss æae œoe øo łl đd ðd þth ıi ςσ ×x ٱا ىي یي کك ةه ەه ہه ھه ۀه ۂه ۃه"
#: Katakana are written as hiragana, the digits of Arabic and Persian as those of Latin.
_LETTERS = str.maketrans(
    {pair[0]: pair[1:] for pair in _PAIRS.split()}
    | {chr(0x30A1 + place): chr(0x3041 + place) for place in range(86)}
    | {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}
)
_UNMARKED = str.maketrans(dict.fromkeys(" .+#"))
#: ASCII punctuation that ends a word in every position.
_ENDS = str.maketrans(dict.fromkeys('!"$%&()*,-/:;<=>?@[\\]^_`{|}~', " "))


def fold(text: str) -> str:
    """``text`` in NFKC and lower case, without accents and apostrophes, each letter in one form.

    >>> fold("Café"), fold("ʿUmar"), fold("الكتاب"), fold("カメラ")
    ('cafe', 'umar', 'كتاب', 'かめら')
    """
    if text.isascii():
        lower = text.lower()
        return _DROPPED.sub("", lower) if "'" in lower else lower
    lower = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFC", _DROPPED.sub("", unicodedata.normalize("NFD", lower)))
    return _ARTICLE.sub("", plain)


def tokenise(text: str) -> list[str]:
    """The folded words of a query.

    >>> tokenise("C++ and .NET, TCP/IP"), tokenise("机器学习")
    (['c++', 'and', '.net', 'tcp', 'ip'], ['机器', '器学', '学习'])
    """
    return _cut_unspaced(_WORD.findall(fold(text)))


def marked_words(text: str) -> list[str]:
    """The words of ``text`` in lower case with their accents, as stemmers need them; an apostrophe ends a word.

    >>> marked_words("L’École des C++")
    ['l', 'école', 'des', 'c++']
    """
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())
    plain = _HIDDEN_ONE.sub("", lower).replace("×", "x")
    return _cut_unspaced([word for word in _MARKED_WORD.findall(plain) if fold(word)])


def _cut_unspaced(words: list[str]) -> list[str]:
    """``words``, where those of scripts without spaces are cut into overlapping pairs of characters."""
    found: list[str] = []
    for word in words:
        if len(word) > 2 and not word.isascii() and _FIRST_UNSPACED.match(word):
            found.extend(word[place : place + 2] for place in range(len(word) - 1))
        else:
            found.append(word)
    return found


def index_words(text: str) -> list[str]:
    """The words of ``text`` that are indexed, before stemming."""
    return bare_words(tokenise(text))


def bare_words(words: list[str]) -> list[str]:
    """``words``, and after each with signs, such as ``c++``, the same without them."""
    found: list[str] = []
    for word in words:
        found.append(word)
        if word[0] == "." or word[-1] in "+#":
            found.append(word.strip(".+#"))
    return found


def chunks(text: str) -> list[str]:
    """``text`` in pieces whose ``index_words`` together are those of the text.

    Cutting is fast, and most pieces repeat, so that the words of a piece need to be found only once.
    """
    return text.lower().translate(_ENDS).split() if text.isascii() else text.split()


def name_key(name: str) -> str:
    """The key of a name: its folded words with single spaces between them, or all of it if it has no words."""
    folded = fold(name)
    return " ".join(_WORD.findall(folded)) or " ".join(folded.split())


def loose_key(key: str) -> str:
    """A key of ``name_key`` without spaces and signs, by which ``I/O`` and ``io``, ``Ph.D.`` and ``phd`` are the same.

    >>> loose_key(name_key("k-NN")), loose_key(name_key("A.I.")), loose_key(name_key("C++")), loose_key(name_key("→"))
    ('knn', 'ai', 'c', '→')
    """
    return key.translate(_UNMARKED) or key
