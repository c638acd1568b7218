"""In real glossaries the definition taken from a body is its first sentence, as a count without our parsers shows.

The count reads the sources by a few patterns of its own. It ends a sentence at a stop before a capital or code, and at
one after a word of five letters. Where it differs from the program, a person has read the entry; the reason is below,
and nothing else may differ.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from corpus.written_names import written_name
from glossary_site.config import SiteConfig
from glossary_site.formats import find_format, read_glossary
from glossary_site.glossary import relate_records

_STOP = re.compile(r"[.!?][\"')]*\s+(?=[\"'(*]*[A-Z`])|(?<=[a-z]{5})\.\s+(?=[a-z])")
_ROLE = re.compile(r":[\w:+-]+:`[!~]?([^`<]+?)(?:\s*<[^`>]*>)?`|`([^`<]+?)\s*<[^`>]*>`_|\\(?=s)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


class Glossary(NamedTuple):
    """A real glossary: its place, its format, how many texts it has at least, and terms that differ with the reason."""

    place: str
    form: str
    least: int
    differ: Mapping[str, str]


GLOSSARIES = {
    "CNCF": Glossary("cncf", "markdown-folder", 81, {}),
    "CPython": Glossary("rst/cpython.rst", "sphinx-glossary", 116, {"BDFL": "the count ends it after a.k.a."}),
    "pypa": Glossary("sphinx/glossary.rst", "sphinx-glossary", 41, {}),
}


@pytest.fixture(scope="module")
def real() -> Path:
    """The folder of real glossaries; the tests are skipped with a reason where there is none."""
    folder = Path(os.environ.get("GLOSSARY_MIGRATE") or Path(__file__).parents[3] / "shared" / "migrate")
    if not folder.is_dir():
        pytest.skip(f"no glossaries to migrate at {folder} (GLOSSARY_MIGRATE names another place)")
    return folder


def letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def count_pages(folder: Path) -> Iterator[tuple[str, str]]:
    """The title of each page of a folder, and the first sentence below its headings."""
    for path in sorted(folder.glob("[!_]*.md")):
        _, front, body = re.split(r"(?m)^---\s*$", path.read_text(encoding="utf-8"), maxsplit=2)
        title = re.findall(r"(?mi)^ ?title: *[\"']?(.*?)[\"']? *$", front)[0]
        prose = [part for part in re.split(r"\n\s*\n|(?m:^#.*$)", body) if part.strip()]
        if prose:
            yield title, _STOP.split(_LINK.sub(r"\1", prose[0]), maxsplit=1)[0]


def count_sphinx(path: Path) -> Iterator[tuple[str, str]]:
    """The last of the stacked terms of each entry of a Sphinx glossary, and the first sentence below them."""
    text = path.read_text(encoding="utf-8").split(".. glossary::", 1)[1]
    depth = min(len(line) - len(line.lstrip()) for line in text.splitlines()[1:] if line.startswith(" "))
    entries = re.split(rf"(?m)^ {{{depth}}}(\S.*)$", text)
    for term, below in zip(entries[1::2], entries[2::2], strict=True):
        blocks = [part for part in re.split(r"\n\s*\n", below) if part.strip() and not part.lstrip().startswith("..")]
        if blocks:
            yield term, _STOP.split(_ROLE.sub(r"\1\2", blocks[0].replace(":pep:`", ":pep:`PEP ")), maxsplit=1)[0]


@pytest.mark.parametrize("name", GLOSSARIES)
def test_definitions_are_first_sentences(name: str, real: Path, capsys: pytest.CaptureFixture[str]) -> None:
    glossary = GLOSSARIES[name]
    path = real / glossary.place
    counted = dict(count_pages(path / "en") if path.is_dir() else count_sphinx(path))
    records = read_glossary(path, find_format(glossary.form), "en", {}).records
    entries = relate_records(records, SiteConfig(language="en")).entries
    taken = {
        term: sense.definition.text
        for entry in entries
        for sense in entry.record.senses
        for term in (written_name(entry.record, counted), *entry.record.aliases)
    }
    found = {term: first for term, first in counted.items() if term in taken}
    differ = {term for term, first in found.items() if letters(first) != letters(taken[term])}
    with capsys.disabled():
        print(f"\n{name}: {len(found) - len(differ)} of {len(found)} definitions are the first sentence of their body")
        for term in sorted(differ):
            print(f"  {term}: {glossary.differ.get(term, 'not read yet')}")
    assert len(found) >= glossary.least
    assert differ == set(glossary.differ)
    assert len(differ) <= 0.02 * len(found)
