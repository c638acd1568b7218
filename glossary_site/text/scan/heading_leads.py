"""How well the first line of a body matches the keywords of the heading above it."""

import re
from enum import IntEnum

from glossary_site.text.words import GRAMMAR

_OPENING = 300  # characters


class Match(IntEnum):
    """What the opening of a body shares with a heading's keywords, weakest first; the key is the first keyword."""

    NONE = 0
    SHARES_WORD = 1
    """A word of any keyword."""
    SHARES_KEY = 2
    """A word of the key in the name that opens the body, or an abbreviation of one of them by the other."""
    NAMES_KEY = 3
    """The whole key."""


_WORD = re.compile(r"[^\W_]+")
_BOLD = re.compile(r"[#\s>•—–-]{0,12}\*\*([^*\n]{1,300})")
_SENTENCE = re.compile(r"[\"“'‘]?[^\W_]+[^\s=()\[\]{}]*(?: [^\s=\[\]{}]+){7}")


def opens_with_bold(line: str) -> bool:
    """Whether a line starts with bold text, possibly after the marks of a list or a sub-heading."""
    return _BOLD.match(line[:_OPENING]) is not None


def reads_as_lead(line: str) -> bool:
    """Whether a line can open a body in words, with bold text or a long sentence; not code, a table or a list."""
    return opens_with_bold(line) or _SENTENCE.match(line[:_OPENING]) is not None


def lead_match(key: str, keywords: str, below: str) -> Match:
    """How well the line ``below`` matches the ``key``, or otherwise any of the ``keywords`` (the whole heading)."""
    if not reads_as_lead(below):
        return Match.NONE
    opening = below[:_OPENING]
    words = _words(opening)[:30]
    key_words = _words(key)
    bold = _BOLD.match(opening)
    name_words = _words(bold[1]) if bold else words[: len(key_words) + 2]
    key_stems = _stems(key_words) or {_stem(word) for word in key_words}
    if key_stems and key_stems <= {_stem(word) for word in name_words}:
        return Match.NAMES_KEY
    near = name_words if bold else words[: len(key_words) + 4]
    if key_stems & {_stem(word) for word in near} or _abbreviates(key_words, near) or _abbreviates(near, key_words):
        return Match.SHARES_KEY
    if _stems(_words(keywords)) & _stems(words):
        return Match.SHARES_WORD
    return Match.NONE


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _stem(word: str) -> str:
    """A crude stem, the same for singular and plural and for most verbs and their nouns."""
    return word[:6] if len(word) > 6 else word.removesuffix("s")


def _stems(words: list[str]) -> set[str]:
    return {_stem(word) for word in words if word not in GRAMMAR}


def _abbreviates(short: list[str], full: list[str]) -> bool:
    """Whether a word of ``short`` is made of the initials of neighbouring words of ``full``."""
    initials = "".join(word[0] for word in full)
    return any(2 < len(word) <= 8 and word in initials for word in short)
