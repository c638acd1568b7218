"""The lines of a body that lost its line ends, as in a page dump: where its one line is to be divided.

One pass over everything that may begin or end a line, in order: fences, display formulas and tables, bold spans, list
markers. The meaning of each depends on the text around it and on whether a list is open. Each part of the text is read
a bounded number of times.
"""

import itertools
import re

from glossary_site.text.layout import list_ends
from glossary_site.text.layout.flat_line import NEAR, FlatLine, Marker, reads_as_title
from glossary_site.text.layout.segments import Segment
from glossary_site.text.layout.spans import Bold
from glossary_site.text.layout.tables import FlatTable

_HASHES = re.compile(r"#{1,6}\s?$")
_FRAME_BEFORE = re.compile(r"[—–]\s+$")
_FRAME_AFTER = re.compile(r"\s+[—–](?=\s|$)")
_BEFORE_QUOTE = re.compile(r"(?<=[.!?:])\s+(?=> [\"“*]*[^\W\d_a-z])")
_SHORTEST_SENTENCE = 40  # characters
_ITEM_TEXT = re.compile(r"[^\W\d_a-z][^\s-]*(?:\.|\s+[^\s-])|([$`])\S+\1:\s")
_ENCLOSES = ")]$`"  # ends a formula, code or brackets
_LONGEST_LABEL = 3  # words; a longer bold span with a colon in it is a heading of its own


def find_lines(text: str) -> list[str | Segment]:
    """The lines of a body given as one line, with its fences and display formulas as segments."""
    return _Divider(FlatLine(text)).divide()


