"""Lunr's English stemmer as lunr.js 2.3.9 computes it, in Python.

lunr.py's own stemmer follows another edition of Porter's algorithm: it changes ``key`` to ``kei``, lunr.js does not, so
that the browser would not find words that Python indexed. This is a port, rule by rule, of the JavaScript: Porter
(1980), "An algorithm for suffix stripping", as changed by lunr.js. A test compares the two with a large vocabulary.
"""

import re
from functools import lru_cache

_C = "[^aeiou]"
_V = "[aeiouy]"
_CS = _C + "[^aeiouy]*"
_VS = _V + "[aeiou]*"

_MORE_THAN_0 = re.compile(f"^({_CS})?{_VS}{_CS}")
_EXACTLY_1 = re.compile(rf"^({_CS})?{_VS}{_CS}({_VS})?\Z")
_MORE_THAN_1 = re.compile(f"^({_CS})?{_VS}{_CS}{_VS}{_CS}")
_VOWEL_IN_STEM = re.compile(f"^({_CS})?{_V}")
_SHORT = re.compile(rf"^{_CS}{_V}[^aeiouwxy]\Z")
_DOUBLE = re.compile(r"([^aeiouylsz])\1\Z")

_STEP_1A = (re.compile(r"^(.+?)(ss|i)es\Z"), re.compile(r"^(.+?)([^s])s\Z"))
_STEP_1B_EED = re.compile(r"^(.+?)eed\Z")
_STEP_1B = re.compile(r"^(.+?)(ed|ing)\Z")
_STEP_1B_E = re.compile(r"(at|bl|iz)\Z")
_STEP_1C = re.compile(r"^(.+?[^aeiou])y\Z")

_SUFFIXES_2 = {
    "ational": "ate",
    "tional": "tion",
    "enci": "ence",
    "anci": "ance",
    "izer": "ize",
    "bli": "ble",
    "alli": "al",
    "entli": "ent",
    "eli": "e",
    "ousli": "ous",
    "ization": "ize",
    "ation": "ate",
    "ator": "ate",
    "alism": "al",
    "iveness": "ive",
    "fulness": "ful",
    "ousness": "ous",
    "aliti": "al",
    "iviti": "ive",
    "biliti": "ble",
    "logi": "log",
}
_SUFFIXES_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_2 = re.compile(rf"^(.+?)({'|'.join(_SUFFIXES_2)})\Z")
_STEP_3 = re.compile(rf"^(.+?)({'|'.join(_SUFFIXES_3)})\Z")
_STEP_4 = re.compile(r"^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)\Z")
_STEP_4_ION = re.compile(r"^(.+?)(s|t)(ion)\Z")
_STEP_5 = re.compile(r"^(.+?)e\Z")


def _step_1(word: str) -> str:
    for pattern in _STEP_1A:
        if match := pattern.match(word):
            word = match[1] + match[2]
            break
    if match := _STEP_1B_EED.match(word):
        if _MORE_THAN_0.match(match[1]):
            word = word[:-1]
    elif (match := _STEP_1B.match(word)) and _VOWEL_IN_STEM.match(match[1]):
        word = match[1]
        if _STEP_1B_E.search(word):
            word += "e"
        elif _DOUBLE.search(word):
            word = word[:-1]
        elif _SHORT.match(word):
            word += "e"
    if match := _STEP_1C.match(word):
        word = match[1] + "i"
    return word


def _steps_2_to_4(word: str) -> str:
    for pattern, suffixes in ((_STEP_2, _SUFFIXES_2), (_STEP_3, _SUFFIXES_3)):
        if (match := pattern.match(word)) and _MORE_THAN_0.match(match[1]):
            word = match[1] + suffixes[match[2]]
    if match := _STEP_4.match(word):
        if _MORE_THAN_1.match(match[1]):
            word = match[1]
    elif (match := _STEP_4_ION.match(word)) and _MORE_THAN_1.match(match[1] + match[2]):
        word = match[1] + match[2]
    return word


def _step_5(word: str) -> str:
    if match := _STEP_5.match(word):
        stem = match[1]
        if _MORE_THAN_1.match(stem) or (_EXACTLY_1.match(stem) and not _SHORT.match(stem)):
            word = stem
    if word.endswith("ll") and _MORE_THAN_1.match(word):
        word = word[:-1]
    return word


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a lower-case word, equal to ``lunr.stemmer`` of lunr.js 2.3.9 for words of the Basic Plane."""
    if len(word) < 3:
        return word
    starts_with_y = word[0] == "y"
    if starts_with_y:
        word = "Y" + word[1:]
    word = _step_5(_steps_2_to_4(_step_1(word)))
    return "y" + word[1:] if starts_with_y else word
