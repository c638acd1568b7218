"""Languages: their alphabets and order, slugs, tags, and the texts of the interface."""

from glossary_site.language.breaks import sentence_breaks
from glossary_site.language.catalogues import N_, comma, format_labelled, read_texts
from glossary_site.language.collation import (
    DIGITS,
    MAX_SLUG,
    Collation,
    collation,
    filing_name,
    letter_slug,
    slugify,
)
from glossary_site.language.icu_rules import misses_icu
from glossary_site.language.language_names import find_language, language_name
from glossary_site.language.letters import HANGUL, HIDDEN, NOT_XML, POINTS, UNSPACED
from glossary_site.language.scripts import direction_of, foreign_language, reads_right_to_left
from glossary_site.language.slugs import distinct_slugs, name_slug, spelled_slug
from glossary_site.language.tags import LANGUAGE_PATTERN, canonical_language, closest_language, is_language
from glossary_site.language.words import is_one_word, word_edges
