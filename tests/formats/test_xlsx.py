"""Spreadsheets of Excel, made by hand: a part of a ZIP archive for each sheet."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from glossary_site.formats import ImportedGlossary, read_glossary, recognise_format

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(rows: Sequence[Sequence[str]], after: str = "") -> str:
    lines = (
        f'<row r="{number}">'
        + "".join(cell(f"{chr(65 + at)}{number}", text) for at, text in enumerate(row) if text)
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    return f"<sheetData>{''.join(lines)}</sheetData>{after}"


def write(path: Path, sheets: Mapping[str, str]) -> Path:
    names = list(sheets)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" Target="xl/workbook.xml" '
        f'Type="{_OFFICE}/officeDocument"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(names, 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{at}" Target="worksheets/s{at}.xml" Type="{_OFFICE}/worksheet"/>'
            for at in range(1, len(names) + 1)
        )
        + "</Relationships>",
    }
    parts |= {
        f"xl/worksheets/s{at}.xml": f'<worksheet xmlns="{_SHEETS}">{xml}</worksheet>'
        for at, xml in enumerate(sheets.values(), 1)
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def read(path: Path) -> ImportedGlossary:
    return read_glossary(path, recognise_format(path), "en", {})


def test_the_sheets_of_a_spreadsheet_are_tables(tmp_path: Path) -> None:
    sheets = {
        "Grains": sheet([["Words of the mill"], [], ["Begriff", "Erklärung"], ["Rye", "A grain."]]),
        "Mills": sheet([["Term", "Meaning"], ["Quern", "A mill."]]),
        "Prices": sheet([["1", "2"], ["3", "4"]]),
    }
    found = read(write(tmp_path / "g.xlsx", sheets))
    assert [(each.term, each.senses[0].category, each.origin.line) for each in found.records] == [
        ("Rye", "Grains", 4),
        ("Quern", "Mills", 2),
    ]
    assert [loss.message for loss in found.losses] == [
        "a text around the entries is left out: Words of the mill",
        "a sheet without terms is left out: Prices",
    ]


def test_a_merged_cell_counts_for_all_that_it_covers(tmp_path: Path) -> None:
    rows = [["Category", "Term", "Meaning"], ["Grain", "Rye", "A grain."], ["", "Oat", "For horses."]]
    merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    found = read(write(tmp_path / "g.xlsx", {"Sheet1": sheet(rows, merged)}))
    assert [(each.term, each.senses[0].category) for each in found.records] == [("Rye", "Grain"), ("Oat", "Grain")]


def test_what_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    far = (
        f'<sheetData><row r="1">{cell("A1", "Term")}</row><row r="1048576">{cell("XFD1048576", "x")}</row></sheetData>'
    )
    large = sheet([["Term", "Meaning"], ["Rye", "x" * 40_000_000]])
    for xml in (far, large):
        found = read(write(tmp_path / "g.xlsx", {"Sheet1": xml}))
        assert [issue.code for issue in found.issues] == ["file-too-large"]


def test_other_bytes_are_no_spreadsheet(tmp_path: Path) -> None:
    for raw in (b"Term,Meaning", b"PK\3\4"):
        (tmp_path / "g.xlsx").write_bytes(raw)
        assert [issue.code for issue in read(tmp_path / "g.xlsx").issues] == ["xlsx-syntax"]
    with zipfile.ZipFile(tmp_path / "g.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert [issue.code for issue in read(tmp_path / "g.xlsx").issues] == ["xlsx-syntax"]
