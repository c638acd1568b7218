"""Where a sentence ends in the plain text of an entry.

The Unicode rules give every place where a sentence may end; what follows here takes places away. Where it is not sure
that a sentence ends, it goes on: a definition that is too long is better than one that is cut.
"""

import re
from collections.abc import Iterable, Iterator

from glossary_site.language import sentence_breaks
from glossary_site.text.sentences.full_stops import (
    OWN_CASE,
    exclamation_ends,
    full_stop_ends,
    is_long_word,
    is_lower,
    opens_sentence,
)
from glossary_site.text.sentences.languages import SentenceWords, find_opening, sentence_words
from glossary_site.text.sentences.plain import Plain
from glossary_site.values import Frozen

#: In characters: no sentence is looked for beyond it, and a pair of brackets that is longer is none.
_LONGEST, _LONGEST_PAIR = 3000, 400
#: The full stop of an abbreviation is judged by so many characters before it.
_BEFORE = 40
# A dash before another sentence, which has a capital.
_DASH = re.compile(r" ([-–—]) (?=[^\W\d_])")

#: A letter without case, of the Basic Multilingual Plane.
_LETTER = "\N{HEBREW LETTER ALEF}"
#: What the bare rules read otherwise than a reader does, and characters of the same number instead.
_AS_READ = (
    # Something was left out of a quotation.
    (re.compile(r"\[(?:\.{3})\]"), f"[{3 * _LETTER}]"),
    # Whether a sentence may open with a number or a small letter is decided here.
    (re.compile(r"([.!?] ['’]?)[^\W_]"), rf"\1{_LETTER}"),
)
_AS_READ_BEYOND_ASCII = (
    # Each is two units of UTF-16, in which ICU counts.
    (re.compile("[\U00010000-\U0010ffff]"), _LETTER),
    (re.compile(r"\[…\]"), f"[{_LETTER}]"),
    (re.compile("…"), "."),
    # The full stops of Armenian and Amharic look like a colon and two, and are often typed so.
    (re.compile(r"([\u0530-\u058f]):(?!\S)"), r"\1։"),
    (re.compile("፡፡"), "።።"),
    # The space that French writes before a closing mark does not separate it from the sentence.
    (re.compile(r"([.!?])\s(?=[»›])"), r"\1)"),
)

#: Opening mark -> the marks that close it. Some open and close, by their place in a word.
_PAIRS = dict(zip('([{（［【〔「『《〈“«»‹›"”', ')]}）］】〕」』》〉”»«›‹"”', strict=True)) | {"„": "“”", "‚": "‘"}
_BOTH_WAYS = frozenset('"”»›«‹')
_PAIRED = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_PAIRS.values())) + "]")
_OPENING = "\"'“”‘„«»‹›([{（「『《【¿¡*_"
_OPENERS = "([{（「『《【«„¿¡"
_ROUND = frozenset(")]}）］")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_CLOSING = "\"'”’»›)]}）］」』】〕》〉“‘ \t\u00a0\u202f" + _INVISIBLE
#: The number or letter of a list item; nothing at all.
_LABEL = re.compile(r"\W*(?:\d{0,3}|[^\W\d_])[.)]*")
_UNSEEN = dict.fromkeys(map(ord, _INVISIBLE))


def sentence_end(plain: Plain, start: int, language: str) -> int:
    """The index just after the sentence that starts at ``start``, with its closing mark and quotes.

    ``language`` is a BCP 47 tag. A sentence also ends with its block, and at a dash before another sentence.
    """
    text = plain.text
    words = sentence_words(language)
    limit = min((index for index in plain.breaks if index > start), default=len(text))
    pairs = _find_pairs(text, start, min(limit, start + _LONGEST))
    limit = _dash_before_sentence(plain, start, limit, pairs, words)
    stops = _find_stops(plain, start, limit, language)
    return next((stop.end for stop in stops if _ends_here(plain, stop, pairs, limit, words)), limit)


def _dash_before_sentence(
    plain: Plain, start: int, limit: int, pairs: list[tuple[int, int]], words: SentenceWords
) -> int:
    """The index of the first dash from ``start`` that joins two sentences; else ``limit``.

    After it is a word that points back ("It"); or, after a bold statement, any word with a capital behind a hyphen, and
    one that opens a sentence behind a longer dash. A statement has two words or more.
    """
    text = plain.text
    stated = {end for begin, end in plain.bold if begin > start and len(text[begin:end].split()) > 1}
    for dash in _DASH.finditer(text, start, limit):
        after = text[dash.end() : limit]
        if not after[0].isupper() or _is_inside(dash.start(), (*pairs, *plain.solid)):
            continue
        goes_on = find_opening(after, words.backward + words.pointing)
        if goes_on or (dash.start() in stated and (dash[1] == "-" or opens_sentence(after, words))):
            return dash.start()
    return limit


