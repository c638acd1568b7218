"""Where a flattened list ends: the paragraph after it is joined to its last item."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from glossary_site.values import Frozen

_SENTENCE = re.compile(r"[.!?…][\"”’)\]*]{0,3}\s+(?=[\"“‘(\[]?(?:[^\W\d_a-zà-ÿ]|\*\*))")
_ARTICLE = re.compile(r"(?:a|an|the)\s+", re.IGNORECASE)
_NOTE = re.compile(r"\s*\(([^()]{1,80})\)")
_STATES = re.compile(r"[^*.]{2,100}\s\*\*(?=\S)")
_NAME_STATES = re.compile(r"(?<=[^\s.,;:(—–-] )(?=((?:[A-Z][\w/&-]*\s){1,6})[a-z]+\s(?:(?:a|an|the)\s)?\*\*[a-z])")
_STATEMENT_FOLLOWS = re.compile(r"(?:['’]s|s)?\s+[a-z]+\s[^*.]{0,60}\*\*")
_VERB_FOLLOWS = re.compile(r"(?:['’]s|s)?\s+[a-z]")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|vs|al|cf|Fig|Eq|Dr|approx)\.\s*$")
_UNMARKED_SENTENCE = re.compile(
    r"(?<=[^\s.,;:(—–-] )(?:This|These|Those|The|That|It|They|In|For|When|While|If|As|Together|Overall|However|Thus"
    r"|Such|Both|By|With|Without|Because|Since|Although)\s+(?=[a-z])"
)
_LONGEST_ITEM = 4_000
_LONGEST_TERM = 120
_WORDS_BEFORE_NAME = 2
_FULL_STOPS = (".", "!", "?")
_SHORTEST_PARAGRAPH = 60


def find_names(lead: str) -> tuple[str, ...]:
    """The names that a body may use for its own term, casefolded, from its bold lead; none from a long lead.

    They are the term without article and brackets, the abbreviations in brackets, and the first two words of a term of
    more words.
    """
    if len(lead) > _LONGEST_TERM:
        return ()
    term = _ARTICLE.sub("", _NOTE.sub("", lead).strip(), count=1).casefold()
    names = [term, *(note[1].strip().casefold() for note in _NOTE.finditer(lead))]
    words = term.split()
    if len(words) > 2:
        names.append(" ".join(words[:2]))
    return tuple(name for name in names if name)


def is_name(inner: str, names: Sequence[str]) -> bool:
    """Whether a bold span has one of the ``names`` of the body's own term."""
    found = find_names(inner)
    return bool(found and names) and (
        found[0] in names or (len(found[0]) > 2 and found[0] in names[0].split()) or names[0].startswith(found[0] + " ")
    )


