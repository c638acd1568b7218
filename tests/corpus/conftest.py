"""The real documents (``GLOSSARY_CORPUS``, else ``../shared/corpus`` beside the project) and their entries."""

import os
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest


class Entry(NamedTuple):
    """One entry of a document; ``line`` is its heading's, from 1."""

    file: str
    line: int
    heading: str
    body: str


@pytest.fixture(scope="session")
def corpus() -> Path:
    folder = Path(os.environ.get("GLOSSARY_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
    if not folder.is_dir():
        message = f"the real documents are not here: {folder} (set GLOSSARY_CORPUS)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def entries(corpus: Path) -> list[Entry]:
    """All 150 entries, cut at the lines that ``headings.tsv`` lists."""
    listed: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in (corpus / "headings.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, line, heading = row.split("\t")
        listed[name].append((int(line), heading))
    found: list[Entry] = []
    for name, headings in listed.items():
        lines = (corpus / name).read_text(encoding="utf-8").split("\n")
        ends = [line - 1 for line, _ in headings[1:]] + [len(lines)]
        for (start, heading), end in zip(headings, ends, strict=True):
            found.append(Entry(name, start, heading, "\n".join(lines[start:end]).strip("\n")))
    return found


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real glossaries; the tests are skipped with a reason where there is none."""
    folder = Path(os.environ.get("GLOSSARY_MIGRATE") or Path(__file__).parents[3] / "shared" / "migrate")
    if not folder.is_dir():
        pytest.skip(f"no glossaries to migrate at {folder} (GLOSSARY_MIGRATE names another place)")
    return folder
