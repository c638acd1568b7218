"""Whether a full stop ends a sentence, or only an abbreviation, an ordinal, initials or a part of a name."""

import re
from collections.abc import Iterator

from glossary_site.late import compile_late
from glossary_site.text.sentences.languages import SentenceWords, find_opening

#: The first letter of a word with a case of its own: ``pH``, ``iPhone``, ``k-means``; of Dutch "'s Nachts".
OWN_CASE = re.compile(r"(?<!\S)[a-z](?=[A-Z]|[-‐‑]\w)|(?<=\s['’])[nst](?= [A-Z])")

_PUNCTUATION = r"\s.,;:!?'’…·()\[\]{}\"“”„«»‹›「」『』（），、；：。/|–—"
#: The word before a full stop, with the parts and stops that adjoin it ("U.S"); a part that is apart from it ("z.").
_WORD = re.compile(rf"(?:[^{_PUNCTUATION}]+\.-?)*[^{_PUNCTUATION}]+\Z")
_PART = re.compile(rf"(?:[^{_PUNCTUATION}\d]{{1,5}}\.-?)+\Z")
#: In letters: after such a word and its full stop a number may open a sentence.
_LONG = 5
_NEXT = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?<![\w.,])\d+\Z")
_LIST_NUMBER = re.compile(r"(?:^|[.!?:;)*] )\d{1,2}\Z")
_ROMAN = re.compile(r"[IVXLCDM]{1,7}")
#: What follows the abbreviation of a numbered name: "Fig. 3", "vol. II", "Sec. B".
_NUMBERED = re.compile(r"\d|(?:[IVXLCDM]+|[A-Z])\b")
#: "J", "U.S", "Ph.D", "J.-C", and "Th" in "J. Th."
_INITIALS = re.compile(r"[^\W\d_](?:[.-]{1,2}[^\W\d_]{1,2})*|[^\W\d_]{2}(?:\.[^\W\d_]{1,2})+")
_SECOND_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_]\. ?-?[^\W\d_]{1,3}\Z")
_SHORT_FORM = re.compile(r"([^\W\d_]+)\.")
#: Scripts in which one letter may be a syllable or a word.
_SYLLABIC = re.compile(r"[\u0900-\u0dff\u0e80-\u0fff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_CONSONANTS = "bcčçćdďđfgğhjklłmnňñńpqrřsşșšśtťțţvwxzžźżбвгґджзклмнпрстфхцчшщβγδζθκλμνξπρσςτφχψ"
#: A word without a vowel, unless it is a unit, after a number, or all in capitals.
_VOWELLESS = compile_late(rf"(?<![\d./])(?<!\d[ \u00a0\u202f])\b(?i:[{_CONSONANTS}])[{_CONSONANTS}]+\Z")


def is_lower(char: str) -> bool:
    """Whether a letter would have another form at the start of a sentence, which those of Georgian have not."""
    return char.islower() and char.title() != char


def is_long_word(before: str, words: SentenceWords) -> bool:
    """Whether the word before a full stop is too long for an abbreviation of the language that is not listed."""
    word = _last_word(before)
    if not word.isalpha() or not words.longest_abbreviation:
        return False
    return len(word) > words.longest_abbreviation and not words.within & set(_names_before(before))


def _last_word(before: str) -> str:
    word = _WORD.search(before)
    return word[0] if word else ""


def opens_sentence(text: str, words: SentenceWords) -> bool:
    """Whether the first word of ``text`` is one that often opens a sentence, and is written so."""
    word = _NEXT.match(text)
    if word is None or text[word.end() : word.end() + 1] == ".":
        return False
    return not is_lower(text[0]) and word[0].casefold() in words.openers


def is_abbreviation(before: str, after: str, words: SentenceWords) -> bool:
    """Whether the full stop between two texts belongs to an abbreviation after which the sentence goes on."""
    return any(
        name in words.within or (name in words.numbered and _NUMBERED.match(after)) for name in _names_before(before)
    )


def exclamation_ends(before: str, after: str, words: SentenceWords) -> bool:
    """Whether the "!" between two texts ends a sentence; "Yahoo!" may be a name, unless an opener follows."""
    return not _last_word(before)[:1].isupper() or opens_sentence(after, words)


def full_stop_ends(before: str, after: str, words: SentenceWords) -> bool:
    """Whether the full stop between two texts, which a space and a word without small initial follow, ends a sentence.

    ``before`` is some forty characters, ``after`` begins with a letter or a digit.
    """
    opens = opens_sentence(after, words)
    if before[-1] in ".…":
        return True
    if number := _NUMBER.search(before):
        if after[0].isdigit() and (words.has_ordinals or len(number[0]) < 4):
            return False
        lead = before[: number.start()].rstrip()
        names = set(_names_before(lead[:-1])) if lead.endswith(".") else set()
        if names & words.numbered:
            return True
        if _LIST_NUMBER.search(before) and not names & words.within:
            return False
        return opens or not words.has_ordinals or len(number[0]) > 3
    if is_abbreviation(before, after, words):
        return False
    for name in _names_before(before):
        if name in words.seldom_last:
            return opens
        if name in words.often_last:
            return True
    word = _last_word(before)
    if after[0].isdigit() and word.lower() != word.upper():
        return len(word) >= _LONG and word.isalpha()
    return opens or not _may_be_short(word, before, after, words)


def _names_before(before: str) -> Iterator[str]:
    """The abbreviations that may end a text, the longest first: "z. B" gives ``z.b`` and ``b``."""
    *apart, last = before.split() or [""]
    word = _WORD.search(last)
    name = word[0] if word else ""
    if word and word.start() == 0:
        for piece in reversed(apart):
            part = _PART.search(piece)
            if part is None:
                break
            name = part[0] + name
            if part.start():
                break
    name = name.casefold()
    while name:
        yield name
        name = name.partition(".")[2].lstrip("-")


def _may_be_short(word: str, before: str, after: str, words: SentenceWords) -> bool:
    """Whether a word that is in no list looks like an ordinal, initials or another short form."""
    if _SECOND_INITIAL.search(before) or _VOWELLESS.search(before) or (words.has_ordinals and _ROMAN.fullmatch(word)):
        return True
    if not word or _SYLLABIC.match(word):
        return False
    # A small letter by itself is rather a variable, unless a short form follows: "i. d. R.", "i. Allg.".
    is_variable = len(word) == 1 and is_lower(word) and not _goes_on_short(word, after, words)
    is_guess = 0 < sum(map(str.isalpha, word)) <= words.longest_guess
    return is_guess or (_INITIALS.fullmatch(word) is not None and not is_variable)


def _goes_on_short(word: str, after: str, words: SentenceWords) -> bool:
    """Whether one letter with a full stop follows, or an abbreviation: by itself or as a part of one ("z. Zt.")."""
    following = _SHORT_FORM.match(after)
    if following is None or find_opening(after, words.asides):
        return False
    part = following[1].casefold()
    listed = words.within | words.seldom_last | words.often_last
    return len(part) == 1 or part in listed or f"{word}.{part}" in listed
