"""A project as a whole: starting, checking, examining, importing, exporting, publishing ids, comparing editions."""

from glossary_site.project.checking import find_issues
from glossary_site.project.doctor import examine
from glossary_site.project.editions import compare_revisions, record_day
from glossary_site.project.exporter import export_glossary
from glossary_site.project.importer import count_totals, format_report, import_glossaries
from glossary_site.project.pinning import pin_ids
from glossary_site.project.starter import start_project
