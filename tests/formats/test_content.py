"""Files are read as what they hold, whatever they are called; what is no glossary is refused with the reason."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from command_line import write_files

from glossary_site.formats import ImportedGlossary, describe_reading, read_glossary, recognise_format

KILN, GLAZE = "A hot oven.", "A coat of glass."

CONTENTS = {
    "html": f"<!doctype html><html><dl><dt>Kiln</dt><dd>{KILN}</dd><dt>Glaze</dt><dd>{GLAZE}</dd></dl></html>",
    "json": f'[{{"term": "Kiln", "definition": "{KILN}"}}, {{"term": "Glaze", "definition": "{GLAZE}"}}]',
    "yaml": f"words:\n  - name: Kiln\n    meaning: {KILN}\n  - name: Glaze\n    meaning: {GLAZE}\n",
    "csv": f"Term;Definition\nKiln;{KILN}\nGlaze;{GLAZE}\n",
    "latex": f"\\newglossaryentry{{k}}{{name=Kiln,description={{{KILN}}}}}\n"
    f"\\newglossaryentry{{g}}{{name=Glaze,description={{{GLAZE}}}}}\n",
    "asciidoc": f"= Pottery\n\nKiln:: {KILN}\nGlaze:: {GLAZE}\n",
    "sphinx-glossary": f".. glossary::\n\n   Kiln\n      {KILN}\n\n   Glaze\n      {GLAZE}\n",
    "docbook": f"<?xml version='1.0'?><glossary><glossentry><glossterm>Kiln</glossterm><glossdef><para>{KILN}</para>"
    f"</glossdef></glossentry><glossentry><glossterm>Glaze</glossterm><glossdef><para>{GLAZE}</para></glossdef>"
    "</glossentry></glossary>",
    "markdown-page": f"# Pottery\n\n## Kiln\n\n{KILN}\n\n## Glaze\n\n{GLAZE}\n",
}


def read(tmp_path: Path, name: str, text: str) -> ImportedGlossary:
    write_files(tmp_path, {name: text})
    return read_glossary(tmp_path / name, recognise_format(tmp_path / name), "en", {})


@pytest.mark.parametrize("name", ["words.txt", "words"])
@pytest.mark.parametrize("form", CONTENTS)
def test_a_text_file_is_read_as_what_it_holds(tmp_path: Path, name: str, form: str) -> None:
    found = read(tmp_path, name, CONTENTS[form])
    assert recognise_format(tmp_path / name).name == form
    assert [record.term for record in found.records] == ["Kiln", "Glaze"]
    assert not found.issues


@pytest.mark.parametrize(
    ("name", "form"),
    [("g.md", "html"), ("g.md", "csv"), ("g.md", "json"), ("g.json", "yaml"), ("g.json", "html"), ("g.csv", "json")],
)
def test_a_wrong_ending_does_not_hide_what_a_file_holds(tmp_path: Path, name: str, form: str) -> None:
    assert [record.term for record in read(tmp_path, name, CONTENTS[form]).records] == ["Kiln", "Glaze"]
    assert recognise_format(tmp_path / name).name == form


def test_records_of_this_program_under_another_ending_are_yaml_in_a_usual_shape(tmp_path: Path) -> None:
    text = f"- term: Kiln\n  definition: {KILN}\n- term: Glaze\n  definition: {GLAZE}\n"
    assert [record.term for record in read(tmp_path, "g.txt", text).records] == ["Kiln", "Glaze"]


@pytest.mark.parametrize("name", ["g.zip", "g.md", "g"])
def test_a_document_of_word_is_recognised_by_its_parts(tmp_path: Path, name: str) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    (tmp_path / name).write_bytes(packed.getvalue())
    assert recognise_format(tmp_path / name).name == "docx"


@pytest.mark.parametrize(
    "text",
    [
        "# Pottery\n\n## Kiln\n\nAn oven.\n\n```latex\n\\begin{itemize}\n```\n\n## Glaze\n\nA coat.\n",
        "| Term | Definition |\n|---|---|\n| Kiln | An oven. |\n| Glaze | A coat. |\n",
        "[Kiln]: https://example.org\n\n## Kiln\n\nAn oven.\n\n## Glaze\n\nA coat.\n",
    ],
)
def test_a_page_in_markdown_stays_one(tmp_path: Path, text: str) -> None:
    assert [record.term for record in read(tmp_path, "g.md", text).records] == ["Kiln", "Glaze"]
    assert recognise_format(tmp_path / "g.md").name == "markdown-page"


WORD_LISTS = {
    "colons": f"Kiln: {KILN}\nGlaze: {GLAZE}\n",
    "spaced colons": f"Kiln : {KILN}\nGlaze : {GLAZE}\n",
    "hyphens": f"POTTERY\n\nKiln - {KILN}\n\nGlaze - {GLAZE}\n",
    "dashes": f"Kiln – {KILN}\nGlaze — {GLAZE}\n",
    "equals signs": f"Kiln = {KILN}\nGlaze = {GLAZE}\n",
    "tabs": f"Kiln\t{KILN}\nGlaze\t{GLAZE}\n",
    "bullets": f"• Kiln: {KILN}\n• Glaze: {GLAZE}\n",
    "numbers": f"1. Kiln: {KILN}\n2. Glaze: {GLAZE}\n",
    "meanings indented below": f"Kiln\n  {KILN}\n\nGlaze\n    {GLAZE}\n",
    "meanings below": f"Kiln\n{KILN}\n\nGlaze\n{GLAZE}\n",
    "letters": f"G\nGlaze: {GLAZE}\nK\nKiln: {KILN}\n",
    "long meanings": "Kiln: A hot\noven.\nGlaze: A coat\nof glass.\n",
}


@pytest.mark.parametrize("shape", WORD_LISTS)
def test_a_list_of_words_in_plain_text_is_a_glossary(tmp_path: Path, shape: str) -> None:
    found = {
        record.term: " ".join(record.senses[0].body.split())
        for record in read(tmp_path, "g.txt", WORD_LISTS[shape]).records
    }
    assert found == {"Kiln": KILN, "Glaze": GLAZE}


def test_the_lines_of_a_list_of_words_are_those_of_its_file(tmp_path: Path) -> None:
    found = read(tmp_path, "g.txt", f"POTTERY\n\nKiln = {KILN}\nBat* (wheel)\n  A disc.\n")
    assert [(record.term, record.origin.line) for record in found.records] == [("Kiln", 3), ("Bat* (wheel)", 4)]


@pytest.mark.parametrize(
    "text",
    [
        "Dear aunt,\nthis is a letter: it says little.\nThe weather is fine today.\nWe go out each morning.\nYours\n",
        "One paragraph of prose that says nothing of words\nand goes on.\n",
    ],
)
def test_prose_is_no_list_of_words(tmp_path: Path, text: str) -> None:
    write_files(tmp_path, {"g.txt": text})
    assert recognise_format(tmp_path / "g.txt").name == "text"


OTHER_PAGES = {
    "a project": "# My tool\n\n## Installation\n\nRun it.\n\n## Usage\n\nUse it.\n",
    "notes by day": "# Notes\n\n## Monday\n\nRain.\n\n## Tuesday\n\nSun.\n",
    "a diary": "# Diary\n\n## 3 March 2026\n\nRain.\n\n## March 4th\n\nSun.\n",
    "a recipe": "# Rye bread\n\n## Ingredients\n\n- rye\n\n## Preparation\n\n1. Mix.\n",
    "chapters": "# Course\n\n## Week 1: Clay\n\nKnead.\n\n## Week 2: Glaze\n\nDip.\n",
    "steps": "# Release\n\n## Tag it\n\n```\ntag\n```\n\n## Push it\n\n```\npush\n```\n",
}


@pytest.mark.parametrize("page", OTHER_PAGES)
def test_a_page_of_other_sections_is_refused_with_the_reason(tmp_path: Path, page: str) -> None:
    (issue,) = read(tmp_path, "page.md", OTHER_PAGES[page]).issues
    assert issue.code == "format-unread"
    assert issue.message.startswith("this is no glossary: its headings, such as '")
    assert issue.hint == "--from markdown-page reads it all the same"
    assert describe_reading(tmp_path / "page.md", recognise_format(tmp_path / "page.md")) == (
        "not read; --from markdown-page reads it"
    )


@pytest.mark.parametrize(
    ("name", "title"), [("page.md", "Terms of the release"), ("team-glossary.md", "Team"), ("page.md", "Glossary")]
)
def test_a_page_that_is_called_a_glossary_is_one_whatever_its_headings(tmp_path: Path, name: str, title: str) -> None:
    text = f"# {title}\n\n## Installation\n\nBringing a tool to a machine.\n\n## Usage\n\nWork with a tool.\n"
    assert [record.term for record in read(tmp_path, name, text).records] == ["Installation", "Usage"]


def test_few_headings_of_other_pages_do_not_make_another_page(tmp_path: Path) -> None:
    text = "# Release words\n\n## Testing\n\nA trial.\n\n## Build\n\nA product.\n\n## Branch\n\nA line of work.\n"
    assert len(read(tmp_path, "page.md", text).records) == 3


def test_what_is_not_read_is_reported_so(tmp_path: Path) -> None:
    write_files(tmp_path, {"g.typ": "= Kiln\n"})
    for path in (tmp_path / "g.typ", tmp_path / "nowhere.md"):
        assert describe_reading(path, recognise_format(path)) == "not read"


def test_prose_in_markdown_is_a_page_without_entries(tmp_path: Path) -> None:
    assert [issue.code for issue in read(tmp_path, "g.md", "Prose.\n\nMore prose.\n").issues] == ["page-empty"]


@pytest.mark.parametrize(
    ("row", "hint"), [("Kiln,A hot oven.,red", "'term=1,definition=2'"), ("x,y", "'term=x,definition=y'")]
)
def test_columns_are_proposed_by_number_where_the_first_line_is_an_entry(tmp_path: Path, row: str, hint: str) -> None:
    (issue,) = read(tmp_path, "g.csv", f"{row}\nGlaze,A coat.\n").issues
    assert issue.hint.startswith(f"glossary import --columns {hint}")


def test_a_large_page_is_recognised_by_its_first_lines(tmp_path: Path) -> None:
    entries = "\n\n".join(f"## Word {number}\n\nWhat it means." for number in range(5_000))
    (tmp_path / "g.md").write_text(f"# Glossary\n\n{entries}\n", encoding="utf-8")
    assert recognise_format(tmp_path / "g.md").name == "markdown-page"
    assert len(read(tmp_path, "h.md", f"# Glossary\n\n{entries}\n").records) == 5_000
