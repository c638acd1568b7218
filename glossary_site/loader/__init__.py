"""Files to records: the input files, and the readers of what is written in them."""

from glossary_site.loader.glossary_text import Normalised, find_lost_words, normalise_texts
from glossary_site.loader.languages import place_records
from glossary_site.loader.loader import RecordMemory, load_records, parse_damaged, parse_source, read_page
from glossary_site.loader.one_file import (
    MARKDOWN,
    GlossaryPage,
    Head,
    are_meanings,
    choose_heads,
    find_inner_anchors,
    find_own,
    heading_slug,
    html_to_markdown,
    is_group,
    is_letter,
    keep_qualifiers,
    parse_glossary,
    parse_head,
    parse_page,
    replace_links,
    split_name,
)
from glossary_site.loader.published import Published, format_pin, update_kept
from glossary_site.loader.readers import has_entry_ending, holds_entries, is_hidden, is_plain_glossary
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
