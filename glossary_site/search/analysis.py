"""From text to the words that are indexed. ``static/tokens.js`` is its twin in the browser; a test holds them equal."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """``text`` without differences of width, case and accents: NFKC, lower case, marks removed."""
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFKC", text).lower()
    parts = (char for char in unicodedata.normalize("NFD", lower) if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", "".join(parts))


def tokenise(text: str) -> list[str]:
    """The words of ``text``, folded: runs of letters and digits."""
    return _WORD.findall(fold(text))
