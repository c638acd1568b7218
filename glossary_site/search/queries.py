"""Tests of the search: queries and the terms that they must find, and each name, which must find its own term."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from glossary_site.config import SiteConfig
from glossary_site.disk import read_own_text
from glossary_site.glossary import Glossary
from glossary_site.issues import Issue, Severity
from glossary_site.schema import FILLED, Schema, fields_of, mapping, or_none
from glossary_site.search.analysis import name_key
from glossary_site.search.documents import search_documents
from glossary_site.search.names import collect_names
from glossary_site.search.ranking import Ranking
from glossary_site.search.scores import SearchDocument, Words
from glossary_site.values import Frozen
from glossary_site.yaml_text import Node, parse_yaml

QUERIES = ".queries.yml"

#: The ranks that a query may ask for.
_RANKS = ("1", "3", "5")
#: How many terms that no query asks for are named.
_SHOWN = 10


class Expectation(Frozen):
    """A query, the term that must be among its first ``rank`` results, and the line of the file."""

    query: str
    term: str
    rank: int
    line: int


def queries_schema() -> Schema:
    """The JSON Schema of ``.queries.yml``, for editors."""
    about = {rank: f"queries by the term that must be among the first {rank} results" for rank in _RANKS}
    return or_none(fields_of({rank: {**mapping(FILLED), "description": each} for rank, each in about.items()}))


def parse_queries(text: str, path: str) -> tuple[tuple[Expectation, ...], tuple[Issue, ...]]:
    """The expectations in ``{1: {query: term, …}, 3: {…}, 5: {…}}``, by rank.

    Issues: those of ``parse_yaml``, ``search-queries``.
    """
    root, yaml_issues = parse_yaml(text, path)
    issues = list(yaml_issues)
    found: list[Expectation] = []

    def mapping(node: Node, what: str) -> Mapping[str, Node]:
        if isinstance(node.value, dict):
            return node.value
        hint = "write 1: and under it lines such as 'query: Term'"
        issues.append(Issue("search-queries", Severity.ERROR, f"{what} must be a mapping", hint, path, node.line))
        return {}

    ranks = mapping(root, "the file") if root is not None and root.value != "" else {}
    for rank, group in ranks.items():
        if rank not in _RANKS:
            message = f"'{rank}' is no rank"
            issues.append(Issue("search-queries", Severity.ERROR, message, "use 1, 3 or 5", path, group.line))
            continue
        for query, term in mapping(group, f"what is under '{rank}'").items():
            if isinstance(term.value, str) and term.value:
                found.append(Expectation(query, term.value, int(rank), term.line))
            else:
                message = f"'{query}' names no term"
                issues.append(Issue("search-queries", Severity.ERROR, message, "write 'query: Term'", path, term.line))
    return tuple(found), tuple(issues)


def _run_queries(
    ranking: Ranking, expected: Sequence[Expectation], terms: frozenset[str], path: str
) -> Iterator[Issue]:
    for each in expected:
        if each.term not in terms:
            message = f"'{each.query}': there is no term '{each.term}'"
            hint = "write the term as in its entry"
            yield Issue("search-queries", Severity.ERROR, message, hint, path, each.line)
            continue
        found = [document.term for document in ranking.search(each.query)]
        if each.term not in found[: each.rank]:
            place = f"is at rank {found.index(each.term) + 1}" if each.term in found else "is not found"
            first = f"; first is '{found[0]}'" if found else ""
            message = f"'{each.query}': '{each.term}' {place}, not among the first {each.rank}{first}"
            hint = "give the term an alias, or correct the query"
            yield Issue("search-query", Severity.ERROR, message, hint, path, each.line)


def _check_names(ranking: Ranking, documents: Sequence[SearchDocument], glossary: Glossary) -> Iterator[Issue]:
    """Each name must find its own term: first, or among the first where terms share the name."""
    documents_of: dict[str, set[int]] = {}
    for row in collect_names(documents):
        documents_of.setdefault(row.key, set()).add(row.document)
    for entry in glossary.entries:
        record = entry.record
        for name in (record.term, *record.abbreviations, *record.aliases):
            sharing = len(documents_of.get(name_key(name), ()))
            found = [document.url.split("/")[1] for document in ranking.search(name)[: max(sharing, 1)]]
            if entry.id not in found:
                message = f"searching for '{name}' does not find '{record.term}' first"
                hint = "another term has the name, or it has no letters"
                yield Issue("search-name", Severity.ERROR, message, hint, record.origin.path, record.origin.line)


def _note_untested(expected: Sequence[Expectation], glossary: Glossary, path: str) -> Iterator[Issue]:
    """One note on all terms that no query asks for; none where there are no queries."""
    tested = {each.term for each in expected}
    untested = [entry.record.term for entry in glossary.entries if entry.record.term not in tested]
    if expected and untested:
        first = ", ".join(untested[:_SHOWN]) + (", …" if len(untested) > _SHOWN else "")
        message = f"no query asks for {len(untested)} of {len(glossary.entries)} terms: {first}"
        yield Issue("search-unread", Severity.NOTE, message, "add queries that readers would type for them", path)


def check_search(
    glossary: Glossary, words: Mapping[str, Sequence[Words]], config: SiteConfig, path: Path
) -> Iterator[Issue]:
    """Run the queries in ``path``, if it is there, and search for every name.

    ``words`` maps the id of an entry to the words of each of its bodies (``WordCounter``). Issues: those of
    ``parse_queries``, ``search-query``, ``search-name``, ``search-unread``, ``search-unreadable``.
    Raises ``GlossaryError`` with ``extra-missing``.
    """
    documents = tuple(search_documents(glossary.entries, words, config))
    ranking = Ranking(documents, config.language, by_meaning=config.search == "meaning")
    text, unreadable = read_own_text(path, "search-unreadable")
    expected, issues = parse_queries(text, path.as_posix())
    yield from (*unreadable, *issues)
    terms = frozenset(entry.record.term for entry in glossary.entries)
    yield from _run_queries(ranking, expected, terms, path.as_posix())
    yield from _note_untested(expected, glossary, path.as_posix())
    yield from _check_names(ranking, documents, glossary)
