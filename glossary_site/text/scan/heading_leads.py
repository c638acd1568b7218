"""How the first line of a body takes up the keywords of the heading above it."""

import re
from enum import IntEnum

SPAN = 300
"""Characters of a line that count as its opening."""


class Match(IntEnum):
    """What the opening of a body has in common with a heading's keywords, weakest first."""

    NONE = 0
    SHARES_WORD = 1
    """Some word of some keyword."""
    SHARES_KEY = 2
    """A word of the key in the name it opens with, or an abbreviation of either by the other."""
    NAMES_KEY = 3
    """The whole key."""


_WORD = re.compile(r"[^\W_]+")
_LEADING_MARKS = re.compile(r"[#\s>•—–*-]{0,12}")
_BOLD = re.compile(r"[#\s>•—–-]{0,12}\*\*([^*\n]{1,300})")
_SENTENCE = re.compile(r"[\"“'‘]?[^\W_]+[^\s=()\[\]{}]*(?: [^\s=\[\]{}]+){7}")
_EMPTY = (
    "a an the of for in on to and or as at by vs with from this that its is are do does can yes no "
    "i we you it our your how what who where when why"
)
_EMPTY_WORDS = frozenset(_EMPTY.split())


def opens_with_bold(line: str) -> bool:
    """Whether a line starts with bold text, after list or sub-heading marks at most."""
    return _BOLD.match(line[:SPAN]) is not None


def reads_as_lead(line: str) -> bool:
    """Whether a line can open a body with words: bold text or a long sentence; not code, a table, a list."""
    return opens_with_bold(line) or _SENTENCE.match(line[:SPAN]) is not None


def lead_match(key: str, keywords: str, below: str) -> Match:
    """How strongly the line ``below`` takes up the ``key``, or else any of the ``keywords`` (the whole heading)."""
    if not reads_as_lead(below):
        return Match.NONE
    opening = below[:SPAN]
    words = _words(opening)[:30]
    key_words = _words(key)
    if not words or not key_words:
        return Match.NONE
    bold = _BOLD.match(opening)
    name_words = _words(bold[1]) if bold else words[: len(key_words) + 2]
    telling = _stems(key_words) or {_stem(word) for word in key_words}
    name = {_stem(word) for word in name_words}
    if telling <= name or _run_together(key_words, opening):
        return Match.NAMES_KEY
    near = name_words if bold else words[: len(key_words) + 4]
    if telling & {_stem(word) for word in near} or _abbreviates(key_words, near) or _abbreviates(near, key_words):
        return Match.SHARES_KEY
    if _stems(_words(keywords)) & _stems(words):
        return Match.SHARES_WORD
    return Match.NONE


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _stem(word: str) -> str:
    """A crude stem, enough to let singular meet plural and a verb its noun."""
    return word[:6] if len(word) > 6 else word.removesuffix("s")


def _stems(words: list[str]) -> set[str]:
    return {_stem(word) for word in words if word not in _EMPTY_WORDS}


def _run_together(key_words: list[str], opening: str) -> bool:
    """``rye-bread`` is ``RyeBread``: the same letters, spaced or hyphenated otherwise."""
    letters = "".join(key_words)
    start = _LEADING_MARKS.match(opening)
    bare = "".join(_WORD.findall(opening[start.end() if start else 0 :][: len(letters) * 2 + 4].casefold()))
    return len(letters) > 2 and bare.startswith(letters)


def _abbreviates(short: list[str], full: list[str]) -> bool:
    """Whether a word of ``short`` is made of the initials of neighbouring words of ``full``."""
    initials = "".join(word[0] for word in full)
    return any(2 < len(word) <= 8 and word in initials for word in short)
