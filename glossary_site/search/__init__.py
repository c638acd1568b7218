"""The search index: one analysis for index and query, Lunr's scores in shards, and the documents they point to."""

from glossary_site.search.index import index_outputs, search_outputs
from glossary_site.search.opensearch import OPENSEARCH
from glossary_site.search.queries import QUERIES, check_search
from glossary_site.search.scores import SearchDocument, WordCounter
from glossary_site.search.shards import SEARCH_FOLDER

__all__ = [
    "OPENSEARCH",
    "QUERIES",
    "SEARCH_FOLDER",
    "SearchDocument",
    "WordCounter",
    "check_search",
    "index_outputs",
    "search_outputs",
]
