"""Where a flattened list ends: the paragraph after it has run into its last item."""

import re
from collections.abc import Sequence

_SENTENCE = re.compile(r"[.!?…][\"”’)\]*]{0,3}\s+(?=[\"“‘(\[]?(?:[^\W\d_a-zà-ÿ]|\*\*))")
_ARTICLE = re.compile(r"(?:a|an|the)\s+", re.IGNORECASE)
_NOTE = re.compile(r"\s*\([^()]*\)")
_STATES = re.compile(r"[^*.]{2,100}\s\*\*(?=\S)")
_NAME_STATES = re.compile(r"(?<=[^\s.,;:(—–-] )(?=((?:[A-Z][\w/&-]*\s){1,6})[a-z]+\s(?:(?:a|an|the)\s)?\*\*[a-z])")
_STATEMENT_FOLLOWS = re.compile(r"(?:['’]s|s)?\s+[a-z]+\s[^*.]{0,60}\*\*")
_VERB_FOLLOWS = re.compile(r"(?:['’]s|s)?\s+[a-z]")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|vs|al|cf|Fig|Eq|Dr|approx)\.\s*$")
_LONGEST_ITEM = 4_000


def find_term(lead: str) -> str:
    """The page's own term as its bold lead gives it, in small letters, without article and bracketed abbreviation."""
    return _ARTICLE.sub("", _NOTE.sub("", lead).strip(), count=1).casefold() if len(lead) < 120 else ""


def is_term(inner: str, term: str) -> bool:
    """Whether a bold span is the page's own term."""
    found = find_term(inner)
    return bool(found) and (found == term or (len(found) > 2 and found in term.split()) or term.startswith(found + " "))


def find_end(text: str, items: Sequence[tuple[int, int]], term: str, *, is_last: bool) -> int | None:
    """Where the last of ``items`` (offsets into ``text``) ends and a paragraph begins; None if it goes to its end.

    Told by a sentence about the page's own term, by a closing statement (``X is **…** …``) at the end of the text
    (``is_last``), or by the other items: where each of at least two is one sentence, the last is one sentence too.
    """
    start, end = items[-1]
    breaks = _sentence_starts(text, start, end)
    if term and (found := _find_term_start(text, start, end, term, breaks)) is not None:
        return found
    if is_last:
        for at in breaks:
            if _STATES.match(text, at, min(end, at + 200)) and text[at] != "*":
                return at
        if not breaks:
            tail = _NAME_STATES.search(text, start, min(end, start + _LONGEST_ITEM))
            if tail is not None:
                return tail.start()
    if breaks and len(items) > 2 and all(_is_one_sentence(text, *item) for item in items[:-1]):
        return breaks[0]
    return None


def _sentence_starts(text: str, start: int, end: int) -> list[int]:
    return [
        match.end()
        for match in _SENTENCE.finditer(text, start, end)
        if not _ABBREVIATION.search(text, max(start, match.start() - 8), match.end())
    ]


def _is_one_sentence(text: str, start: int, end: int) -> bool:
    return text[start:end].rstrip()[-1:] in ".!?" and not _sentence_starts(text, start, end)


def _find_term_start(text: str, start: int, end: int, term: str, breaks: Sequence[int]) -> int | None:
    """Where the item goes over to a sentence whose subject is the term."""
    item = text[start:end].casefold()
    if len(item) != end - start:
        return None
    at = item.find(term, 3)
    while at >= 0:
        place, after = start + at, start + at + len(term)
        if text[place].isupper() and text[place - 1].isspace():
            if place in breaks and _VERB_FOLLOWS.match(text, after, min(end, after + 80)):
                return place
            if text[place - 2] not in ",;:(—–-" and _STATEMENT_FOLLOWS.match(text, after, min(end, after + 100)):
                return place
        at = item.find(term, at + 1)
    return None
