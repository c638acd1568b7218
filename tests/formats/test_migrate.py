"""Glossaries of other tools, on small ones of our own."""

import json
from pathlib import Path

import pytest
from command_line import run_glossary, write_files

from glossary_site.build import BuildRequest, build_site
from glossary_site.config import SiteConfig
from glossary_site.formats import (
    ImportedGlossary,
    find_foreign_format,
    find_format,
    merge_imported,
    parse_columns,
    read_glossary,
    read_in_place,
    recognise_format,
)
from glossary_site.loader import load_records, read_sources
from glossary_site.project import ImportRequest, import_glossaries
from glossary_site.project.importer import ImportReport
from glossary_site.records import Record
from glossary_site.workers import open_executor

SPHINX = """\
Words
=====

.. glossary::
   :sorted:

   Oven
      A hot box.  See :term:`Bread` and :term:`loaves <bread>`, :term:`Nowhere`.

      - one *item*
      - ``two``

   .. a comment
      that goes on

   Bread
   Loaf : L

      Baked :term:`dough
      <Dough (raw)>`; see :ref:`elsewhere <x>`, :pep:`8` and `a site <https://example.org/>`_.
      It costs 5$ [maybe] \\*.

      .. code-block:: python

         bread = [[1]]

      .. versionadded:: 3

   Dough (raw)
      Flour.

After it.
"""


def read(tmp_path: Path, name: str, text: str, kind: str = "", **columns: str) -> ImportedGlossary:
    write_files(tmp_path, {name: text})
    path = tmp_path / name
    return read_glossary(path, find_format(kind) if kind else recognise_format(path), "en", columns)


def codes(found: ImportedGlossary) -> list[str]:
    return [issue.code for issue in found.issues]


def by_term(found: ImportedGlossary) -> dict[str, Record]:
    return {record.term: record for record in found.records}


def test_a_sphinx_glossary_arrives(tmp_path: Path) -> None:
    found = read(tmp_path, "g.rst", SPHINX)
    records = by_term(found)
    assert list(records) == ["Oven", "Bread", "Dough (raw)"]
    assert records["Bread"].aliases == ("Loaf",)
    assert found.references == 3
    oven, bread = records["Oven"].senses[0].body, records["Bread"].senses[0].body
    assert oven == "A hot box.  See [[Bread]] and [[Bread|loaves]], Nowhere.\n\n- one *item*\n- `two`"
    assert "Baked [[Dough (raw)|dough]]; see elsewhere, [PEP 8](https://peps.python.org/pep-0008/)" in bread
    assert "[a site](<https://example.org/>)" in bread
    assert "It costs 5\\$ \\[maybe\\] \\*." in bread
    assert "```python\nbread = [[1]]\n```" in bread
    assert bread.endswith("\n\n> *versionadded* 3")
    assert sorted(loss.counted for loss in found.losses) == ["", "", "", "references", "references"]
    assert "a text around the entries is left out: After it." in [loss.message for loss in found.losses]


def test_directives_of_sphinx_keep_their_text_and_words_for_an_index_are_counted(tmp_path: Path) -> None:
    text = (
        ".. glossary::\n\n   A\n      .. index:: pair: a; b\n         single: c\n\n      Bold **a**.\n\n"
        "      .. impl-detail::\n         :class: x\n\n         In *one* :term:`B`.\n\n         - two\n\n"
        "      .. index::\n         single: B\n\n   B\n      Text.\n"
    )
    found = read(tmp_path, "g.rst", text)
    assert [record.senses[0].body for record in found.records] == [
        "Bold **a**.\n\n> In *one* [[B]].\n>\n> - two",
        "Text.",
    ]
    assert [loss.message for loss in found.losses] == [
        "an entry of an index is not kept: pair: a; b",
        "a directive is kept as text: .. impl-detail::",
        "an entry of an index is not kept: single: B",
    ]


def test_no_file_is_included(tmp_path: Path) -> None:
    write_files(tmp_path, {"secret.txt": "hidden words"})
    text = (
        f".. glossary::\n\n   A\n      .. include:: {tmp_path}/secret.txt\n\n      .. raw:: html\n\n         <script>\n"
    )
    assert "hidden words" not in read(tmp_path, "g.rst", text).records[0].senses[0].body


