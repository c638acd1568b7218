"""Exports for readers are in the language of the glossary: their labels, ``lang`` and the direction of writing."""

import re
import zipfile
from pathlib import Path

import pytest
from command_line import run_glossary, write_files

ENTRIES = """
- term: {0}
  notation: M-1
  avoid: [Muehle]
  category: A
  definition: '{0} 1.'
  note: '{0} 2.'
  related: [{1}]
  source: {{title: {1}}}
- {{term: {1}, definition: '{1} 1.'}}
"""
WORDS = {"de": ("Mühle", "Mehl"), "fr": ("Moulin", "Farine"), "ar": ("مطحنة", "دقيق")}


def _export(language: str, form: str, output: str) -> Path:
    """What an export of the glossary of a language writes, at ``output`` in the working folder."""
    write_files(Path(), {"glossary.yml": f"language: {language}\n", "entries/a.yml": ENTRIES.format(*WORDS[language])})
    run_glossary("export", "--format", form, "--output", output)
    return Path(output)


def _chapter(book: Path, holds: str) -> str:
    with zipfile.ZipFile(book) as archive:
        pages = (archive.read(name).decode() for name in archive.namelist() if "letter-" in name)
        return next(page for page in pages if holds in page)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "language, labels",
    [
        ("de", ["Notation", "Nicht verwenden", "Verwandte Begriffe", "Anmerkung", "Quelle: Mehl"]),
        ("fr", ["Notation", "À éviter", "Termes associés", "Note", "Source: Farine"]),
    ],
)
def test_labels_are_in_the_language_of_the_glossary(language: str, labels: list[str]) -> None:
    term = WORDS[language][0]
    book = _chapter(_export(language, "epub", "glossary.epub"), f"<h2>{term}</h2>")
    page = next(
        text
        for path in _export(language, "docset", "glossary.docset").rglob("*.html")
        if f"<h1>{term}</h1>" in (text := path.read_text(encoding="utf-8"))
    )
    whole = _export(language, "llms-full", "llms-full.txt").read_text(encoding="utf-8")
    for label in labels:
        assert label in book and label in page and label in whole


def test_the_headings_of_llms_txt_are_translated_but_for_the_one_that_programs_look_for() -> None:
    text = _export("de", "llms", "llms.txt").read_text(encoding="utf-8")
    assert re.findall("## (.*)", text) == ["Begriffe", "Optional"]
    assert "[Jeder Begriff ganz]" in text and "[Begriffe als JSON]" in text


def test_a_book_and_a_docset_name_the_direction_of_their_language() -> None:
    book = _export("ar", "epub", "glossary.epub")
    assert 'xml:lang="ar" lang="ar" dir="rtl"' in _chapter(book, WORDS["ar"][0])
    with zipfile.ZipFile(book) as archive:
        (package,) = (archive.read(name).decode() for name in archive.namelist() if name.endswith(".opf"))
    assert 'page-progression-direction="rtl"' in package
    pages = _export("ar", "docset", "glossary.docset").rglob("*.html")
    assert all('<html lang="ar" dir="rtl">' in page.read_text(encoding="utf-8") for page in pages)
    german = _chapter(_export("de", "epub", "german.epub"), WORDS["de"][0])
    assert 'lang="de" dir="ltr"' in german


def test_a_card_names_the_language_and_the_direction_of_both_sides(tmp_path: Path) -> None:
    with zipfile.ZipFile(_export("ar", "anki", "glossary.apkg")) as archive:
        models = archive.read("collection.anki2")
    assert models.count(rb"<div lang=\"ar\" dir=\"rtl\">") == 2


def test_the_messages_of_vale_are_in_the_language_of_the_glossary() -> None:
    rules = _export("de", "vale", "vale") / "styles/Glossary"
    assert "„%s“ statt „%s“ verwenden." in (rules / "Names.yml").read_text(encoding="utf-8")
