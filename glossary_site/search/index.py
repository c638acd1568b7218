"""The search files of a site: words are counted, scored together and written in shards."""

from collections.abc import Iterator, Mapping, Sequence

from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.glossary import Glossary
from glossary_site.pages import letter_url
from glossary_site.search.documents import search_documents
from glossary_site.search.opensearch import opensearch
from glossary_site.search.shards import index_outputs


def search_outputs(
    glossary: Glossary, words: Mapping[str, Sequence[Mapping[str, int]]], config: SiteConfig
) -> Iterator[Output]:
    """All files that the search of a site needs beside the pages.

    ``words`` maps the id of an entry to the words of each of its bodies (``WordCounter``).
    """
    letters = dict.fromkeys(entry.letter for entry in glossary.entries)
    site = {"letters": {letter: letter_url(letter) for letter in letters}, "suggest": config.suggest_url}
    yield from index_outputs(search_documents(glossary, words, config.language), config.language, site)
    yield from opensearch(config)
