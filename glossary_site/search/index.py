"""The search files of a site: words are counted, scored together and written in shards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.glossary import Glossary
from glossary_site.pages import letter_url
from glossary_site.search.documents import search_documents
from glossary_site.search.languages import pipeline
from glossary_site.search.opensearch import opensearch
from glossary_site.search.scores import Index, Postings, SearchDocument, count_words, score_index
from glossary_site.search.shards import shard_outputs


def build_index(documents: Iterable[SearchDocument], language: str = "en") -> Index:
    """The inverted index of ``documents``."""
    return dict(score_index(count_words(document, language) for document in documents))


def index_outputs(
    documents: Iterable[SearchDocument], language: str = "en", site: Mapping[str, object] | None = None
) -> Iterator[Output]:
    """The files that the search in the browser reads. ``site`` is added to their manifest."""

    def score(counted: Iterable[SearchDocument]) -> Iterator[tuple[str, tuple[Postings, ...]]]:
        return score_index(count_words(document, language) for document in counted)

    return shard_outputs(documents, score, pipeline=pipeline(language), site=site or {})


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
