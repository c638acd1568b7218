"""The words of a name: the key that distinguishes terms, the key that spellings share, abbreviations, letter case."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

WORD = re.compile(r"\w+")
ARTICLES = frozenset({"a", "an", "the"})
# Words of grammar: they are left out when names are compared, and initials may skip them.
_FUNCTION_WORDS = ARTICLES | {
    *("and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "over", "per", "the", "to"),
    *("via", "vs", "versus", "with", "without"),
}
_JOINTS = re.compile(r"(?<=\d)[\s\-‐‑–—/]+(?=\d)")
_INNER_CAPITAL = re.compile(r"\w[A-Z]")
_HYPHENS = re.compile(r"[-\u2010-\u2015_]")
_DROPPED_CATEGORIES = ("Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Sk", "Zs", "Zl", "Zp", "Cc", "Cf")
_DROPPED_MARKS = frozenset(".,;:!?'\"/\\·•…")
#: Most names, and all ids, are so plain that only their spaces and hyphens are dropped.
_PLAIN = re.compile(r"[a-z0-9 -]+")
# A longer text is not analysed as a name, so that a damaged heading takes time linear in its length.
LONGEST_NAME = 300
_VOWELS = frozenset("aeiouy")
_HISSING = ("ss", "x", "ch", "sh", "zz")


def word_set(text: str) -> frozenset[str]:
    """The words of ``text`` as a set, so that long lists stay readable."""
    return frozenset(text.split())


#: Words of grammar: no text is about one, and no heading begins after one without a full stop between them.
GRAMMAR = word_set("""
    a an the is are was were be been being am of and or nor but to in on at for with by as from into onto than that
    which who whose via like its their this these those both each every between not no has have had over under per
    using use uses called named about against within without through across when where if it they we you there here
    most many some all such vs do does can yes i our your how what why
    """)


def singular(word: str) -> str:
    """A casefolded word without a simple plural ending. Only for comparing: ``analysis`` loses its s, too."""
    if len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es") and word[:-2].endswith(_HISSING):
        return word[:-2]
    return word[:-1]


#: Characters that no reader sees: soft hyphen, zero-width space, word joiner, byte order mark.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
#: Characters that look like others: no-break hyphen, micro sign, two letters in one, vowels of Thai and Lao, and
#: Unicode's forms for print: ligatures, Arabic letters by their place, vertical, small, half-width and full-width ones.
_FORMS = re.compile("[\u2011\u00b5\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\u0e33\u0eb3\ufb00-\uffef]")


def name_key(name: str) -> str:
    """The key of a term: entries whose names have equal keys are one term, unless their ids differ.

    The name in Unicode's form NFC, with one space for any white space, without characters that nobody sees, with
    ligatures and wide letters as plain ones, and in lower case but for words with a capital after their first letter
    (``HEAD``, ``FinFET``). Everything else distinguishes names: plurals, brackets, hyphens, accents, raised and lowered
    signs, and all other marks.

    >>> name_key("Deck  Oven") == name_key("deck oven"), name_key("HEAD") == name_key("head")
    (True, False)
    >>> name_key("ﬁlter") == name_key("ｆｉｌｔｅｒ"), name_key("R²") == name_key("R2")
    (True, False)
    """
    if name.isascii() and not _INNER_CAPITAL.search(name):
        return " ".join(name.lower().split())  # nearly all names are so plain
    plain = _FORMS.sub(lambda form: _plain_form(form[0]), name.translate(_UNSEEN))
    shown = " ".join(unicodedata.normalize("NFC", plain).split())
    folded = WORD.sub(lambda word: word[0] if has_inner_case(word[0]) else word[0].lower(), shown)
    return unicodedata.normalize("NFC", folded)


def _plain_form(char: str) -> str:
    """The characters that Unicode gives for a form of them, and no further: a wide sign for "not" is the sign."""
    codes = [part for part in unicodedata.decomposition(char).split() if not part.startswith("<")]
    return "".join(chr(int(code, 16)) for code in codes) or char


def category_key(category: str) -> str:
    """The key of a category: spellings with equal keys are one category.

    Case, hyphens and white space do not count, because categories are filed under, not defined. All else does.

    >>> category_key("home-baking") == category_key("Home  Baking"), category_key("C++") == category_key("C#")
    (True, False)
    """
    return " ".join(_HYPHENS.sub(" ", name_key(category).lower()).split())


@lru_cache(maxsize=100_000)  # each build of a preview compares every name of the glossary; these take some 25 MB
def spelling_key(term: str) -> str:
    """The key that all spellings of a name share, whatever their case, punctuation, hyphens or simple plural.

    It finds what an author may have meant; terms are distinguished by ``name_key``, and it depends on that key alone.

    Signs that distinguish names stay: ``C``, ``C++``, ``C#``, ``.NET`` and ``A*`` all differ, and so do
    ``2.5D`` and ``25D``. Only the last word loses a plural ending. Case is folded by lowering, not by casefolding:
    ``Straße`` and ``STRASSE`` may be two words, so their keys differ, and their common slug is reported.
    """
    folded = unicodedata.normalize("NFKC", name_key(term).lower())
    spread = _JOINTS.sub("\N{NULL}", folded.replace("&", " and "))
    if _PLAIN.fullmatch(spread):
        key = spread.replace(" ", "").replace("-", "")
    else:
        places = (" " if char == "\N{NULL}" else char * _is_distinctive(spread, at) for at, char in enumerate(spread))
        key = "".join(places).strip()
    if not key:
        return folded
    last = WORD.findall(folded)[-1:]
    if last and key.endswith(last[0]):
        key = key[: len(key) - len(last[0])] + singular(last[0])
    return key


def _is_distinctive(text: str, index: int) -> bool:
    """Whether the character at ``index`` distinguishes names: a letter, digit or sign, or the dot of ``2.5``."""
    char = text[index]
    if char != ".":
        return char not in _DROPPED_MARKS and unicodedata.category(char) not in _DROPPED_CATEGORIES
    before = text[index - 1] if index else " "
    after = text[index + 1 : index + 2]
    if before.isdigit():
        return after.isdigit()
    return after.isalpha() and (before.isspace() or before in "([/")


def content_words(text: str) -> tuple[str, ...]:
    """The words of a name in order, casefolded and without simple plural endings; words of grammar are left out."""
    words = (word.casefold() for word in WORD.findall(text))
    return tuple(singular(word) for word in words if word not in _FUNCTION_WORDS)


def is_function_word(word: str) -> bool:
    """Whether a word is one of grammar, such as ``of``."""
    return word.casefold() in _FUNCTION_WORDS


def squash(text: str) -> str:
    """Letters and digits only, casefolded: ``Snap Ring`` and ``snapring`` are the same."""
    return "".join(char for char in text.casefold() if char.isalnum())


def is_initials(short: str, name: str) -> bool:
    """Whether ``short`` (one word, two letters or more) is made of the first letters of the words of ``name``."""
    if len(name) > LONGEST_NAME or len(short) > LONGEST_NAME or len(short.split()) != 1:
        return False
    letters = squash(short)
    words = [word.casefold() for word in WORD.findall(name)]
    if len(letters) < 2 or len(words) < 2:
        return False
    every = "".join(word[0] for word in words)
    bare = "".join(word[0] for word in words if word not in _FUNCTION_WORDS)
    return letters in (every, bare) or singular(letters) in (every, bare)


def is_derived(short: str, name: str) -> bool:
    """Whether ``name`` has the letters of ``short`` in their order, and more letters than it."""
    letters = "".join(char for char in squash(short) if char.isalpha())
    rest = iter(squash(name))
    return 0 < len(letters) < len(squash(name)) and all(letter in rest for letter in singular(letters))


def looks_abbreviated(word: str) -> bool:
    """Whether the case of one word marks an abbreviation: two capitals, or capitals and digits (``IoT``, ``5G``)."""
    capitals = sum(char.isupper() for char in word)
    return capitals >= 2 or (capitals == 1 and any(char.isdigit() for char in word))


def has_inner_case(word: str) -> bool:
    """Whether a word holds a capital after its first letter (``LaTeX``, ``pH``, ``AI``)."""
    return any(char.isupper() for char in word[1:])


def in_case(word: str, forms: Mapping[str, str]) -> str:
    """``word`` as ``forms`` writes it; if it does not, capitals for a short word without vowels (``cnc``)."""
    if not word.islower() or word in forms:
        return forms.get(word, word)
    is_acronym = 2 <= len(word) <= 5 and word.isascii() and word.isalpha() and not _VOWELS & set(word)
    return word.upper() if is_acronym and word not in _FUNCTION_WORDS else word


def capitalised(name: str) -> str:
    """``name`` with a capital first letter, unless its first word has a case of its own (``p-value``, ``pH``)."""
    first = name.split(maxsplit=1)[0] if name.strip() else ""
    stem = re.split(r"[-‐‑–]", first, maxsplit=1)[0]
    is_symbol = len(stem) == 1 and stem != first
    if is_symbol or has_inner_case(first) or any(char.isdigit() for char in stem[:3]) or not name[:1].islower():
        return name
    capital = name[0].upper()
    return capital + name[1:] if len(capital) == 1 else name


def without_article(name: str) -> str:
    """``name`` without a leading "The", "A" or "An"; an article by itself stays, as it may be the name."""
    first, _, rest = name.strip().partition(" ")
    return rest.strip() if first.casefold() in ARTICLES and rest.strip() else name.strip()


def most_frequent(counts: Mapping[str, int]) -> str:
    """The text with the highest count, the first in alphabetical order of several; "" if there is none."""
    return min(counts, key=lambda text: (-counts[text], text), default="")
