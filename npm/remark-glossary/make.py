"""Write what the package has from glossary-site: ``rules.js``, ``cards.js`` and ``cards.css``.

The package finds what the build finds, so it has no rules of its own: patterns of ``re`` are written as JavaScript's,
and tables as they are. Its cards are those of the other integrations, but for ``start.js``.
``python npm/remark-glossary/make.py`` writes the files anew; a test compares them.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

from glossary_site.integrations import card_script, card_style
from glossary_site.language import HANGUL, UNSPACED
from glossary_site.markup import references
from glossary_site.mentions import boundaries, folding, inflection, matcher, shapes, visible

PACKAGE = Path(__file__).parent
#: What a class of characters of ``re`` is within a class of JavaScript, for all of Unicode.
_SPACE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_CLASSES = {r"\w": r"\p{L}\p{N}_", r"\d": r"\p{Nd}", r"\s": _SPACE}
#: Classes without some characters of another class, and words' edges.
_WHOLE = {r"[^\W\d_]": r"\p{L}", r"[^\W_]": r"[\p{L}\p{N}]", r"[^\W\d]": r"[\p{L}_]", r"\Z": "$", r"\"": '"'}
_EDGE = r"(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_]))"
#: What is the same behind a backslash in both.
_SAME = "0nux"
_TOKEN = re.compile(r"\[\^\\W(?:\\d)?_?\]|\\x?.|\(\?P<|\[|\]", re.DOTALL)


def javascript(pattern: re.Pattern[str]) -> dict[str, str]:
    """A pattern of ``re`` as the ``source`` and ``flags`` of JavaScript's ``RegExp``.

    Raises ``ValueError`` for a construct that has no equal.

    >>> javascript(re.compile(r"[\\w.]+\\Z"))
    {'source': '[\\\\p{L}\\\\p{N}_.]+$', 'flags': 'u'}
    """
    inside = False

    def write(token: re.Match[str]) -> str:
        nonlocal inside
        text = token[0]
        if text in _WHOLE and not inside:
            return _WHOLE[text]
        if text in _CLASSES:
            return _CLASSES[text] if inside else f"[{_CLASSES[text]}]"
        if text == r"\b" and not inside:
            return _EDGE
        if text in ("[", "]"):
            inside = text == "["
            return text
        if text == "(?P<":
            return "(?<"
        if text[:1] == "\\" and text[1].isalnum() and text[1] not in _SAME:
            raise ValueError(f"JavaScript has no {text} for {pattern.pattern!r}")
        return '"' if text == r"\"" else text

    flags = "".join(sign for flag, sign in ((re.IGNORECASE, "i"), (re.DOTALL, "s")) if pattern.flags & flag)
    return {"source": _TOKEN.sub(write, pattern.pattern), "flags": f"u{flags}"}


def _filled(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern without its empty matches, each of which is one of hidden characters (``folding._UNSEEN``)."""
    return re.compile(pattern.pattern.replace(f"[{folding._UNSEEN}]*", f"[{folding._UNSEEN}]+"))


def _decomposed(kind: str) -> str:
    """The characters that Unicode decomposes as one of this kind: ``<super>``, ``<sub>``."""
    return "".join(char for char in map(chr, range(sys.maxunicode)) if unicodedata.decomposition(char).startswith(kind))


def rules() -> dict[str, Any]:
    """All tables and patterns, by the names that the package has for them."""
    whole = {
        "pairs": folding._PAIRS,
        "alike": folding.ALIKE,
        "dotless": folding.DOTLESS,
        "minus": folding._MINUS,
        "slashes": folding.SLASHES,
        "apostrophes": folding.APOSTROPHES,
        "longDashes": "".join(sorted(shapes._LONG_DASHES)),
        "raised": _decomposed("<super>"),
        "lowered": _decomposed("<sub>"),
        "halfMarks": folding._HALF_MARKS,
        "turkic": sorted(shapes._TURKIC),
        "sharp": shapes._SHARP,
        "eliding": sorted(boundaries._ELIDING),
        "leastLetters": boundaries._LEAST_LETTERS,
        "lettersBefore": boundaries._LETTERS_BEFORE,
        "lengths": boundaries._LENGTHS,
        "plural": boundaries._PLURAL,
        "longest": boundaries._LONGEST,
        "near": boundaries._NEAR,
        "closing": boundaries._CLOSING,
        "opening": boundaries._OPENING,
        "phrases": matcher._PHRASES,
        "adjectives": inflection._GERMAN_ADJECTIVE,
        "opaque": sorted(visible._OPAQUE),
    }
    patterns = {
        "dropped": folding._DROPPED,
        "changed": folding._CHANGED,
        "changedOn": _filled(folding._CHANGED),
        "composed": folding._CHANGED_OR_COMPOSED,
        "composedOn": _filled(folding._CHANGED_OR_COMPOSED),
        "accented": folding._ACCENTED_GREEK,
        "sharpS": shapes._SHARP_S,
        "openBefore": boundaries._OPEN_BEFORE,
        "openBehind": boundaries._OPEN_BEHIND,
        "unspaced": re.compile(f"[{UNSPACED}]"),
        "unspacedRun": re.compile(f"[{UNSPACED}]+"),
        "hangul": re.compile(f"[{HANGUL}]+"),
        "afterVowel": boundaries._AFTER_VOWEL,
        "afterConsonant": boundaries._AFTER_CONSONANT,
        "left": boundaries._LEFT,
        "right": boundaries._RIGHT,
        "pause": boundaries._PAUSE,
        "joinedLeft": boundaries._JOINED_LEFT,
        "elided": boundaries._ELIDED,
        "joinedRight": boundaries._JOINED_RIGHT,
        "address": boundaries._ADDRESS,
        "file": boundaries._FILE,
        "title": visible._TITLE,
        "reference": references._REFERENCE,
        "counted": matcher._COUNTED,
        "model": matcher._MODEL,
    }
    by_language = {
        "prefixes": boundaries._PREFIXES,
        "beforeVerb": matcher._BEFORE_VERB,
        "afterVerb": matcher._AFTER_VERB,
    }
    return {
        **whole,
        **{name: javascript(pattern) for name, pattern in patterns.items()},
        **{name: {language: javascript(each) for language, each in of.items()} for name, of in by_language.items()},
    }


def made_files() -> dict[str, str]:
    """The text of each file that is made, by its name."""
    table = f"export default {json.dumps(rules(), ensure_ascii=True, indent=1)};\n"
    start = (PACKAGE / "start.js").read_text(encoding="utf-8")
    return {
        "rules.js": f"// Written by make.py from glossary_site/mentions: change the rules there.\n{table}",
        "cards.js": card_script(start),
        "cards.css": card_style().data.decode(),
    }


if __name__ == "__main__":
    for name, text in made_files().items():
        (PACKAGE / name).write_text(text, encoding="utf-8")