FOLDER = {
    "en/_index.md": "---\ntitle: All\n---\nText.\n",
    "en/README.md": "# About\n",
    "en/oven.md": (
        "---\ntitle: Oven\nstatus: Completed\ncategory: tool\ntags: [hot, '', '']\n"
        "aliases: [/old/oven/, furnace]\n---\n\n"
        "A hot box for [bread](/bread/) and [the web](https://example.org/), [none](/none/).\n\n"
        "```\n[bread](/bread/)\n```\n\n- \\[[no]] `[bread](/bread/)` [the `loaf`](/bread/)\n"
    ),
    "en/bread.md": (
        "---\nid: bread\ntitle: Bread\nfull_link: https://example.org/bread\n"
        "short_description: >\n  Bread is **baked** dough.\n"
        "aka:\n  - Loaf\n---\nBread is good.\n\n<!--more-->\n\nFrom the "
        '{{< glossary_tooltip text="hot oven" term_id="oven" >}}, [again](../oven.md#use).\n'
    ),
    "en/search.md": "---\ntitle: Search\nlayout: search\n---\n",
    "de/oven.md": "---\nTitle: Ofen\n---\nEin Kasten für [Brot](/bread/).\n",
    "de/kiste.md": "---\ntitle: Kiste\n---\nEin Kasten.\n",
}


def test_a_folder_of_markdown_arrives(tmp_path: Path) -> None:
    write_files(tmp_path, {f"content/{name}": text for name, text in FOLDER.items()})
    found = read_glossary(tmp_path / "content", find_format("markdown-folder"), "en", {})
    records = by_term(found)
    assert set(records) == {"Oven", "Bread", "Ofen", "Kiste"}
    oven, bread, ofen = records["Oven"], records["Bread"], records["Ofen"]
    assert (oven.id, oven.aliases, oven.senses[0].category, oven.tags) == (
        "oven",
        ("furnace",),
        "tool",
        ("hot",),
    )
    assert "A hot box for [[bread]] and [the web](https://example.org/), none." in oven.senses[0].body
    assert "```\n[bread](/bread/)\n```" in oven.senses[0].body
    assert oven.senses[0].body.endswith("- \\[[no]] `[bread](/bread/)` [[bread|the `loaf`]]")
    assert bread.senses[0].definition.text == "Bread is baked dough."
    assert bread.senses[0].body == "Bread is good.\n\n\nFrom the [[oven|hot oven]], [[oven|again]]."
    assert bread.aliases == ("Loaf",)
    assert bread.senses[0].source is not None
    assert bread.senses[0].source.url == "https://example.org/bread"
    assert (ofen.id, ofen.language, ofen.translation_of) == ("de/oven", "de", "oven")
    assert ofen.senses[0].body == "Ein Kasten für [[bread|Brot]]."
    assert records["Kiste"].translation_of == ""
    assert found.references == 5


def test_a_spreadsheet_arrives_by_its_columns(tmp_path: Path) -> None:
    text = 'Name;Meaning;Also;Owner\nOven;A hot box.;furnace; Anna\n;no name;;\n\'=A1;A cell.;"a\\;b";\n'
    columns = parse_columns("term=Name, definition=Meaning,aliases=Also")
    found = read(tmp_path, "g.csv", text, **columns)
    assert [(each.term, each.aliases, each.senses[0].definition.text) for each in found.records] == [
        ("Oven", ("furnace",), "A hot box."),
        ("=A1", ("a;b",), "A cell."),
    ]
    assert [loss.message for loss in found.losses] == [
        "'Owner' is not read: Anna",
        "a row has no name, so it is left out: no name",
    ]
    assert (found.source.terms, len(found.records)) == (3, 2)
    assert codes(read(tmp_path, "g.csv", text, term="Nome")) == ["csv-columns"]


@pytest.mark.parametrize("columns", ["Name", "term=", "definition=x", "word=x,term=y"])
def test_a_wrong_column_map_is_reported(columns: str) -> None:
    with pytest.raises(ValueError, match=r"field|missing"):
        parse_columns(columns)


