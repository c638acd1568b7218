"""Names and texts compared: one key for all spellings of a name, similar names, texts that are nearly equal."""

from glossary_site.text.words.category_lists import split_categories
from glossary_site.text.words.name_style import AS_IS, SENTENCE, TITLE, in_style, name_style
from glossary_site.text.words.near_names import NearNames
from glossary_site.text.words.similarity import near_duplicates
from glossary_site.text.words.wording import (
    ARTICLES,
    LONGEST_NAME,
    WORD,
    capitalised,
    category_key,
    content_words,
    has_inner_case,
    in_case,
    is_derived,
    is_initials,
    looks_abbreviated,
    most_frequent,
    name_key,
    singular,
    spelling_key,
    squash,
    without_article,
    word_set,
)
