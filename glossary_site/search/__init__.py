"""The search index: one analysis for index and query, Lunr's scores in shards, and the documents they point to."""

from glossary_site.search.index import index_outputs, search_outputs
from glossary_site.search.scores import SearchDocument

__all__ = ["SearchDocument", "index_outputs", "search_outputs"]
