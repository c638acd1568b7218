"""A project as a whole: starting one, importing into it, exporting, examining, comparing editions."""

from glossary_site.project.doctor import examine
from glossary_site.project.editions import read_revision
from glossary_site.project.exporter import export_glossary
from glossary_site.project.importer import count_totals, format_report, import_glossaries
from glossary_site.project.starter import start_project

__all__ = [
    "count_totals",
    "examine",
    "export_glossary",
    "format_report",
    "import_glossaries",
    "read_revision",
    "start_project",
]
