"""The texts of the interface in the reader's language: one gettext catalogue for each, beside this module."""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from glossary_site.language.tags import closest_language

#: The gettext domain: the name of the catalogues.
_DOMAIN = "glossary_site"


def N_(text: str) -> str:  # noqa: N802 - the name by which tools of gettext find texts that are translated elsewhere
    """A text that is translated where it is shown."""
    return text


@lru_cache(maxsize=64)
def read_texts(language: str) -> NullTranslations:
    """The texts of the closest language (BCP 47) with a catalogue: ``de-AT`` has those of ``de``; else English ones."""
    catalogues = files("glossary_site.language") / "locales"
    folders = {each.name.replace("_", "-"): each for each in catalogues.iterdir()}
    found = closest_language(language, sorted({"en", *folders}))
    if found not in folders:
        return NullTranslations()
    with (folders[found] / "LC_MESSAGES" / f"{_DOMAIN}.mo").open("rb") as file:
        return GNUTranslations(file)


def comma(language: str) -> str:
    """What readers of a language expect between two names in a row, with its space: ``a, b`` or ``a、b``."""
    return read_texts(language).pgettext("between names", ", ")


def format_labelled(label: str, text: str, language: str) -> str:
    """A text after its label, as readers of a language expect the two: ``Source: a`` or ``Source : a``."""
    return read_texts(language).gettext("%(label)s: %(value)s") % {"label": label, "value": text}
