"""Grammar, symbols, notes, examples and usage in the forms that other programs write, none of them a loss."""

import json
from pathlib import Path

import pytest
from command_line import write_files

from glossary_site.formats import ImportedGlossary, read_glossary, recognise_format
from glossary_site.loader import parse_page
from glossary_site.records import Record, Sense


def read(tmp_path: Path, files: dict[str, str], name: str = "") -> ImportedGlossary:
    write_files(tmp_path, files)
    path = tmp_path / (name or next(iter(files)))
    return read_glossary(path, recognise_format(path), "en", {})


def read_one(tmp_path: Path, name: str, text: str) -> tuple[Record, Sense]:
    found = read(tmp_path, {name: text})
    assert not found.issues and not found.losses
    (record,) = found.records
    (sense,) = record.senses
    return record, sense


TBX = """<?xml version="1.0"?>
<tbx type="TBX-Linguist" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="e1"><note>Of both.</note><langSec xml:lang="en">
<descrip type="definition">Length of a wave.</descrip><descrip type="explanation">Between *crests*.</descrip>
<termSec><term>wavelength</term><termNote type="partOfSpeech">properNoun</termNote>
<termNote type="grammaticalGender">feminine</termNote><termNote type="pronunciation">weɪv</termNote>
<termNote type="usageNote">Of sound.</termNote><termNote type="etymology">wave and length</termNote>
<descripGrp><descrip type="context">A long wavelength.</descrip></descripGrp>
<descrip type="sampleSentence">Red has a longer one.</descrip></termSec>
<termSec><term>λ</term><termNote type="termType">symbol</termNote></termSec>
</langSec></conceptEntry></body></text></tbx>
"""


def test_tbx_has_grammar_contexts_notes_and_symbols(tmp_path: Path) -> None:
    record, sense = read_one(tmp_path, "g.tbx", TBX)
    assert (record.term, record.aliases, record.symbol) == ("wavelength", (), "λ")
    assert (record.part_of_speech, record.gender, record.pronunciation) == ("proper noun", "feminine", "weɪv")
    assert (record.etymology, sense.usage) == ("wave and length", "Of sound.")
    assert sense.note == ("Of both.", "Between \\*crests\\*.")
    assert sense.example == ("A long wavelength.", "Red has a longer one.")
    assert (sense.definition.text, sense.body) == ("Length of a wave.", "")


SKOS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
<https://example.org/w> a skos:Concept ; skos:prefLabel "wave"@en ; skos:notation "12.4" ;
  skos:definition "A crest."@en, [ rdf:value "A trough."@en ] ; skos:scopeNote "Not of *hair*."@en ;
  skos:example "A sound."@en ; skos:historyNote "From water."@en ; skos:note "Of many kinds."@en ;
  dct:description "More of it."@en .
"""


def test_each_kind_of_note_of_skos_has_a_field(tmp_path: Path) -> None:
    record, sense = read_one(tmp_path, "g.ttl", SKOS)
    assert (record.notation, sense.body) == ("12.4", "More of it.")
    assert (sense.usage, sense.history, sense.example) == ("Not of *hair*.", "From water.", ("A sound.",))
    assert (sense.definition.text, sense.note) == ("A crest.", ("A trough.", "Of many kinds."))


DITA = """<?xml version="1.0"?><glossgroup id="g"><title>Words</title>
<glossentry id="wave"><glossterm>Wave</glossterm><glossdef>A crest.</glossdef><glossBody>
<glossPartOfSpeech value="noun"/><glossUsage>Of sound.</glossUsage><glossScopeNote>Not of hair.</glossScopeNote>
<glossSymbol href="wave.png"><alt>λ</alt></glossSymbol></glossBody></glossentry></glossgroup>
"""


def test_dita_has_part_of_speech_usage_scope_and_symbol(tmp_path: Path) -> None:
    record, sense = read_one(tmp_path, "g.dita", DITA)
    assert (record.part_of_speech, record.symbol, record.aliases) == ("noun", "λ", ())
    assert (sense.body, sense.usage) == ("A crest.", "Of sound.\n\nNot of hair.")


GLOSSARIST = """---
data:
  identifier: '1'
  localized_concepts: {{eng: 1-eng}}
id: 1
---
id: 1-eng
data:
  language_code: eng
  terms:
  - {{type: expression, normative_status: preferred, designation: wave, {grammar}}}
  - {{type: symbol, designation: λ}}
  definition: [{{content: a crest}}]
  notes: [{{content: Of water.}}, {{content: Of sound.}}]
