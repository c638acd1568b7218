"""Short names: one word of a longer name, and abbreviations, which a text may write out.

``DFT (density functional theory)`` and ``density functional theory (DFT)`` are written out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from glossary_site.late import compile_late
from glossary_site.text.words import (
    WORD,
    content_words,
    has_inner_case,
    is_derived,
    is_initials,
    looks_abbreviated,
    singular,
    squash,
)

#: In characters: the longest abbreviation that is looked for, and how far its words may be from it.
_LONGEST, _NEAR = 12, 120
#: What may be around words in brackets or quotes.
_AROUND = " \t\n\"“”'*"
_WORDS = r"(?P<words>[^()\[\];:.,=|]+)"
#: An abbreviation's plural ending, what joins it to its words, and the words.
_BEHIND = compile_late(
    r"s?\s*(?:\(|\[|[:=—–]|\s-\s|,?\s*(?:which\s+)?(?:stands|(?:is\s+)?short|is\s+an\s+abbreviation)\s+for\s)"
    rf"[{_AROUND}]*(?:(?:short|stands|abbreviated)\s+(?:for|from)\s+)?{_WORDS}"
)
#: Words, and what joins them to their abbreviation.
_BEFORE = compile_late(rf"{_WORDS}(?:[{_AROUND}]*[(\[]|,?\s+or|,\s*abbreviated(?:\s+as)?|,\s*(?:also\s+)?called)\Z")
#: How each of the joints ends: to look for the pattern itself takes a hundred times as long.
_ENDS_BEFORE = ("(", "[", "or", "abbreviated", "as", "called")
#: What joins two things in one name.
_JOINED = re.compile(r"\s(?:and|or|vs\.?|versus)\s|[&/,()]|\s[—–-]\s")
#: Two words are alike whose first letters are, as many as this.
_STEM = 4


def is_abbreviation(name: str) -> bool:
    """Whether a name is one that a text may write out: a short word with capitals (``DFT``, ``IoT``)."""
    return len(name) <= _LONGEST and " " not in name and not name[1:].islower() and looks_abbreviated(name)


def is_clipped(word: str, name: str) -> bool:
    """Whether a word is one of a longer name that other texts may well use without meaning what the name means.

    One of two things that a name joins is no such word, nor is one with a case of its own.

    >>> is_clipped("Rotation", "Crop rotation and rest"), is_clipped("Rest", "Crop rotation and rest")
    (True, False)
    """
    key = content_words(word)
    if len(key) != 1 or not word.isalpha() or has_inner_case(word):
        return False
    parts = [content_words(part) for part in _JOINED.split(name)]
    return key not in parts and any(key[0] in part for part in parts)


def short_key(surface: str) -> str:
    """The key by which a short name is found again where a text writes it in another number or case."""
    return singular(surface.casefold())


@lru_cache(maxsize=128)  # a text is asked once for each mention in it
def find_written_out(short: str, text: str) -> tuple[str, ...]:
    """The words that ``text`` gives an abbreviation, wherever it does."""
    return tuple(_find_written_out(short, text))


def _find_written_out(short: str, text: str) -> Iterator[str]:
    short = short.removesuffix("s")
    if short not in text:
        return
    for found in re.finditer(rf"(?<!\w){re.escape(short)}(?=s?(?!\w))", text):
        if behind := _BEHIND.match(text, found.end(), found.end() + _NEAR):
            words = behind["words"]
            yield from _fitting(short, [words[: word.end()] for word in WORD.finditer(words)])
        stretch = text[max(0, found.start() - _NEAR) : found.start()].rstrip(_AROUND)
        if stretch.endswith(_ENDS_BEFORE) and (before := _BEFORE.search(stretch)):
            words = before["words"].rstrip(_AROUND)
            yield from _fitting(short, [words[word.start() :] for word in reversed([*WORD.finditer(words)])])


def _fitting(short: str, stretches: Sequence[str]) -> list[str]:
    """The shortest of the stretches, in a list, that has the initials of ``short``, or is the one word that it cuts."""
    initials = [each for each in stretches if is_initials(short, each)]
    return (initials or [each for each in stretches if _is_cut(short, each)])[:1]


def _is_cut(short: str, words: str) -> bool:
    is_one = len(WORD.findall(words)) == 1 and squash(words)[:1] == squash(short)[:1]
    return is_one and is_derived(short, words)


def is_same_meaning(written_out: Iterable[str], meanings: Iterable[str]) -> bool:
    """Whether a text writes an abbreviation out as one of its ``meanings``.

    Words may have other endings, and the shorter of two may lack some: ``design for test`` is design for testability.
    """
    own = [content_words(meaning) for meaning in meanings]
    return any(_is_same(content_words(one), other) for one in written_out for other in own)


def _is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return all(any(_is_alike(word, each) for each in longer) for word in shorter)


def _is_alike(word: str, other: str) -> bool:
    length = min(len(word), len(other), _STEM)
    return word[:length] == other[:length]