class _Item(Frozen):
    """An item of a list, or a paragraph: ``start:end`` of a text."""

    text: str
    start: int
    end: int

    @property
    def last_mark(self) -> str:
        """The last character that is no space; "" if there is none near the end."""
        return self.text[max(self.start, self.end - 40) : self.end].rstrip()[-1:]

    def sentence_starts(self) -> list[int]:
        """Where each sentence but the first begins."""
        return [
            match.end()
            for match in _SENTENCE.finditer(self.text, self.start, self.end)
            if not _ABBREVIATION.search(self.text, max(self.start, match.start() - 8), match.end())
        ]

    def is_one_sentence(self) -> bool:
        """Whether the item is one whole sentence."""
        return self.last_mark in _FULL_STOPS and not self.sentence_starts()

    def states_name(self, at: int, names: Sequence[str]) -> bool:
        """Whether one of the names is near the start of the sentence at ``at``, and a bold statement follows it."""
        head = self.text[at : at + _LONGEST_TERM].casefold()
        return any(
            (found := head.find(name)) >= 0
            and len(head[:found].split()) <= _WORDS_BEFORE_NAME
            and not head[found - 1 : found].strip()
            and _STATEMENT_FOLLOWS.match(self.text, at + found + len(name), min(self.end, at + found + len(name) + 100))
            for name in names
        )

    def whole_subject(self, at: int, term: str, breaks: Sequence[int]) -> int:
        """Where the subject begins that the name at ``at`` ends: at an article or a word of the ``term`` before it."""
        first = bisect_right(breaks, at) - 1
        sentence = breaks[first] if first >= 0 else -1
        words = self.text[max(self.start, sentence, at - _LONGEST_TERM) : at].split()
        if at - sentence < _LONGEST_TERM and sentence >= 0 and len(words) <= _WORDS_BEFORE_NAME:
            return sentence
        own = {*term.split(), "a", "an", "the"}
        while words and words[-1][0].isupper() and words[-1].casefold() in own:
            at -= len(words.pop()) + 1
        return at

    def find_statement(self, names: Sequence[str], breaks: Sequence[int], *, unmarked: bool) -> int | None:
        """Where a sentence about the term begins; None if none does.

        The full stop before it may be missing where the sentence has a bold statement; where no item has a full stop
        (``unmarked``), before any sentence. ``breaks`` are the ``sentence_starts``.
        """
        text, start, end = self.text, self.start, self.end
        item = text[start:end].casefold()
        if len(item) != end - start:
            return None
        for name in names:
            at = item.find(name, 3)
            while at >= 0:
                place, after = start + at, start + at + len(name)
                if text[place].isupper() and text[place - 1].isspace():
                    place = self.whole_subject(place, names[0], breaks)
                    if place in breaks and _VERB_FOLLOWS.match(text, after, min(end, after + 80)):
                        return place
                    pattern = _VERB_FOLLOWS if unmarked and name == names[0] else _STATEMENT_FOLLOWS
                    if text[place - 2] not in ",;:(—–-" and pattern.match(text, after, min(end, after + 100)):
                        return place
                at = item.find(name, at + 1)
        return None


def find_end(text: str, items: Sequence[tuple[int, int]], names: Sequence[str], *, is_last: bool) -> int | None:
    """Where the last of ``items`` (spans of ``text``) ends and a paragraph begins; None if no paragraph does.

    A paragraph begins with a sentence about the body's own term; or, at the end of the text (``is_last``), with a
    closing statement (``X is **…** …``); or after one sentence, where each of at least two other items is one sentence.
    """
    *others, last = (_Item(text, *item) for item in items)
    breaks = last.sentence_starts()
    lack_marks = _lack_full_stops(others)
    unmarked = last.last_mark == "." and lack_marks
    if (found := last.find_statement(names, breaks, unmarked=unmarked)) is not None:
        return found
    if is_last:
        for at in breaks:
            if _STATES.match(text, at, min(last.end, at + 200)) and text[at] != "*":
                return at
        if not breaks and (tail := _NAME_STATES.search(text, last.start, min(last.end, last.start + _LONGEST_ITEM))):
            return tail.start()
    if breaks and len(others) > 1 and all(item.is_one_sentence() for item in others):
        return breaks[0] if last.end - breaks[0] >= _SHORTEST_PARAGRAPH else None
    if not breaks and len(others) > 1 and lack_marks and last.last_mark in (".", ":"):
        sentence = _UNMARKED_SENTENCE.search(text, last.start + 3, last.end)
        return sentence.start() if sentence is not None else None
    return None


def lack_full_stops(text: str, items: Sequence[tuple[int, int]]) -> bool:
    """Whether there are items (spans of ``text``), and none of them ends as a sentence does."""
    return _lack_full_stops([_Item(text, *item) for item in items])


def _lack_full_stops(items: Sequence[_Item]) -> bool:
    return bool(items) and all(item.last_mark not in _FULL_STOPS for item in items)


def find_closing(text: str, start: int, end: int, names: Sequence[str]) -> int | None:
    """Where a statement about the body's own term begins in its last paragraph; None if there is none."""
    paragraph = _Item(text, start, end)
    breaks = [at for at in paragraph.sentence_starts() if paragraph.states_name(at, names)]
    return breaks[-1] if breaks else None