HTML = """<!DOCTYPE html><html><body><p>Before.</p>
<dl>
<dt id="oven">Oven<dt><abbr>HB</abbr><dd>A hot box for <a href="#bread">loaves</a>, <a href="#gone">gone</a>,
 <a href="https://example.org/">out</a>. 5 * 3 &lt; 20 <code>a `b`</code><script>alert(1)</script></dd>
<div><dt><dfn id="bread">Bread</dfn></dt>
<dd><p>Baked <em>dough</em>.</p><ul><li>one<li>two</ul></dd><dd>Money.</dd></div>
<dt>Empty</dt>
</dl></body></html>
"""


def test_a_definition_list_arrives(tmp_path: Path) -> None:
    found = read(tmp_path, "g.html", HTML)
    oven, bread, empty = found.records
    assert (oven.term, oven.abbreviations) == ("Oven", ("HB",))
    assert oven.senses[0].body == (
        "A hot box for [[Bread|loaves]], gone, [out](<https://example.org/>). 5 \\* 3 \\< 20 `` a `b` ``"
    )
    assert [sense.body for sense in bread.senses] == ["Baked *dough*.\n\n- one\n- two", "Money."]
    assert empty.term == "Empty"
    assert found.references == 1
    assert [loss.message for loss in found.losses] == [
        "a link leads to no term of the page: #gone",
        "a text around the entries is left out: Before.",
    ]


MDN = {
    "index.md": "---\ntitle: Glossary\n---\nAll words.\n",
    "oven/index.md": "---\ntitle: Oven\nslug: Glossary/Oven\n---\n\n{{GlossarySidebar}}\n\nAn **oven** bakes "
    '{{Glossary("white bread", "loaves")}} of {{glossary("Flour")}}; see [bread](/x/docs/Glossary/White_bread) and '
    "[rye](/x/docs/Rye).\n\n{{Unheard}}\n",
    "white_bread/index.md": "---\ntitle: White bread\nslug: Glossary/White_bread\n---\nBread.\n",
    "oven/deck/index.md": '---\ntitle: Deck\n---\nA deck of an {{Glossary("oven")}}.\n',
}


def test_a_term_may_have_a_folder_of_its_own(tmp_path: Path) -> None:
    write_files(tmp_path, {f"mdn/{name}": text for name, text in MDN.items()})
    found = read_glossary(tmp_path / "mdn", find_format("markdown-folder"), "en", {})
    records = {record.id: record for record in found.records}
    assert set(records) == {"oven", "white-bread", "oven-deck"}
    assert records["oven"].senses[0].body == (
        "An **oven** bakes [[white-bread|loaves]] of Flour; see [[white-bread|bread]] and rye."
    )
    assert records["oven-deck"].senses[0].body == "A deck of an [[oven]]."
    assert [loss.message for loss in found.losses] == [
        "a page that is no term is left out: index.md",
        "a macro leads to no term of the folder: Flour",
        "the unknown macro 'Unheard' is left out",
        "a link leads to no term of the folder: /x/docs/Rye",
    ]


TWO_PROOFS = {
    "baking/proof.md": "---\ntitle: Proof\n---\nProof lets dough rise, unlike [evidence](../law/proof.md), and "
    "[law](/words/law/proof/).\n",
    "law/proof.md": "---\ntitle: Proof\n---\nProof convinces a court; the [dough](../../baking/proof/) does not.\n",
    "baking/bread.md": "---\ntitle: Bread\n---\nBread has a [proof](proof.md).\n",
    "law/oath.md": '---\ntitle: Oath\n---\nAn oath is no {{< glossary_tooltip term_id="proof" >}}.\n',
}


@pytest.mark.parametrize("home", ["", "en/"])
def test_files_of_one_name_in_several_folders_stay_apart_by_their_paths(tmp_path: Path, home: str) -> None:
    write_files(tmp_path, {f"src/{home}{name}": text for name, text in TWO_PROOFS.items()})
    found = read_in_place(tmp_path / "src", find_format("markdown-folder"), "en")
    assert {record.id: record.senses[0].body for record in found.records} == {
        "baking-proof": "Proof lets dough rise, unlike [[law-proof|evidence]], and [[law-proof|law]].",
        "law-proof": "Proof convinces a court; the [[baking-proof|dough]] does not.",
        "bread": "Bread has a [[baking-proof|proof]].",
        "oath": "An oath is no [[law-proof|Proof]].",
    }
    assert not found.losses


