"""From files to a site: the stages in order, what is kept from build to build, and why a page is made again.

What reads a project, and finds that nothing has changed, is light. All else is imported when it is first used.
"""

from typing import TYPE_CHECKING

from glossary_site.build.build import build_site, last_build
from glossary_site.build.inputs import Inputs
from glossary_site.build.project import Project, open_project
from glossary_site.build.stages import STAGES
from glossary_site.build.state import BuildReport, BuildState
from glossary_site.late import import_late
from glossary_site.request import BuildRequest

if TYPE_CHECKING:
    from glossary_site.build.analysis import Analysis, BadEntry
    from glossary_site.build.explain import explain_page, verify_build
    from glossary_site.build.memory import Memory, copy_memory
    from glossary_site.build.shrinking import find_shrinkage
    from glossary_site.build.site_files import Site, find_sites

#: The module of each name that is imported late.
_MODULES = {
    "Analysis": "analysis",
    "BadEntry": "analysis",
    "Memory": "memory",
    "Site": "site_files",
    "copy_memory": "memory",
    "explain_page": "explain",
    "find_shrinkage": "shrinking",
    "find_sites": "site_files",
    "verify_build": "explain",
}
__getattr__ = import_late(__name__, _MODULES)
