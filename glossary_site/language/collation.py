"""The alphabet and the order of a language by Unicode collation (UTS #10) with CLDR's data; scripts; slugs."""

import re
import unicodedata
from functools import lru_cache

import icu
from anyascii import anyascii

from glossary_site.disk import DEVICES

#: The letter of terms that start with a digit or a symbol.
DIGITS = "0–9"

_GREEK_NAME = re.compile(r"GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)")
#: A Greek letter by itself (β-VAE, α, R-κ), not one inside a Greek word.
_LONE_GREEK = re.compile(r"(?<![\u0370-\u03ff])[\u0370-\u03ff](?![\u0370-\u03ff])")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
#: A sign that anyascii would write as punctuation, and apostrophes, which must not divide a word.
_SLUG_LETTERS = str.maketrans({"×": "x", "'": "", "’": "", "ʼ": ""})
#: In characters: far below the limit of file systems, 255 bytes a name.
MAX_SLUG = 80
_ARTICLES = {"en": ("the ", "a ", "an ")}
#: Words before which an English "a" is no article: those of borrowed phrases, and those that join two names.
_NOT_AFTER_ARTICLE = frozenset(
    "priori posteriori fortiori contrario cappella capella la tergo quo die and or to vs vs. versus".split()
)
#: Letters that are signs of a transliteration (ʿ, ʾ, ʻ): a name is sorted as if it were written without them.
_SIGNS = re.compile("[\u02b9-\u02bf]")
#: Names in other scripts whose languages are remembered.
_REMEMBERED = 50_000
#: The type of icu's index buckets that have a letter of the alphabet.
_NORMAL = 0


def _spell_greek(match: re.Match[str]) -> str:
    found = _GREEK_NAME.match(unicodedata.name(match[0], ""))
    return found[1].lower() if found else match[0]


def slugify(text: str) -> str:
    """A readable name for URLs and files: ASCII lower case, words joined by hyphens; "" when nothing remains.

    >>> slugify("β-VAE"), slugify("Fréchet distance"), slugify("C++"), slugify("CON")
    ('beta-vae', 'frechet-distance', 'c', 'con-term')
    """
    spelled = _LONE_GREEK.sub(_spell_greek, unicodedata.normalize("NFKC", text).translate(_SLUG_LETTERS))
    slug = _NOT_SLUG.sub("-", anyascii(spelled).lower()).strip("-")
    if len(slug) > MAX_SLUG:
        slug = slug[: MAX_SLUG + 1].rpartition("-")[0] or slug[:MAX_SLUG]
    return f"{slug}-term" if slug in DEVICES else slug


def filing_name(term: str, language: str) -> str:
    """The name by which a term is sorted: without article and symbols before it, and with Greek letters spelled out.

    >>> filing_name(".NET", "en"), filing_name("β-VAE", "en"), filing_name("The Pile", "en")
    ('NET', 'beta-VAE', 'Pile')
    """
    name = term.strip()
    if not name.isascii():
        # Styled letters and the micro sign are those that they look like.
        name = _SIGNS.sub("", unicodedata.normalize("NFKC", name))
    for article in _ARTICLES.get(language.split("-")[0].lower(), ()):
        rest = name[len(article) :]
        if name.lower().startswith(article) and rest and rest.split()[0].lower() not in _NOT_AFTER_ARTICLE:
            name = rest
            break
    if not language.lower().startswith("el"):
        name = _LONE_GREEK.sub(_spell_greek, name)
    first = next((i for i, char in enumerate(name) if char.isalnum()), 0)
    return name[first:]


