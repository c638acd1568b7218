"""A body in one line, as page dumps have it: its fences, formulas, tables, bold spans and list markers."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from glossary_site.text.layout.sections import reads_as_heading
from glossary_site.text.layout.segments import Segment, find_segments, inline_spans
from glossary_site.text.layout.spans import FILLER, Bold, find_bold, mask
from glossary_site.text.layout.tables import FlatTable, find_flat_tables
from glossary_site.text.words import GRAMMAR
from glossary_site.values import Frozen

#: In characters: how far a search around a position goes.
NEAR = 200
LONG_ITEM = 1_000

_MARKER = re.compile(r"(?:(?<=\s)|^)(?:[-•*]|(?:0|[1-9][0-9]?)\.)(?=\s+\S)|•")
_SPACES = re.compile(r"\s*")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LAST_WORD = re.compile(r"([^\s(\[\"“]+)\s*$")
_NOTE = re.compile(r"\s*\([^()]{1,80}\)(?=:)")
_HASHES_BEFORE_BOLD = re.compile(r"#{1,6}\s?(?=\*\*)")
_LABEL_AFTER = re.compile(r"\s*(?:\([^()]{1,80}\)\s*)?(?::|\s[—–-]\s)")
_PHRASE = re.compile(r"\s*[a-z][\w’'-]*(?:\s+\w|\.)")
_SENTENCE_OR_MARK = re.compile(r"[.:?!](?=[\"”*)]*(?:\s|$))|\$|\s[-•]\s|\*\*[^*\s][^*]{0,100}\*\*:")
_STEP = re.compile(r"(?:^|[.:!?]\s+)[A-Z]\w*\s+\d+[a-z]?\s*$")
_ITEM_MARK = "-•* 0123456789."
_SYMBOL_BEFORE = re.compile(r"(?:^|\s)[=+*/×·≈<>≤≥−]\s+\S+\s*$|[=+*/×·≈<>≤≥−]\s*$")
_SYMBOL_AFTER = re.compile(r"\S+\s+[+*/×·≈<>≤≥−](?:\s|$)")
_OWN_LABEL = re.compile(r"[^\W\d_][\w ]{0,30}:\s")
_CLOSERS = "\"'”’)]*_`" + FILLER
_ENDS = frozenset(".!?:…")
_ABBREVIATIONS = frozenset({"e.g", "i.e", "vs", "cf", "fig", "eq", "dr", "mr", "mrs", "no", "approx"})


#: What may follow a position; ``hard`` is a fence, a display formula or a table, ``number`` the first of a list.
Following = Literal["hard", "heading", "bullet", "number", "capital", "lower", "mark", "end"]


class Marker(Frozen):
    """A list marker, or a dash or number that looks like one; ``number`` is -1 for a bullet."""

    start: int
    end: int
    number: int


class FlatLine:
    """A body in one line with its fences, formulas and tables (``hard_at``), bold spans and markers, by their starts.

    ``solid`` is ``text`` with the same length, and with a filler in place of everything in which a sign has no meaning
    in Markdown. A position is an index of both.
    """

    def __init__(self, text: str) -> None:
        segments = find_segments(text)
        masked = mask(text, inline_spans(text, segments))
        tables = find_flat_tables(text, masked)
        self.text = text
        self.hard_at: dict[int, Segment | FlatTable] = {table.start: table for table in tables}
        self.hard_at |= {segment.start: segment for segment in segments if not _is_inside(segment.start, tables)}
        self.solid = mask(masked, [(hard.start, hard.end) for hard in self.hard_at.values()])
        self.bold_at = {bold.start: bold for bold in find_bold(text, self.solid)}
        self.marker_at = {marker.start: marker for marker in self._find_markers()}
        self.second_at = max((marker.start for marker in self.marker_at.values() if marker.number == 2), default=-1)

    def _find_markers(self) -> list[Marker]:
        """Everything outside bold spans that looks like a list marker."""
        ends = [bold.end for bold in self.bold_at.values()]
        starts = list(self.bold_at)
        markers: list[Marker] = []
        for match in _MARKER.finditer(self.solid):
            before = bisect_right(starts, match.start()) - 1
            if before < 0 or ends[before] <= match.start():
                number = int(match[0][:-1]) if match[0][0].isdigit() else -1
                markers.append(Marker(match.start(), match.end(), number))
        return markers

    def skip_spaces(self, at: int) -> int:
        """The position of the first character from ``at`` on that is no space."""
        match = _SPACES.match(self.solid, at)
        return match.end() if match else at

    def follows(self, at: int) -> Following:
        """What begins after ``at``, spaces aside."""
        at = self.skip_spaces(at)
        if at in self.hard_at:
            return "hard"
        if at >= len(self.solid):
            return "end"
        char = self.solid[at]
        if (bold := self.bold_at.get(self.skip_spaces(at + 1) if char in "—–" else at)) is not None:
            return "heading" if bold.inner[:1].isupper() or bold.inner[:1].isdigit() else "mark"
        if (marker := self.marker_at.get(at)) is not None:
            if marker.number < 0:
                return "mark" if self.is_dash(marker) else "bullet"
            return "number" if marker.number == 1 else "mark"
        if self.solid.startswith("#**", at):
            return "heading"
        if char in "*_\"“‘'":
            char = self.solid[at + 1 : at + 2]
        if char.isupper() or char.isdigit() or char in ("`", "$"):
            return "capital"
        return "lower" if char.isalpha() else "mark"

    def is_label(self, bold: Bold) -> bool:
        """Whether a bold span is a label: it ends with a colon, or a colon or a dash follows."""
        return bold.inner.rstrip().endswith(":") or _LABEL_AFTER.match(self.solid, bold.end) is not None

    def end_of_label(self, bold: Bold) -> int:
        """Where a bold span ends, with a colon after it and a note in brackets between them."""
        note = _NOTE.match(self.solid, bold.end)
        end = note.end() if note else bold.end
        return end + 1 if self.solid[end : end + 1] == ":" else bold.end

    def label_after(self, marker: Marker) -> Bold | None:
        """The bold span with which the item of a marker begins, None without one."""
        first = self.skip_spaces(marker.end)
        hashes = _HASHES_BEFORE_BOLD.match(self.solid, first)
        return self.bold_at.get(hashes.end() if hashes else first)

    def run_in_follows(self, at: int) -> bool:
        """Whether a bold span begins after ``at`` whose text goes on in its line; a list or table has a heading."""
        bold = self.bold_at.get(self.skip_spaces(at))
        if bold is None or bold.inner.rstrip().endswith("?"):
            return False
        return self.follows(self.end_of_label(bold)) not in ("hard", "bullet", "number")

    def marker_after(self, marker: Marker) -> Marker | None:
        """The next marker of the same sign within the length of an item."""
        end = self.solid.find(f" {self.solid[marker.start]} ", marker.end, marker.end + LONG_ITEM)
        return self.marker_at.get(end + 1)

    def is_dash(self, marker: Marker) -> bool:
        """Whether a marker is the dash between a bold name and a phrase: no other marker is before the next name."""
        before = self.solid[max(0, marker.start - NEAR) : marker.start].rstrip()
        if self.solid[marker.start] != "-" or not before.endswith("**"):
            return False
        after = self.marker_after(marker)
        is_alone = after is None or "**" in self.solid[marker.end : after.start]
        return is_alone and _PHRASE.match(self.solid, marker.end) is not None

    def ends_sentence(self, at: int) -> bool:
        """Whether a sentence or a line ends before ``at``."""
        before = self.solid[max(0, at - 40) : at].rstrip()
        bare = before.rstrip(_CLOSERS)
        if len(before) - len(bare) > 3 or not bare or bare[-1] not in _ENDS:
            return False
        word = _LAST_WORD.search(bare)
        return not (bare[-1] == "." and word and word[1].rstrip(".").casefold() in _ABBREVIATIONS)

    def continues(self, at: int) -> bool:
        """Whether the word or sign before ``at`` needs a word after it, so that nothing new begins at ``at``."""
        word = _LAST_WORD.search(self.solid, max(0, at - 40), at)
        if word is None:
            return False
        last = word[1].casefold()
        return last in GRAMMAR or last[-1] in ",(–—=+→/&" or last.rstrip(".") in _ABBREVIATIONS

    def has_sentence_end(self, at: int) -> bool:
        """Whether a sentence ends, or a display formula begins, after ``at`` and before anything else."""
        for match in _SENTENCE_OR_MARK.finditer(self.solid, at, at + 1_000):
            if match[0] != "$":
                return match[0][0] in ".:?!"
            if match.start() in self.hard_at:
                return True
        return False

    def word_after(self, at: int) -> str:
        """The characters after ``at`` up to a space."""
        first = self.skip_spaces(at)
        words = self.solid[first : first + 40].split(None, 1)
        return words[0] if words else ""

    def begins_item(self, at: int) -> bool:
        """Whether a list item may begin with the character at ``at``."""
        char = self.solid[at]
        return not (char.islower() and char.isascii()) and char not in ")]}=,;"

    def begins_item_in_lower_case(self, at: int, last_item: int) -> bool:
        """Whether an item may begin with the small letter at ``at``: with a label, or as the item at ``last_item``."""
        word = self.word_after(at)
        if word.endswith(":"):
            return True
        own = self.solid[self.skip_spaces(last_item + 1)]
        return own.islower() and own.isascii() and len(word) > 1

    def is_after_emphasis(self, marker: Marker) -> bool:
        """Whether a dash follows bold text that is emphasis or an item's label: ``is **a thing** - It does``."""
        before = self.solid[max(0, marker.start - NEAR) : marker.start].rstrip()
        if not before.endswith("**"):
            return False
        opening = before.rfind("**", 0, len(before) - 2)
        lead_in = before[:opening].split()
        return not lead_in or lead_in[-1].casefold() in GRAMMAR

    def is_arithmetic(self, marker: Marker, line_start: int) -> bool:
        """Whether a dash is a minus sign, a range, or the dash of ``Step 3 - …`` at the beginning of its line."""
        first = self.skip_spaces(marker.end)
        after = self.solid[first : first + 60]
        before = self.solid[max(line_start, marker.start - 60) : marker.start].rstrip()
        if before[-1:].isdigit() and after[:1].isdigit():
            return True
        if _STEP.search(before.lstrip(_ITEM_MARK) if marker.start - line_start <= 60 else before):
            return True
        return _SYMBOL_AFTER.match(after) is not None or (
            _SYMBOL_BEFORE.search(before) is not None and not _OWN_LABEL.match(after)
        )


def reads_as_title(inner: str) -> bool:
    """Whether a bold span reads like a heading: a question, or words that mostly begin with capitals."""
    inner = inner.strip()
    if not reads_as_heading(inner) or inner[0].islower():
        return False
    if inner[-1] in "?:":
        return True
    words = [word for word in _WORD.findall(inner) if len(word) > 3]
    return 2 * sum(not word.islower() for word in words) >= len(words)


def _is_inside(at: int, tables: Sequence[FlatTable]) -> bool:
    before = bisect_right(tables, at, key=lambda table: table.start) - 1
    return before >= 0 and at < tables[before].end
