"""What the words of a language are in the index: Lunr's own stemmer for English, Snowball's for those below.

Words of any other language are folded only, and found by how they begin. ``static/search-language.js`` is the twin in
the browser, which fetches Snowball's stemmer of the site's language from ``static/vendor/snowball``; a test compares
the two stemmers of each language over made words with every ending that its algorithm knows.

Snowball's rules need a language's accents; its readers do not always type them. So a word is under two stems where
they differ, of the word as written and of the word folded. A query is stemmed as it was typed, and either finds it.
"""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from glossary_site.search.analysis import bare_words, fold, marked_words, tokenise
from glossary_site.search.stemmer import stem

#: Languages with a stemmer of Snowball, by their tag.
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
_REMEMBERED = 200_000
_FOLDER = "vendor/snowball/"


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def pipeline(language: str) -> list[str]:
    """What the browser's Lunr is to run words through."""
    base = _base(language)
    if base in SNOWBALL:
        return [f"snowball-{SNOWBALL[base]}"]
    return ["stemmer"] if base == "en" else []


def is_served(script: str, language: str) -> bool:
    """Whether a static file, by its path, is for sites in ``language``: of Snowball's, only what such a site needs."""
    if not script.startswith(_FOLDER):
        return True
    name = SNOWBALL.get(_base(language))
    used = ("base-stemmer.js", f"{name}-stemmer.js", "COPYING")
    return name is not None and script.removeprefix(_FOLDER) in used


@lru_cache(maxsize=4)
def stemmer(language: str) -> Callable[[str], str]:
    """Makes the index's word of one that ``query_words`` gives."""
    name = SNOWBALL.get(_base(language))
    if name is None:
        return stem if _base(language) == "en" else str
    # Not by ``snowballstemmer.stemmer``, which would take another library of other rules where it is installed.
    made = getattr(import_module(f"snowballstemmer.{name}_stemmer"), f"{name.capitalize()}Stemmer")()

    @lru_cache(maxsize=_REMEMBERED)
    def snowball(word: str) -> str:
        return fold(made.stemWord(word))

    return snowball


def query_words(text: str, language: str) -> list[str]:
    """The words of a query as ``stemmer`` takes them."""
    return marked_words(text) if _base(language) in SNOWBALL else tokenise(text)


def index_terms(text: str, language: str) -> list[str]:
    """The terms of the index that ``text`` is found under."""
    stemmed = stemmer(language)
    if _base(language) not in SNOWBALL:
        return [stemmed(word) for word in bare_words(tokenise(text))]
    found: list[str] = []
    for word in bare_words(marked_words(text)):
        as_written, folded = stemmed(word), stemmed(fold(word))
        found += [as_written] if as_written == folded else [as_written, folded]
    return found
