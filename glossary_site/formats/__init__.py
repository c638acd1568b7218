"""The glossary in other formats: one row a format in ``FORMATS``, and one module that reads or writes it.

The table is light. All else is imported when it is first used: the command line shows the names of formats at once.
"""

from typing import TYPE_CHECKING

from glossary_site.formats.form import Format, load_writer
from glossary_site.formats.table import EXPORTS, IMPORTS, TEXT, UNREAD, Loss, find_format, find_losses
from glossary_site.late import import_late

if TYPE_CHECKING:
    from glossary_site.formats.articles import Headings, article_html
    from glossary_site.formats.counting import Counts, ImportLoss, count_records, find_pictures, sum_up_losses
    from glossary_site.formats.csv_columns import parse_columns
    from glossary_site.formats.edition import Edition, make_edition
    from glossary_site.formats.imported import ImportedGlossary, merge_imported, pin_addresses
    from glossary_site.formats.json_text import json_schema
    from glossary_site.formats.llms import join_whole
    from glossary_site.formats.markdown_pages import MarkdownPages
    from glossary_site.formats.on_site import site_exports
    from glossary_site.formats.reading import (
        describe_reading,
        read_glossary,
        read_in_place,
        recognise_format,
    )
    from glossary_site.formats.recognition import find_foreign_format

#: The module of each name that is imported late.
_MODULES = {
    "Counts": "counting",
    "Edition": "edition",
    "Headings": "articles",
    "ImportLoss": "counting",
    "ImportedGlossary": "imported",
    "MarkdownPages": "markdown_pages",
    "article_html": "articles",
    "count_records": "counting",
    "describe_reading": "reading",
    "find_foreign_format": "recognition",
    "find_pictures": "counting",
    "join_whole": "llms",
    "json_schema": "json_text",
    "make_edition": "edition",
    "merge_imported": "imported",
    "pin_addresses": "imported",
    "parse_columns": "csv_columns",
    "read_glossary": "reading",
    "read_in_place": "reading",
    "recognise_format": "reading",
    "site_exports": "on_site",
    "sum_up_losses": "counting",
}
__getattr__ = import_late(__name__, _MODULES)
