"""Lines found in plain text that lost its line ends: headings, lists, labels, and drawings with arrows and boxes."""

import itertools
import re

from glossary_site.text.layout.tables import find_flat_tables

_DOWN = "[↓▼↑▲⇓⇑]"
_ALWAYS = re.compile(
    rf"\s+(?=#{{1,6}} \S)|(?<!{_DOWN})\s+(?={_DOWN})|(?<={_DOWN})\s+(?!{_DOWN})|\s+(?=[•☐☑✓✗])"
    r"|\s+(?=\|\sv\s)|(?<=\s\|)\s+(?=v\s)|(?<=\|\sv)\s+|(?<=\])\s+(?=\[[^\]]*\]\s*(?:→|-+>))"
    r"|(?<=[\w)])\s+(?=\[[^\]]*\]\s*(?:→|-+>)\s*\[)"
)
_BOXES = re.compile(r"(?<=[┐┤┘│╗╣╝║])\s+(?=[┌│╔║╠╚]|[├└]─+[┤┘┬┴])|(?<=[┐┘╗╝])\s+|\s+(?=[┌╔])")
_BRANCHES = re.compile(r"(?<!│)\s+(?=(?:│\s+)*[├└]─)")
_BULLET = re.compile(r"(?:^|(?<=\s))[-*] (?=\S)")
_NUMBER = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)] (?=\S)")
_AFTER_MARK = re.compile(r"(?:[-*#•]|\b\d{1,2}[.)]) $")
_LABEL = r"[^\W\d_a-z](?:[\w-]+(?: [^\W\d_a-z][\w-]*)?(?: [a-z0-9]\w*){0,3})?"
_LABEL_BEFORE_LIST = re.compile(rf"(?<=[^\s:]\s)(?={_LABEL}:\s*$)")
_LABELS = re.compile(
    rf"(?:^|(?<=[^\s:]\s)){_LABEL}:(?=\s)|(?<=:\s)[^\W\d_a-z][\w-]*(?: [a-z0-9]\w*){{0,3}}(?: [IVX]+)?:(?=\s)"
)
#: Tables and drawings whose spaces were part of them.
_DRAWN = re.compile(r"[^|\s]\s+-{4,}(?!-*>)|┐\s+┌|╗\s+╔|/\\\s|\\\s+/")


def lay_out_outline(text: str) -> list[str]:
    """The lines of plain text or Markdown in one line; that line where nothing shows how it was divided."""
    if _DRAWN.search(text):
        return [text]
    items = _find_items(text)
    drawing = _BOXES if "┐" in text or "╗" in text else _BRANCHES
    cuts = {match.end() for pattern in (_ALWAYS, drawing) for match in pattern.finditer(text)} | set(items)
    for table in find_flat_tables(text, text):
        ends = itertools.accumulate(table.rows, lambda at, row: text.index(row, at) + len(row), initial=table.start)
        cuts |= {text.index(row, at) for row, at in zip(table.rows, ends, strict=False)} | {table.end}
    for above, place in itertools.pairwise([0, *items]):
        if label := _LABEL_BEFORE_LIST.search(text, above, place):
            cuts.add(label.start())
    labels = [match.start() for match in _LABELS.finditer(text)]
    labels = [label for label in labels if text.count("(", 0, label) == text.count(")", 0, label)]
    if len(labels) > (1 if labels[:1] and labels[0] in (0, *cuts) else 2):
        cuts.update(label for label in labels if not _AFTER_MARK.search(text, max(0, label - 4), label))
    places = [0, *sorted(cuts - {0}), len(text)]
    return [line for start, end in itertools.pairwise(places) if (line := text[start:end].strip())]


def _find_items(text: str) -> list[int]:
    """Where bullets and numbers begin: they follow a colon or the beginning, or two of them begin with capitals."""
    bullets = [match.start() for match in _BULLET.finditer(text)]
    numbers = [match.start() for match in _NUMBER.finditer(text)]
    if [int(match[1]) for match in _NUMBER.finditer(text)] != list(range(1, len(numbers) + 1)) or len(numbers) < 2:
        numbers = []
    capitals = [place for place in bullets if not text[place + 2].islower()]
    if numbers or (capitals and capitals[0] == bullets[0]):
        bullets = capitals
    is_list = any(
        place == 0 or text[:place].rstrip().endswith(":") or _LABELS.match(text, place + 2) for place in bullets[:1]
    )
    if not (is_list or numbers or (len(capitals) > 1 and capitals == bullets)):
        bullets = []
    return sorted({*bullets, *numbers})
