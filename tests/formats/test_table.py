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
    describe_reading,
    find_foreign_format,
    find_format,
    read_in_place,
    recognise_format,
    recognition,
)
from glossary_site.formats.form import FOLDER, load_reader, load_recogniser, load_writer
from glossary_site.formats.losses import LOSSES
from glossary_site.formats.table import ENTRIES, FORMATS, PAGE, UNREAD
from glossary_site.loader.endings import ENDINGS


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
        ("g.md", "", "markdown-page"),
        ("g.txt", "", "text"),
        ("g.unknown", "", "unread"),
        ("g", "", "text"),
        ("folder/g.md", "# Oven\n\nA box.\n", "markdown-folder"),
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
        ("g.DOC", b"\xd0\xcf\x11\xe0\0", "the file is a document of a word processor (.doc), which is not read"),
        ("g.png", b"\x89PNG\0", "the file is a picture (.png), which is not read"),
        ("g.typ", b"= Oven\nA box.\n", "the file is a text in markup (.typ), which is not read"),
        ("g.dat", b"oven, bread\nA box.\n", "files that end in .dat are not read"),
        ("g.md", b"%PDF-1.4 obj", "the file is a PDF, whatever its name, and that is not read"),
        ("g.txt", b"\x89PNG\r\n", "the file is a picture, whatever its name, and that is not read"),
        ("g.json", b"PK\x03\x04", "the file is an archive, whatever its name, and that is not read"),
        (
            "g.xlsx",
            b"\xd0\xcf\x11\xe0",
            "the file is a document of an old version of Word or Excel, whatever its name, and that is not read",
        ),
        ("g.xml", b"<shelf><book/></shelf>", "the file is XML with the root <shelf>, which is not read"),
    ],
)
def test_a_form_that_is_not_read_is_named(tmp_path: Path, name: str, raw: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(raw)
    form = find_foreign_format(tmp_path / name)
    assert form is not None
    (issue,) = read_in_place(tmp_path / name, form, "en").issues
    assert (issue.code, issue.message) == ("format-unread", message)
    assert ("--from" in issue.hint) == (name == "g.dat")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", "# Oven\n\n## Install\n\nRun it.\n\n## Usage\n\nBake.\n"),
        ("names.adoc", "== Naming conventions\n\n=== Ovens\n\nA letter.\n\n=== Loaves\n\nTwo letters.\n"),
        ("style-guide.md", "# Ovens\n\n## Doors\n\nShut them.\n\n## Lamps\n\nPut them out.\n"),
        ("CHANGELOG.md", "# Changes\n\n## 1.1\n\n- One.\n\n## 1.0\n\n- Two.\n"),
        ("LICENSE", "Do what you like.\n"),
        ("package.json", '{"name": "oven", "description": "A hot box.", "scripts": {"bake": "bake it well"}}'),
        ("tsconfig.json", '{"compilerOptions": {"target": "es2020"}}'),
        ("mkdocs.yml", "site_name: All about ovens\nnav:\n  - Home of it: index.md\n"),
    ],
)
def test_a_file_of_a_project_is_read_only_where_somebody_asks_for_it(tmp_path: Path, name: str, text: str) -> None:
    write_files(tmp_path, {name: text})
    form = find_foreign_format(tmp_path / name)
    assert form is not None
    (issue,) = read_in_place(tmp_path / name, form, "en").issues
    assert (issue.code, "--from" in issue.hint) == ("format-unread", True)
    assert find_foreign_format(tmp_path / name, "yaml") is find_format("yaml")


