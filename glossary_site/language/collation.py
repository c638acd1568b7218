"""The alphabet and the order of a language; slugs."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from glossary_site.disk import DEVICES
from glossary_site.language.icu_rules import make_order

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


def _spell_greek(match: re.Match[str]) -> str:
    found = _GREEK_NAME.match(unicodedata.name(match[0], ""))
    return found[1].lower() if found else match[0]


def _spell_lone_greek(text: str) -> str:
    return text if text.isascii() else _LONE_GREEK.sub(_spell_greek, text)


def slugify(text: str) -> str:
    """A readable name for URLs and files: ASCII lower case, words joined by hyphens; "" when nothing remains.

    >>> slugify("β-VAE"), slugify("Fréchet distance"), slugify("C++"), slugify("CON")
    ('beta-vae', 'frechet-distance', 'c', 'con-term')
    """
    spelled = _spell_lone_greek(unicodedata.normalize("NFKC", text).translate(_SLUG_LETTERS))
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
    lower = name.lower()
    articles = _ARTICLES.get(language.split("-")[0].lower(), ())
    for article in articles if lower.startswith(articles) else ():
        rest = name[len(article) :]
        if lower.startswith(article) and rest and rest.split()[0].lower() not in _NOT_AFTER_ARTICLE:
            name = rest
            break
    if not language.lower().startswith("el"):
        name = _spell_lone_greek(name)
    first = next((i for i, char in enumerate(name) if char.isalnum()), 0)
    return name[first:]


class Collation:
    """The alphabet and the order of one language, with ICU as CLDR has them."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._order = make_order(language)

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of the A–Z bar in order; the one of digits and symbols is first."""
        return (DIGITS, *self._order.labels)

    def sort_key(self, text: str) -> bytes:
        """A key that sorts ``text`` as a dictionary of this language would; punctuation counts."""
        return self._order.sort_key(text)

    def letter(self, text: str) -> str:
        """The letter of the A–Z bar under which ``text`` (a filing name) is listed."""
        return self._order.label(text) or DIGITS


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
