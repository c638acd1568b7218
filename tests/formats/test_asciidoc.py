"""Glossaries in AsciiDoc, on small ones of our own."""

from pathlib import Path

import pytest
from command_line import write_files

from glossary_site.formats import ImportedGlossary, read_glossary, recognise_format
from glossary_site.records import Record

GLOSSARY = """= Words of a bakery
:house: Mill Street
// a comment:: of the author

[glossary]
[[ovn]]Oven::
A _hot_ box of {house} for <<brd,loaves>>, <<none,nothing>> and <<dough>>.
+
Second paragraph with `a_b`, *bold*, https://example.org/a_b[a site^] -- and (C).
+
----
code:: here
----
* one
** deep
* two

[[brd]]
Bread::
Loaf:: Baked dough; 10 m^2^ of H~2~O [sic].
Dough ^RAW^:: NOTE: Keep it warm.

. first
. second

Starter;; is no term of its own.

A paragraph ends the list.

== Other words

Rye:: See xref:ovn[] and stem:[x^2].
"""


def read(tmp_path: Path, text: str) -> ImportedGlossary:
    write_files(tmp_path, {"g.adoc": text})
    return read_glossary(tmp_path / "g.adoc", recognise_format(tmp_path / "g.adoc"), "en", {})


def by_term(found: ImportedGlossary) -> dict[str, Record]:
    return {record.term: record for record in found.records}


def body(record: Record) -> str:
    return record.senses[0].body


def test_labelled_lists_arrive(tmp_path: Path) -> None:
    found = read(tmp_path, GLOSSARY)
    records = by_term(found)
    assert list(records) == ["Oven", "Bread", "Dough", "Rye"]
    oven, bread, dough, rye = records.values()
    assert body(oven) == (
        "A *hot* box of Mill Street for [[Bread|loaves]], nothing and [[Dough]].\n\n"
        "Second paragraph with `a_b`, **bold**, [a site](<https://example.org/a_b>) — and ©.\n\n"
        "```\ncode:: here\n```\n\n- one\n\n  - deep\n- two"
    )
    assert (bread.aliases, bread.origin.line) == (("Loaf",), 19)
    assert body(bread) == "Baked dough; 10 m$^{\\text{2}}$ of H$_{\\text{2}}$O \\[sic\\]."
    assert body(dough) == "> [!NOTE]\n> Keep it warm.\n\n1. first\n1. second\n\n   - **Starter** is no term of its own."
    assert body(rye) == "See [[Oven]] and $x^2$."
    assert [record.senses[0].category for record in found.records] == [*["Words of a bakery"] * 3, "Other words"]
    assert found.references == 3
    assert [loss.message for loss in found.losses] == [
        "a raised mark after a name is not kept: RAW",
        "a link leads to no term of the file: none",
        "a text around the entries is left out: A paragraph ends the list.",
    ]


def test_terms_below_letters_have_no_category(tmp_path: Path) -> None:
    found = read(tmp_path, "== A\n\nAle:: A drink.\n\n== B\n\nBun:: A roll.\n")
    assert [(record.term, record.senses[0].category) for record in found.records] == [("Ale", ""), ("Bun", "")]


TABLE = """== Short forms

[cols="1,3",options="header"]
|===
| Acronym | Meaning

| BOS | Bread of _spelt_
| LOR
| Loaf of rye
|===
"""


def test_a_table_of_acronyms_arrives(tmp_path: Path) -> None:
    records = by_term(read(tmp_path, TABLE))
    assert list(records) == ["BOS", "LOR"]
    assert [sense.body for record in records.values() for sense in record.senses] == [
        "Bread of *spelt*",
        "Loaf of rye",
    ]


def test_anchors_of_a_page_are_not_shown(tmp_path: Path) -> None:
    text = "== Baking termsanchor:Baking[]\n\n=== [[oven]]Oven\n\nA box.\n\n=== Ryeanchor:rye[]\n\nA grain.\n"
    found = read(tmp_path, text)
    assert [(each.term, each.senses[0].categories, body(each)) for each in found.records] == [
        ("Oven", (), "A box."),
        ("Rye", (), "A grain."),
    ]


def test_other_files_are_not_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"more.adoc": "Rye:: A grain.\n"})
    found = read(tmp_path, "Oven:: A box.\n+\ninclude::more.adoc[]\n")
    assert [record.term for record in found.records] == ["Oven"]
    assert [loss.message for loss in found.losses] == ["an included file is not read: more.adoc"]


@pytest.mark.parametrize("text", ["", "Words.\n", "----\nOven:: A box.\n----\n", "// Oven:: A box.\n", "std::vector\n"])
def test_a_file_without_terms_is_an_issue(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert [issue.code for issue in found.issues] == ["asciidoc-empty"]
    assert not found.records


def test_text_after_a_label_is_no_list(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "Oven:: As in std:: a box.\n* one\n").records
    assert body(record) == "As in std:: a box.\n\n- one"


@pytest.mark.parametrize("piece", ["[[a", '"`a ', "a:: ", "https://a[", "((", "\n* a\n** b"])
def test_hostile_text_takes_linear_time(tmp_path: Path, piece: str) -> None:
    assert read(tmp_path, f"Oven:: x {piece * 10_000}\n").records


def test_deep_blocks_are_a_loss(tmp_path: Path) -> None:
    fences = "".join("=" * length + "\n" for length in range(4, 2000))
    found = read(tmp_path, f"Oven:: A box.\n+\n{fences}")
    assert [record.term for record in found.records] == ["Oven"]
    assert [loss.kind for loss in found.losses] == ["blocks that are nested too deeply are left out"]
