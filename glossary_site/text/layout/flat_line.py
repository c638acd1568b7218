"""One line of a page dump as layout sees it: what stands in it, and what comes before and after a place in it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from glossary_site.text.layout.sections import reads_as_heading
from glossary_site.text.layout.segments import Segment, find_segments, inline_spans
from glossary_site.text.layout.spans import FILLER, Bold, find_bold, mask
from glossary_site.text.layout.tables import FlatTable, find_flat_tables

NEAR = 200

_MARKER = re.compile(r"(?:(?<=\s)|^)(?:[-•*]|(?:0|[1-9][0-9]?)\.)(?=\s+\S)|•")
_SPACES = re.compile(r"\s*")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LAST_WORD = re.compile(r"([^\s(\[\"“]+)\s*$")
_NOTE = re.compile(r"\s*\([^()]{1,80}\)(?=:)")
_HASHES_BEFORE_BOLD = re.compile(r"#{1,6}\s?(?=\*\*)")
_LABEL_AFTER = re.compile(r"\s*(?:\([^()]{1,80}\)\s*)?(?::|\s[—–-]\s)")
_SENTENCE_OR_MARK = re.compile(r"[.:?!](?=[\"”*)]*(?:\s|$))|\$|\s[-•]\s|\*\*[^*\s][^*]{0,100}\*\*:")
_CLOSERS = "\"'”’)]*_`" + FILLER
_ENDS = frozenset(".!?:…")
# Words that want something after them, so that no heading follows them without a full stop; sentences begin with them.
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the is are was were be been being am of and or nor but to in on at for with by as from into onto than "
        "that which who whose via like its their this these those both each every between not no has have had over "
        "under per using use uses called named about against within without through across when where if it they we "
        "you there here most many some all such",
    )
)
_ABBREVIATIONS = frozenset({"e.g", "i.e", "vs", "cf", "fig", "eq", "dr", "mr", "mrs", "no", "approx"})


@dataclass(frozen=True, slots=True)
class Marker:
    """A list marker or something that looks like one; ``number`` is -1 for a bullet."""

    start: int
    end: int
    number: int


class FlatLine:
    """A line with its fences, formulas and tables (``hard_at``), bold spans and markers, each by where it starts.

    ``solid`` is the line with everything blotted out in which no mark is Markdown's; it is as long as ``text``.
    """

    __slots__ = ("bold_at", "hard_at", "marker_at", "second_at", "solid", "text")

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
        """What looks like a list marker, outside of bold spans."""
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
        """The place of the first character from ``at`` on that is no space."""
        match = _SPACES.match(self.solid, at)
        return match.end() if match else at

    def follows(self, at: int) -> str:
        """What begins after ``at``: hard, heading, bullet, number, mark, capital, lower or end."""
        at = self.skip_spaces(at)
        if at in self.hard_at:
            return "hard"
        if at >= len(self.solid):
            return "end"
        if (bold := self.bold_at.get(at)) is not None:
            return "heading" if bold.inner[:1].isupper() or bold.inner[:1].isdigit() else "mark"
        if (marker := self.marker_at.get(at)) is not None:
            return "bullet" if marker.number < 0 else "number" if marker.number == 1 else "mark"
        char = self.solid[at]
        if self.solid.startswith("#**", at):
            return "heading"
        if char in "—–" and self.solid.startswith("**", self.skip_spaces(at + 1)):
            return "heading"
        if char in "*_\"“‘'":
            char = self.solid[at + 1 : at + 2]
        if char.isupper() or char.isdigit() or char in ("`", "$"):
            return "capital"
        return "lower" if char.isalpha() else "mark"

    def is_label(self, bold: Bold) -> bool:
        """Whether a bold span is a label: a colon or a dash follows it, or a colon ends it."""
        return bold.inner.rstrip().endswith(":") or _LABEL_AFTER.match(self.solid, bold.end) is not None

    def end_of_label(self, bold: Bold) -> int:
        """Where a bold span ends with a note in brackets and the colon after it, if it has the colon."""
        note = _NOTE.match(self.solid, bold.end)
        end = note.end() if note else bold.end
        return end + 1 if self.solid[end : end + 1] == ":" else bold.end

    def label_after(self, marker: Marker) -> Bold | None:
        """The bold span with which an item begins."""
        first = self.skip_spaces(marker.end)
        hashes = _HASHES_BEFORE_BOLD.match(self.solid, first)
        return self.bold_at.get(hashes.end() if hashes else first)

    def labelled_item_follows(self, at: int) -> bool:
        """Whether an item with a label begins after ``at``."""
        marker = self.marker_at.get(self.skip_spaces(at))
        label = self.label_after(marker) if marker is not None else None
        return label is not None and self.is_label(label)

    def ends_sentence(self, at: int) -> bool:
        """Whether a sentence or a line ends before ``at``."""
        before = self.solid[max(0, at - 40) : at].rstrip()
        bare = before.rstrip(_CLOSERS)
        if len(before) - len(bare) > 3 or not bare or bare[-1] not in _ENDS:
            return False
        word = _LAST_WORD.search(bare)
        return not (bare[-1] == "." and word and word[1].rstrip(".").casefold() in _ABBREVIATIONS)

    def is_wanted(self, at: int) -> bool:
        """Whether the word before wants something to follow it, so that nothing new begins at ``at``."""
        word = _LAST_WORD.search(self.solid, max(0, at - 40), at)
        if word is None:
            return False
        last = word[1].casefold()
        return is_function_word(last) or last[-1] in ",(–—=+→/&" or last.rstrip(".") in _ABBREVIATIONS

    def has_sentence_end(self, at: int) -> bool:
        """Whether a sentence ends after ``at``, or a formula has lines of its own, before anything else begins."""
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


def is_function_word(word: str) -> bool:
    """Whether a word in small letters is one of grammar's."""
    return word in _FUNCTION_WORDS


def reads_as_title(inner: str) -> bool:
    """Whether a bold span reads as a heading does: a question, or words that mostly begin with capitals."""
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
