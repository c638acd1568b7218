"""The entries of the real documents as a workload of ``benchmarks.build``.

They are in $GLOSSARY_CORPUS, else in ``../shared/corpus``. A larger glossary has their entries more than once, and the
names of copies have a number.
"""

import os
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from benchmarks.generate import MadeEntry
from glossary_site.build import BuildRequest, open_project
from glossary_site.records import Record


def make_document_entries(size: int) -> Iterator[MadeEntry]:
    """The first ``size`` entries of the documents and their copies."""
    home = Path(os.environ.get("GLOSSARY_CORPUS") or "../shared/corpus")
    with TemporaryDirectory() as name:
        for document in home.glob("*.txt"):
            copy(document, name)
        with open_project(BuildRequest(Path(name), Path(name) / "site")) as project:
            records = [entry.record for entry in project.analysis.glossary.entries]
    return islice((_make(record, copies) for copies in count(1) for record in records), size)


def _make(record: Record, copies: int) -> MadeEntry:
    def name(text: str) -> str:
        return f"{text} {copies}" if copies > 1 else text

    sense = record.senses[0]
    return MadeEntry(
        name(record.term),
        tuple(map(name, record.aliases)),
        tuple(map(name, record.abbreviations)),
        sense.category or "All",
        sense.definition.text,
        sense.body,
    )
