"""Where words begin and end in scripts without spaces."""

from functools import lru_cache

from glossary_site.language.icu_rules import divide_words
from glossary_site.language.letters import UNSPACED
from glossary_site.late import compile_late

_UNSPACED_RUN = compile_late(f"[{UNSPACED}]+")


def word_edges(text: str) -> frozenset[int]:
    """The indexes at which a word begins or ends, within stretches of scripts without spaces, by ICU's dictionaries.

    >>> sorted(word_edges("GPU 机器学习"))
    [4, 6, 8]
    """
    edges: set[int] = set()
    for run in _UNSPACED_RUN.finditer(text):
        edges.add(run.start())
        edges.update(run.start() + place for place in divide_words(run[0]))
    return frozenset(edges)


@lru_cache(maxsize=100_000)
def is_one_word(text: str) -> bool:
    """Whether ICU's dictionaries have ``text``, of scripts without spaces, as one word of several letters.

    >>> is_one_word("大学"), is_one_word("学生物")
    (True, False)
    """
    return len(text) > 1 and _UNSPACED_RUN.fullmatch(text) is not None and word_edges(text) == {0, len(text)}
