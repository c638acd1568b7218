"""Stretches of text whose characters mean nothing to layout: code spans, formulas; and the bold spans between them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

FILLER = "\x01"

_STARS = re.compile(r"\*+")
_OPENS_AFTER = frozenset(" \t([{\"'“‘«—–-|#/:,;>•" + FILLER)
_CLOSES_BEFORE = frozenset(" \t)]}\"'”’»—–-|/:,;.!?…<" + FILLER)


@dataclass(frozen=True, slots=True)
class Bold:
    """A bold span with its asterisks at ``start`` and before ``end``; ``inner`` is what stands between them."""

    start: int
    end: int
    inner: str


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with the inside of every span blotted out; the first and last character of each stay to be seen."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start < at:
            continue
        pieces.append(text[at : start + 1])
        pieces.append(FILLER * (end - start - 2))
        pieces.append(text[max(end - 1, start + 1) : end])
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def find_bold(text: str, masked: str) -> list[Bold]:
    """The bold spans of ``text``, paired on ``masked`` (same length); bold does not nest."""
    spans: list[Bold] = []
    opened = -1
    for match in _STARS.finditer(masked):
        start, end = match.span()
        if not 2 <= end - start <= 3:
            continue
        before = masked[start - 1] if start else " "
        after = masked[end] if end < len(masked) else " "
        closes = opened >= 0 and not before.isspace() and (after in _CLOSES_BEFORE or after.isspace())
        if closes:
            spans.append(Bold(opened, end, text[opened + 2 : end - 2]))
            opened = -1
        elif not after.isspace() and (before in _OPENS_AFTER or before.isspace()):
            opened = start
        elif opened >= 0 and not before.isspace():
            spans.append(Bold(opened, end, text[opened + 2 : end - 2]))
            opened = -1
    return spans
