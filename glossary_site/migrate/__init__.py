"""Glossaries of other tools, and this program's own exports -> records; one file a kind."""

from glossary_site.migrate.arrivals import Arrivals, count_arrivals
from glossary_site.migrate.choose import KINDS, TEXT, Kind, find_kind, kinds_table, read_glossary
from glossary_site.migrate.csv_columns import parse_columns

__all__ = [
    "KINDS",
    "TEXT",
    "Arrivals",
    "Kind",
    "count_arrivals",
    "find_kind",
    "kinds_table",
    "parse_columns",
    "read_glossary",
]
