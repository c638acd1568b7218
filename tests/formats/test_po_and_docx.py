"""Glossaries in gettext PO and in documents of Word, on small ones of our own."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from command_line import write_files

from glossary_site.formats import ImportedGlossary, read_glossary, recognise_format

PO = """msgid ""
msgstr ""
"Language: de\\n"

#. A hot
#. box.
# Say it so.
msgctxt "noun"
msgid "oven"
msgstr "Ofen"

#, fuzzy
msgid "bread [raw]"
msgstr "Brot"

msgid "rye"
msgstr ""

#~ msgid "old"
#~ msgstr "alt"
"""


def read(path: Path, language: str = "en") -> ImportedGlossary:
    return read_glossary(path, recognise_format(path), language, {})


def test_terms_and_translations_of_po_arrive(tmp_path: Path) -> None:
    write_files(tmp_path, {"g.po": PO})
    found = read(tmp_path / "g.po")
    assert [(each.term, each.language, each.translation_of, each.status) for each in found.records] == [
        ("oven", "", "", "current"),
        ("Ofen", "de", "oven", "current"),
        ("bread [raw]", "", "", "current"),
        ("Brot", "de", "bread-raw", "draft"),
        ("rye", "", "", "current"),
    ]
    oven, ofen = (record.senses[0] for record in found.records[:2])
    assert (oven.body, oven.note, ofen.body, ofen.note) == ("A hot box.", (), "", ("Say it so.",))
    assert [loss.message for loss in found.losses] == [
        "an obsolete entry is left out: old: alt",
        "'msgctxt' is not kept: noun",
    ]


def test_on_a_site_in_the_language_of_the_translations_the_terms_translate_them(tmp_path: Path) -> None:
    write_files(tmp_path, {"g.po": PO})
    found = read(tmp_path / "g.po", "de")
    assert [(each.term, each.language, each.translation_of) for each in found.records[:2]] == [
        ("oven", "en", "ofen"),
        ("Ofen", "", ""),
    ]


@pytest.mark.parametrize(
    ("text", "code"), [("msgid", "po-syntax"), ('msgid ""\nmsgstr ""\n', "po-empty"), ("", "po-empty")]
)
def test_what_is_no_po_is_an_issue(tmp_path: Path, text: str, code: str) -> None:
    write_files(tmp_path, {"g.po": text})
    assert [issue.code for issue in read(tmp_path / "g.po").issues] == [code]


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target='
    '"word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>"
)


def write_docx(path: Path, body: str) -> None:
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
    path.write_bytes(whole.getvalue())


def paragraph(text: str, bold: str = "") -> str:
    lead = f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{bold}</w:t></w:r>' if bold else ""
    return f'<w:p>{lead}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


@pytest.mark.parametrize("body", ["<w:p>", "&nothing;", "<w:tbl>" * 5_000 + "</w:tbl>" * 5_000])
def test_a_document_that_mammoth_does_not_understand_is_an_issue(tmp_path: Path, body: str) -> None:
    write_docx(tmp_path / "g.docx", body)
    assert [issue.code for issue in read(tmp_path / "g.docx").issues] == ["docx-syntax"]


def test_a_table_in_word_arrives(tmp_path: Path) -> None:
    rows = (("Term", "Definition"), ("Oven", "A hot box."), ("Rye", "A grain [sic]."))
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    write_docx(tmp_path / "g.docx", f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>")
    found = read(tmp_path / "g.docx")
    assert [(each.term, each.senses[0].body) for each in found.records] == [
        ("Oven", "A hot box."),
        ("Rye", "A grain \\[sic\\]."),
    ]


def test_bold_names_in_word_arrive(tmp_path: Path) -> None:
    names = (("Oven", ": A hot box."), ("Rye", ": A grain."), ("Bread", ": Dough."))
    write_docx(tmp_path / "g.docx", "".join(paragraph(text, bold) for bold, text in names))
    assert [record.term for record in read(tmp_path / "g.docx").records] == ["Oven", "Rye", "Bread"]


def test_a_document_that_is_too_large_unpacked_or_none_is_an_issue(tmp_path: Path) -> None:
    write_docx(tmp_path / "bomb.docx", " " * 40_000_000)
    (tmp_path / "none.docx").write_bytes(b"PK\x03\x04")
    write_docx(tmp_path / "empty.docx", paragraph("Words."))
    codes = {path.stem: [issue.code for issue in read(path).issues] for path in tmp_path.glob("*.docx")}
    assert codes == {"bomb": ["file-too-large"], "none": ["docx-syntax"], "empty": ["docx-empty"]}
