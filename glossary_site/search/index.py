"""Documents -> a serialised Lunr 2.3.9 index, the only importer of lunr."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lunr.builder import Builder
from lunr.token import Token

from glossary_site.digest import digest
from glossary_site.pages import Output
from glossary_site.search.analysis import tokenise
from glossary_site.search.stemmer import stem

#: The version of the files that the browser reads; raise it when their form changes.
VERSION = 1


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One sense as search sees it. ``names``: aliases, abbreviations, keywords; ``url`` has the sense's anchor."""

    term: str
    names: tuple[str, ...]
    url: str
    category: str
    definition: str
    body: str


def _stem_token(token: Token, index: int = 0, tokens: Sequence[Token] = ()) -> Token:
    token.string = stem(token.string)
    return token


# The label under which a serialised index names a pipeline function; lunr.js knows its own stemmer, which `stem`
# equals, by this one. (Registering it with lunr.py would replace lunr.py's own.)
_stem_token.label = "stemmer"  # type: ignore[attr-defined]


def _analyse(text: str) -> list[str]:
    return [stem(word) for word in tokenise(text)]


def build_index(documents: Sequence[SearchDocument]) -> dict[str, Any]:
    """A serialised index whose refs are positions in ``documents``."""
    builder = Builder()
    builder.ref("ref")
    for name in ("term", "names", "definition", "body"):
        builder.field(name)
    builder.search_pipeline.add(_stem_token)
    for position, document in enumerate(documents):
        builder.add(
            {
                "ref": str(position),
                "term": _analyse(document.term),
                "names": _analyse(" ".join(document.names)),
                "definition": _analyse(document.definition),
                "body": _analyse(document.body),
            }
        )
    index: dict[str, Any] = builder.build().serialize()
    return index


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def index_outputs(documents: Sequence[SearchDocument]) -> tuple[Output, ...]:
    """The files that the browser's search reads: a manifest and, by content-hashed names, index and documents."""
    index = _dump(build_index(documents)) if documents else b"null"
    shown = _dump(
        [
            {
                "term": document.term,
                "url": document.url,
                "names": document.names,
                "category": document.category,
                "definition": document.definition,
            }
            for document in documents
        ]
    )
    files = {name: f"search/{name}-{digest(data)[:10]}.json" for name, data in (("index", index), ("documents", shown))}
    manifest = _dump({"version": VERSION, **files})
    return (
        Output("search/manifest.json", manifest),
        Output(files["index"], index),
        Output(files["documents"], shown),
    )
