"""The search files of a site: words counted in chunks, scored together, cut into shards."""

from collections.abc import Mapping, Sequence
from itertools import chain

from glossary_site.config import SiteConfig
from glossary_site.executor import Executor, SerialExecutor, chunked, map_chunks
from glossary_site.glossary import Glossary
from glossary_site.linking import LinkedBody
from glossary_site.pages import Output
from glossary_site.search.documents import search_documents
from glossary_site.search.languages import pipeline
from glossary_site.search.opensearch import opensearch
from glossary_site.search.scores import Index, SearchDocument, count_words, score_index
from glossary_site.search.shards import shard_outputs
from glossary_site.urls import letter_url

#: Documents a chunk of counting.
_CHUNK = 500


def build_index(documents: Sequence[SearchDocument], language: str = "en", executor: Executor | None = None) -> Index:
    """The inverted index of ``documents``."""
    counted = map_chunks(executor or SerialExecutor(), count_words, chunked(documents, _CHUNK), language)
    return score_index(list(chain.from_iterable(counted)))


def index_outputs(
    documents: Sequence[SearchDocument],
    language: str = "en",
    executor: Executor | None = None,
    site: Mapping[str, object] | None = None,
) -> tuple[Output, ...]:
    """The files that the browser's search reads. ``site``: what it needs to know where nothing is found."""
    index = build_index(documents, language, executor)
    return shard_outputs(documents, index, pipeline=pipeline(language), site=site or {})


def search_outputs(
    glossary: Glossary, bodies: Mapping[str, Sequence[LinkedBody]], config: SiteConfig, executor: Executor | None = None
) -> tuple[Output, ...]:
    """Everything that searching a site needs beside its pages; ``bodies`` by the id of their entry."""
    letters = dict.fromkeys(entry.letter for entry in glossary.entries)
    site = {"letters": {letter: letter_url(letter) for letter in letters}, "suggest": config.suggest_url}
    return (
        *index_outputs(search_documents(glossary, bodies), config.language, executor, site),
        *opensearch(config),
    )
