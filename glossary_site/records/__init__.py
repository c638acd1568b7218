"""The record, one entry parsed from any format, and the one table of its fields."""

from glossary_site.records.anchors import sense_anchors
from glossary_site.records.declared import declaration_schema, parse_fields
from glossary_site.records.fields import Field, Kind, Merge, Part, Place, Use, is_date
from glossary_site.records.front_matter import FrontMatter, opens_with_record, split_front_matter
from glossary_site.records.reading import RecordReader
from glossary_site.records.record import (
    FIELDS,
    STATUSES,
    Citation,
    Origin,
    Record,
    Sense,
    change_markdown,
    digest_lister,
    list_all_but_texts,
    list_own,
    list_remarks,
    list_values,
    merge_own,
    text_lister,
    to_plain,
    without_texts,
)
from glossary_site.records.schema import entry_schema
from glossary_site.records.text_pages import MENUS, PAGE_FIELDS, TextPage, parse_text_page
from glossary_site.records.yaml_records import format_record, parse_markdown, parse_records
