"""Which terms of an imported glossary are in the site's language."""

import json
from pathlib import Path

import pytest
from command_line import write_files

from glossary_site.formats import find_format, read_glossary, recognise_format, sum_up_losses

TBX = """\
<tbx type="TBX-Basic" style="dca" xml:lang="{0}" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
  <conceptEntry id="c1">
    <langSec xml:lang="de"><termSec><term>Roggen</term></termSec></langSec>
    <langSec xml:lang="{0}"><descrip type="definition">A grain.</descrip><termSec><term>Rye</term></termSec></langSec>
  </conceptEntry>
</body></text></tbx>
"""
SKOS = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://bakery.example/> .
:rye a skos:Concept ; skos:prefLabel "Rye"@{0}, "Roggen"@de ; skos:definition "A grain."@{0}, "Ein Korn."@de-AT .
"""
GLOSARIO = """\
- slug: rye
  {0}: {{term: Rye, def: A grain.}}
  de: {{term: Roggen, def: Ein Korn.}}
"""


def read(tmp_path: Path, name: str, language: str, kind: str = "") -> dict[str, str]:
    path = tmp_path / name
    form = find_format(kind) if kind else recognise_format(path)
    found = read_glossary(path, form, language, {})
    assert found.issues == ()
    return {record.term: record.language for record in found.records}


@pytest.mark.parametrize(("written", "site"), [("en-US", "en"), ("en", "en-GB"), ("en-GB", "en-AU")])
@pytest.mark.parametrize(("name", "text"), [("rye.tbx", TBX), ("rye.ttl", SKOS), ("glosario.yml", GLOSARIO)])
def test_a_variant_of_the_language_of_the_site_is_the_sites(
    tmp_path: Path, name: str, text: str, written: str, site: str
) -> None:
    write_files(tmp_path, {name: text.format(written)})
    kind = "glosario" if name == "glosario.yml" else ""
    assert read(tmp_path, name, site, kind) == {"Rye": "", "Roggen": "de"}


@pytest.mark.parametrize(("site", "own"), [("en", "Color"), ("en-AU", "Colour")])
def test_of_two_variants_the_closest_is_the_sites(tmp_path: Path, site: str, own: str) -> None:
    files = {"g/en-us/colour.md": "---\ntitle: Color\n---\nRed.", "g/en-gb/colour.md": "---\ntitle: Colour\n---\nRed."}
    write_files(tmp_path, files)
    found = read(tmp_path, "g", site)
    assert [term for term, language in found.items() if not language] == [own]


def test_a_definition_in_a_variant_of_the_language_is_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"rye.ttl": SKOS.format("en-GB")})
    path = tmp_path / "rye.ttl"
    english, german = read_glossary(path, recognise_format(path), "en", {}).records
    assert (english.senses[0].definition.text, german.senses[0].definition.text) == ("A grain.", "Ein Korn.")


def test_names_in_several_variants_of_the_language_of_the_site_are_those_of_one_term(tmp_path: Path) -> None:
    concept = 'skos:prefLabel "colour"@en-GB, "color"@en-US, "Farbe"@de ; skos:altLabel "hue"@en-US, "Ton"@de ;'
    texts = 'skos:definition "What light looks like."@en-GB, "What light seems."@en-US .'
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <http://example.org/> .\n"
    write_files(tmp_path, {"g.ttl": f"{head}:c a skos:Concept ; {concept} {texts}"})
    found = read_glossary(tmp_path / "g.ttl", find_format("skos-turtle"), "en-GB", {})
    assert [(each.term, each.aliases, each.language) for each in found.records] == [
        ("colour", ("hue", "color"), ""),
        ("Farbe", ("Ton",), "de"),
    ]
    assert [loss.message for loss in found.losses] == [
        "skos:definition is not kept: What light seems. (http://example.org/c)"
    ]
    french = read_glossary(tmp_path / "g.ttl", find_format("skos-turtle"), "fr", {})
    assert {each.term: each.language for each in french.records} == {"Farbe": "de", "colour": "en-GB", "color": "en-US"}
    assert not french.losses


def test_a_glossary_in_a_variant_of_the_language_of_the_site_is_the_sites(tmp_path: Path) -> None:
    record = {"term": "Rye", "senses": [{"definition": "A grain."}]}
    whole = {"glossary": {"language": "en-US"}, "records": [record]}
    write_files(tmp_path, {"g.json": json.dumps(whole), "g.csv": "Word,Tongue,Says\nRye,en-US,A grain.\n"})
    assert read(tmp_path, "g.json", "en", "json") == {"Rye": ""}
    assert read(tmp_path, "g.json", "de", "json") == {"Rye": "en-US"}
    columns = {"term": "Word", "language": "Tongue", "definition": "Says"}
    (found,) = read_glossary(tmp_path / "g.csv", find_format("csv"), "en", columns).records
    assert found.language == ""


def test_what_is_not_kept_of_a_concept_is_counted(tmp_path: Path) -> None:
    text = (
        SKOS.format("en") + ':rye skos:notation "R1", "R2" ; skos:editorialNote "Check." ;'
        ' skos:historyNote "Old."@en ; skos:definition "A cereal."@en ; skos:note "Mild." ;'
        ' skos:altLabel "Secale"@en, "Seigle"@fr ; skos:related :oat, :nothing .\n'
        ':oat a skos:Concept ; skos:prefLabel "Oat"@en ; skos:notation "O1" ; skos:exactMatch <https://o.example/> .\n'
    )
    write_files(tmp_path, {"rye.ttl": text})
    found = read_glossary(tmp_path / "rye.ttl", find_format("skos-turtle"), "en", {})
    assert {first.kind: number for first, number in sum_up_losses(found.losses)} == {
        "skos:altLabel is not kept": 1,
        "skos:editorialNote is not kept": 1,
        "skos:exactMatch is not kept": 1,
        "skos:notation is not kept": 1,
        "skos:related is not kept": 1,
    }
    assert found.issues == ()
    rye = next(record for record in found.records if record.term == "Rye")
    assert (rye.aliases, rye.related, rye.notation) == (("Secale",), ("Oat",), "R1")
    (sense,) = rye.senses
    assert (sense.definition.text, sense.note, sense.history) == ("A cereal.", ("A grain.", "Mild."), "Old.")


@pytest.mark.parametrize(("name", "text"), [("rye.tbx", TBX), ("rye.ttl", SKOS), ("glosario.yml", GLOSARIO)])
def test_names_of_one_concept_translate_one_another(tmp_path: Path, name: str, text: str) -> None:
    write_files(tmp_path, {name: text.format("en-US")})
    form = recognise_format(tmp_path / name)
    for site, original in (("en", "rye"), ("fr", "")):
        found = read_glossary(tmp_path / name, form, site, {}).records
        assert {record.term: record.translation_of for record in found} == {"Rye": "", "Roggen": original}


def test_concepts_of_one_name_have_translations_of_their_own(tmp_path: Path) -> None:
    two = SKOS.format("en") + SKOS.format("en").splitlines()[2].replace(":rye", ":rye2") + "\n"
    write_files(tmp_path, {"rye.ttl": two})
    found = read_glossary(tmp_path / "rye.ttl", find_format("skos-turtle"), "en", {}).records
    own = {record.id for record in found if not record.language}
    assert len(own) == 2
    assert {record.translation_of for record in found if record.language} == own


def test_sections_of_tbx_in_variants_of_the_language_of_a_site_are_one_term(tmp_path: Path) -> None:
    sections = "".join(
        f'<langSec xml:lang="{tag}"><termSec><term>{name}</term></termSec></langSec>'
        for tag, name in (("en-US", "color"), ("en-GB", "colour"), ("de", "Farbe"))
    )
    path = tmp_path / "g.tbx"
    path.write_text(f'<tbx><text><body><conceptEntry id="x">{sections}</conceptEntry></body></text></tbx>', "utf-8")
    for language, term, alias in (("en-GB", "colour", "color"), ("en-US", "color", "colour")):
        first, second = read_glossary(path, find_format("tbx"), language, {}).records
        assert (first.term, first.aliases, first.language) == (term, (alias,), "")
        assert (second.term, second.language, second.translation_of) == ("Farbe", "de", term)