def test_a_readme_that_announces_a_glossary_is_one(tmp_path: Path) -> None:
    write_files(tmp_path, {"README.md": "# Glossary of baking\n\n## Oven\n\nA hot box.\n\n## Rye\n\nA grain.\n"})
    assert find_foreign_format(tmp_path / "README.md") is None
    assert recognise_format(tmp_path / "README.md") is PAGE


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("guide.md", "---\nterm: Guide\n---\nA guide leads.\n"),
        ("guide-glossary.md", "# Ovens\n\n## Rye\n\nA grain.\n\n## Oat\n\nA grain, too.\n"),
        ("guide.md", "# Guide to the terms of baking\n\n## Rye\n\nA grain.\n\n## Oat\n\nA grain, too.\n"),
        ("faq.adoc", "= Questions\n\n[glossary]\nRye:: A grain.\nOat:: A grain, too.\n"),
    ],
)
def test_a_guide_that_announces_a_glossary_is_one(tmp_path: Path, name: str, text: str) -> None:
    write_files(tmp_path, {name: text})
    assert recognise_format(tmp_path / name) is not UNREAD


TERM = "---\ntitle: {0}\n---\n## What it is\n\n{0} is a thing.\n\n## What for\n\nFor use.\n"


def test_files_with_headings_and_a_title_each_are_a_term_each(tmp_path: Path) -> None:
    write_files(tmp_path, {f"src/{name}.md": TERM.format(name) for name in ("Oven", "Rye", "Oat")})
    assert find_foreign_format(tmp_path / "src") is find_format("markdown-folder")


def test_front_matter_of_hugo_with_other_names_is_no_entry_of_this_program(tmp_path: Path) -> None:
    write_files(tmp_path, {f"src/{name}.md": f"---\ntitle: {name}\naliases: [x]\n---\nA thing.\n" for name in "ab"})
    assert find_foreign_format(tmp_path / "src") is find_format("markdown-folder")


def test_a_glossary_among_other_pages_is_to_be_named(tmp_path: Path) -> None:
    page = "# Glossary\n\n**Oven**: a hot box.\n\n**Rye**: a grain.\n"
    write_files(tmp_path, {"docs/glossary.md": page, "docs/install.md": "# Install\n\nRun it.\n", "docs/a.png": b"x"})
    form = find_foreign_format(tmp_path / "docs")
    assert form is UNREAD
    (issue,) = read_in_place(tmp_path / "docs", form, "en").issues
    assert issue.message.startswith("2 .md, 1 .png: ")
    assert "docs/glossary.md" in issue.hint
    assert find_foreign_format(tmp_path / "docs/glossary.md") is None


def test_a_folder_without_entries_is_named_by_what_it_holds(tmp_path: Path) -> None:
    write_files(tmp_path, {"src/a.py": "x", "src/b.py": "y", "src/README.md": "# Code\n\nOf mine.\n"})
    form = find_foreign_format(tmp_path / "src")
    assert form is UNREAD
    (issue,) = read_in_place(tmp_path / "src", form, "en").issues
    assert issue.message.startswith("the folder holds 2 .py, 1 .md: ")


def test_a_second_reading_is_named_with_the_option_for_it(tmp_path: Path) -> None:
    write_files(tmp_path, {"src/oven.md": TERM.format("Oven"), "src/rye.dita": "<glossentry/>"})
    found = describe_reading(tmp_path / "src", recognise_format(tmp_path / "src"))
    assert found == "1 .md, 1 .dita: read as dita, which --from markdown-folder changes"


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("---\nterm: Rye\ntitle: Grain\n---\n", False),
        ("---\ntitle: Grain\nterm: Rye\n---\n", False),
        ("---\ntitle: Grain\nmeta:\n  term: 1\n---\nRye.\n", True),
        ("---\ntitle: Grain\n---\n\nterm: Rye\n", True),
        ("---\ntitle: Grain\nterm:x: Rye\n---\n", True),
        ("+++\ntitle = 'Rye'\n+++\nA grain.\n", True),
        ("---\nterm: [\n---\n", False),
    ],
)
def test_a_page_with_a_title_and_no_term_has_a_name(text: str, is_named: bool) -> None:
    assert recognition._is_named(text) is is_named
