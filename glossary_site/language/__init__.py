"""Languages: their alphabets and order, slugs, tags, and the texts of the interface."""

from glossary_site.language.breaks import is_one_word, sentence_breaks, word_edges
from glossary_site.language.catalogues import N_, read_texts
from glossary_site.language.collation import (
    DIGITS,
    MAX_SLUG,
    Collation,
    collation,
    filing_name,
    foreign_language,
    is_right_to_left,
    language_name,
    letter_slug,
    reads_right_to_left,
    slugify,
)
from glossary_site.language.language_names import find_language
from glossary_site.language.letters import HANGUL, HIDDEN, NOT_XML, POINTS, UNSPACED
from glossary_site.language.slugs import distinct_slugs, name_slug, spelled_slug
from glossary_site.language.tags import LANGUAGE_PATTERN, canonical_language, closest_language, is_language
