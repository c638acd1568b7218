"""The search index: one analysis for index and query, a Lunr index, and the documents it points to."""

from glossary_site.search.documents import search_documents
from glossary_site.search.index import SearchDocument, index_outputs

__all__ = ["SearchDocument", "index_outputs", "search_documents"]