def test_files_of_one_name_in_several_folders_are_translated_by_their_paths(tmp_path: Path) -> None:
    german = {f"src/de/{name}": text.replace("Proof", "Beweis") for name, text in TWO_PROOFS.items()}
    write_files(tmp_path, {f"src/en/{name}": text for name, text in TWO_PROOFS.items()} | german)
    found = read_glossary(tmp_path / "src", find_format("markdown-folder"), "en", {})
    translated = {record.id: record.translation_of for record in found.records if record.term == "Beweis"}
    assert translated == {"de/baking-proof": "baking-proof", "de/law-proof": "law-proof"}


def test_names_of_files_that_make_one_id_get_a_number(tmp_path: Path) -> None:
    write_files(tmp_path, {"C.md": "# C\nSee [the other](C++.md).\n", "C++.md": "# C++\nSee [the first](./C.md).\n"})
    found = read_glossary(tmp_path, find_format("markdown-folder"), "en", {})
    assert {record.term: (record.id, record.senses[0].body) for record in found.records} == {
        "C++": ("c", "See [[c-2|the first]]."),
        "C": ("c-2", "See [[c|the other]]."),
    }


def test_a_folder_of_one_language_may_have_a_page_of_its_own(tmp_path: Path) -> None:
    pages = {"en/index.md": "---\ntitle: Words\n---\nAll.\n", "en/rye.md": "---\ntitle: Rye\n---\nA grain.\n"}
    write_files(tmp_path, {**pages, "de/rye/index.md": "---\ntitle: Roggen\n---\nEin Korn.\n", "de/x.md": "# X\nX."})
    found = read_glossary(tmp_path, find_format("markdown-folder"), "en", {})
    assert [(record.id, record.translation_of) for record in found.records] == [
        ("de/rye", "rye"),
        ("de/x", ""),
        ("rye", ""),
    ]


def test_pages_of_a_folder_may_have_their_names_in_other_fields(tmp_path: Path) -> None:
    pages = {
        "rye.md": "---\nlabel: Rye\nterms: [rye, Secale]\n---\nA grain.\n",
        "oat.md": "---\nlabel: Oat\n---\nA grain.\n",
    }
    write_files(tmp_path, pages)
    found = read_glossary(tmp_path, recognise_format(tmp_path), "en", {})
    assert [(record.term, record.aliases) for record in found.records] == [("Oat", ()), ("Rye", ("Secale",))]


def test_a_folder_of_markdown_may_have_front_matter_in_toml_and_json(tmp_path: Path) -> None:
    pages = {"rye.md": '+++\ntitle = "Rye"\n+++\nA grain.\n', "oats.markdown": '{"title": "Oats"}\nMore grain.\n'}
    write_files(tmp_path, pages)
    assert find_foreign_format(tmp_path) is find_format("markdown-folder")
    write_files(tmp_path, {"open.md": "---\ntitle: Open\n"})
    found = read_glossary(tmp_path, find_format("markdown-folder"), "en", {})
    assert [(record.term, record.senses[0].body) for record in found.records] == [
        ("Oats", "More grain."),
        ("Rye", "A grain."),
    ]
    assert [issue.code for issue in found.issues] == ["front-matter-open"]


GLOSARIO = """\
- slug: hot_oven
  ref:
    - bread
  en:
    term: "oven"
    acronym: HB
    def: >
      A hot box for [loaves
      of bread](#bread), [gone](#gone).
  de:
    term: "Ofen"
    def: "Ein Kasten für [Brot](#bread) und [Öfen](#hot_oven) und kaputt](#bread)."
- slug: bread
  en:
    term: bread
    def: Baked [[dough](#hot_oven) `[[x]]`.
  fr:
    def: sans nom
"""


