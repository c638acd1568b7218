"""Text masked where its characters have no meaning for layout, and the bold spans in the rest."""

import re
from collections.abc import Iterable

from glossary_site.values import Frozen

FILLER = "\x01"

_STARS = re.compile(r"\*+")
_OPENS_AFTER = frozenset(" \t([{\"'“‘«—–-|#/:,;>•" + FILLER)
_CLOSES_BEFORE = frozenset(" \t)]}\"'”’»—–-|/:,;.!?…<" + FILLER)


class Bold(Frozen):
    """A bold span ``start:end`` with its asterisks; ``inner`` is the text between them."""

    start: int
    end: int
    inner: str


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with a filler in place of the inner characters of each span; its first and last character stay."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start < at:
            continue
        pieces += (text[at : start + 1], FILLER * (end - start - 2), text[max(end - 1, start + 1) : end])
        at = end
    return "".join([*pieces, text[at:]])


def find_bold(text: str, masked: str) -> list[Bold]:
    """The bold spans of ``text``, whose asterisks are paired in ``masked`` (of the same length); bold does not nest."""
    spans: list[Bold] = []
    opened = -1
    for match in _STARS.finditer(masked):
        start, end = match.span()
        if not 2 <= end - start <= 3:
            continue
        before = masked[start - 1] if start else " "
        after = masked[end] if end < len(masked) else " "
        may_open = not after.isspace() and (before in _OPENS_AFTER or before.isspace())
        may_close = opened >= 0 and not before.isspace()
        if may_close and (after in _CLOSES_BEFORE or after.isspace() or not may_open):
            spans.append(Bold(opened, end, text[opened + 2 : end - 2]))
            opened = -1
        elif may_open:
            opened = start
    return spans
