"""The search index: words of texts, Lunr's scores, shards for the browser, and tests of the search."""

from glossary_site.search.index import SearchInput, search_outputs
from glossary_site.search.languages import is_served
from glossary_site.search.opensearch import OPENSEARCH
from glossary_site.search.queries import QUERIES, check_search
from glossary_site.search.scores import WordCounter
from glossary_site.search.shards import SEARCH_FOLDER
