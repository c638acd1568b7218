"""The scripts in which languages are written, and the language of a name by its script."""

import unicodedata
from functools import lru_cache

from glossary_site.language.tags import likely_language

#: Names in other scripts whose languages are remembered.
_REMEMBERED = 50_000
#: The first word of a letter's name in Unicode -> its script (ISO 15924). Letters of other scripts, which few people
#: write today, have no language.
_SCRIPTS = {
    "ADLAM": "Adlm", "ARABIC": "Arab", "ARMENIAN": "Armn", "BENGALI": "Beng", "BOPOMOFO": "Bopo", "CANADIAN": "Cans",
    "CHEROKEE": "Cher", "CJK": "Hani", "COPTIC": "Copt", "CYRILLIC": "Cyrl", "DEVANAGARI": "Deva", "ETHIOPIC": "Ethi",
    "GEORGIAN": "Geor", "GREEK": "Grek", "GUJARATI": "Gujr", "GURMUKHI": "Guru", "HANGUL": "Hang", "HEBREW": "Hebr",
    "HIRAGANA": "Hira", "IDEOGRAPHIC": "Hani", "JAVANESE": "Java", "KANNADA": "Knda", "KATAKANA": "Kana",
    "KHMER": "Khmr", "LAO": "Laoo", "LATIN": "Latn", "MALAYALAM": "Mlym", "MONGOLIAN": "Mong", "MYANMAR": "Mymr",
    "NKO": "Nkoo", "ORIYA": "Orya", "SINHALA": "Sinh", "SYRIAC": "Syrc", "TAMIL": "Taml", "TELUGU": "Telu",
    "THAANA": "Thaa", "THAI": "Thai", "TIBETAN": "Tibt", "TIFINAGH": "Tfng", "YI": "Yiii",
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset("Adlm Arab Aran Hebr Mand Mend Nkoo Rohg Samr Syrc Thaa Yezi".split())
#: The scripts of languages for which CLDR need not be asked.
_SCRIPT_OF = {
    **dict.fromkeys("ca cs da de en es fi fr hr hu id it nb nl no pl pt ro sk sl sv tr vi".split(), "Latn"),
    **dict.fromkeys("bg ru uk".split(), "Cyrl"),
}
#: Script of a language -> all scripts in which it is written. Other languages have one script.
_WRITTEN_TOGETHER = {
    "Jpan": frozenset(("Hani", "Hira", "Kana")),
    "Kore": frozenset(("Hang", "Hani")),
    "Hans": frozenset(("Hani", "Bopo")),
    "Hant": frozenset(("Hani", "Bopo")),
}
#: Scripts whose letters are also symbols: one or two of them make no foreign name.
_ALSO_SYMBOLS = frozenset(("Grek", "Latn"))


def find_script(language: str) -> str:
    """The script of a language tag (ISO 15924), or the one that is most likely.

    >>> find_script("en"), find_script("zh-TW"), find_script("sr-Latn")
    ('Latn', 'Hant', 'Latn')
    """
    return _SCRIPT_OF.get(language) or likely_language(language).script or "Latn"


@lru_cache(maxsize=64)
def _scripts(language: str) -> frozenset[str]:
    script = find_script(language)
    return _WRITTEN_TOGETHER.get(script, frozenset((script,)))


def foreign_language(text: str, language: str) -> str:
    """The most likely language (CLDR) of a name in a script that ``language`` does not use; "" for any other name.

    >>> foreign_language("深層学習", "en"), foreign_language("ディープ", "en"), foreign_language("β-VAE", "en")
    ('zh', 'ja', '')
    """
    return "" if text.isascii() and "Latn" in _scripts(language) else _foreign_language(text, language)


@lru_cache(maxsize=_REMEMBERED)
def _foreign_language(text: str, language: str) -> str:
    own = _scripts(language)
    # A styled letter and one of half the width are of the script of the letter that they look like.
    letters = [char for char in unicodedata.normalize("NFKC", text) if char.isalpha()]
    words = {unicodedata.name(char, "").partition(" ")[0] for char in letters}
    found = {_SCRIPTS[word] for word in words if word in _SCRIPTS}
    if not found or found & own or (found <= _ALSO_SYMBOLS and len(letters) < 3):
        return ""
    for script, together in _WRITTEN_TOGETHER.items():
        if len(found) > 1 and found <= together:
            return likely_language(f"und-{script}").language or ""
    return likely_language(f"und-{found.pop()}").language or "" if len(found) == 1 else ""


def direction_of(language: str) -> str:
    """Which way a language is written in its script (``pa-Arab``), or in the most likely one (CLDR): HTML's ``dir``.

    >>> direction_of("fa"), direction_of("pa"), direction_of("pa-Arab")
    ('rtl', 'ltr', 'rtl')
    """
    return "rtl" if find_script(language) in _RIGHT_TO_LEFT else "ltr"


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter of ``text`` belongs to a script that is written from right to left (UAX #9, P2)."""
    first = next((char for char in text if char.isalpha()), "")
    return bool(first) and unicodedata.bidirectional(first) in ("R", "AL")
