"""Files as other programs and people leave them, in forms that have a small difference to the usual one."""

import json
import zipfile
from pathlib import Path

import pytest

from glossary_site.formats import ImportedGlossary, count_records, read_glossary, recognise_format

RYE, OAT = "A grain of the north.", "A grain for horses."


def read(tmp_path: Path, name: str, text: str | bytes, columns: dict[str, str] | None = None) -> ImportedGlossary:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_glossary(path, recognise_format(path), "en", columns or {})


def texts(found: ImportedGlossary) -> dict[str, str]:
    return {each.term: each.senses[0].definition.text or each.senses[0].body for each in found.records}


WORDS = "<words>{}</words>".format(
    "".join(f"<w><name>{name}</name><meaning>{text}</meaning></w>" for name, text in (("Rye", RYE), ("Oat", OAT)))
)
MOODLE = "<GLOSSARY><INFO><NAME>Grains</NAME></INFO><ENTRIES>{}</ENTRIES></GLOSSARY>".format(
    "".join(
        f"<ENTRY><CONCEPT>{name}</CONCEPT><DEFINITION>&lt;p&gt;{text}&lt;/p&gt;</DEFINITION></ENTRY>"
        for name, text in (("Rye", RYE), ("Oat", OAT))
    )
)
TABLE = ".. list-table::\n   :header-rows: 1\n\n   * - Term\n     - Meaning\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("g.tsv", f"Term\tMeaning\nRye\t{RYE}\nOat\t{OAT}\n"),
        ("g.xml", WORDS),
        ("g.xml", MOODLE),
        (
            "g.xml",
            f"<html><body><dl><dt>Rye</dt><dd>{RYE}</dd><dt>Oat</dt><dd>{OAT}</dd></dl></body></html>",
        ),
        ("g.rst", f"Grains\n======\n\nRye\n---\n\n{RYE}\n\nOat\n---\n\n{OAT}\n"),
        ("g.rst", f"Grains\n======\n\nRye\n  {RYE}\n\nOat\n  {OAT}\n"),
        ("g.rst", TABLE + f"   * - Rye\n     - {RYE}\n   * - Oat\n     - {OAT}\n"),
    ],
)
def test_entries_are_read(tmp_path: Path, name: str, text: str) -> None:
    assert texts(read(tmp_path, name, text)) == {"Rye": RYE, "Oat": OAT}


def test_a_table_without_heads_is_read_by_the_numbers_of_its_columns(tmp_path: Path) -> None:
    text = f"Rye,1,{RYE}\nOat,2,{OAT}\n"
    assert "'term=1,definition=2'" in read(tmp_path, "g.csv", text).issues[0].hint
    assert texts(read(tmp_path, "g.csv", text, {"term": "1", "definition": "3"})) == {"Rye": RYE, "Oat": OAT}


_ODS = (
    "<office:document-content {}><office:body><office:spreadsheet><table:table table:name='S'>{}</table:table>"
    "</office:spreadsheet></office:body></office:document-content>"
)
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def write_ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", _ODS.format(_SPACES, rows))
    return path


def _row(*cells: str, times: int = 1) -> str:
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{times}">{inner}</table:table-row>'


def test_sheets_of_opendocument_are_read(tmp_path: Path) -> None:
    cells = '<table:table-cell table:number-columns-repeated="16384"/>'
    empty = f'<table:table-row table:number-rows-repeated="1048570">{cells}</table:table-row>'
    path = write_ods(tmp_path / "g.ods", _row("Term", "Meaning") + _row("Rye", RYE) + _row("Oat", OAT) + empty)
    assert texts(read_glossary(path, recognise_format(path), "en", {})) == {"Rye": RYE, "Oat": OAT}


