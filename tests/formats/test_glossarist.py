"""Concepts of Glossarist, on small ones of our own."""

from pathlib import Path

from command_line import write_files

from glossary_site.formats import merge_imported, read_glossary, recognise_format

OVEN = """---
data:
  identifier: '7'
  localized_concepts:
    eng: aaa-1
    deu: aaa-2
id: aaa
status: valid
---
data:
  dates:
  - date: '2023-04-19T00:00:00+05:00'
    type: accepted
  definition:
  - content: hot box for {{8, loaves}} and {{nothing}} of stem:[x^2] [sic]
  notes:
  - content: It is hot.
  examples:
  - content: A stove.
  sources:
  - origin:
      ref: BAKER 1
      locality: {type: clause, reference_from: 3.6}
      link: https://example.org/1
  - origin: {ref: BAKER 2}
  terms:
  - {type: expression, normative_status: admitted, designation: furnace}
  - {type: expression, normative_status: preferred, designation: oven}
  - {type: abbreviation, designation: OVN}
  language_code: eng
  entry_status: superseded
  release: '6.0'
id: aaa-1
---
data:
  definition:
  - content: Kasten für {{Brot}}
  terms:
  - {type: expression, designation: Ofen}
  language_code: deu
id: aaa-2
"""
BREAD = {
    "concept/b.yaml": "---\ndata:\n  identifier: '8'\n  localized_concepts:\n    eng: bbb-1\n    deu: bbb-2\nid: bbb\n",
    "localized/b1.yaml": "data:\n  terms:\n  - designation: bread\n  language_code: eng\nid: bbb-1\n",
    "localized/b2.yaml": "data:\n  terms:\n  - designation: Brot\n  language_code: deu\nid: bbb-2\n",
}


def test_concepts_in_one_file_and_in_several_arrive(tmp_path: Path) -> None:
    write_files(tmp_path, {"g/a.yaml": OVEN, **{f"g/{name}": text for name, text in BREAD.items()}})
    form = recognise_format(tmp_path / "g")
    found = read_glossary(tmp_path / "g", form, "en", {})
    records = {record.term: record for record in merge_imported(found.records)[0]}
    assert (form.name, list(records)) == ("glossarist", ["oven", "Ofen", "bread", "Brot"])
    oven, ofen, _, brot = records.values()
    assert (oven.aliases, oven.abbreviations, oven.status) == (("furnace",), ("OVN",), "superseded")
    (sense,) = oven.senses
    assert ofen.senses[0].body == "Kasten für [[Brot]]"
    assert sense.body == "hot box for [[bread|loaves]] and nothing of $x^2$ \\[sic\\]"
    assert (sense.note, sense.example) == (("It is hot.",), ("A stove.",))
    assert sense.source is not None
    assert (sense.source.title, sense.source.url, oven.updated) == (
        "BAKER 1, 3.6",
        "https://example.org/1",
        "2023-04-19",
    )
    assert (ofen.language, ofen.translation_of, brot.translation_of) == ("de", "oven", "bread")
    assert [loss.message for loss in found.losses] == [
        "the field 'release' is not kept: 6.0",
        "a further source is not kept: BAKER 2",
        "a mention is of no concept of the folder: nothing",
    ]


def test_a_file_without_concepts_is_an_issue(tmp_path: Path) -> None:
    write_files(tmp_path, {"g.yaml": "data:\n  localized_concepts:\n    eng: x\n"})
    found = read_glossary(tmp_path / "g.yaml", recognise_format(tmp_path / "g.yaml"), "en", {})
    assert [issue.code for issue in found.issues] == ["glossarist-empty"]


def test_texts_in_variants_of_the_language_of_a_site_are_one_term(tmp_path: Path) -> None:
    texts = (("en-GB", "colour", "A hue."), ("en-US", "color", "A shade."), ("de", "Farbe", "Ton."))
    text = "".join(
        f"---\ndata:\n  terms: [{{designation: {name}, type: expression}}]\n  definition: [{{content: {meaning}}}]\n"
        f"  language_code: {tag}\nid: a\n"
        for tag, name, meaning in texts
    )
    concept = "---\ndata:\n  identifier: '1'\n  localized_concepts: {en-GB: a, en-US: a, de: a}\nid: c\n"
    path = tmp_path / "g.yaml"
    path.write_text(concept + text, encoding="utf-8")
    found = read_glossary(path, recognise_format(path), "en", {})
    assert [(record.term, record.aliases, record.language) for record in found.records] == [
        ("color", ("colour",), ""),
        ("Farbe", (), "de"),
    ]
    assert found.records[0].senses[0].note == ("A hue.",)
    assert not found.losses
