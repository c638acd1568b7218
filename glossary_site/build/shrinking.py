"""A build that would take away most of a site: a mistake, unless its author allows it."""

import re
from collections.abc import Iterable
from pathlib import Path

from glossary_site.disk import read_manifest
from glossary_site.issues import Issue, Severity
from glossary_site.pages import SitePlan, id_in

#: The page of a term, of the site's own language or of a further one.
_TERM_PAGE = re.compile(r"(?:[^/]+/)?term/[^/]+/index\.html")


def find_shrinkage(output: Path, plans: Iterable[SitePlan]) -> tuple[Issue, ...]:
    """An error where ``plans`` lack more than half of the terms' pages in ``output``, and have fewer in all; else ().

    The page of a term that moved or was withdrawn counts as there. Issues: ``site-shrinks``.
    """
    before = {path for path in read_manifest(output) if _TERM_PAGE.fullmatch(path)}
    after = {f"{plan.elsewhere.prefix}{url}index.html" for plan in plans for url in plan.urls if id_in(url)}
    lost = before - after
    if 2 * len(lost) <= len(before) or len(after) >= len(before):
        return ()
    example = min(lost).removesuffix("index.html")
    message = f"{len(lost)} of {len(before)} terms would be taken off the site, such as {example}"
    hint = "check 'language' in the settings and the folder of entries; --allow-shrink builds it all the same"
    return (Issue("site-shrinks", Severity.ERROR, message, hint, output.as_posix()),)
