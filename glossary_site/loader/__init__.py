"""Files to records: the input files, and the readers of what is written in them."""

from glossary_site.loader.damaged import parse_damaged, read_damaged
from glossary_site.loader.glossary_text import Normalised, find_lost_words
from glossary_site.loader.loader import (
    RecordMemory,
    ScannedText,
    is_text,
    load_records,
    normalise_texts,
    parse_source,
    scan_issues,
)
from glossary_site.loader.sources import (
    MAX_BYTES,
    SUFFIXES,
    Source,
    SourceMemory,
    decode_source,
    read_source,
    read_sources,
    reading_order,
)
