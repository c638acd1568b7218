"""A static glossary website generator: glossary text in, a browsable and searchable site out.

The names below are also a small library (``docs/library.md``). Each is imported when it is first used, so that
``import glossary_site`` costs nothing.
"""

from typing import TYPE_CHECKING

from glossary_site.late import import_late

if TYPE_CHECKING:
    from glossary_site.build import BuildReport, Project, build_site, open_project
    from glossary_site.glossary import Glossary
    from glossary_site.issues import GlossaryError, Issue
    from glossary_site.records import Record
    from glossary_site.request import BuildRequest

__version__ = "0.1.0"

__all__ = [
    "BuildReport",
    "BuildRequest",
    "Glossary",
    "GlossaryError",
    "Issue",
    "Project",
    "Record",
    "build_site",
    "open_project",
]

#: The room of each name.
_ROOMS = {
    "BuildReport": "build",
    "BuildRequest": "request",
    "Glossary": "glossary",
    "GlossaryError": "issues",
    "Issue": "issues",
    "Project": "build",
    "Record": "records",
    "build_site": "build",
    "open_project": "build",
}
__getattr__ = import_late(__name__, _ROOMS)