class Collation:
    """The alphabet and the order of one language."""

    def __init__(self, language: str) -> None:
        locale = icu.Locale.forLanguageTag(language)
        self.language = language
        self._collator = icu.Collator.createInstance(locale)
        index = icu.AlphabeticIndex(locale)
        index.addLabels(icu.Locale.getEnglish())
        self._buckets = index.buildImmutableIndex()
        buckets = [self._buckets.getBucket(number) for number in range(self._buckets.bucketCount)]
        self._labels = tuple(label if kind == _NORMAL else DIGITS for label, kind in buckets)

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of the A–Z bar in order; the one of digits and symbols is first."""
        return (DIGITS, *dict.fromkeys(label for label in self._labels if label != DIGITS))

    def sort_key(self, text: str) -> bytes:
        """A key that sorts ``text`` as a dictionary of this language would; punctuation counts."""
        return bytes(self._collator.getSortKey(text))

    def letter(self, text: str) -> str:
        """The letter of the A–Z bar under which ``text`` (a filing name) is listed."""
        return str(self._labels[self._buckets.getBucketIndex(text)]) if text else DIGITS


@lru_cache(maxsize=64)
def language_name(tag: str) -> str:
    """The name of a language in that language; the tag of a language that CLDR does not have.

    >>> language_name("de"), language_name("pt-BR"), language_name("fr")
    ('Deutsch', 'Português (Brasil)', 'Français')
    """
    locale = icu.Locale(tag.replace("-", "_"))
    name = str(locale.getDisplayName(locale))
    return name[:1].upper() + name[1:]


def letter_slug(letter: str) -> str:
    """The name of a letter in URLs, different for each letter of an alphabet.

    >>> letter_slug("A"), letter_slug("0–9"), letter_slug("Å")
    ('a', '0-9', 'u00e5')
    """
    if letter == DIGITS:
        return "0-9"
    lower = letter.lower()
    if lower.isascii() and lower.isalnum():
        return lower
    return "u" + "-".join(f"{ord(char):04x}" for char in lower)


@lru_cache(maxsize=8)
def collation(language: str) -> Collation:
    """The collation of a BCP 47 tag such as ``en``, ``sv`` or ``en-u-kn``; an unknown tag has CLDR's root order."""
    return Collation(language)


#: Script of a language -> all scripts in which it is written. Other languages have one script.
_WRITTEN_TOGETHER = {
    "Jpan": frozenset(("Hani", "Hira", "Kana")),
    "Kore": frozenset(("Hang", "Hani")),
    "Hans": frozenset(("Hani", "Bopo")),
    "Hant": frozenset(("Hani", "Bopo")),
}
#: Scripts whose letters are also symbols: one or two of them make no foreign name.
_ALSO_SYMBOLS = frozenset(("Grek", "Latn"))


def _likely(tag: str) -> tuple[str, str]:
    """The most likely language and script of a tag (CLDR); ``und-`` and a script is a tag, too."""
    locale = icu.Locale.forLanguageTag(tag)
    locale.addLikelySubtags()
    return str(locale.getLanguage()), str(locale.getScript()) or "Latn"


@lru_cache(maxsize=64)
def _scripts(language: str) -> frozenset[str]:
    script = _likely(language)[1]
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
    letters = [char for char in text if char.isalpha()]
    found = {str(icu.Script.getScript(char).getShortName()) for char in letters} - {"Zyyy", "Zinh"}
    if not found or found & own or (found <= _ALSO_SYMBOLS and len(letters) < 3):
        return ""
    for script, together in _WRITTEN_TOGETHER.items():
        if len(found) > 1 and found <= together:
            return _likely(f"und-{script}")[0]
    return _likely(f"und-{found.pop()}")[0] if len(found) == 1 else ""


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left in its script (``pa-Arab``), or in the most likely one (CLDR).

    >>> is_right_to_left("fa"), is_right_to_left("pa"), is_right_to_left("pa-Arab")
    (True, False, True)
    """
    (script,) = icu.Script.getCode(_likely(language)[1])
    return bool(icu.Script(script).isRightToLeft())


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter of ``text`` belongs to a script that is written from right to left (UAX #9, P2)."""
    first = next((char for char in text if char.isalpha()), "")
    return bool(first) and unicodedata.bidirectional(first) in ("R", "AL")
