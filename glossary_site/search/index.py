"""The search files of a site: words are counted, scored together and written in shards."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from glossary_site.config import SiteConfig
from glossary_site.digest import Digested
from glossary_site.disk import Output
from glossary_site.pages import Entries, letter_url
from glossary_site.records import TextPage
from glossary_site.search.documents import search_documents, text_documents
from glossary_site.search.opensearch import opensearch
from glossary_site.search.scores import Words
from glossary_site.search.shards import index_outputs


@dataclass(frozen=True, slots=True)
class SearchInput:
    """All that the search files are made of: they are a function of this value alone.

    ``words`` maps the id of an entry to the words of each of its bodies (``WordCounter``), ``texts`` pages of text to
    those of theirs.
    """

    config: SiteConfig
    entries: Entries
    words: Digested[Mapping[str, Sequence[Words]]]
    texts: Digested[Mapping[TextPage, Words]]


def search_outputs(searched: SearchInput, cache: Path | None = None) -> Iterator[Output]:
    """All files that the search of a site needs beside the pages. Raises ``GlossaryError`` with ``extra-missing``.

    The folder ``cache`` keeps the index for the next build.
    """
    config, entries = searched.config, searched.entries.all
    letters = dict.fromkeys(entry.letter for entry in entries)
    site = {
        "language": config.language,
        "letters": {letter: letter_url(letter) for letter in letters},
        "suggest": config.suggest_url,
    }
    documents = search_documents(entries, searched.words.value, config)
    texts = (text for text in searched.texts.value if text.url)
    pages = text_documents(texts, searched.texts.value, config.language)
    by_meaning = config.search == "meaning"
    yield from index_outputs(chain(documents, pages), config.language, site, by_meaning=by_meaning, cache=cache)
    yield from opensearch(config)
