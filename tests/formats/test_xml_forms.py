"""Glossaries in XML: DocBook, DITA, TBX of both versions, SKOS; on small ones of our own."""

from pathlib import Path

import pytest
from command_line import write_files

from glossary_site.formats import ImportedGlossary, read_glossary, recognise_format
from glossary_site.records import Record


def read(tmp_path: Path, name: str, text: str) -> ImportedGlossary:
    write_files(tmp_path, {name: text})
    return read_glossary(tmp_path / name, recognise_format(tmp_path / name), "en", {})


def by_term(found: ImportedGlossary) -> dict[str, Record]:
    return {record.term: record for record in found.records}


def body(record: Record) -> str:
    return record.senses[0].body


def messages(found: ImportedGlossary) -> list[str]:
    return [loss.message for loss in found.losses]


DOCBOOK = """<?xml version="1.0"?>
<!-- <glossentry><glossterm>Hidden</glossterm></glossentry> -->
<!DOCTYPE glossary PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "http://example.invalid/docbookx.dtd" [
<!ENTITY mill "the mill"><!ENTITY far SYSTEM "far.xml">
]>
<glossary><title>Words</title>
<glossdiv><title>Tools</title>
  <glossentry id="ovn"><glossterm>Oven of <emphasis>Stone</emphasis> (<abbrev>OoS</abbrev>)</glossterm>
    <glossdef><para>A   hot
      box of &mill; and &far;, for <glossterm linkend="brd">loaves</glossterm> and <firstterm>Rye</firstterm>; see
      <xref linkend="brd"/>, <xref linkend="none"/>, <ulink url="https://example.org/">a site</ulink>,
      <filename>a_b</filename>, <quote>so</quote>.</para>
      <itemizedlist><listitem><para>one</para></listitem><listitem><para>two</para></listitem></itemizedlist>
      <variablelist><varlistentry><term>door</term><listitem><para>of glass</para></listitem></varlistentry>
      </variablelist>
      <glossseealso otherterm="brd">Bread</glossseealso></glossdef></glossentry>
</glossdiv>
<glossdiv><title>B</title>
  <glossentry id="brd"><glossterm>Bread</glossterm><acronym>BRD</acronym><revhistory>old</revhistory>
    <glossdef><para>Dough.</para></glossdef><glossdef><para>Money.</para></glossdef></glossentry>
  <glossentry><glossterm>Loaf</glossterm><glosssee otherterm="brd">Bread</glosssee></glossentry>
  <glossentry><glossterm>Rye</glossterm><glossdef><programlisting>a
  b</programlisting></glossdef></glossentry>
</glossdiv></glossary>
"""


def test_a_glossary_of_docbook_4_arrives(tmp_path: Path) -> None:
    found = read(tmp_path, "g.xml", DOCBOOK)
    records = by_term(found)
    assert list(records) == ["Oven of Stone", "Bread", "Loaf", "Rye"]
    oven, bread, loaf, rye = records.values()
    assert (oven.abbreviations, oven.related, oven.senses[0].category) == (("OoS",), ("Bread",), "Tools")
    assert body(oven) == (
        "A hot box of the mill and far, for [[Bread|loaves]] and [[Rye]]; see [[Bread]], none, "
        "[a site](<https://example.org/>), `a_b`, “so”.\n\n- one\n- two\n\n- **door** of glass"
    )
    assert (bread.abbreviations, [sense.body for sense in bread.senses]) == (("BRD",), ["Dough.", "Money."])
    assert (loaf.related, body(loaf)) == (("Bread",), "→ [[Bread]]")
    assert body(rye) == "```\na\n  b\n```"
    assert messages(found) == [
        "a link leads to no term of the page: #none",
        "'revhistory' is not kept: old",
    ]


def test_a_glossary_of_docbook_5_arrives(tmp_path: Path) -> None:
    text = (
        '<article xmlns="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink"><glosslist>'
        '<glossentry xml:id="o"><glossterm>Oven</glossterm><glossdef><para>A <link xlink:href="https://e.org/">box</link>.'
        "</para></glossdef></glossentry></glosslist></article>"
    )
    (record,) = read(tmp_path, "g.xml", text).records
    assert (record.term, body(record)) == ("Oven", "A [box](<https://e.org/>).")