def _is_inside(index: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(begin <= index < end for begin, end in spans)


def _find_pairs(text: str, start: int, limit: int) -> list[tuple[int, int]]:
    """The indexes of both marks of each pair of brackets or quotation marks."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for mark in _PAIRED.finditer(text, start, limit):
        char, index = mark[0], mark.start()
        at_word_start = not text[index - 1 : index].strip() or text[index - 1] in _OPENING
        closes = char not in _BOTH_WAYS or not at_word_start or not text[index + 1 : index + 2].strip()
        depth = next((n for n in range(len(opened) - 1, -1, -1) if char in _PAIRS[text[opened[n]]]), -1)
        if closes and depth >= 0:
            if index - opened[depth] <= _LONGEST_PAIR:
                pairs.append((opened[depth], index))
            del opened[depth:]
        elif char in _PAIRS and (char not in _BOTH_WAYS or at_word_start):
            opened.append(index)
    return pairs


class _Stop(Frozen):
    """A place where a sentence may end: the index of its last mark, and that after the marks that close it."""

    mark: int
    end: int


def _find_stops(plain: Plain, start: int, limit: int, language: str) -> Iterator[_Stop]:
    """The places before ``limit`` where the sentence from ``start`` may end by the bare rules."""
    text = plain.text
    last = min(limit, start + _LONGEST)
    read = text[start:last]
    for begin, end in plain.solid:
        if begin < last and end > start:
            inside = slice(max(begin - start, 0), min(end, last) - start)
            read = read[: inside.start] + _LETTER * (inside.stop - inside.start) + read[inside.stop :]
    for pattern, replacement in _AS_READ if read.isascii() else (*_AS_READ_BEYOND_ASCII, *_AS_READ):
        read = pattern.sub(replacement, read)
    for index in sentence_breaks(read, language):
        # An opening mark close behind is the rules' as well as a closing one.
        end = start + len(text[start : start + index].rstrip().rstrip(_OPENERS))
        mark = start + len(text[start:end].rstrip(_CLOSING)) - 1
        if end < last and not _is_inside(mark, plain.solid) and not _LABEL.fullmatch(text, start, mark):
            yield _Stop(mark, end)


def _ends_here(plain: Plain, stop: _Stop, pairs: list[tuple[int, int]], limit: int, words: SentenceWords) -> bool:
    """Whether a sentence ends at a stop; the mark there is any that the Unicode rules take for the end of one."""
    text = plain.text
    if any(begin < stop.mark and stop.end <= end for begin, end in pairs):
        return False
    after = text[stop.end : limit].lstrip().removeprefix("- ").lstrip(_OPENING)
    if not after or after[0] in "—–":
        return False
    if is_lower(after[0]) and not _may_open_small(plain, stop, limit - len(after), words):
        return False
    is_closed = stop.end > stop.mark + 1
    is_sure = after[0].isupper() and text[stop.end - 1] not in _ROUND
    if is_closed and not (is_sure or opens_sentence(after, words) or _is_speech(text, stop, pairs)):
        return False
    before = text[max(stop.mark - _BEFORE, 0) : stop.mark].translate(_UNSEEN)
    if text[stop.mark] == "!":
        return exclamation_ends(before, after, words)
    if text[stop.mark] not in ".…":
        return True
    if not before or before[-1].isspace():
        return False
    if not text[stop.end].isspace() and not (_has_no_case(before[-1]) and _has_no_case(after[0])):
        return False
    return full_stop_ends(before, after, words)


def _may_open_small(plain: Plain, stop: _Stop, at: int, words: SentenceWords) -> bool:
    """Whether a small letter at an index after a stop may open a sentence: one of code, of a bold name, of "pip"."""
    if _is_inside(at, plain.solid) or any(begin == stop.end + 1 for begin, _ in plain.bold):
        return True
    text = plain.text
    return OWN_CASE.match(text, at) is not None or (
        text[stop.mark] == "." and is_long_word(text[max(stop.mark - _BEFORE, 0) : stop.mark], words)
    )


def _is_speech(text: str, stop: _Stop, pairs: list[tuple[int, int]]) -> bool:
    """Whether the pair of marks that closes at a stop follows a colon: what it holds ends the sentence around it."""
    opener = next((begin for begin, end in pairs if end == stop.end - 1), stop.mark)
    return text[:opener].rstrip()[-1:] in (":", "：")


def _has_no_case(char: str) -> bool:
    return char.isalpha() and char.upper() == char.lower()
