"""The entries of the real documents as a workload of ``benchmarks.build``.

They are in $GLOSSARY_CORPUS, else in ``../shared/corpus``. A larger glossary has their entries more than once, and the
names of copies have a number.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from benchmarks.generate import MadeEntry
from glossary_site.build import BuildRequest, open_project
from glossary_site.records import Record


def read_documents() -> list[MadeEntry]:
    """The entries of the documents; one with several senses has its first."""
    home = Path(os.environ.get("GLOSSARY_CORPUS") or "../shared/corpus")
    with TemporaryDirectory() as name:
        for document in home.glob("*.txt"):
            copy(document, name)
        with open_project(BuildRequest(Path(name), Path(name) / "site")) as project:
            return [_make(entry.record) for entry in project.analysis.glossary.entries]


def _make(record: Record) -> MadeEntry:
    sense = record.senses[0]
    category, definition = sense.category or "All", sense.definition.text
    return MadeEntry(record.term, record.aliases, record.abbreviations, category, definition, sense.body)


def make_document_entries(size: int) -> Iterator[MadeEntry]:
    """The first ``size`` entries of the documents and their copies."""
    entries = read_documents()
    return islice((_copy(entry, number) for number in count(1) for entry in entries), size)


def _copy(entry: MadeEntry, number: int) -> MadeEntry:
    """A copy of an entry with a number in its names; the first has none."""
    if number == 1:
        return entry
    term, *others = (f"{name} {number}" for name in (entry.term, *entry.aliases, *entry.abbreviations))
    aliases = len(entry.aliases)
    return replace(entry, term=term, aliases=tuple(others[:aliases]), abbreviations=tuple(others[aliases:]))
