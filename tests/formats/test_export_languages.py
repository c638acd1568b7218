"""Exports for readers are in the language of the glossary: their labels, ``lang`` and the direction of writing."""

import re
import zipfile
from pathlib import Path

import pytest
from command_line import run_glossary, write_files

from glossary_site.formats import anki

LOCALES = Path(anki.__file__).parents[1] / "language/locales"
ENTRIES = """
- term: {0}
  notation: M-1
  avoid: [Muehle]
  category: A
  definition: '{0} 1.'
  note: '{0} 2.'
  related: [{1}]
  source: {{title: {1}}}
- {{term: {1}, aliases: [B, C], status: deprecated, definition: '{1} 1.'}}
"""
WORDS = {"de": ("Mühle", "Mehl"), "fr": ("Moulin", "Farine"), "ar": ("مطحنة", "دقيق"), "ja": ("製粉機", "小麦粉")}


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
        ("de", ["Notation", "Nicht verwenden", "Verwandte Begriffe", "Anmerkung", "Quelle: Mehl", "veraltet", "B, C"]),
        ("ja", ["表記", "使用しない語", "関連語", "注記", "出典：小麦粉", "非推奨", "B、C"]),
        ("fr", ["Notation", "À éviter", "Termes associés", "Note", "Source\u00a0: Farine", "déconseillé", "B, C"]),
    ],
)
def test_labels_are_in_the_language_of_the_glossary(language: str, labels: list[str]) -> None:
    with zipfile.ZipFile(_export(language, "epub", "glossary.epub")) as archive:
        book = "".join(archive.read(name).decode() for name in archive.namelist() if "letter-" in name)
    pages = _export(language, "docset", "glossary.docset").rglob("*.html")
    docset = "".join(path.read_text(encoding="utf-8") for path in pages)
    whole = _export(language, "llms-full", "llms-full.txt").read_text(encoding="utf-8")
    for label in labels:
        assert label in book and label in docset and label in whole


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


@pytest.mark.parametrize("language", sorted(path.name for path in LOCALES.iterdir()))
def test_the_names_of_the_fields_of_a_card_are_names_that_anki_takes(language: str) -> None:
    """Anki takes no empty name, none twice, none with ``:``, ``{``, ``}`` or ``"``, none from ``#^/`` on."""
    model = anki._model("place", language.replace("_", "-"))
    names = [field["name"] for field in model.fields]
    assert len({name.casefold() for name in names}) == 5
    assert all(re.fullmatch(r'[^:{}"#^/\s][^:{}"]*', name) for name in names)
    front, back = (model.templates[0][side] for side in ("qfmt", "afmt"))
    assert set(re.findall("{{[#/]?([^}]+)}}", front + back)) == {"FrontSide", *names[:4]}


def test_a_card_has_the_names_of_its_fields_in_the_language_of_the_glossary() -> None:
    model = anki._model("place", "de")
    assert [field["name"] for field in model.fields] == ["Begriff", "Namen", "Bedeutung", "Quelle", "Id"]


def test_the_messages_of_vale_are_in_the_language_of_the_glossary() -> None:
    rules = _export("de", "vale", "vale") / "styles/Glossary"
    assert "„%s“ statt „%s“ verwenden." in (rules / "Names.yml").read_text(encoding="utf-8")
