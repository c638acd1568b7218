"""What the files of an index have of each document beside its words, which is the same from build to build."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from glossary_site.search.files import to_json
from glossary_site.search.names import name_keys
from glossary_site.search.scores import Facets, SearchDocument, digest_document, same_document
from glossary_site.values import Frozen


class Listed(Frozen):
    """A document as it is listed. ``digest`` is that of all that is counted of it.

    ``row`` is what results show of it, as JSON; ``names`` are the keys of its term and of its other names.
    """

    digest: str
    row: str
    url: str
    names: tuple[str, ...]
    facets: Facets


class LateDocument(Frozen):
    """A document as it is listed, and what makes the whole document where its words are counted."""

    listed: Listed
    make: Callable[[], SearchDocument]


def list_document(document: SearchDocument, language: str) -> Listed:
    """A document of an index in a ``language``, as it is listed."""
    return Listed(
        digest_document(document, language),
        to_json(_make_row(document)).decode(),
        document.url,
        name_keys(document),
        document.facets,
    )


def list_late(documents: Iterable[SearchDocument], language: str = "en") -> Iterator[LateDocument]:
    """Documents that are made already, for an index in a ``language``."""
    for each in documents:
        yield LateDocument(list_document(each, language), partial(same_document, each))


def _make_row(document: SearchDocument) -> dict[str, str | int]:
    fields: dict[str, str | int] = {
        "term": document.term,
        "url": document.url,
        "category": document.category,
        "definition": document.definition,
        "note": document.note,
        "lang": document.lang,
        "senses": document.senses if document.senses > 1 else 0,
        "repeats": int(not document.are_meanings),
    }
    return {name: value for name, value in fields.items() if value}
