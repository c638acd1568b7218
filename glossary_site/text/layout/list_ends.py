"""Where a flattened list ends: the paragraph after it has run into its last item."""

import re
from collections.abc import Sequence

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
_FULL_STOPS = (".", "!", "?")
_SHORTEST_PARAGRAPH = 60


def find_names(lead: str) -> tuple[str, ...]:
    """What the page's own term may be called, in small letters, from the bold lead that names it.

    The term without its article and bracketed abbreviation, the abbreviations, and the first two words of a long term.
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
    """Whether a bold span names the page's own term."""
    found = find_names(inner)
    return bool(found and names) and (
        found[0] in names or (len(found[0]) > 2 and found[0] in names[0].split()) or names[0].startswith(found[0] + " ")
    )


def find_end(text: str, items: Sequence[tuple[int, int]], names: Sequence[str], *, is_last: bool) -> int | None:
    """Where the last of ``items`` (offsets into ``text``) ends and a paragraph begins; None if it goes to its end.

    Told by a sentence about the page's own term, by a closing statement (``X is **…** …``) at the end of the text
    (``is_last``), or by the other items: where each of at least two is one sentence, the last is one sentence too.
    """
    start, end = items[-1]
    breaks = _sentence_starts(text, start, end)
    unmarked = _last_mark(text, start, end) == "." and lack_full_stops(text, items[:-1])
    if (found := _find_statement(text, start, end, names, breaks, unmarked=unmarked)) is not None:
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
        return breaks[0] if end - breaks[0] >= _SHORTEST_PARAGRAPH else None
    if (
        not breaks
        and len(items) > 2
        and (unmarked or (_last_mark(text, start, end) == ":" and lack_full_stops(text, items[:-1])))
    ):
        sentence = _UNMARKED_SENTENCE.search(text, start + 3, end)
        return sentence.start() if sentence is not None else None
    return None


def lack_full_stops(text: str, items: Sequence[tuple[int, int]]) -> bool:
    """Whether none of the items, of which there is at least one, ends as a sentence does."""
    return bool(items) and all(_last_mark(text, start, end) not in _FULL_STOPS for start, end in items)


def _last_mark(text: str, start: int, end: int) -> str:
    """The last character of an item that is no space; the empty text if there is none near its end."""
    return text[max(start, end - 40) : end].rstrip()[-1:]


def _sentence_starts(text: str, start: int, end: int) -> list[int]:
    return [
        match.end()
        for match in _SENTENCE.finditer(text, start, end)
        if not _ABBREVIATION.search(text, max(start, match.start() - 8), match.end())
    ]


def _is_one_sentence(text: str, start: int, end: int) -> bool:
    return _last_mark(text, start, end) in _FULL_STOPS and not _sentence_starts(text, start, end)


def find_closing(text: str, start: int, end: int, names: Sequence[str]) -> int | None:
    """Where the last paragraph goes over to a statement about the page's own term; None if it does not."""
    breaks = [at for at in _sentence_starts(text, start, end) if _states_name(text, at, end, names)]
    return breaks[-1] if breaks else None


def _states_name(text: str, at: int, end: int, names: Sequence[str]) -> bool:
    """Whether a sentence at ``at`` begins with one of the names and states something of it in bold."""
    head = text[at : at + _LONGEST_TERM].casefold()
    return any(
        head.startswith(name) and _STATEMENT_FOLLOWS.match(text, at + len(name), min(end, at + len(name) + 100))
        for name in names
    )


def _find_statement(
    text: str, start: int, end: int, names: Sequence[str], breaks: Sequence[int], *, unmarked: bool
) -> int | None:
    """Where the item goes over to a sentence whose subject is the term.

    A full stop may be missing before it where the sentence states something of the term in bold; where no item has a
    full stop (``unmarked``) any sentence about the term will do.
    """
    item = text[start:end].casefold()
    if len(item) != end - start:
        return None
    for name in names:
        at = item.find(name, 3)
        while at >= 0:
            place, after = start + at, start + at + len(name)
            if text[place].isupper() and text[place - 1].isspace():
                if place in breaks and _VERB_FOLLOWS.match(text, after, min(end, after + 80)):
                    return place
                pattern = _VERB_FOLLOWS if unmarked and name == names[0] else _STATEMENT_FOLLOWS
                if text[place - 2] not in ",;:(—–-" and pattern.match(text, after, min(end, after + 100)):
                    return place
            at = item.find(name, at + 1)
    return None
