"""Texts of a source that are in no record and that no reader has counted: the last look of an import.

A reader gives the texts that its source shows, each with what it is. So nothing that a reader passes over is lost
without being counted.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import groupby
from typing import Any
from unicodedata import normalize

from glossary_site.formats.counting import ImportLoss
from glossary_site.loader import is_group, is_letter, parse_head
from glossary_site.records import Record, to_plain
from glossary_site.values import Frozen

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>|\\[a-zA-Z]+")
#: In characters: a longer text is no heading.
_LONGEST_HEADING = 100
#: In characters: how much is searched for words that are within others.
_MOST_SEARCHED = 100_000_000

#: What texts beside, above and below the entries of a source are.
AROUND = "a text around the entries is left out"


class SourceText(Frozen):
    """A text of a source: the kind of loss that it would be, itself, its line.

    ``path`` is its file where a source has several.
    """

    kind: str
    text: str
    line: int = 0
    path: str = ""


def cut_around(lines: Iterable[tuple[int, str]]) -> Iterator[SourceText]:
    """The paragraphs in ``lines``, each with its number, that are in no entry: an empty line ends one."""
    for is_text, group in groupby(lines, key=lambda line: line[1].strip() != ""):
        if is_text:
            paragraph = list(group)
            yield SourceText(AROUND, " ".join(text.strip() for _, text in paragraph), paragraph[0][0])


def find_unkept(
    texts: Iterable[SourceText], records: Sequence[Record], losses: Sequence[ImportLoss], path: str
) -> Iterator[ImportLoss]:
    """A loss for each of the ``texts`` that has a word which is in no record and in no loss so far."""
    texts = tuple(texts)
    if not texts:
        return
    of_records = (text for record in records for text in _list_texts(to_plain(record)))
    kept = _plain("\n".join((*of_records, *(loss.message for loss in losses))))
    words = set(_WORD.findall(kept))
    left = _MOST_SEARCHED // (len(kept) + 1)
    for each in texts:
        if each.kind == AROUND and len(each.text) <= _LONGEST_HEADING and _announces(each.text):
            continue  # a heading that only announces or sorts entries, the head of a column
        for word in _WORD.findall(_plain(_TAG.sub(" ", each.text))):
            if word in words:
                continue
            left -= 1
            if left < 0 or word not in kept:
                yield ImportLoss(each.kind, " ".join(each.text.split()), each.path or path, each.line)
                break
            words.add(word)


def _announces(text: str) -> bool:
    """Whether a text is a letter, a heading of groups, or the head of a column."""
    return is_group(text) or is_letter(text) or bool(parse_head(text).field)


def _plain(text: str) -> str:
    """A text in which letters are compared: alike in any case and form."""
    return normalize("NFKC", unescape(text)).casefold()


def _list_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _list_texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _list_texts(each)