def test_glosario_arrives(tmp_path: Path) -> None:
    found = read(tmp_path, "g.yml", GLOSARIO)
    records = {record.id: record for record in found.records}
    assert set(records) == {"hot-oven", "de/hot-oven", "bread"}
    oven, ofen = records["hot-oven"], records["de/hot-oven"]
    assert (oven.term, oven.related, oven.abbreviations) == ("oven", ("bread",), ("HB",))
    assert oven.senses[0].body == "A hot box for [[bread|loaves of bread]], gone."
    assert (ofen.language, ofen.translation_of) == ("de", "hot-oven")
    assert ofen.senses[0].body.startswith("Ein Kasten für [[bread|Brot]] und [[hot-oven|Öfen]]")
    assert found.references == 4
    assert sorted(loss.counted for loss in found.losses) == ["references", "references", "terms"]
    assert records["bread"].senses[0].body == "Baked \\[[[hot-oven|dough]] `[[x]]`."


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><tbx>&b;</tbx>'
FAR = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>'


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("g.tbx", BOMB, "xml-entity"),
        ("g.tbx", FAR, "xml-entity"),
        ("g.tbx", "<glossary/>", "tbx-shape"),
        ("g.tbx", "<tbx>", "xml-syntax"),
        ("g.yml", "- slug: b\n  en: *a\n", "yaml-alias"),
        ("g.yml", "word: x\n", "entries-shape"),
        ("g.json", "[" * 100_000, "json-syntax"),
        ("g.json", '{"records": 1}', "json-shape"),
        ("g.json", '[{"term": 1, "senses": []}]', "field-type"),
        ("g.json", '[{"term": "a", "senses": [], "aliases": %s}]' % ("[" * 900 + "]" * 900), "field-type"),
        ("g.json", '[{"term": "a", "language": "../../x"}]', "field-value"),
        ("g.jsonl", '{"term": "a"}\n{', "json-syntax"),
        ("g.csv", "term,term\na,b\n", "csv-columns"),
        ("g.csv", 'term\n"a', "csv-syntax"),
        ("g.jsonld", '{"@context": "https://example.org/c.json", "@id": "x"}', "rdf-context"),
        ("g.jsonld", '{"@context": {"@import": "https://example.org/c.json"}}', "rdf-context"),
        ("g.ttl", "<a> <b> .", "rdf-syntax"),
        ("g.ttl", "<a> <b> " + "[ <b> " * 5000, "rdf-syntax"),
        ("g.ttl", "<https://a/> <https://b/> 1 .", "rdf-empty"),
        ("g.rst", "Nothing.\n", "sphinx-empty"),
        ("g.html", "<p>Nothing.", "html-empty"),
        ("g.html", "", "html-empty"),
        ("g.md", "---\ntitle: [\n---\n", "yaml-syntax"),
    ],
)
def test_what_cannot_be_read_is_an_issue(tmp_path: Path, name: str, text: str, code: str) -> None:
    assert code in codes(read(tmp_path, name, text))


@pytest.mark.parametrize("name", ["g.json", "g.jsonl", "g.csv", "g.ttl", "g.tbx", "g.rst", "g.html", "g.yml"])
def test_bytes_that_are_no_text_are_an_issue(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xff\xfe\x00term\x80")
    found = read_glossary(tmp_path / name, recognise_format(tmp_path / name), "en", {})
    assert codes(found)
    assert not found.records


def test_deep_html_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, "g.html", "<dl><dt>A<dd>" + "<div><b>" * 20_000 + "word")
    assert codes(found) == ["html-empty"]


def bring(tmp_path: Path, *names: str, force: bool = False) -> ImportReport:
    wanted = ImportRequest(tuple(tmp_path / name for name in names), tmp_path / "entries", force=force)
    with open_executor(1, 0) as executor:
        return import_glossaries(wanted, SiteConfig(), executor)


def test_an_import_lands_in_files_that_build(tmp_path: Path) -> None:
    write_files(tmp_path, {"g.rst": SPHINX, "o.yml": GLOSARIO})
    report = bring(tmp_path, "g.rst", "o.yml")
    assert [file.found.references for file in report.files] == [3, 4]
    assert sorted(report.written) == ["bread.yml", "de/hot-oven.yml", "dough-raw.yml", "hot-oven.yml"]
    sources, issues = read_sources(tmp_path / "entries")
    assert not issues
    with open_executor(1, 0) as executor:
        records, _ = load_records(sources, SiteConfig(), executor)
    assert {record.language for record in records} == {"", "de"}
    site = build_site(BuildRequest(tmp_path / "entries", tmp_path / "site", tmp_path / "none.yml", jobs=1))
    assert site.terms == 3
    assert "language-other" in {issue.code for issue in site.issues}


