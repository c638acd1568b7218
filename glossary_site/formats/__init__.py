"""The glossary in other forms, one file a form: what each reads, writes and loses stands in one table."""

from glossary_site.formats.arrivals import Arrivals, count_arrivals
from glossary_site.formats.choose import KINDS, TEXT, find_kind, read_glossary
from glossary_site.formats.csv_columns import parse_columns
from glossary_site.formats.edition import make_edition
from glossary_site.formats.markdown_twins import Twins
from glossary_site.formats.on_site import site_exports, whole_export
from glossary_site.formats.table import FORMATS, Format, Loss, find_format, find_losses, load_writer

__all__ = [
    "FORMATS",
    "KINDS",
    "TEXT",
    "Arrivals",
    "Format",
    "Loss",
    "Twins",
    "count_arrivals",
    "find_format",
    "find_kind",
    "find_losses",
    "load_writer",
    "make_edition",
    "parse_columns",
    "read_glossary",
    "site_exports",
    "whole_export",
]
