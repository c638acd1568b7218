"""From files to a site: the stages in order, what is kept from build to build, and why a page is made again."""

from glossary_site.build.bad_entries import BadEntry
from glossary_site.build.build import build_archive, build_site, last_build
from glossary_site.build.explain import explain_page, verify_build
from glossary_site.build.pipeline import (
    Analysis,
    BuildRequest,
    Inputs,
    Memory,
    analyse,
    plan_sites,
    read_inputs,
    recall_memory,
    settle_entries,
)
from glossary_site.build.site_files import find_sites
from glossary_site.build.state import CACHE, BuildState

__all__ = [
    "CACHE",
    "Analysis",
    "BadEntry",
    "BuildRequest",
    "BuildState",
    "Inputs",
    "Memory",
    "analyse",
    "build_archive",
    "build_site",
    "explain_page",
    "find_sites",
    "last_build",
    "plan_sites",
    "read_inputs",
    "recall_memory",
    "settle_entries",
    "verify_build",
]
