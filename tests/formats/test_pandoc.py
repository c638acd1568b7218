"""Org, MediaWiki, Textile, ODT and RTF, which pandoc reads."""

from pathlib import Path

import pytest

from glossary_site.formats import ImportedGlossary, read_glossary, recognise_format

ORG = """#+TITLE: Words of a mill
Before the words.

* Tools
- Quern :: Grinds [[Rye][the grain]] by hand, =fast=.
  - in houses
- Sieve :: Parts *fine* from coarse.
* Grains
:PROPERTIES:
:CUSTOM_ID: all-grains
:END:
** Rye
Dark; ground in a [[#x][far]] mill.
#+INCLUDE: "other.org"
"""


def read(tmp_path: Path, name: str, text: str) -> ImportedGlossary:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_glossary(path, recognise_format(path), "en", {})


def test_lists_and_headings_of_org_are_entries(tmp_path: Path) -> None:
    found = read(tmp_path, "g.org", ORG)
    assert [(each.term, each.senses[0].category, each.senses[0].body) for each in found.records] == [
        ("Quern", "Tools", "Grinds [[Rye|the grain]] by hand, `fast`.\n\n- in houses"),
        ("Sieve", "Tools", "Parts **fine** from coarse."),
        ("Rye", "Grains", "Dark; ground in a [far](#x) mill."),
    ]
    assert [(loss.kind, loss.example.split(" at ")[0]) for loss in found.losses] == [
        ("pandoc passes over a part", "Could not load include file other.org"),
        ("the title of a page is in no entry", "Words of a mill"),
        ("the introduction of a page is in no entry", "Before the words."),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("g.mediawiki", "= Words =\n\n; Quern : Grinds.\n; Sieve : Parts.\n"),
        ("g.wiki", "== Quern ==\nGrinds.\n\n== Sieve ==\nParts.\n"),
        ("g.textile", "h1. Words\n\nh2. Quern\n\nGrinds.\n\nh2. Sieve\n\nParts.\n"),
        ("g.rtf", "{\\rtf1\\ansi {\\b Quern}: Grinds.\\par {\\b Sieve}: Parts.\\par}"),
    ],
)
def test_other_forms_that_pandoc_reads_arrive(tmp_path: Path, name: str, text: str) -> None:
    found = read(tmp_path, name, text)
    assert [(each.term, each.senses[0].body) for each in found.records] == [("Quern", "Grinds."), ("Sieve", "Parts.")]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("g.odt", "no archive", "pandoc-syntax"),
        ("g.org", "Only prose.\n", "pandoc-empty"),
        ("g.rtf", "x", "pandoc-empty"),
    ],
)
def test_what_holds_no_entries_is_an_error(tmp_path: Path, name: str, text: str, code: str) -> None:
    found = read(tmp_path, name, text)
    assert not found.records
    assert [issue.code for issue in found.issues] == [code]


def test_a_document_that_takes_too_long_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary_site.formats.pandoc_text._LONGEST", 0)
    found = read(tmp_path, "g.org", ORG)
    assert [(issue.code, issue.hint) for issue in found.issues] == [("pandoc-syntax", "split it")]