class _Divider:
    """The state of the pass: the positions of the line ends so far (``cuts``), and the open list, if there is one."""

    def __init__(self, line: FlatLine) -> None:
        self.line = line
        lead = line.bold_at.get(0)
        self.names = list_ends.find_names(lead.inner) if lead is not None else ()
        self.cuts: list[int] = [0]
        self.items: list[int] = []
        self.list_mark = ""
        self.next_number = 0
        self.depth = 0
        self.depth_at = 0

    def divide(self) -> list[str | Segment]:
        """All lines in order, with empty ones between them, as lines that follow directly would read as one."""
        line = self.line
        done = 0
        quotes = {match.end() for match in _BEFORE_QUOTE.finditer(line.solid)}
        for at in sorted({*line.hard_at, *line.bold_at, *line.marker_at, *quotes}):
            if at < done:
                continue
            if at in quotes:
                self._cut(at)
                continue
            if (hard := line.hard_at.get(at)) is not None:
                done = self._cut_around(hard.start, hard.end)
            elif (bold := line.bold_at.get(at)) is not None:
                done = self._place_bold(bold)
            else:
                done = self._place_marker(line.marker_at[at])
        self._end_list(len(line.text))
        self._part_closing()
        return self._pieces()

    def _pieces(self) -> list[str | Segment]:
        pieces: list[str | Segment] = []
        for start, end in itertools.pairwise([*self.cuts, len(self.line.text)]):
            hard = self.line.hard_at.get(start)
            if isinstance(hard, Segment):
                pieces.append(hard)
            elif isinstance(hard, FlatTable):
                pieces += [*hard.rows, ""]
            else:
                pieces += [self.line.text[start:end].strip(), ""]
        return pieces

    def _cut(self, at: int) -> None:
        """End an open list and begin a line at ``at``."""
        self._end_list(at)
        self._begin_line(at)

    def _cut_around(self, start: int, end: int) -> int:
        self._cut(start)
        self._cut(end)
        return end

    def _begin_line(self, at: int) -> None:
        at = self.line.skip_spaces(at)
        if at > self.cuts[-1]:
            self.cuts.append(at)
        self.depth, self.depth_at = 0, at

    def _end_list(self, at: int) -> None:
        """End the open list at ``at``; a paragraph joined to its last item becomes a line of its own."""
        if self.items:
            solid = self.line.solid
            spans = list(itertools.pairwise([*self.items, at]))
            is_last = len(solid) - at < NEAR and not solid[at:].strip()
            found = list_ends.find_end(solid, spans, self.names, is_last=is_last)
            if found is not None:
                self._begin_line(found)
        self.items = []
        self.list_mark = ""
        self.next_number = 0

    def _part_closing(self) -> None:
        """Begin a line with the statement that closes the body, at the end of the last paragraph."""
        start = self.cuts[-1]
        if len(self.cuts) > 1 and start not in self.line.hard_at and start not in self.line.marker_at:
            found = list_ends.find_closing(self.line.solid, start, len(self.line.solid), self.names)
            if found is not None:
                self._begin_line(found)

    def _place_bold(self, bold: Bold) -> int:
        """Divide the line around a bold span if need be; gives back where to read on."""
        line, start = self.line, bold.start
        inner = bold.inner.strip()
        before = line.solid[max(0, start - 8) : start]
        if hashes := _HASHES.search(before):
            return self._cut_around(start - len(hashes[0]), bold.end)
        frame, after = _FRAME_BEFORE.search(before), _FRAME_AFTER.match(line.solid, bold.end)
        if frame and after and line.follows(after.end()) not in ("lower", "end", "mark"):
            return self._cut_around(start - len(frame[0]), after.end())
        if start == 0:
            return self._place_lead(bold)
        may_begin = self._may_begin_line(start)
        end = line.end_of_label(bold)
        if reads_as_title(inner) and self._is_heading(bold, inner, end, may_begin):
            return self._cut_around(start, end)
        if self._is_sentence(bold, inner, may_begin):
            return self._cut_around(start, bold.end)
        if inner and not inner[0].islower() and self._leads_paragraph(bold, inner, may_begin):
            self._cut(start)
        return bold.end

    def _place_lead(self, bold: Bold) -> int:
        """Begin a line after the bold span at the start if a sentence or a section follows: it is the page's title."""
        end = self.line.end_of_label(bold)
        follows = self.line.follows(end)
        is_title = end == bold.end and not bold.inner.rstrip().endswith(":")
        if (is_title and follows in ("capital", "hard", "heading")) or (
            follows in ("hard", "bullet", "number") and reads_as_title(bold.inner)
        ):
            self._cut(end)
        return end

    def _is_heading(self, bold: Bold, inner: str, end: int, may_begin: bool) -> bool:
        """Whether a bold title is a heading, by what follows it; with less evidence where a line may begin anyway."""
        line = self.line
        follows = line.follows(end)
        is_label = end != bold.end or (inner[-1] == ":" and len(inner.split()) <= _LONGEST_LABEL)
        if is_label and line.run_in_follows(end):
            return False
        if follows in ("hard", "bullet", "number", "heading"):
            if may_begin:
                return True
            is_likely = bool(self.items) or inner[-1] in "?:" or follows in ("hard", "number")
            return is_likely and not line.continues(bold.start)
        if is_label:
            return False
        if follows == "capital":
            is_after_item = inner[-1] in "?:" or (self._lacks_full_stops() and line.has_sentence_end(bold.end))
            return may_begin or (bool(self.items) and is_after_item)
        is_own_name = bool(self.names) and line.bold_at[0].inner.startswith(line.word_after(end))
        return follows == "lower" and self._is_at_cut(bold.start) and is_own_name

    def _lacks_full_stops(self) -> bool:
        """Whether the items of the open list, except the last, end without full stops."""
        return list_ends.lack_full_stops(self.line.solid, list(itertools.pairwise(self.items[-4:])))

    def _is_sentence(self, bold: Bold, inner: str, may_begin: bool) -> bool:
        """Whether a bold span is a whole sentence and a paragraph of its own."""
        if len(inner) < _SHORTEST_SENTENCE or inner[-1] not in ".!" or not inner[0].isupper():
            return False
        return (may_begin or bool(self.items)) and self.line.follows(bold.end) != "lower"

    def _leads_paragraph(self, bold: Bold, inner: str, may_begin: bool) -> bool:
        """Whether a bold span begins a paragraph: a label, or the body's own term after a list."""
        line = self.line
        if line.is_label(bold):
            if may_begin:
                return True
            has_colon = inner.endswith(":") or line.solid[bold.end : bold.end + 1] == ":"
            if has_colon and self._lacks_full_stops() and not line.continues(bold.start):
                return reads_as_title(inner)
        if list_ends.is_name(inner, self.names) and line.follows(bold.end) == "lower":
            return (bool(self.items) and not line.continues(bold.start)) or (may_begin and len(self.cuts) > 1)
        return False

    def _place_marker(self, marker: Marker) -> int:
        """Begin an item if the marker is one; gives back where to read on, after the item's label."""
        if not (self._is_numbered(marker) if marker.number >= 0 else self._is_bullet(marker)):
            return marker.end
        if marker.number >= 0:
            if self.next_number != marker.number:
                self._end_list(marker.start)
            self.next_number = marker.number + 1
        else:
            self.list_mark = self.line.solid[marker.start]
        self._begin_line(marker.start)
        self.items.append(marker.start)
        label = self.line.label_after(marker)
        return label.end if label is not None else marker.end

    def _is_numbered(self, marker: Marker) -> bool:
        line = self.line
        is_lower = line.solid[line.skip_spaces(marker.end)].islower()
        may_begin = self._may_begin_line(marker.start) or self._is_after_label(marker.start)
        if marker.number == self.next_number > 0:
            return (may_begin or not is_lower) and not line.continues(marker.start)
        if marker.number != 1 or not may_begin or self._depth(marker.start) > 0:
            return False
        return self._is_at_cut(marker.start) or (not is_lower and line.second_at > marker.start)

    def _is_after_label(self, at: int) -> bool:
        """Whether the open item has only a bold label before ``at``."""
        item = self.line.marker_at.get(self.items[-1]) if self.items else None
        label = self.line.label_after(item) if item is not None else None
        return label is not None and self.line.skip_spaces(label.end) == at

    def _opens_list(self, marker: Marker) -> bool:
        """Whether a dash in the midst of a line begins a list: it has words of its own, and another item follows."""
        line = self.line
        after = line.marker_after(marker)
        if after is None or line.continues(marker.start) or line.is_arithmetic(marker, self.cuts[-1]):
            return False
        is_item = all(_ITEM_TEXT.match(line.solid, line.skip_spaces(each.end)) for each in (marker, after))
        return is_item and (line.ends_sentence(after.start) or line.solid[: marker.start].rstrip()[-1] in _ENCLOSES)

    def _is_bullet(self, marker: Marker) -> bool:
        line = self.line
        mark = line.solid[marker.start]
        if mark == "•":
            return True
        first = line.skip_spaces(marker.end)
        begins_item = line.begins_item(first)
        if self._is_at_cut(marker.start):
            return mark == "-" or begins_item
        if line.is_after_emphasis(marker) or line.is_dash(marker):
            return False
        label = line.bold_at.get(first)
        if label is not None and line.is_label(label):
            return True
        may_begin = self._may_begin_line(marker.start)
        introduced = line.solid[max(0, marker.start - NEAR) : marker.start].rstrip().endswith(":")
        if mark == "*" and self.list_mark != "*":
            return introduced and begins_item
        if may_begin:
            return begins_item or introduced or bool(self.items)
        if not self.items and self._depth(marker.start) == 0 and self._opens_list(marker):
            return True
        if not self.items or (self.next_number and not self.list_mark) or self._depth(marker.start) > 0:
            return False
        if line.is_arithmetic(marker, self.cuts[-1]):
            return False
        return begins_item or line.begins_item_in_lower_case(first, self.items[-1])

    def _is_at_cut(self, at: int) -> bool:
        return at - self.cuts[-1] < NEAR and not self.line.solid[self.cuts[-1] : at].strip()

    def _may_begin_line(self, at: int) -> bool:
        """Whether a line may begin at ``at``: a line, a sentence or the introduction of a list ends before it."""
        return self._is_at_cut(at) or self.line.ends_sentence(at)

    def _depth(self, at: int) -> int:
        """How many brackets are open at ``at``, counted from the beginning of its line."""
        solid = self.line.solid
        self.depth += solid.count("(", self.depth_at, at) + solid.count("[", self.depth_at, at)
        self.depth -= solid.count(")", self.depth_at, at) + solid.count("]", self.depth_at, at)
        self.depth = max(0, self.depth)
        self.depth_at = max(at, self.depth_at)
        return self.depth
