"""The documents that search benchmarks use: of a folder of entries, and of generated glossaries."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.generate import MadeEntry, make_entries
from benchmarks.real import make_real_entries
from glossary_site.build import BuildRequest, open_project
from glossary_site.markup import render_body
from glossary_site.search.documents import search_documents
from glossary_site.search.scores import Facets, SearchDocument
from glossary_site.values import replace

ROOT = Path(__file__).parents[1]


def load_glossary(entries: Path, config: Path) -> tuple[SearchDocument, ...]:
    """The documents of a folder of entries, as in a build."""
    with open_project(BuildRequest(entries, Path("nowhere"), config)) as project:
        analysis = project.analysis
    senses = (sense for entry in analysis.glossary.entries for sense in entry.record.senses)
    documents = search_documents(analysis.glossary.entries, analysis.words_by_id, analysis.config)
    # Other engines read the text of the body.
    return tuple(
        replace(document, body=render_body(sense.body, sense.definition).text)
        for document, sense in zip(documents, senses, strict=True)
    )


def made_documents(
    count: int, seed: int = 1, make: Callable[[int, int], Iterable[MadeEntry]] = make_entries
) -> list[SearchDocument]:
    """The documents of a generated glossary; ``make`` makes its entries of their number and a seed."""
    return [
        SearchDocument(
            each.term,
            (*each.abbreviations, *each.aliases),
            f"term/e{number}/#sense",
            each.category,
            each.definition,
            each.body,
            (*each.abbreviations, *each.aliases),
            facets=Facets(categories=(each.category,)),
        )
        for number, each in enumerate(make(count, seed))
    ]


def load_documents(which: str) -> Sequence[SearchDocument]:
    """The documents of ``own``, ``corpus``, a number of generated entries, or of those of ``benchmarks.real``."""
    if which == "own":
        return load_glossary(ROOT / "entries", ROOT / "glossary.yml")
    if which == "corpus":
        corpus = Path(os.environ.get("GLOSSARY_CORPUS") or ROOT.parent / "shared" / "corpus")
        return load_glossary(corpus, Path("no-settings"))
    if which.startswith("real "):
        return made_documents(int(which.removeprefix("real ")), make=make_real_entries)
    return made_documents(int(which))
