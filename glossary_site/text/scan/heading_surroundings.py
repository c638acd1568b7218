"""Evidence from the certain headings around a line: open fences, and alphabetical order."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

from glossary_site.text.scan.heading_signals import Enclosure, Order
from glossary_site.values import Frozen

_REACH = 4  # certain headings compared on each side; where one side lacks some, as many more on the other
_FEWEST = 6  # certain headings around a line that must be in order before the order counts
#: A fence of glossary text may be in mid-line: its line ends may be lost, so that ``find_fences`` cannot find it.
FENCE = re.compile(r"`{3,}")
_NAMED_FENCE = re.compile(r"\s*`{3,}\s*\w")

_COLLATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz"
_RANKS = {ord(" "): "\x00"} | {ord(sign): chr(rank) for rank, sign in enumerate(_COLLATION, 1)}


def collation_key(heading: str) -> str:
    """A sort key close enough to Unicode collation for evidence: signs, digits, then letters without accents."""
    plain = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_RANKS)


class Fences(Frozen):
    """The marks of code fences, which open and close in turn."""

    before: tuple[int, ...]
    """The number of marks in the first 0, 1, 2, … lines."""
    named: tuple[int, ...]
    """For each line, the index of the last line up to it whose mark can only open; -1 without one."""
    next_marked: tuple[int, ...]
    """For each line, the index of the first line from it on that has a mark."""

    def enclosure(self, line: int, earlier: int, later: int) -> Enclosure:
        """Whether ``line`` is enclosed, counted between the certain headings at the lines ``earlier`` and ``later``."""
        opener = self.named[line]
        above = self.before[line] - self.before[opener if opener > earlier else earlier + 1]
        if above % 2 == 0:
            return Enclosure.OUTSIDE
        below = self.before[later] - self.before[line]
        closer = self.next_marked[line]
        is_closed = below % 2 == 1 and self.named[closer] != closer
        return Enclosure.INSIDE if is_closed else Enclosure.LEFT_OPEN


def find_fence_marks(lines: Sequence[str]) -> Fences:
    """The code fences of ``lines``; a fence with a language can only open."""
    counts = [len(FENCE.findall(line)) for line in lines]
    opens = (count == 1 and _NAMED_FENCE.match(line) for count, line in zip(counts, lines, strict=True))
    named = accumulate((index if is_named else -1 for index, is_named in enumerate(opens)), max)
    backwards = ((index if counts[index] else len(counts)) for index in reversed(range(len(counts))))
    next_marked = list(accumulate(backwards, min))
    return Fences(tuple(accumulate(counts, initial=0)), tuple(named), tuple(reversed(next_marked)))


def order_among(key: str, earlier: Sequence[str], later: Sequence[str]) -> Order:
    """Whether ``key`` sorts between the keys of the certain headings before it and after it, which are in text order.

    At the ends of a text there are headings on one side only; there the first letter has to be the same.
    """
    around = (*earlier, *later)
    if len(around) < _FEWEST or any(left > right for left, right in pairwise(around)):
        return Order.UNKNOWN
    if (earlier and key < earlier[-1]) or (later and key > later[0]):
        return Order.BROKEN
    if all(key[:1] == other[:1] for other in (around if not (earlier and later) else (earlier[-1], later[0]))):
        return Order.KEPT_CLOSELY
    return Order.KEPT if earlier and later else Order.UNKNOWN


class Neighbourhood(Frozen):
    """The certain headings next to a line."""

    earlier: int
    """The index of the nearest one before the line, -1 without one."""
    later: int
    """The index of the nearest one after the line, the number of lines without one."""
    earlier_keys: tuple[str, ...]
    later_keys: tuple[str, ...]


def neighbourhood(line: int, anchors: Sequence[int], keys: Sequence[str], line_count: int) -> Neighbourhood:
    """The ``anchors`` (ascending indexes, with their sort ``keys``) around ``line``, without ``line`` itself."""
    position = bisect_left(anchors, line)
    after = position + (position < len(anchors) and anchors[position] == line)
    lacking_before = max(0, _REACH - position)
    lacking_after = max(0, _REACH - (len(anchors) - after))
    return Neighbourhood(
        earlier=anchors[position - 1] if position else -1,
        later=anchors[after] if after < len(anchors) else line_count,
        earlier_keys=tuple(keys[max(0, position - _REACH - lacking_after) : position]),
        later_keys=tuple(keys[after : after + _REACH + lacking_before]),
    )
