"""Where a sentence ends in the plain text of an entry, whether its line ends are kept or lost."""

import re

from glossary_site.text.sentences.plain import Plain
from glossary_site.text.words import word_set

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”）]*")
# A sentence of a flattened body also ends at the next bullet, step, heading or table row.
_MARKER = re.compile(r" (?:[•|]|#{1,6}|[-–]|\d{1,2}[.)])(?= )")
_ITEM = re.compile(r"\s*(?:[-–•] |\d{1,2}[.)] )")
_OPENERS = word_set("""
    a an the this that these those it its they their there here he she we you i in on for with when while if as at by
    from both each many most some such unlike although because since however thus hence then
    """)
# The full stop of these ends no sentence, even before a capital.
_NEVER_LAST = word_set("e.g i.e vs cf approx fig figs eq eqs sec dr mr mrs ms prof st viz ca pp ch resp dept")
# The full stop of these ends a sentence if the next word often opens one.
_SELDOM_LAST = word_set("etc al inc ltd co corp jr sr vol est ref refs u.s u.k u.n e.u ph.d m.sc b.sc a.k.a a.m p.m")
_LIST_NUMBER = re.compile(r"(?:^|[.!?:;)*] )\d{1,2}$")


def sentence_end(plain: Plain, start: int) -> int:
    """The index just after the sentence that starts at ``start``, with its closing mark and quotes.

    A sentence also ends with its block, and where a spaced hyphen or another bold phrase follows a bold phrase:
    flattened text keeps no other trace of the bullet or the sub-heading that followed.
    """
    text = plain.text
    limit = min((index for index in plain.breaks if index > start), default=len(text))
    limit = min(limit, _bold_end(plain, start, limit))
    brackets = _brackets(text, start, limit)
    for marker in _MARKER.finditer(text, start + 1, limit):
        if _inside(marker.start(), plain.solid) or _inside(marker.start(), brackets):
            continue
        if marker[0][1] in "•|#" or text[marker.start() - 1] in ".!?:;":
            limit = marker.start()
            break
    for stop in _STOP.finditer(text, start, limit):
        in_brackets = text[stop.end() - 1] != ")" and _inside(stop.start(), brackets)
        if in_brackets or _inside(stop.start(), plain.solid):
            continue
        if _ends_here(plain, stop.start(), stop.end(), limit):
            return stop.end()
    return limit


def _bold_end(plain: Plain, start: int, limit: int) -> int:
    text = plain.text
    for index, (begin, end) in enumerate(plain.bold):
        # The sentence goes on after the bold lead that opens it.
        if begin == start or not start < end < limit:
            continue
        following = plain.bold[index + 1][0] if index + 1 < len(plain.bold) else -1
        gap = text[end:].lstrip()[:2] if end < len(text) else ""
        if len(text[begin:end].split()) >= 3 and gap in ("- ", "• ", "| "):
            return end
        if 0 < following - end <= 2 and not text[end:following].strip() and end - begin > 20:
            return end
    return limit


def _brackets(text: str, start: int, limit: int) -> tuple[tuple[int, int], ...]:
    """(start, end) of matched outer brackets, round and square, of at most 400 characters."""
    spans: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for index in range(start, limit):
        char = text[index]
        if char in "([":
            opened.append((")" if char == "(" else "]", index))
        elif char in ")]" and opened and opened[-1][0] == char:
            begin = opened.pop()[1]
            if not opened and index - begin <= 400:
                spans.append((begin, index))
    return tuple(spans)


def _inside(index: int, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(begin <= index < end for begin, end in spans)


def _ends_here(plain: Plain, start: int, end: int, limit: int) -> bool:
    text = plain.text
    rest = text[end:].lstrip()
    if end >= limit or not rest or text[start] in "。！？":
        return True
    if start and text[start - 1].isspace() and text[start] == ".":
        return False
    if any(begin == end + 1 for begin, _ in plain.bold) or _ITEM.match(text, end):
        return True
    after = rest.lstrip("\"'“‘«([¿¡*_")
    if not after or after[0] in "—–" or (after[0].islower() and not _has_own_case(after)):
        return False
    if text[start] != "." or text[start : start + 2] == "..":
        return True
    return _full_stop_ends(text[:start], after)


def _has_own_case(after: str) -> bool:
    """Whether a lower-case first word may still open a sentence (``pH``, ``iPhone``, ``k-means``)."""
    word = after.split(maxsplit=1)[0]
    return any(char.isupper() for char in word) or (len(word) > 2 and word[1] in "-‐‑")


def _full_stop_ends(before: str, after: str) -> bool:
    token = re.split(r"[\s(\[“\"—–/]", before[-30:])[-1]
    word = token.casefold().strip("*_'’")
    next_word = re.split(r"[\s,.;:!?’']", after, maxsplit=1)[0]
    if word in _NEVER_LAST:
        return False
    if word in ("no", "vol", "eq", "sec", "ref") and next_word[:1].isdigit():
        return False
    if word in _SELDOM_LAST or (len(token) == 1 and token.isupper()):
        return next_word.casefold() in _OPENERS
    return not _LIST_NUMBER.search(before[-8:])
