"""A package for Vale 3 (vale.sh), which checks prose: a style that asks for the right names, and accepted words.

A rule ``substitution`` has the names not to use, and those of terms that another one has replaced; a rule ``existence``
those of deprecated terms that nothing has replaced. ``Packages`` of Vale takes the folder, or a ZIP file of it.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from glossary_site.disk import Output
from glossary_site.formats.edition import Edition
from glossary_site.formats.markdown_pages import site_records
from glossary_site.glossary import find_wrong_names, is_outdated, names_of
from glossary_site.language import UNSPACED, read_texts
from glossary_site.mentions import inflections
from glossary_site.text.words import WORD, has_inner_case
from glossary_site.yaml_text import Plain, format_yaml

_STYLE = "Glossary"
#: No path and no level: Vale would take them for those of the project that uses the package.
_SETTINGS = f"Vocab = {_STYLE}\n\n[*]\nBasedOnStyles = {_STYLE}\n"
_SPECIAL = re.compile(r"[\\.^$|?*+()\[\]{}]")
#: A letter or digit of a script that has spaces between words.
_SPACED = re.compile(rf"(?![{UNSPACED}])\w")


def write_vale(edition: Edition) -> Iterator[Output]:
    """The settings of the package, its accepted words, and each rule that has names. No rule has a right name."""
    language, records = edition.config.language, site_records(edition)
    texts = read_texts(language)
    right = {name.text for record in records if not is_outdated(record) for name in names_of(record)}
    yield Output(".vale.ini", _SETTINGS.encode())
    forms = sorted({form for name in right for form in inflections(name, language)})
    words = "".join(f"{'' if _has_case(form) else '(?i)'}{_escape(form)}\n" for form in forms)
    yield Output(f"styles/config/vocabularies/{_STYLE}/accept.txt", words.encode("utf-8", "replace"))
    wrong = find_wrong_names(records)
    swap: dict[str, Plain] = dict(
        chain.from_iterable(_pair(name, better, language) for name, better in wrong.items() if better)
    )
    avoid = [form for name, better in wrong.items() if not better for form in inflections(name, language)]
    if swap:
        yield _rule(
            "Names",
            {
                "extends": "substitution",
                "message": texts.gettext("Use '%s' instead of '%s'."),
                "action": {"name": "replace"},
                "swap": dict(sorted(swap.items())),
            },
        )
    if avoid:
        message = texts.gettext("Do not use '%s'.")
        tokens: list[Plain] = [*map(_word, sorted(avoid))]
        yield _rule("Avoid", {"extends": "existence", "message": message, "tokens": tokens})


def _rule(name: str, rule: Mapping[str, Plain]) -> Output:
    """A rule with the ends of words in its patterns: Vale finds none behind a sign (``C++``).

    Without ``vocab``, Vale excuses a wrong name that has an accepted word in it.
    """
    whole = {**rule, "level": "warning", "nonword": True, "vocab": False}
    return Output(f"styles/{_STYLE}/{name}.yml", format_yaml(whole).encode("utf-8", "replace"))


def _pair(name: str, better: str, language: str) -> Iterator[tuple[str, str]]:
    """The patterns of a name's forms with the form to use: the plural's is a plural where the two have as many."""
    forms, others = inflections(name, language), inflections(better, language)
    for place, form in enumerate(forms):
        yield _word(form), others[place] if len(forms) == len(others) else better


def _word(name: str) -> str:
    """The pattern of a name as a word by itself."""
    before = r"(?<!\w)" if _SPACED.match(name) else ""
    behind = r"(?!\w)" if _SPACED.match(name[-1]) else ""
    pattern = f"{before}{_escape(name)}{behind}"
    return pattern if _has_case(name) else f"(?i:{pattern})"


def _escape(name: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", name)


def _has_case(name: str) -> bool:
    """Whether the case of a name belongs to it: it has a capital inside a word, or one that is a word (``C++``)."""
    return any(has_inner_case(word) or (len(word) == 1 and word.isupper()) for word in WORD.findall(name))
