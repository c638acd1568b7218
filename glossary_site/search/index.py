"""The search files of a site: words counted in chunks, scored together, cut into shards."""

from collections.abc import Sequence
from functools import partial
from itertools import chain

from glossary_site.executor import Executor, SerialExecutor, chunked
from glossary_site.pages import Output
from glossary_site.search.scores import SearchDocument, count_words, score_index
from glossary_site.search.shards import shard_outputs

#: Documents a chunk of counting.
_CHUNK = 500


def index_outputs(
    documents: Sequence[SearchDocument], language: str = "en", executor: Executor | None = None
) -> tuple[Output, ...]:
    """The files that the browser's search reads. Words of other languages than English are folded, not stemmed."""
    stemming = language.split("-")[0].lower() == "en"
    count = partial(count_words, stemming=stemming)
    counts = list(chain.from_iterable((executor or SerialExecutor()).map(count, chunked(documents, _CHUNK))))
    return shard_outputs(documents, score_index(counts), stemming=stemming)
