"""The glossary in other formats: one row a format in ``FORMATS``, and one module that reads or writes it."""

from glossary_site.formats.csv_columns import parse_columns
from glossary_site.formats.edition import make_edition
from glossary_site.formats.imported import ImportedGlossary, count_imported
from glossary_site.formats.json_text import json_schema
from glossary_site.formats.markdown_pages import MarkdownPages
from glossary_site.formats.on_site import site_exports, whole_export
from glossary_site.formats.reading import read_glossary
from glossary_site.formats.table import (
    EXPORTS,
    IMPORTS,
    TEXT,
    Format,
    Loss,
    find_format,
    find_losses,
    load_writer,
    recognise_format,
)
