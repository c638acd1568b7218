"""The table of formats: each row can be loaded, files are recognised by it, and the room is light to enter."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from command_line import write_files

from glossary_site.formats import (
    EXPORTS,
    IMPORTS,
    TEXT,
    Format,
    find_foreign_format,
    find_format,
    read_in_place,
    recognise_format,
)
from glossary_site.formats.table import (
    ENTRIES,
    FOLDER,
    FORMATS,
    LOSSES,
    PAGE,
    load_reader,
    load_recogniser,
    load_writer,
)
from glossary_site.loader.readers import ENDINGS


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_row_names_functions_and_fields_that_exist(form: Format) -> None:
    assert find_format(form.name) is form
    assert form in IMPORTS or form in EXPORTS
    assert not form.reads or callable(load_reader(form))
    assert not form.writes or callable(load_writer(form))
    assert not form.holds or callable(load_recogniser(form))
    assert set(form.loses) <= set(LOSSES)


def test_an_ending_belongs_to_one_format_unless_the_content_decides() -> None:
    endings = Counter(ending for form in IMPORTS if not form.holds for ending in form.endings)
    assert set(endings.values()) == {1}


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("g.json", "[]", "json"),
        ("g.json", '{"@graph": []}', "skos-jsonld"),
        ("g.json", "{", "json"),
        ("g.jsonld", "{", "skos-jsonld"),
        ("g.HTM", "", "html"),
        ("g.yaml", "", "yaml"),
        ("g.md", "", "markdown-folder"),
        ("g.txt", "", "text"),
        ("g.unknown", "", "unread"),
        ("g", "", "text"),
        ("folder/g.md", "", "markdown-folder"),
    ],
)
def test_a_format_is_recognised_by_ending_and_content(tmp_path: Path, name: str, text: str, form: str) -> None:
    write_files(tmp_path, {name: text})
    assert recognise_format(tmp_path / name.partition("/")[0] if "/" in name else tmp_path / name).name == form


def test_the_table_has_every_ending_of_entries() -> None:
    endings = {ending for form in (TEXT, ENTRIES, PAGE) for ending in form.endings}
    assert endings - {FOLDER} == set(ENDINGS)


def test_a_file_that_is_not_there_is_recognised_by_its_ending(tmp_path: Path) -> None:
    assert recognise_format(tmp_path / "g.json").name == "json"
    assert recognise_format(tmp_path / "g") is TEXT


def test_importing_the_formats_loads_no_library_of_a_single_format() -> None:
    code = """
import sys, glossary_site.formats
assert not {"lxml", "rdflib", "genanki", "ebooklib", "docutils", "python_calamine"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("g.pdf", b"%PDF-1.4", "the file is a PDF (.pdf), which is not read"),
        ("g.ODT", b"PK\x03\x04\0", "the file is a document of a word processor (.odt), which is not read"),
        ("g.png", b"\x89PNG\0", "the file is a picture (.png), which is not read"),
        ("g.org", b"* Oven\nA box.\n", "the file is a text in markup (.org), which is not read"),
        ("g.dat", b"oven, bread\nA box.\n", "files that end in .dat are not read"),
    ],
)
def test_a_form_that_is_not_read_is_named(tmp_path: Path, name: str, raw: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(raw)
    form = find_foreign_format(tmp_path / name)
    assert form is not None
    (issue,) = read_in_place(tmp_path / name, form, "en").issues
    assert (issue.code, issue.message) == ("format-unread", message)
    assert ("--from" in issue.hint) == (name == "g.dat")