@pytest.mark.parametrize(
    "rows",
    [
        _row("Term", "Meaning") + _row("Rye", RYE, times=900_000_000),
        _row("Term", "Meaning") + '<table:table-row table:number-rows-repeated="900000000"/>' + _row("Rye", RYE),
    ],
)
def test_a_sheet_of_repeated_rows_is_not_made(tmp_path: Path, rows: str) -> None:
    path = write_ods(tmp_path / "g.ods", rows)
    found = read_glossary(path, recognise_format(path), "en", {})
    assert [issue.code for issue in found.issues] == ["file-too-large"]


def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset={}"><dl><dt>Рожь</dt><dd>Зерно.</dd></dl>'
    for name in ("windows-1251", "koi8-r", "utf-8"):
        assert texts(read(tmp_path, "g.html", page.format(name).encode(name))) == {"Рожь": "Зерно."}
    wrong = read(tmp_path, "g.html", page.format("no-such-thing").encode("koi8-r"))
    assert [issue.code for issue in wrong.issues] == ["file-encoding"]


def test_a_list_of_names_alone_is_a_table_of_contents(tmp_path: Path) -> None:
    found = read(tmp_path, "g.html", f"<dl><dt>Contents</dt></dl><dl><dt>Rye</dt><dd>{RYE}</dd></dl>")
    assert texts(found) == {"Rye": RYE}


def test_characters_that_xml_names_as_html_does_are_shown(tmp_path: Path) -> None:
    entry = "<glossterm>Rye&mdash;dark</glossterm><glossdef><para>A&eacute;grain.</para></glossdef>"
    text = f'<!DOCTYPE glossary SYSTEM "d.dtd"><glossary><glossentry>{entry}</glossentry></glossary>'
    found = read(tmp_path, "g.xml", text)
    assert texts(found) == {"Rye—dark": "Aégrain."}
    assert not found.issues


def test_elements_of_dita_are_known_in_any_case(tmp_path: Path) -> None:
    short = "<glossAlt><glossacronym>UOR</glossacronym></glossAlt>"
    text = f"<glossentry><glossterm>Unit of rye</glossterm><glossdef>A measure.</glossdef>{short}</glossentry>"
    assert read(tmp_path, "g.dita", text).records[0].abbreviations == ("UOR",)


def test_declarations_within_a_command_are_counted_and_code_keeps_its_braces(tmp_path: Path) -> None:
    text = (
        "\\DeclareDocumentCommand{\\word}{ m m }{\\newglossaryentry{#1}{name={#1}, description={#2}}}\n"
        "\\newglossaryentry{rye}{name={rye}, description={A grain, as in \\lstinline{sow(rye)}.}}\n"
    )
    found = read(tmp_path, "g.tex", text)
    assert texts(found) == {"rye": "A grain, as in `sow(rye)`."}
    assert [loss.kind for loss in found.losses] == ["a declaration within a command of its own is not read"]


def test_lines_that_a_name_has_in_a_cell_are_names(tmp_path: Path) -> None:
    text = TABLE + f"   * - Rye |BR| Secale\n     - {RYE}\n   * - Oat\n     - {OAT}\n"
    first = read(tmp_path, "g.rst", text).records[0]
    assert (first.term, first.aliases) == ("Rye", ("Secale",))


@pytest.mark.parametrize("title", ["Glossary", "Glossário", "用語集"])
def test_a_page_that_announces_terms_is_no_term(tmp_path: Path, title: str) -> None:
    found = read(tmp_path, "g.md", f"---\ntitle: {title}\n---\n\n### Rye\n\n{RYE}\n")
    assert texts(found) == {"Rye": RYE}
    empty = read(tmp_path, "g.md", f"---\ntitle: {title}\n---\n\nTo be written.\n")
    assert ([issue.code for issue in empty.issues], empty.records) == (["page-empty"], ())


def test_names_differ_from_row_to_row(tmp_path: Path) -> None:
    text = f"Sheet,Variable,Explanation\ngrains,Rye,{RYE}\ngrains,Oat,{OAT}\ngrains,Emmer,An old grain.\n"
    assert [each.term for each in read(tmp_path, "g.csv", text).records] == ["Rye", "Oat", "Emmer"]


