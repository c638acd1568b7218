"""Files to records: the input files, and the readers of what is written in them.

Each build reads the files. All else is imported when it is first used: a build that finds nothing changed parses none.
"""

from typing import TYPE_CHECKING

from glossary_site.late import import_late
from glossary_site.loader.endings import MARKDOWN, has_entry_ending, holds_entries
from glossary_site.loader.sources import (
    MAX_BYTES,
    Source,
    SourceRead,
    decode_source,
    read_damaged,
    read_digest,
    read_raw,
    read_source,
    read_sources,
    read_unparsed,
    reading_order,
)
from glossary_site.loader.text_pages import read_text_pages

if TYPE_CHECKING:
    from glossary_site.loader.glossary_text import Normalised, find_lost_words, normalise_texts
    from glossary_site.loader.languages import place_records
    from glossary_site.loader.loader import RecordMemory, load_records, parse_damaged, parse_source, read_page
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
    from glossary_site.loader.one_file.page import GlossaryPage, parse_glossary, parse_page
    from glossary_site.loader.published import Published, format_pin, update_kept
    from glossary_site.loader.readers import is_plain_glossary

#: The module of each name that is imported late.
_MODULES = {
    "GlossaryPage": "one_file.page",
    "Head": "one_file.heads",
    "Normalised": "glossary_text",
    "Published": "published",
    "RecordMemory": "loader",
    "are_meanings": "one_file.heads",
    "choose_heads": "one_file.heads",
    "find_inner_anchors": "one_file.links",
    "find_lost_words": "glossary_text",
    "find_own": "one_file.heads",
    "format_pin": "published",
    "heading_slug": "one_file.names",
    "html_to_markdown": "one_file.html",
    "is_group": "one_file.heads",
    "is_letter": "one_file.heads",
    "is_plain_glossary": "readers",
    "keep_qualifiers": "one_file.names",
    "load_records": "loader",
    "normalise_texts": "glossary_text",
    "parse_damaged": "loader",
    "parse_glossary": "one_file.page",
    "parse_head": "one_file.heads",
    "parse_page": "one_file.page",
    "parse_source": "loader",
    "place_records": "languages",
    "read_page": "loader",
    "replace_links": "one_file.links",
    "split_name": "one_file.names",
    "update_kept": "published",
}
__getattr__ = import_late(__name__, _MODULES)
