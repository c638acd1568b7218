"""The usual fields of terminology (ISO 12620, SKOS), from an entry to the page, search, exports and comparison."""

import json
from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files
from lxml import html

from glossary_site.formats import EXPORTS
from glossary_site.glossary import Kind, compare_editions, state_of
from glossary_site.glossary.translations import source_mark
from glossary_site.records import FIELDS, Field, Part, Place, Record, format_record, parse_records, to_plain
from glossary_site.yaml_text import format_yaml

WAVE = """\
term: Wavelength
part_of_speech: noun
gender: feminine
symbol: λ
unit: nm
notation: '3.18'
avoid: [undulation pitch]
etymology: of wave and length
definition: A wavelength is the distance between two crests.
usage: Of [[light]] as of *sound*.
note:
- It shrinks in glass.
- "Of $c = \\\\lambda f$ follows the [[Nothing]].\\n\\n- a vacuum"
example: Green has 550 nm, says the light.
history: Young measured that of light in 1801.
"""
LIGHT = "term: Light\ndefinition: Light is what eyes see.\nbody: It is a wave with a wavelength.\n"
QUERIES = (
    "1: {λ: Wavelength, undulation pitch: Wavelength, '3.18': Wavelength, crests: Wavelength, shrinks: Wavelength,"
    " Young 1801: Wavelength}\n"
)
GIVEN = {
    *("part_of_speech", "gender", "symbol", "unit", "notation", "avoid", "etymology"),
    *("usage", "note", "example", "history"),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    wave = WAVE.replace(" the [[Nothing]]", " it")
    write_files(tmp_path, {"entries/wave.yml": wave, "entries/light.yml": LIGHT, "entries/.queries.yml": QUERIES})
    return tmp_path


def record(text: str = WAVE) -> Record:
    (found,), issues = parse_records(text, "wave.yml")
    assert not issues
    return found


def page(project: Path, term: str = "wavelength") -> html.HtmlElement:
    return html.fromstring((project / f"_site/term/{term}/index.html").read_text("utf-8"))


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_grammar_is_under_the_name_and_the_etymology_under_the_senses(project: Path) -> None:
    assert run_glossary("build").code == 0
    head, foot = page(project).xpath("//header//dl | //article/dl")
    labels = [text_of(each) for each in head.xpath(".//dt")]
    assert labels == ["Part of speech", "Gender", "Symbol", "Unit", "Notation", "Do not use"]
    assert [text_of(each) for each in head.xpath(".//dd")] == [
        "noun",
        "feminine",
        "λ",
        "nm",
        "3.18",
        "undulation pitch",
    ]
    assert text_of(foot) == "Etymology of wave and length"
    assert not page(project, "light").xpath("//dl")


def test_notes_are_markdown_with_references_mentions_and_formulas(project: Path) -> None:
    assert run_glossary("build").code == 0
    (fields,) = page(project).xpath("//section[@class='sense']/dl")
    assert [text_of(each) for each in fields.xpath(".//dt")] == ["Usage", "Note", "Example", "History"]
    usage, first, second, example, history = fields.xpath(".//dd")
    assert (text_of(first), text_of(history)) == ("It shrinks in glass.", "Young measured that of light in 1801.")
    assert usage.xpath("string(.//em)") == "sound"
    assert usage.xpath("string(.//a/@href)") == "../../term/light/"
    assert second.xpath(".//math")
    assert second.xpath("string(.//li)") == "a vacuum"
    # A term is linked once by itself, whatever the fields that name it.
    assert example.xpath("string(.//a/@href)") == "../../term/light/"
    assert not history.xpath(".//a")
    mentioned_in = page(project, "light").xpath(
        "//aside//*[contains(., 'Mentioned in')]/following-sibling::*[1]//a/@href"
    )
    assert mentioned_in == ["../../term/wavelength/"]


def test_a_changed_note_is_on_the_page_after_a_warm_build(project: Path) -> None:
    assert run_glossary("build").code == 0
    for old, new in (("shrinks", "is shorter"), ("wave and length", "wave and long"), ("1801", "1803")):
        path = project / "entries/wave.yml"
        write_files(project, {"entries/wave.yml": path.read_text("utf-8").replace(old, new)})
        assert run_glossary("build", "--verify").code == 0
        assert new.strip() in (project / "_site/term/wavelength/index.html").read_text("utf-8")


def test_search_finds_the_term_by_its_symbol_and_by_words_of_its_notes(project: Path) -> None:
    found = run_glossary("check", "--search")
    assert "search-query" not in found.out + found.err
    write_files(project, {"entries/wave.yml": WAVE.partition("usage")[0].replace("λ", "")})
    found = run_glossary("check", "--search")
    assert (found.out + found.err).count("search-query") >= 3


def test_a_reference_in_a_note_that_leads_nowhere_is_an_error_at_the_entry(project: Path) -> None:
    write_files(project, {"entries/wave.yml": WAVE})
    found = run_glossary("check")
    assert found.out.startswith("entries/wave.yml:1: error [reference-unknown] [[Nothing]] names no term")


def test_other_programs_get_them(project: Path) -> None:
    assert run_glossary("build").code == 0
    site = read_files(project / "_site")
    twin = site["term/wavelength/index.md"].decode()
    assert "- Part of speech: noun\n" in twin
    assert "**Usage**\n\nOf [light](../light/index.md) as of *sound*." in twin
    assert "**Note**\n\nIt shrinks in glass." in twin
    (script,) = page(project).xpath("//script[@type='application/ld+json']")
    data = json.loads(script.text)
    assert (data["termCode"], data["alternateName"]) == ("3.18", ["λ"])


@pytest.mark.parametrize("name", [form.name for form in EXPORTS])
def test_an_export_carries_each_field_or_reports_its_loss(project: Path, name: str) -> None:
    done = run_glossary("export", "--format", name, "--output", "exported")
    assert done.code == 0, done.err
    printed = done.out + done.err
    lost = {field for field in GIVEN if f"\n  {field}: left out" in printed or f" {field}: left out" in printed}
    losses = {
        **dict.fromkeys(("skos-turtle", "skos-jsonld"), GIVEN - {"notation", "usage", "note", "example", "history"}),
        "tbx": GIVEN - {"part_of_speech", "gender", "note", "example"},
        **dict.fromkeys(("llms", "sphinx"), GIVEN),
        "vale": GIVEN - {"avoid"},
    }
    assert lost == losses.get(name, set())


def test_yaml_keeps_them() -> None:
    given = record()
    assert record(format_record(given)) == given
    assert given.senses[0].example == ("Green has 550 nm, says the light.",)


def test_a_comment_in_a_note_is_its_authors_alone() -> None:
    (found,), _ = parse_records("term: A\nnote:\n- One.<!-- Two. -->\n", "a.yml")
    assert found.senses[0].note == ("One.",)


@pytest.mark.parametrize("row", [row for row in FIELDS if row.name in GIVEN], ids=lambda row: row.name)
def test_a_change_is_editorial_and_what_is_older_compares_without_it(row: Field) -> None:
    given = record()
    plain = to_plain(given)
    (plain["senses"][0] if row.part is Part.SENSE else plain).pop(row.name)
    without = record(format_yaml(plain))
    changes = compare_editions([state_of(without)], [state_of(given)])
    assert [change.kind for change in changes] == [Kind.EDITORIAL]
    assert (source_mark(without) == source_mark(given)) == (row.part is Part.RECORD)


def test_an_entry_without_them_has_the_mark_that_translations_hold() -> None:
    assert source_mark(record(LIGHT)) == "265f154b3b"


def test_every_field_with_a_place_has_a_label() -> None:
    assert all(row.label for row in FIELDS if row.place is not Place.NONE)