DITA = {
    "d/oven.dita": '<glossentry id="ovn"><glossterm>Oven</glossterm><glossdef>A hot box for <xref '
    'href="bread.dita#brd"/> of <term keyref="rye">grain</term>.</glossdef><glossBody><glossPartOfSpeech value="n">noun'
    "</glossPartOfSpeech><glossUsage>Say oven.</glossUsage><glossAlt><glossSynonym>Furnace</glossSynonym></glossAlt>"
    "<glossAlt><glossAcronym>OVN</glossAcronym></glossAlt></glossBody></glossentry>",
    "d/more/bread.dita": '<!DOCTYPE glossgroup SYSTEM "x.dtd"><glossgroup id="g"><title>B</title><glossentry id="brd">'
    "<glossterm>Bread</glossterm><glossdef>Dough.</glossdef></glossentry></glossgroup>",
    "d/rye.dita": '<glossentry id="r"><glossterm>Rye</glossterm><glossdef>A grain.</glossdef></glossentry>',
}


def test_a_folder_of_dita_arrives(tmp_path: Path) -> None:
    write_files(tmp_path, DITA)
    form = recognise_format(tmp_path / "d")
    found = read_glossary(tmp_path / "d", form, "en", {})
    records = by_term(found)
    assert (form.name, set(records)) == ("dita", {"Oven", "Bread", "Rye"})
    oven = records["Oven"]
    assert (oven.aliases, oven.abbreviations) == (("Furnace",), ("OVN",))
    assert body(oven) == "A hot box for [[Bread]] of [[Rye|grain]]."
    assert (oven.part_of_speech, oven.senses[0].usage) == ("noun", "Say oven.")
    assert not messages(found)


TBX2 = """<?xml version="1.0"?>
<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">
<martif type="TBX" xml:lang="en"><text><body><termEntry id="e1"><descrip type="subjectField">tools</descrip>
<note>For
   bakers.</note><langSet xml:lang="en"><descripGrp><descrip type="definition">A hot
\t\tbox.</descrip><admin type="source">Own</admin></descripGrp><descrip type="definition">A second.</descrip>
<ntig><termGrp><term>oven</term><termNote type="partOfSpeech">noun</termNote></termGrp></ntig>
<tig><term>stove</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
<note>Say *oven*.</note></tig>
<tig><term>OVN</term><termNote type="termType">acronym</termNote></tig></langSet>
<langSet xml:lang="de"><tig><term>Ofen</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
</termEntry></body></text></martif>
"""


@pytest.mark.parametrize("name", ["g.tbx", "g.xml"])
def test_tbx_of_version_2_arrives(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, name, TBX2)
    oven, ofen = found.records
    assert (oven.term, oven.aliases, oven.abbreviations) == ("oven", ("stove",), ("OVN",))
    assert (ofen.term, ofen.language, ofen.senses[0].category) == ("Ofen", "de", "tools")
    (sense,) = oven.senses
    assert (sense.definition.text, sense.body) == ("A hot box.", "")
    assert sense.note == ("A second.", "For bakers.", "**stove**: Say \\*oven\\*.")
    assert (oven.part_of_speech, ofen.part_of_speech) == ("noun", "noun")
    assert sense.source is not None
    assert sense.source.title == "Own"
    assert messages(found) == [
        "'administrativeStatus' is not kept: deprecatedTerm-admn-sts",
    ]


RDF = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY skos "http://www.w3.org/2004/02/skos/core#"><!ENTITY far SYSTEM "secret.txt">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<rdf:Description rdf:about="https://example.org/oven"><rdf:type rdf:resource="&skos;Concept"/>
<skos:prefLabel xml:lang="en">Oven</skos:prefLabel><skos:definition xml:lang="en">A box.</skos:definition>
<skos:notation>&far;7</skos:notation></rdf:Description></rdf:RDF>
"""


@pytest.mark.parametrize("name", ["g.rdf", "g.xml", "g.owl"])
def test_skos_in_xml_arrives_and_nothing_is_fetched(tmp_path: Path, name: str) -> None:
    write_files(tmp_path, {"secret.txt": "hidden"})
    found = read(tmp_path, name, RDF)
    (record,) = found.records
    assert (record.term, record.senses[0].definition.text) == ("Oven", "A box.")
    assert "hidden" not in repr(found)


@pytest.mark.parametrize("text", ["<book/>", "<glossary>", "<!-- <glossentry/> --><book/>"])
def test_xml_without_entries_is_an_issue(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, "g.dbk", text)
    assert [issue.code for issue in found.issues] in (["glossentry-none"], ["xml-syntax"])
