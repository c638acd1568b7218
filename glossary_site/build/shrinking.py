"""A build that would take away most of a site, or of one of its languages: a mistake, unless its author allows it."""

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from glossary_site.disk import read_manifest
from glossary_site.issues import Issue, Severity
from glossary_site.pages import SitePlan, id_in

#: The page of a term, of the site's own language or of a further one, whose folder is ``prefix``.
_TERM_PAGE = re.compile(r"(?P<prefix>(?:[^/]+/)?)term/[^/]+/index\.html")


def find_shrinkage(output: Path, plans: Sequence[SitePlan]) -> tuple[Issue, ...]:
    """An error for each language of which ``plans`` lack most terms that have pages in ``output``.

    Most are more than half of them, where fewer terms remain than there were. The page of a term that moved or was
    withdrawn counts as there. Issues: ``site-shrinks``.
    """
    before: dict[str, set[str]] = defaultdict(set)
    for path in read_manifest(output):
        if page := _TERM_PAGE.fullmatch(path):
            before[page["prefix"]].add(path)
    languages = {plan.elsewhere.prefix: plan.config.language for plan in plans}
    after = {
        plan.elsewhere.prefix: {f"{plan.elsewhere.prefix}{url}index.html" for url in plan.urls if id_in(url)}
        for plan in plans
    }
    issues = []
    for prefix, pages in sorted(before.items()):
        there = after.get(prefix, set())
        lost = pages - there
        if 2 * len(lost) <= len(pages) or len(there) >= len(pages):
            continue
        several = len(before.keys() | languages) > 1
        where = f" in '{languages.get(prefix, prefix.rstrip('/'))}'" if several else ""
        example = min(lost).removesuffix("index.html")
        message = f"{len(lost)} of {len(pages)} terms{where} would be taken off the site, such as {example}"
        hint = "check the languages of the settings and of the entries; --allow-shrink builds it all the same"
        issues.append(Issue("site-shrinks", Severity.ERROR, message, hint, output.as_posix()))
    return tuple(issues)
