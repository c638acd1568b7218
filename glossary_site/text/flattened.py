"""The lines of a body whose line ends were lost: where a page dump's one long line is to be divided.

One pass over what may begin or end a line, in order: fences, display formulas and tables, bold spans, list markers. What each
is depends on what stands before and after it and on whether a list is open; nothing is read more than a bounded number of times.
"""

import re
from dataclasses import dataclass

from glossary_site.text import list_ends
from glossary_site.text.sections import reads_as_heading
from glossary_site.text.segments import Segment, find_segments, inline_spans
from glossary_site.text.spans import FILLER, Bold, find_bold, mask
from glossary_site.text.tables import FlatTable, find_flat_tables

_MARKER = re.compile(r"(?:(?<=\s)|^)(?:[-•*]|\d{1,2}\.)(?=\s+\S)|•")
_SPACES = re.compile(r"\s*")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LAST_WORD = re.compile(r"([^\s(\[\"“]+)\s*$")
_STEP = re.compile(r"(?:^|[.:!?]\s+)[A-Z]\w*\s+\d+[a-z]?\s*$")
_SYMBOL_BEFORE = re.compile(r"(?:^|\s)[=+*/×·≈<>≤≥−]\s+\S+\s*$|[=+*/×·≈<>≤≥−]\s*$")
_SYMBOL_AFTER = re.compile(r"\S+\s+[=+*/×·≈<>≤≥−](?:\s|$)")
_NOTE = re.compile(r"\s*\([^()]{1,80}\)(?=:)")
_HASHES = re.compile(r"#{1,6}\s?$")
_FRAME_BEFORE = re.compile(r"[—–]\s+$")
_FRAME_AFTER = re.compile(r"\s+[—–](?=\s|$)")
_LABEL_AFTER = re.compile(r"\s*(?:\([^()]{1,80}\)\s*)?(?::|\s[—–-]\s)")
_CLOSERS = "\"'”’)]*_`" + FILLER
_ENDS = frozenset(".!?:…")
# Words that a heading is not set after without a full stop between: they want what follows them.
_WANTING = frozenset(
    "a an the is are was were be been being am of and or nor but to in on at for with by as from into onto than that which "
    "who whose via like its their this these those both each every between not no has have had over under per using use "
    "uses called named about against within without through across when where if".split()
)
_ABBREVIATIONS = frozenset({"e.g", "i.e", "vs", "cf", "fig", "eq", "dr", "mr", "mrs", "no", "approx"})
_NEAR = 200


@dataclass(frozen=True, slots=True)
class _Marker:
    """A list marker or something that looks like one; ``number`` is -1 for a bullet."""

    start: int
    end: int
    number: int


def find_lines(text: str) -> list[str | Segment]:
    """The lines of a body given as one line, its fences and display formulas as segments among them."""
    return _Divider(text).divide()


