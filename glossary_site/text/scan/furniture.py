"""Recognise page furniture: the lines of a saved web page that belong to no entry."""

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from glossary_site.values import Frozen

_LONGEST = 200  # characters; a longer line is a body
_TITLE_WORDS = 10


class Kind(Enum):
    """The purpose of a line of furniture."""

    BACK_LINK = "leads back to the site"
    TITLE = "the site's name"
    COUNT = "the number of entries"
    LETTER_BAR = "one link a letter"
    POSITION = "the number of this page"
    PAGER = "leads to other pages"
    FOOTER = "small print"


class Furniture(Frozen):
    """The furniture of a text; a text may hold several pages."""

    kinds: dict[int, Kind]
    """Index of a line -> its kind, in order."""
    site_title: str
    """The title of the first page that has one, "" when none has."""
    back_link: str
    """The first link back to the site, without its arrow, "" when there is none."""


_ARROW = r"[←‹«⟵⬅<]+"
_BACK_LINK = re.compile(rf"{_ARROW}\s*((?:back|return)\b.*)", re.IGNORECASE)
_COUNT = re.compile(
    r"\d[\d.,]*\s(?:[\w-]+\s){0,3}(?:terms|entries|definitions|articles|results)(?:\s(?:and|&|in|for|found)\b.*)?",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"(?:showing|displaying|viewing)\s(?:[\w-]+\s){0,2}\d.*|page\s\d+\s?(?:of|/)\s?\d+.*", re.IGNORECASE
)
_PAGER_STEP = re.compile(
    r"[←‹«⟵⬅<→›»⟶➡>…|·•.-]{1,4}|\d{1,5}|prev|previous|next|first|last|older|newer|page|of|to|go|load|more",
    re.IGNORECASE,
)
_PAGER_WORD = re.compile(r"[←‹«→›»⟵⟶]|\b(?:prev|previous|next|older|newer|load more)\b|^page\b", re.IGNORECASE)
_PAGE_NUMBERS = re.compile(r"[\d….\s]{1,60}")
_FOOTER = re.compile(r"(?:©|\(c\)\s\d|copyright\s(?:©|\(c\)|\d)).*|.*\ball rights reserved\.?", re.IGNORECASE)
_FOOTER_LABELS = frozenset(
    "privacy|privacy policy|terms|terms of service|terms of use|cookies|cookie policy|contact|contact us|about|"
    "about us|home|sitemap|imprint|legal|back to top|↑|↑ back to top".split("|")
)
_BETWEEN_LABELS = re.compile(r"\s*[|·•]\s*")
_OTHER_LETTERS = frozenset(("all", "0-9", "#", "other"))


def find_furniture(lines: Sequence[str]) -> Furniture:
    """All furniture in ``lines``; a title is one only below a back link or above a line with the number of entries."""
    written = [index for index, line in enumerate(lines) if line and not line.isspace()]
    kinds = {index: kind for index in written if (kind := _kind(lines[index].strip()))}
    for near, index in (*pairwise(written), *pairwise(reversed(written))):
        if kinds.get(near) is Kind.PAGER and index not in kinds and _PAGE_NUMBERS.fullmatch(lines[index].strip()):
            kinds[index] = Kind.PAGER
    titles: list[str] = []
    for above, index, below in zip([-1, *written], written, [*written[1:], -1], strict=False):
        is_below_link = kinds.get(above) is Kind.BACK_LINK
        is_above_count = kinds.get(below) is Kind.COUNT and (above < 0 or above in kinds)
        if index not in kinds and (is_below_link or is_above_count) and _is_title(lines[index].strip()):
            kinds[index] = Kind.TITLE
            titles.append(lines[index].strip())
    links = (_BACK_LINK.fullmatch(lines[at].strip()) for at, kind in kinds.items() if kind is Kind.BACK_LINK)
    return Furniture(
        kinds=dict(sorted(kinds.items())),
        site_title=titles[0] if titles else "",
        back_link=next((link[1] for link in links if link), ""),
    )


def _kind(text: str) -> Kind | None:
    if len(text) > _LONGEST:
        return None
    if _BACK_LINK.fullmatch(text):
        return Kind.BACK_LINK
    if _is_letter_bar(text):
        return Kind.LETTER_BAR
    if _POSITION.fullmatch(text):
        return Kind.POSITION
    if _COUNT.fullmatch(text):
        return Kind.COUNT
    if _PAGER_WORD.search(text) and all(map(_PAGER_STEP.fullmatch, text.split())):
        return Kind.PAGER
    is_row_of_labels = not text[0].islower() and _FOOTER_LABELS.issuperset(_BETWEEN_LABELS.split(text.lower()))
    return Kind.FOOTER if is_row_of_labels or _FOOTER.fullmatch(text) else None


def _is_letter_bar(text: str) -> bool:
    """Ten or more single letters, such as ``A B C … Z All``."""
    letters = text.split()
    return len(letters) >= 10 and all(len(each) == 1 or each.lower() in _OTHER_LETTERS for each in letters)


def _is_title(text: str) -> bool:
    return len(text.split()) <= _TITLE_WORDS and not text.endswith((".", ":", "!")) and "**" not in text
