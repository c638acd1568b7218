"""The search files of a site: words counted, scored together, cut into shards."""

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
    """The files that the browser's search reads. ``site``: what it needs to know where nothing is found."""

    def score(counted: Iterable[SearchDocument]) -> Iterator[tuple[str, tuple[Postings, ...]]]:
        return score_index(count_words(document, language) for document in counted)

    return shard_outputs(documents, score, pipeline=pipeline(language), site=site or {})


def search_outputs(
    glossary: Glossary, words: Mapping[str, Sequence[Mapping[str, int]]], config: SiteConfig
) -> Iterator[Output]:
    """Everything that searching a site needs beside its pages.

    ``words``: those of each sense (``WordCounter``), by the id of its entry.
    """
    letters = dict.fromkeys(entry.letter for entry in glossary.entries)
    site = {"letters": {letter: letter_url(letter) for letter in letters}, "suggest": config.suggest_url}
    yield from index_outputs(search_documents(glossary, words, config.language), config.language, site)
    yield from opensearch(config)