class _Divider:
    """The state of the one pass: the cuts made so far, and the list that is open, if any."""

    __slots__ = (
        "bold_at",
        "cuts",
        "depth",
        "depth_at",
        "hard_at",
        "items",
        "list_mark",
        "marker_at",
        "markers",
        "masked",
        "next_number",
        "numbers_ahead",
        "solid",
        "term",
        "text",
    )

    def __init__(self, text: str) -> None:
        segments = find_segments(text)
        spans = inline_spans(text, segments)
        self.text = text
        self.masked = mask(text, spans)
        tables = find_flat_tables(text, self.masked)
        inside = [(table.start, table.end) for table in tables]
        self.hard_at: dict[int, Segment | FlatTable] = {table.start: table for table in tables}
        self.hard_at |= {found.start: found for found in segments if not _within(found.start, inside)}
        self.solid = mask(self.masked, [(hard.start, hard.end) for hard in self.hard_at.values()])
        self.bold_at = {bold.start: bold for bold in find_bold(text, self.solid)}
        self.markers = self._find_markers()
        self.marker_at = {marker.start: marker for marker in self.markers}
        self.numbers_ahead: dict[int, int] = {}
        for marker in self.markers:
            self.numbers_ahead[marker.number] = marker.start
        self.cuts: list[int] = [0]
        self.items: list[int] = []
        self.list_mark = ""
        self.next_number = 0
        self.depth = 0
        self.depth_at = 0
        self.term = list_ends.find_term(next(iter(self.bold_at.values())).inner if 0 in self.bold_at else "")

    def divide(self) -> list[str | Segment]:
        """All the lines in order."""
        events = sorted({*self.hard_at, *self.bold_at, *self.marker_at})
        done = 0
        for at in events:
            if at < done:
                continue
            if (hard := self.hard_at.get(at)) is not None:
                self._cut(hard.start)
                self._cut(hard.end)
                done = hard.end
            elif (bold := self.bold_at.get(at)) is not None:
                done = self._place_bold(bold)
            else:
                done = self._place_marker(self.marker_at[at])
        self._end_list(len(self.text))
        return self._pieces()

    def _pieces(self) -> list[str | Segment]:
        pieces: list[str | Segment] = []
        edges = [*self.cuts, len(self.text)]
        for start, end in zip(edges, edges[1:], strict=False):
            hard = self.hard_at.get(start)
            if isinstance(hard, Segment):
                pieces.append(hard)
            elif isinstance(hard, FlatTable):
                pieces += ["", *hard.rows, ""]
            elif line := self.text[start:end].strip():
                pieces.append(line)
        return pieces

    def _find_markers(self) -> list[_Marker]:
        bold_until = 0
        bolds = iter([*self.bold_at.values(), Bold(len(self.text) + 1, len(self.text) + 1, "")])
        bold = next(bolds)
        markers: list[_Marker] = []
        for match in _MARKER.finditer(self.solid):
            while bold.start < match.start():
                bold_until = bold.end
                bold = next(bolds)
            if match.start() >= bold_until:
                number = int(match[0][:-1]) if match[0][0].isdigit() else -1
                markers.append(_Marker(match.start(), match.end(), number))
        return markers

    # Cuts and lists

    def _cut(self, at: int) -> None:
        """Begin a line at ``at``, which ends a list that is open."""
        self._end_list(at)
        self._cut_here(at)

    def _cut_here(self, at: int) -> None:
        while self.text[at : at + 1].isspace():
            at += 1
        if at > self.cuts[-1]:
            self.cuts.append(at)
        self.depth, self.depth_at = 0, at

    def _end_list(self, at: int) -> None:
        """Close the open list at ``at``; a paragraph at the end of its last item becomes a line of its own."""
        if self.items:
            edges = [*self.items, at]
            spans = list(zip(edges, edges[1:], strict=False))
            is_last = not self.solid[at:].strip() if len(self.solid) - at < _NEAR else False
            found = list_ends.find_end(self.solid, spans, self.term, is_last=is_last)
            if found is not None:
                self._cut_here(found)
        self.items = []
        self.list_mark = ""
        self.next_number = 0

    def _add_item(self, marker: _Marker) -> None:
        self._cut_here(marker.start)
        self.items.append(marker.start)

    # Bold spans

    def _place_bold(self, bold: Bold) -> int:
        """Make the cuts that a bold span asks for; from where to go on."""
        solid = self.solid
        inner = bold.inner.strip()
        start = bold.start
        before = solid[max(0, start - 8) : start]
        if hashes := _HASHES.search(before):
            start -= len(hashes[0])
            if self._is_boundary(start) or self.items:
                return self._cut_around(start, bold.end)
        if (frame := _FRAME_BEFORE.search(before)) and (after := _FRAME_AFTER.match(solid, bold.end)):
            opening = start - len(frame[0])
            if self._is_boundary(opening) and self._follows(after.end()) not in ("lower", "end", "mark"):
                return self._cut_around(opening, after.end())
        if start == 0:
            return self._place_lead(bold)
        boundary = self._is_boundary(start)
        end = self._end_of_label(bold)
        if self._is_heading(bold, inner, end, boundary):
            return self._cut_around(start, end)
        if self._is_sentence(inner, bold, boundary):
            return self._cut_around(start, bold.end)
        if self._begins_paragraph(bold, inner, boundary):
            self._cut(start)
        return bold.end

    def _cut_around(self, start: int, end: int) -> int:
        self._cut(start)
        self._cut(end)
        return end

    def _place_lead(self, bold: Bold) -> int:
        """A bold span at the start names the page where a sentence or a section follows it."""
        end = self._end_of_label(bold)
        follows = self._follows(end)
        if end == bold.end and follows in ("capital", "hard", "heading") and not bold.inner.rstrip().endswith(":"):
            self._cut(end)
        elif follows in ("hard", "bullet", "number") and _reads_as_title(bold.inner):
            self._cut(end)
        return end

    def _end_of_label(self, bold: Bold) -> int:
        """Where a bold span ends with a note in brackets and the colon after it, if it has them."""
        end = bold.end
        if note := _NOTE.match(self.solid, end):
            end = note.end()
        return end + 1 if self.solid[end : end + 1] == ":" else bold.end

    def _is_heading(self, bold: Bold, inner: str, end: int, boundary: bool) -> bool:
        if not _reads_as_title(inner):
            return False
        follows = self._follows(end)
        if follows in ("hard", "bullet", "number", "heading"):
            if boundary:
                return follows != "heading" or end == bold.end or self.solid[end - 1] == ":"
            if self._is_wanted(bold.start):
                return False
            return bool(self.items) or inner[-1] in "?:" or follows in ("hard", "number") or self._label_follows(end)
        if follows == "capital" and end == bold.end:
            return boundary or (bool(self.items) and inner[-1] in "?:" and not self._is_wanted(bold.start))
        if follows == "lower" and end == bold.end:
            return boundary and self._at_cut(bold.start) and self._is_term_in_lower_case(end)
        return False

    def _is_sentence(self, inner: str, bold: Bold, boundary: bool) -> bool:
        """Whether a bold span is a whole sentence that stands as a paragraph of its own."""
        if len(inner) < 40 or inner[-1] not in ".!" or not inner[0].isupper():
            return False
        return (boundary or bool(self.items)) and self._follows(bold.end) != "lower"

    def _begins_paragraph(self, bold: Bold, inner: str, boundary: bool) -> bool:
        """Whether a bold span leads a paragraph: a label, or the page's own term after a list."""
        if not inner or inner[0].islower():
            return False
        if boundary and (inner.endswith(":") or _LABEL_AFTER.match(self.solid, bold.end)):
            return True
        if self.term and list_ends.is_term(inner, self.term) and self._follows(bold.end) == "lower":
            return (bool(self.items) and not self._is_wanted(bold.start)) or (boundary and len(self.cuts) > 1)
        return False

    # List markers

    def _place_marker(self, marker: _Marker) -> int:
        if marker.number >= 0:
            if self._is_numbered(marker):
                if self.next_number != marker.number:
                    self._end_list(marker.start)
                self._add_item(marker)
                self.next_number = marker.number + 1
                return self._label_end(marker)
        elif self._is_bullet(marker):
            self._add_item(marker)
            self.list_mark = self.solid[marker.start]
            return self._label_end(marker)
        return marker.end

    def _label_end(self, marker: _Marker) -> int:
        """Where an item's bold label ends, for it is nothing else than a label."""
        label = self.bold_at.get(_skip_spaces(self.solid, marker.end))
        return label.end if label is not None else marker.end

    def _is_numbered(self, marker: _Marker) -> bool:
        first = _skip_spaces(self.solid, marker.end)
        char = self.solid[first]
        boundary = self._is_boundary(marker.start)
        if marker.number == self.next_number > 0:
            return (boundary or not char.islower()) and not self._is_wanted(marker.start)
        if marker.number != 1 or not boundary or self._depth(marker.start) > 0:
            return False
        return self._at_cut(marker.start) or (not char.islower() and self.numbers_ahead.get(2, 0) > marker.start)

    def _is_bullet(self, marker: _Marker) -> bool:
        mark = self.solid[marker.start]
        if mark == "•":
            return True
        first = _skip_spaces(self.solid, marker.end)
        if self._at_cut(marker.start):
            return mark == "-" or self._is_item_start(first)
        before = self.solid[max(0, marker.start - _NEAR) : marker.start].rstrip()
        if self._is_after_emphasis(marker.start, before):
            return False
        label = self.bold_at.get(first)
        if label is not None and (label.inner.endswith(":") or _LABEL_AFTER.match(self.solid, label.end)):
            return True
        boundary = self._is_boundary(marker.start)
        if mark == "*" and self.list_mark != "*":
            return boundary and before.endswith(":") and self._is_item_start(first)
        if boundary:
            return self._is_item_start(first) or bool(self.items) or before.endswith(":")
        if not self.items or self._depth(marker.start) > 0 or self._is_arithmetic(marker, before, first):
            return False
        if self.next_number and self.list_mark == "":
            return False
        return self._is_item_start(first) or self._is_in_lower_case(first)

    def _is_item_start(self, first: int) -> bool:
        char = self.solid[first]
        return not (char.islower() and char.isascii()) and char not in ")]}=,;"

    def _is_in_lower_case(self, first: int) -> bool:
        """Whether an item may begin with this small letter: as a label, or as the items before it do."""
        word = self.solid[first : first + _NEAR].split(None, 1)[0]
        if word.endswith(":"):
            return True
        own = self.solid[_skip_spaces(self.solid, self.items[0] + 1)]
        return own.islower() and own.isascii() and len(word) > 2

    def _is_after_emphasis(self, at: int, before: str) -> bool:
        """Whether a dash follows a bold span that is neither a heading nor an item of its own."""
        if not before.endswith("**"):
            return False
        opening = before.rfind("**", 0, len(before) - 2)
        if opening < 0:
            return True
        lead_in = before[:opening].split()
        return before[opening + 2 : opening + 3].islower() or not lead_in or lead_in[-1] in _WANTING | {"-", "•", "*"}

    def _is_arithmetic(self, marker: _Marker, before: str, first: int) -> bool:
        after = self.solid[first : first + 60]
        recent = before[-60:]
        if recent[-1:].isdigit() and after[:1].isdigit():
            return True
        if self._is_step(before, marker.start):
            return True
        return bool(_SYMBOL_BEFORE.search(recent) or _SYMBOL_AFTER.match(after))

    def _is_step(self, before: str, at: int) -> bool:
        line_start = max(self.cuts[-1], at - _NEAR)
        own = self.solid[line_start:at].lstrip("-•* 0123456789.")
        return _STEP.search(own[-40:] if len(own) > 40 else own) is not None

    # What stands before and after

    def _at_cut(self, at: int) -> bool:
        return at - self.cuts[-1] < _NEAR and not self.solid[self.cuts[-1] : at].strip()

    def _is_boundary(self, at: int) -> bool:
        """Whether a line may begin at ``at``: after a cut, or where a sentence or what introduces a list has ended."""
        if self._at_cut(at):
            return True
        before = self.solid[max(0, at - 40) : at].rstrip()
        bare = before.rstrip(_CLOSERS)
        if len(before) - len(bare) > 3 or not bare or bare[-1] not in _ENDS:
            return False
        word = _LAST_WORD.search(bare)
        return not (bare[-1] == "." and word and word[1].rstrip(".").casefold() in _ABBREVIATIONS)

    def _is_wanted(self, at: int) -> bool:
        """Whether the word before wants something to follow it, so that nothing new begins at ``at``."""
        word = _LAST_WORD.search(self.solid, max(0, at - 40), at)
        return word is not None and (word[1].casefold() in _WANTING or word[1][-1] in ",(–—=+→/&")

    def _is_term_in_lower_case(self, at: int) -> bool:
        word = self.solid[_skip_spaces(self.solid, at) :][:40].split(None, 1)
        return bool(word) and self.term.startswith(word[0].casefold()) and word[0] in self.text[: _NEAR]

    def _label_follows(self, at: int) -> bool:
        marker = self.marker_at.get(_skip_spaces(self.solid, at))
        if marker is None:
            return False
        label = self.bold_at.get(_skip_spaces(self.solid, marker.end))
        return label is not None and (label.inner.endswith(":") or bool(_LABEL_AFTER.match(self.solid, label.end)))

    def _follows(self, at: int) -> str:
        """What begins after ``at``: hard, heading, bullet, number, mark, capital, lower or end."""
        at = _skip_spaces(self.solid, at)
        if at in self.hard_at:
            return "hard"
        if at >= len(self.solid):
            return "end"
        if (bold := self.bold_at.get(at)) is not None:
            return "heading" if bold.inner[:1].isupper() or bold.inner[:1].isdigit() else "mark"
        if (marker := self.marker_at.get(at)) is not None:
            return "bullet" if marker.number < 0 else "number" if marker.number == 1 else "mark"
        char = self.solid[at : at + 1]
        if self.solid.startswith("#**", at):
            return "heading"
        if char in "—–" and self.solid.startswith("**", _skip_spaces(self.solid, at + 1)):
            return "heading"
        if char in "*_\"“‘'":
            char = self.solid[at + 1 : at + 2]
        if char.isupper() or char.isdigit() or char in "`$":
            return "capital"
        return "lower" if char.isalpha() else "mark"

    def _depth(self, at: int) -> int:
        """How many brackets are open at ``at`` since the line began."""
        for char in "([":
            self.depth += self.solid.count(char, self.depth_at, at)
        for char in ")]":
            self.depth -= self.solid.count(char, self.depth_at, at)
        self.depth = max(0, self.depth)
        self.depth_at = max(at, self.depth_at)
        return self.depth


def _reads_as_title(inner: str) -> bool:
    """Whether a bold span reads as a heading does: a question, or words that mostly begin with capitals."""
    inner = inner.strip()
    if not reads_as_heading(inner) or inner[0].islower():
        return False
    if inner[-1] in "?:":
        return True
    words = [word for word in _WORD.findall(inner) if len(word) > 3]
    capital = sum(1 for word in words if not word.islower())
    return capital * 2 >= len(words)


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _skip_spaces(text: str, at: int) -> int:
    match = _SPACES.match(text, at)
    return match.end() if match else at
