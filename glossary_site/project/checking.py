"""``glossary check``: everything that could be better about a glossary."""

from glossary_site.build import Project
from glossary_site.checks import check_glossary
from glossary_site.issues import Issue
from glossary_site.search import QUERIES, check_search


def find_issues(project: Project, *, style: bool = False, search: bool = False) -> frozenset[Issue]:
    """The issues of a build and those of all rules; ``style`` adds ISO 704's, ``search`` what queries do not find."""
    analysis = project.analysis
    found = set(analysis.issues)
    for each in analysis.languages:
        found.update(check_glossary(each.glossary, each.bodies, style=style))
    if search:
        queries = project.request.entries / QUERIES
        found.update(check_search(analysis.glossary, analysis.words_by_id, analysis.config, queries))
    return frozenset(found)