"""


@pytest.mark.parametrize("grammar", ["grammar_info: [{noun: true, gender: [f]}]", "part_of_speech: noun, gender: f"])
def test_glossarist_has_grammar_and_symbols(tmp_path: Path, grammar: str) -> None:
    record, sense = read_one(tmp_path, "g.yaml", GLOSSARIST.format(grammar=grammar))
    assert (record.part_of_speech, record.gender, record.symbol) == ("noun", "feminine", "λ")
    assert (record.aliases, sense.note) == ((), ("Of water.", "Of sound."))


@pytest.mark.parametrize(
    "heads",
    [
        "Term;Part of speech;Symbol;Unit;Definition;Note;Example;Usage notes",
        "Begriff;Wortart;Formelzeichen;Einheit;Definition;Anmerkung;Beispiel;Verwendung",
        "Terme;Nature grammaticale;Symbole;Unité;Définition;Remarque;Exemple;Emploi",
        "Término;Categoría gramatical;Símbolo;Unidad;Definición;Nota;Ejemplo;Uso",
    ],
)
def test_tables_have_them_under_heads_of_several_languages(tmp_path: Path, heads: str) -> None:
    row = "Wave;noun;λ;m;A crest.;Of water, of sound.;One, two; Not of hair."
    record, sense = read_one(tmp_path, "g.csv", f"{heads}\n{row}\n")
    assert (record.part_of_speech, record.symbol, record.unit) == ("noun", "λ", "m")
    assert (sense.note, sense.example, sense.usage) == (("Of water, of sound.",), ("One, two",), "Not of hair.")
    marks = "|".join("-" for _ in heads.split(";"))
    page = parse_page(f"|{heads.replace(';', '|')}|\n|{marks}|\n|{row.replace(';', '|')}|\n", "g.md")
    (again,) = page.records
    assert (again.part_of_speech, again.symbol, again.unit, again.senses[0].note) == ("noun", "λ", "m", sense.note)


def test_a_table_in_markdown_keeps_its_sources_and_relations() -> None:
    rows = (
        "| Term | Definition | Source | Link | Broader | Tags |",
        "|-|-|-|-|-|-|",
        "| Wave | A crest. | *Book* | [here](https://example.org/w) | Motion | sea, wind |",
        "| Tide | A rise. | | none | | |",
    )
    wave, tide = parse_page("\n".join(rows), "g.md").records
    (sense,) = wave.senses
    assert sense.source is not None and tide.senses[0].source is None
    assert (sense.source.title, sense.source.url) == ("Book", "https://example.org/w")
    assert (wave.broader, wave.tags) == (("Motion",), ("sea", "wind"))


def test_keys_of_json_have_them(tmp_path: Path) -> None:
    entry = {
        "name": "Wave",
        "partOfSpeech": "noun",
        "meaning": "A crest.",
        "examples": ["One, two.", "A *sea*."],
        "notes": "Of water.\n\n- and sound",
        "relatedTerms": ["Tide"],
    }
    record, sense = read_one(tmp_path, "g.json", json.dumps([entry]))
    assert (record.part_of_speech, record.related) == ("noun", ("Tide",))
    assert (sense.note, sense.example) == (("Of water.\n\n- and sound",), ("One, two.", "A *sea*."))


def test_front_matter_of_other_programs_has_them(tmp_path: Path) -> None:
    matter = "title: Wave\nrelatedTerms: [tide]\npart_of_speech: noun\nexamples: ['A [tide](tide.md).', B]\n"
    matter += "history: From water.\n"
    files = {"g/wave.md": f"---\n{matter}---\nA crest.\n", "g/tide.md": "---\ntitle: Tide\n---\nA rise.\n"}
    found = read(tmp_path, files, "g")
    assert not found.issues and not found.losses
    wave = next(record for record in found.records if record.term == "Wave")
    assert (wave.related, wave.part_of_speech) == (("tide",), "noun")
    assert wave.senses[0].example == ("A [[tide]].", "B")
    assert wave.senses[0].history == "From water."


def test_a_comment_of_the_translator_is_a_note_of_a_term_without_translation(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Language: de\\n"\n\n'
    record, sense = read_one(tmp_path, "g.po", f'{head}# Not of hair.\n#. A crest.\nmsgid "wave"\nmsgstr ""\n')
    assert (record.term, sense.body, sense.note) == ("wave", "A crest.", ("Not of hair.",))
