"""Names compared: one key for all spellings of a name, its words, their case."""

from glossary_site.text.words.category_lists import split_categories
from glossary_site.text.words.name_style import AS_IS, SENTENCE, TITLE, in_style, name_style
from glossary_site.text.words.wording import (
    ARTICLES,
    GRAMMAR,
    LONGEST_NAME,
    WORD,
    capitalised,
    category_key,
    content_words,
    has_inner_case,
    in_case,
    is_derived,
    is_function_word,
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
