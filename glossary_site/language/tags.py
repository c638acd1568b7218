"""Language tags (BCP 47, RFC 5646): their shape, and which of several is closest to one.

langcodes is imported where it is asked: its tables take 25 ms, and most sites need none of them.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langcodes import Language

#: The shape of a language tag that is short enough for the name of a folder.
LANGUAGE_PATTERN = r"(?=.{2,35}$)[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"
_TAG = re.compile(LANGUAGE_PATTERN)
#: The distance of two tags of one language that differ by their region, or by a script that its readers read too.
_READ_ALIKE = 5


def is_language(text: str) -> bool:
    """Whether ``text`` has the shape of a language tag, and is short enough for the name of a folder."""
    return _TAG.fullmatch(text) is not None


def is_registered(tag: str) -> bool:
    """Whether each part of a tag is registered.

    >>> is_registered("de-AT"), is_registered("suchen")
    (True, False)
    """
    from langcodes import tag_is_valid

    return tag_is_valid(tag)


def likely_language(tag: str) -> "Language":
    """A tag with its parts in the usual form, and with the most likely script (CLDR); ``und`` for what is no tag.

    >>> likely_language("PA-pk").to_tag(), likely_language("und-Hira").language, likely_language("suchen").to_tag()
    ('pa-Arab-PK', 'ja', 'und')
    """
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        return Language.get(tag).maximize()
    except LanguageTagError:
        return Language.make()


def canonical_language(tag: str) -> str:
    """The tag by which a language is usually named; one that no standard has stays as it is.

    >>> canonical_language("deu"), canonical_language("dut"), canonical_language("pt-br"), canonical_language("suchen")
    ('de', 'nl', 'pt-BR', 'suchen')
    """
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        return Language.get(tag).to_tag()
    except LanguageTagError:
        return tag


def closest_language(tag: str, offered: Iterable[str]) -> str:
    """The tag among ``offered`` whose texts serve a reader of ``tag`` as those in their own language; "" where none is.

    Those are tags of one language that differ by region, or by a script that its readers read too, as CLDR lists them
    (UTS #35, "Language Matching"). Else one of the tags begins with the other (lookup, RFC 4647 section 3.4).

    >>> closest_language("en-US", ("de", "en-GB")), closest_language("zh-TW", ("zh-CN", "zh-Hant"))
    ('en-GB', 'zh-Hant')
    >>> closest_language("nb", ("da", "no")), closest_language("zh-TW", ("zh",)), closest_language("da", ("no",))
    ('no', 'zh', '')
    """
    return _closest(tag, tuple(offered))


@lru_cache(maxsize=1_000)
def _closest(tag: str, offered: tuple[str, ...]) -> str:
    exact = next((each for each in offered if each.lower() == tag.lower()), "")
    return exact or _closest_by_cldr(tag, offered) or _closest_by_lookup(tag, offered)


def _closest_by_cldr(tag: str, offered: tuple[str, ...]) -> str:
    from langcodes import closest_supported_match

    known = [each for each in offered if is_registered(each)]
    return closest_supported_match(tag, known, max_distance=_READ_ALIKE) or "" if is_registered(tag) else ""


def _closest_by_lookup(tag: str, offered: tuple[str, ...]) -> str:
    shorter = [each for each in offered if _extends(tag, each)]
    longer = [each for each in offered if _extends(each, tag)]
    return max(shorter, key=len, default="") or min(longer, key=len, default="")


def _extends(tag: str, start: str) -> bool:
    return tag.lower().startswith(f"{start.lower()}-")