def test_an_import_again_changes_nothing_and_keeps_edits(tmp_path: Path) -> None:
    write_files(tmp_path, {"g.rst": SPHINX})
    bring(tmp_path, "g.rst")
    again = bring(tmp_path, "g.rst")
    assert (again.written, len(again.unchanged)) == ((), 3)
    oven = tmp_path / "entries" / "oven.yml"
    oven.write_text(oven.read_text(encoding="utf-8") + "reading: O\n", encoding="utf-8")
    assert bring(tmp_path, "g.rst").edited == ("oven.yml",)
    assert bring(tmp_path, "g.rst", force=True).written == ("oven.yml",)


def test_the_command_prints_what_was_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"g.csv": "Name,Meaning\nOven,A hot box.\n", "g.json": '{"@context": {}, "@graph": []}'})
    done = run_glossary(
        "import", "g.csv", "--to", "out", "--columns", "term=Name,definition=Meaning", "--report", "r.json"
    )
    assert done.code == 0, done.err
    assert "g.csv: read as csv" in done.out
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["imported"][0]["terms"] == 1
    assert run_glossary("import", "g.csv", "--to", "out", "--columns", "x").code == 2
    assert recognise_format(tmp_path / "g.json").name == "skos-jsonld"


def test_concepts_with_addresses_of_their_own_stay_apart_by_ids_that_name_both(tmp_path: Path) -> None:
    concepts = "".join(
        f'<{address}> a skos:Concept ; skos:prefLabel "{name}"@en, "{swahili}"@sw ; skos:definition "{text}"@en .\n'
        for address, name, swahili, text in (
            ("https://a.example/c1", "Proof", "ushahidi", "A rise of dough."),
            ("https://a.example/c2", "Proof", "ushahidi", "A test."),
            ("https://a.example/c3", "Rye", "rai", "A grain."),
            ("https://b.example/c3", "rye", "rai", "A whisky."),
        )
    )
    prefix = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    related = "<https://a.example/c1> skos:related <https://b.example/c3> .\n"
    records, issues = merge_imported(read(tmp_path, "x.ttl", prefix + concepts + related).records)
    assert {record.id: len(record.senses) for record in records} == dict.fromkeys(
        (
            *("proof-c1", "proof-c2", "rye-a-example-c3", "rye-b-example-c3"),
            *("sw/ushahidi-c1", "sw/ushahidi-c2", "sw/rai-a-example-c3", "sw/rai-b-example-c3"),
        ),
        1,
    )
    assert not issues
    assert [record.related for record in records if record.id == "proof-c1"] == [("rye-b-example-c3",)]


def test_concepts_of_tbx_with_ids_of_their_own_stay_apart(tmp_path: Path) -> None:
    entries = "".join(
        f'<conceptEntry id="{mark}"><descrip type="definition">{text}</descrip><langSec xml:lang="en"><termSec>'
        f"<term>Proof</term></termSec></langSec></conceptEntry>"
        for mark, text in (("c1", "A rise of dough."), ("proof-of-law", "A test."))
    )
    text = (
        '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc>'
        f"<sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>{entries}</body></text></tbx>"
    )
    records, _ = merge_imported(read(tmp_path, "x.tbx", text).records)
    assert [record.id for record in records] == ["proof-c1", "proof-of-law"]


def test_names_of_a_page_with_anchors_of_their_own_stay_apart(tmp_path: Path) -> None:
    page = (
        '<dl><dt id="proof-1">Proof</dt><dd>A rise; not <a href="#law">the other</a>.</dd>'
        '<dt id="law">Proof</dt><dd>A test.</dd><dt>Rye</dt><dd>A grain.</dd><dt>Rye</dt><dd>A whisky.</dd></dl>'
    )
    records, _ = merge_imported(read(tmp_path, "x.html", page).records)
    assert {record.id: len(record.senses) for record in records} == {"proof-1": 1, "proof-law": 1, "rye": 2}
    assert "[[proof-law|the other]]" in records[0].senses[0].body
