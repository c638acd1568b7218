"""Several categories, and trees of them, in what other programs and people write."""

from pathlib import Path

import pytest

from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.formats import find_format, read_glossary
from glossary_site.formats.edition import Edition
from glossary_site.formats.form import load_reader, load_writer
from glossary_site.formats.imported import ImportSource
from glossary_site.loader import parse_page
from glossary_site.records import Record, Sense

#: Name and meaning, and the cell of the categories.
ROWS = (("Awl", "Tools, Leather"), ("Bark", "Leather"), ("Adze", "tools; Wood"), ("Stew", "Food, drink"), ("Saw", ""))
WANTED = [("Tools", "Leather"), ("Leather",), ("tools", "Wood"), ("Food, drink",), ()]


@pytest.mark.parametrize("heads", ["term,definition,category", "Word,Meaning,Topic"])
def test_a_cell_lists_categories_that_other_cells_have_too(tmp_path: Path, heads: str) -> None:
    path = tmp_path / "g.csv"
    path.write_text(f"{heads}\n" + "".join(f'{name},A {name}.,"{cell}"\n' for name, cell in ROWS), encoding="utf-8")
    records = read_glossary(path, find_format("csv"), "en", {}).records
    assert [record.categories for record in records] == WANTED


def test_a_table_in_markdown_lists_categories() -> None:
    lines = "".join(f"| {name} | A {name}. | {cell} |\n" for name, cell in ROWS)
    page = parse_page(f"| Term | Definition | Category |\n|-|-|-|\n{lines}", "g.md")
    assert [record.categories for record in page.records] == WANTED


def test_a_collection_within_another_is_a_category_below_it() -> None:
    turtle = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix : <https://example.org/> .
:awl a skos:Concept ; skos:prefLabel "Awl"@en ; dct:subject "iron"@en, "hand"@en .
:hide a skos:Concept ; skos:prefLabel "Hide"@en .
:craft a skos:Collection ; skos:prefLabel "Craft"@en ; skos:member :tools, :hide .
:tools a skos:Collection ; skos:prefLabel "Tools"@en ; skos:member :awl, :craft .
:unnamed a skos:Collection ; skos:member :hide .
"""
    found = load_reader(find_format("skos-turtle"))(ImportSource("x.ttl", turtle.encode(), "en"))
    # Each collection is in the other; the way up ends where it began.
    assert {record.term: record.categories for record in found.records} == {
        "Awl": ("Craft / Tools",),
        "Hide": ("Tools / Craft",),
    }
    assert {record.tags for record in found.records} == {(), ("hand", "iron")}


@pytest.mark.parametrize("name", ["skos-turtle", "tbx", "csv", "json"])
def test_a_tree_of_categories_comes_back(name: str) -> None:
    categories = ("Craft", "Craft / Tools", "Art / Line / Pen")
    form, record = find_format(name), Record("Awl", (Sense(categories),), id="awl")
    (output,) = load_writer(form)(Edition((record,), SiteConfig()))
    assert isinstance(output, Output)
    (found,) = load_reader(form)(ImportSource("x", output.data, "en")).records
    assert sorted(found.categories) == sorted(categories)
