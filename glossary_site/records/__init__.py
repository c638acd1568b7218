"""The record: what an entry says, whichever way it was written."""

from glossary_site.records.anchors import sense_anchors
from glossary_site.records.records import (
    AUTOLINKS,
    STATUSES,
    Citation,
    Origin,
    Record,
    Sense,
    format_record,
    is_date,
    parse_markdown,
    parse_records,
)

__all__ = [
    "AUTOLINKS",
    "STATUSES",
    "Citation",
    "Origin",
    "Record",
    "Sense",
    "format_record",
    "is_date",
    "parse_markdown",
    "parse_records",
    "sense_anchors",
]
