"""A project as a whole: starting, checking, examining, importing, exporting, publishing ids, comparing editions."""

from glossary_site.project.checking import Checks, check_project, list_external_links
from glossary_site.project.doctor import examine
from glossary_site.project.editions import compare_revisions, record_day
from glossary_site.project.exporter import export_glossary
from glossary_site.project.import_report import ImportReport, format_losses, format_report, write_report
from glossary_site.project.imported_files import Fate
from glossary_site.project.importer import ImportRequest, import_glossaries, import_project
from glossary_site.project.pinning import pin_ids
from glossary_site.project.schemas import SCHEMAS, format_schema, schema_of_project
from glossary_site.project.starter import find_glossary, start_project
