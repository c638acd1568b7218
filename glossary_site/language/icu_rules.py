"""What ICU has of each language with CLDR's data: order, letters, and dictionaries; the only importer of icu.

Where it is not installed, names are sorted by their alphabets, and text without spaces is not divided into words. It is
imported where it is first asked: that takes 9 ms, and a build that finds nothing changed sorts no names.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

from glossary_site.language.plain_order import PlainOrder
from glossary_site.language.scripts import find_script

#: The scripts of languages that are written without spaces. Chinese has no alphabet either.
_WITHOUT_SPACES = frozenset("Bopo Hani Hans Hant Hira Jpan Kana Khmr Laoo Mymr Thai".split())
#: The type of icu's index buckets that have a letter of the alphabet.
_NORMAL = 0


@cache
def load_icu() -> Any:
    """The library; None where it is not installed."""
    try:
        import icu
    except ImportError:
        return None
    return icu


class Order(Protocol):
    """The order of a language."""

    @property
    def labels(self) -> Sequence[str]:
        """The letters of its alphabet."""
        ...

    def sort_key(self, text: str) -> bytes:
        """A key that sorts ``text`` as a dictionary of the language would."""
        ...

    def label(self, text: str) -> str:
        """The letter under which ``text`` is listed; "" where there is none."""
        ...


class _IcuOrder:
    """The order by Unicode collation (UTS #10) with CLDR's root order, changed by the language."""

    def __init__(self, language: str, icu: Any) -> None:
        locale = icu.Locale.forLanguageTag(language)
        self._collator = icu.Collator.createInstance(locale)
        index = icu.AlphabeticIndex(locale)
        index.addLabels(icu.Locale.getEnglish())
        self._index = index.buildImmutableIndex()
        buckets = [self._index.getBucket(number) for number in range(self._index.bucketCount)]
        self._labels = tuple(label if kind == _NORMAL else "" for label, kind in buckets)

    @property
    def labels(self) -> Sequence[str]:
        """See ``Order``."""
        return tuple(dict.fromkeys(filter(None, self._labels)))

    def sort_key(self, text: str) -> bytes:
        """See ``Order``."""
        return bytes(self._collator.getSortKey(text))

    def label(self, text: str) -> str:
        """See ``Order``."""
        return str(self._labels[self._index.getBucketIndex(text)])


def misses_icu(language: str) -> bool:
    """Whether ICU is not installed, and names or words of a language are found otherwise without it."""
    return find_script(language) in _WITHOUT_SPACES and load_icu() is None


def make_order(language: str) -> Order:
    """The best order that this system has of a language (BCP 47); an unknown one has the root order."""
    icu = load_icu()
    return PlainOrder(language) if icu is None else _IcuOrder(language, icu)


def divide_words(text: str) -> Sequence[int]:
    """The indexes in ``text``, of scripts without spaces, at which words end by ICU's dictionaries; without it, all."""
    icu = load_icu()
    if icu is None:
        return range(1, len(text) + 1)
    breaks = icu.BreakIterator.createWordInstance(icu.Locale.getRoot())
    breaks.setText(text)
    return list(breaks)
