"""The search index: words of texts, Lunr's scores, shards for the browser, and tests of the search.

Each theme asks which stemmers the site serves. All else is imported when it is first used: a build that finds nothing
changed makes no index.
"""

from typing import TYPE_CHECKING

from glossary_site.late import import_late
from glossary_site.search.languages import is_served

if TYPE_CHECKING:
    from glossary_site.search.files import SEARCH_FOLDER
    from glossary_site.search.index import SearchInput, search_outputs
    from glossary_site.search.opensearch import OPENSEARCH
    from glossary_site.search.queries import QUERIES, check_search, queries_schema
    from glossary_site.search.scores import WordCounter

#: The module of each name that is imported late.
_MODULES = {
    "OPENSEARCH": "opensearch",
    "QUERIES": "queries",
    "SEARCH_FOLDER": "files",
    "SearchInput": "index",
    "WordCounter": "scores",
    "check_search": "queries",
    "queries_schema": "queries",
    "search_outputs": "index",
}
__getattr__ = import_late(__name__, _MODULES)
