"""``glossary check``: everything that could be better about a glossary."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from glossary_site.build import Project
from glossary_site.checks import (
    Comparison,
    ExternalLink,
    check_glossary,
    choose_rules,
    compare_with_baseline,
    find_external_links,
    judge_issue,
    read_baseline,
    write_baseline,
)
from glossary_site.issues import Issue
from glossary_site.search import QUERIES, check_search
from glossary_site.values import Frozen


class Checks(Frozen):
    """What to look for beside the rules, and which findings are not reported.

    ``style`` names a standard for definitions (``iso704``), None for none; ``search``: whether all names are found, and
    what the recorded queries ask for; ``every``: the rules that are off by default, too; ``rules``: the codes of the
    only rules to apply, none for all. ``baseline`` is a file of findings that are not reported again, and
    ``write_baseline`` the file that gets the present ones.
    """

    style: str | None = None
    search: bool = False
    every: bool = False
    rules: tuple[str, ...] = ()
    baseline: Path | None = None
    write_baseline: Path | None = None


def check_project(project: Project, checks: Checks) -> Comparison:
    """The issues of a build and those of all rules, compared with a baseline.

    Raises ``GlossaryError`` with ``baseline-unreadable``.
    """
    found, entries = _find_issues(project, checks), project.request.entries
    if checks.write_baseline:
        write_baseline(checks.write_baseline, found, entries)
    path = checks.write_baseline or checks.baseline
    return compare_with_baseline(found, read_baseline(path) if path else Counter(), entries)


def _find_issues(project: Project, checks: Checks) -> frozenset[Issue]:
    analysis = project.analysis
    found = set(map(judge_issue, analysis.issues))
    rules = choose_rules(style=bool(checks.style), every=checks.every, codes=checks.rules)
    for each in analysis.languages:
        found.update(check_glossary(each.glossary, each.bodies, rules))
    if checks.search:
        queries = project.request.home / QUERIES
        found.update(check_search(analysis.glossary, analysis.words_by_id, analysis.config, queries))
    return frozenset(issue for issue in found if not checks.rules or issue.code in checks.rules)


def list_external_links(project: Project) -> Iterator[ExternalLink]:
    """Every address of another site in the texts, in all languages of the glossary."""
    for each in project.analysis.languages:
        yield from find_external_links(each.glossary)
