"""The case of the words of an English name: ``Deck oven`` (sentence case) or ``Deck Oven`` (title case)."""

import re
from collections.abc import Container, Mapping

from glossary_site.text.words.wording import has_inner_case, is_function_word

#: A word of a name; what has a dot or a low line inside is one word, and a name of programs (``setup.py``).
_WORD = re.compile(r"\S*\w[._]\w\S*|\w+")
_SHOWS_NOTHING = re.compile(r"\([^()]*\)|-(?=[^\W\dA-Z_])\w+")

AS_IS, SENTENCE, TITLE = "as-is", "sentence", "title"


def name_style(name: str) -> str:
    """The style of a name: that of the words behind its first; ``AS_IS`` where they show none, or both.

    Words of grammar, single letters, and words with other signs than letters, or with capitals inside, have the same
    case in both styles. Words in brackets, and small ones behind a hyphen (``Add-ons``), show none.
    """
    words = [word for word in _WORD.findall(_SHOWS_NOTHING.sub(" ", name))[1:] if _has_style(word)]
    titled = sum(word[0].isupper() for word in words)
    if words and titled in (0, len(words)):
        return TITLE if titled else SENTENCE
    return AS_IS


def in_style(name: str, style: str, forms: Mapping[str, str], proper: Container[str]) -> str:
    """``name`` in a style.

    ``forms`` maps casefolded words to those that have a case of their own (``FinFET``). ``proper`` words keep their
    capital in sentence case (``Poisson``).
    """
    if style == AS_IS:
        return name

    def restyle(found: re.Match[str]) -> str:
        word, small = found[0], found[0].lower()
        if not _has_style(word):
            return word
        if (own := forms.get(small)) is not None:
            return own
        if style == TITLE:
            return word[0].upper() + word[1:]
        return word if small in proper else small

    styled = _WORD.sub(restyle, name)
    first = _WORD.match(styled)
    return styled[:1].upper() + styled[1:] if first and _has_style(first[0]) else styled


def _has_style(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and not (has_inner_case(word) or is_function_word(word))
