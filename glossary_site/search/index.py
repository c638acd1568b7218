"""The search files of a site: words are counted, scored together and written in shards."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from glossary_site.config import SiteConfig
from glossary_site.digest import Digested, digest_value
from glossary_site.disk import Kept, Output, make_in_blocks
from glossary_site.pages import Entries, letter_url
from glossary_site.records import TextPage
from glossary_site.search.documents import entry_documents, text_documents
from glossary_site.search.listed import LateDocument, Listed, list_document, list_late
from glossary_site.search.opensearch import opensearch
from glossary_site.search.scores import SearchDocument, Words
from glossary_site.search.shards import index_outputs
from glossary_site.values import Frozen


class SearchInput(Frozen):
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
    texts = (text for text in searched.texts.value if text.url)
    pages = text_documents(texts, searched.texts.value, config.language)
    documents = chain(_list_entries(searched, cache), list_late(pages, config.language))
    by_meaning = config.search == "meaning"
    yield from index_outputs(documents, config.language, site, by_meaning=by_meaning, cache=cache)
    yield from opensearch(config)


def _list_entries(searched: SearchInput, cache: Path | None) -> Iterator[LateDocument]:
    """The documents of all entries. Those of a block of entries without a change are as they were kept."""
    config, entries, words = searched.config, searched.entries, searched.words.value
    # The documents of a block that is listed now: their words are counted next.
    made: dict[int, tuple[SearchDocument, ...]] = {}

    def find_better(place: int) -> str:
        better = entries.places.get(entries.all[place].relations.replaced_by)
        return "" if better is None else entries.all[better].record.term

    def find_key(place: int) -> tuple[str, str]:
        identity = entries.all[place].id
        bodies = [each.digest for each in words[identity]]
        # One text, since all of a block are digested together; the entry has as many bodies as senses.
        return identity, "".join((entries.digests[place], *bodies, find_better(place)))

    def make(place: int) -> tuple[SearchDocument, ...]:
        entry = entries.all[place]
        return made.get(place) or tuple(entry_documents(entry, find_better(place), words[entry.id], config))

    def write(place: int) -> tuple[Listed, ...]:
        made[place] = make(place)
        return tuple(list_document(each, config.language) for each in made[place])

    def find(place: int, number: int) -> SearchDocument:
        return make(place)[number]

    kept = Kept[tuple[tuple[Listed, ...], ...]](cache / "documents" if cache else None, tuple[tuple[Listed, ...], ...])
    found = make_in_blocks(kept, range(len(entries.all)), find_key, write, digest_value(config))
    for place, documents in enumerate(found):
        for number, listed in enumerate(documents):
            yield LateDocument(listed, partial(find, place, number))
        made.pop(place, None)
