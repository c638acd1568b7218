"""The search files of a site: words are counted, scored together and written in shards."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from glossary_site.config import SiteConfig
from glossary_site.digest import Digested
from glossary_site.disk import Output
from glossary_site.pages import Entries, letter_url
from glossary_site.search.documents import search_documents
from glossary_site.search.opensearch import opensearch
from glossary_site.search.shards import index_outputs


@dataclass(frozen=True, slots=True)
class SearchInput:
    """All that the search files are made of: they are a function of this value alone.

    ``words`` maps the id of an entry to the words of each of its bodies (``WordCounter``).
    """

    config: SiteConfig
    entries: Entries
    words: Digested[Mapping[str, Sequence[Mapping[str, int]]]]


def search_outputs(searched: SearchInput) -> Iterator[Output]:
    """All files that the search of a site needs beside the pages."""
    config, entries = searched.config, searched.entries.all
    letters = dict.fromkeys(entry.letter for entry in entries)
    site = {"letters": {letter: letter_url(letter) for letter in letters}, "suggest": config.suggest_url}
    documents = search_documents(entries, searched.words.value, config)
    yield from index_outputs(documents, config.language, site)
    yield from opensearch(config)
