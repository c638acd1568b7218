"""A whole glossary in one Markdown file: its entries found by the shapes in which people write them."""

from glossary_site.loader.one_file.heads import (
    Head,
    are_meanings,
    choose_heads,
    find_own,
    is_group,
    is_letter,
    parse_head,
)
from glossary_site.loader.one_file.html import html_to_markdown
from glossary_site.loader.one_file.links import find_inner_anchors, replace_links
from glossary_site.loader.one_file.names import heading_slug, keep_qualifiers, split_name
from glossary_site.loader.one_file.page import (
    MARKDOWN,
    GlossaryPage,
    find_page_names,
    is_word_list,
    parse_glossary,
    parse_glossary_file,
    parse_page,
)
from glossary_site.loader.one_file.word_lists import is_cut_list
