"""The texts of the interface in the reader's language: one gettext catalogue for each, beside this module."""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

#: The gettext domain: the name of the catalogues.
_DOMAIN = "glossary_site"


@lru_cache(maxsize=16)
def read_texts(language: str) -> NullTranslations:
    """The texts in a language (BCP 47): ``de-AT`` has those of ``de``; English without a catalogue."""
    primary = language.partition("-")[0].lower()
    # The tag is from a configuration file: with letters alone it cannot lead out of the folder of catalogues.
    if primary.isascii() and primary.isalpha():
        catalogue = files("glossary_site.language") / "locales" / primary / "LC_MESSAGES" / f"{_DOMAIN}.mo"
        if catalogue.is_file():
            with catalogue.open("rb") as file:
                return GNUTranslations(file)
    return NullTranslations()
