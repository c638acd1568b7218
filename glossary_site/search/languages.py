"""Stemming by language: Lunr's own stemmer for English, Snowball's for the languages below.

Words of other languages are only folded; a query finds them by their beginning. ``static/search-language.js`` does the
same in the browser, where it loads Snowball's stemmer from ``static/vendor/snowball``. A test compares the two stemmers
of each language, with made words for every ending in its algorithm.

Snowball's rules need accents, which readers do not always type. A word is therefore indexed under two stems where they
differ: that of the word as written, and that of the folded word. A query is stemmed as typed, and finds either.
"""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from glossary_site.language import closest_language
from glossary_site.search.analysis import bare_words, fold, index_words, marked_words, tokenise
from glossary_site.search.stemmer import stem

#: The name of Snowball's stemmer, by language tag.
SNOWBALL = {
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}
#: Languages that write compounds as one word, whose last part is what the whole is a kind of.
_COMPOUNDING = ("da", "de", "fi", "fo", "is", "nb", "nl", "nn", "no", "sv")
_REMEMBERED = 200_000
_FOLDER = "vendor/snowball/"


@lru_cache(maxsize=16)
def _stemmed_as(language: str) -> str:
    """The language whose stemmer serves ``language``; "" where there is none."""
    return closest_language(language, ("en", *SNOWBALL))


def pipeline(language: str) -> list[str]:
    """The names of Lunr's pipeline functions in the browser."""
    stemmed_as = _stemmed_as(language)
    if stemmed_as in SNOWBALL:
        return [f"snowball-{SNOWBALL[stemmed_as]}"]
    return ["stemmer"] if stemmed_as else []


def is_english(language: str) -> bool:
    """Whether words are stemmed as English ones."""
    return _stemmed_as(language) == "en"


def has_compounds(language: str) -> bool:
    """Whether a word may be sought at the end of names, as ``Netz`` in ``Übertragungsnetz``."""
    return not is_english(language) and bool(closest_language(language, _COMPOUNDING))


def is_served(script: str, language: str) -> bool:
    """Whether a site in ``language`` needs the static file at this path: at most one of Snowball's stemmers."""
    if not script.startswith(_FOLDER):
        return True
    name = SNOWBALL.get(_stemmed_as(language))
    used = ("base-stemmer.js", f"{name}-stemmer.js", "COPYING")
    return name is not None and script.removeprefix(_FOLDER) in used


@lru_cache(maxsize=4)
def stemmer(language: str) -> Callable[[str], str]:
    """The function from a word of ``query_words`` to the term of the index."""
    name = SNOWBALL.get(_stemmed_as(language))
    if name is None:
        return stem if is_english(language) else str
    # Not by ``snowballstemmer.stemmer``, which prefers another library, with other rules, where that is installed.
    made = getattr(import_module(f"snowballstemmer.{name}_stemmer"), f"{name.capitalize()}Stemmer")()

    @lru_cache(maxsize=_REMEMBERED)
    def snowball(word: str) -> str:
        return fold(made.stemWord(word))

    return snowball


def query_words(text: str, language: str) -> list[str]:
    """The words of a query, for ``stemmer``."""
    return marked_words(text) if _stemmed_as(language) in SNOWBALL else tokenise(text)


def index_terms(text: str, language: str) -> list[str]:
    """The terms of the index under which ``text`` is found."""
    stemmed = stemmer(language)
    if _stemmed_as(language) not in SNOWBALL:
        return [stemmed(word) for word in index_words(text)]
    found: list[str] = []
    for word in bare_words(marked_words(text)):
        as_written, folded = stemmed(word), stemmed(fold(word))
        found += [as_written] if as_written == folded else [as_written, folded]
    return found
