"""Where sentences and words end by the Unicode rules (UAX #29) with CLDR's changes for a language, as ICU has them."""

import re
from functools import lru_cache

import icu

from glossary_site.language.letters import UNSPACED

_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")


def sentence_breaks(text: str, language: str) -> list[int]:
    """The indexes at which sentences of ``text`` end by the bare rules, in order; each is after the spaces that follow.

    The rules have no abbreviations, so there are too many. ``language`` is a BCP 47 tag; ``text`` must be of the Basic
    Multilingual Plane, for ICU counts in UTF-16.
    """
    # One for each call: it holds the text and a position, so that two threads could not share it.
    breaks = icu.BreakIterator.createSentenceInstance(icu.Locale(language.replace("-", "_")))
    breaks.setText(text)
    return list(breaks)


def word_edges(text: str) -> frozenset[int]:
    """The indexes at which a word begins or ends, within stretches of scripts without spaces, by ICU's dictionaries.

    >>> sorted(word_edges("GPU 机器学习"))
    [4, 6, 8]
    """
    edges: set[int] = set()
    breaks = icu.BreakIterator.createWordInstance(icu.Locale.getRoot())
    for run in _UNSPACED_RUN.finditer(text):
        breaks.setText(run[0])
        edges.add(run.start())
        edges.update(run.start() + place for place in breaks)
    return frozenset(edges)


@lru_cache(maxsize=100_000)
def is_one_word(text: str) -> bool:
    """Whether ICU's dictionaries have ``text``, of scripts without spaces, as one word of several letters.

    >>> is_one_word("大学"), is_one_word("学生物")
    (True, False)
    """
    return len(text) > 1 and _UNSPACED_RUN.fullmatch(text) is not None and word_edges(text) == {0, len(text)}
