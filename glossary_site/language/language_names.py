"""Languages by their names: in their own, and as people write them above columns: English, Deutsch, anglais, 영어.

``languages.json`` has the names, which are CLDR's.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from glossary_site.language.tags import canonical_language, is_registered

#: A tag that a column may have for a name: a language, a script, a region.
_TAG = re.compile(r"[a-z]{2}(?:[-_ ](?:hans|hant|latn|cyrl|arab))?(?:[-_ ][a-z]{2})?")


@cache
def _names(kind: str) -> Mapping[str, str]:
    """A table of ``languages.json``: "own" names, tag -> name; names "found" in a text, folded -> tag."""
    text = (files("glossary_site.language") / "languages.json").read_text(encoding="utf-8")
    return dict(json.loads(text)[kind])


def fold_name(name: str) -> str:
    """The words of a name in one order: "Chinese (Simplified)" is "Simplified Chinese"."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(sorted(re.findall(r"\w+", plain.casefold())))


@lru_cache(maxsize=64)
def language_name(tag: str) -> str:
    """The name of a language in that language; the tag of a language that CLDR does not have.

    >>> language_name("de"), language_name("pt-BR"), language_name("fr"), language_name("de-US")
    ('Deutsch', 'Português (Brasil)', 'Français', 'Deutsch (US)')
    """
    known, names = canonical_language(tag), _names("own")
    base = known
    while base and base not in names:
        base = base.rpartition("-")[0]
    name = names.get(base, tag)
    rest = known.removeprefix(base)[1:] if base else ""
    return name[:1].upper() + name[1:] + (f" ({rest})" if rest else "")


def find_language(name: str) -> str:
    """The tag of the language that ``name`` names, in one of many languages or by its code; "" where it names none.

    >>> find_language("Deutsch"), find_language("allemand"), find_language("de_at"), find_language("deu")
    ('de', 'de', 'de-AT', 'de')
    >>> find_language("Simplified Chinese"), find_language("Term"), find_language("en-term")
    ('zh-Hans', '', '')
    """
    lower = name.strip().lower()
    tag = re.sub("[_ ]", "-", lower)
    if _TAG.fullmatch(lower) and is_registered(tag):
        return canonical_language(tag)
    return _names("found").get(fold_name(name), "")