@pytest.mark.parametrize("body", ["| No | Part |\n|----|------|\n| 1 | bran |", "```\nmill --fine rye\n```"])
def test_a_table_or_code_is_no_definition(tmp_path: Path, body: str) -> None:
    found = read(tmp_path, "g.md", f"# Grains\n\n## Rye\n\n{RYE}\n\n## Kernel\n\n{body}\n")
    assert [(each.term, each.senses[0].definition.text) for each in found.records] == [("Rye", ""), ("Kernel", "")]


def test_a_short_text_is_no_abbreviation_and_a_long_one_beside_it_is_the_body(tmp_path: Path) -> None:
    told = "It is sown in autumn and stands the winter. " * 6
    entries = [{"term": name, "short": text, "lore": told} for name, text in (("Rye", RYE), ("Oat", OAT))]
    found = read(tmp_path, "g.json", json.dumps(entries))
    assert [(each.abbreviations, each.senses[0].definition.text) for each in found.records] == [((), RYE), ((), OAT)]
    assert [each.senses[0].body for each in found.records] == [told.strip()] * 2


def test_a_drawing_beside_a_definition_is_no_body(tmp_path: Path) -> None:
    drawn = '<svg viewBox="0 0 20 20">' + '<path d="M0 0L20 20"/>' * 20 + "</svg>"
    entries = [{"name": name, "definition": text, "icon": drawn} for name, text in (("Rye", RYE), ("Oat", OAT))]
    found = read(tmp_path, "g.json", json.dumps(entries))
    assert [(each.senses[0].body, each.senses[0].definition.text) for each in found.records] == [("", RYE), ("", OAT)]
    assert [loss.kind for loss in found.losses] == ["'icon' is not read"] * 2


def test_records_with_a_key_of_another_program_are_read_as_theirs(tmp_path: Path) -> None:
    text = f'- term: Rye\n  definition: "{RYE}"\n  cross-reference: Oat\n- term: Oat\n  definition: "{OAT}"\n'
    found = read(tmp_path, "g.yml", text)
    assert (texts(found), found.issues) == ({"Rye": RYE, "Oat": OAT}, ())
    assert found.records[0].related == ("Oat",)


@pytest.mark.parametrize("name", ["g.yml", "g.json"])
def test_links_to_anchors_of_a_page_of_all_entries_are_references(tmp_path: Path, name: str) -> None:
    entries = [
        {"term": "Rye", "definition": "See [that grain](#oat-flakes), [nothing](#wheat)."},
        {"term": "Oat flakes", "definition": OAT},
    ]
    found = read(tmp_path, name, json.dumps(entries, indent=1))
    assert found.records[0].senses[0].definition.source == "See [[Oat flakes|that grain]], [nothing](#wheat)."
    assert found.source == count_records(found.records)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("g.md", "# Grains\n\n| Name | Alias |\n| --- | --- |\n| Rye | Secale, winter rye |\n| Oat | Avena |\n"),
        ("g.md", "| 名称 | 別名 |\n| --- | --- |\n| Rye | Secale、winter rye |\n| Oat | Avena |\n"),
        ("g.csv", f"名称,別名,説明\nRye,Secale、winter rye,{RYE}\nOat,Avena,{OAT}\n"),
    ],
)
def test_other_names_in_a_cell_are_a_list(tmp_path: Path, name: str, text: str) -> None:
    found = read(tmp_path, name, text).records
    assert {each.term: each.aliases for each in found} == {"Rye": ("Secale", "winter rye"), "Oat": ("Avena",)}


def test_what_a_template_puts_a_name_in_place_of_is_no_name(tmp_path: Path) -> None:
    found = read(tmp_path, "g.md", "{% for each in names %}\n## {{ each.name }}\n\n{{ each.text }}\n{% endfor %}\n")
    assert ([issue.code for issue in found.issues], found.records) == (["page-empty"], ())
