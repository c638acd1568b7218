"""Who bears a name: one precedence for references, relations, mentions, redirects and exports."""

import re
from pathlib import Path

import pytest

from glossary_site.build import BuildRequest, build_site
from glossary_site.glossary import ABBREVIATION, TERM, Name, NameTable
from glossary_site.glossary.names import ALIAS, ID, KINDS, names_of
from glossary_site.records import Record, Sense


@pytest.mark.parametrize(
    ("names", "bearers"),
    [
        ([Name("CNN", "a", TERM), Name("CNN", "b", ABBREVIATION), Name("CNN", "c", ALIAS)], ("a",)),
        ([Name("CNN", "c", ALIAS), Name("CNN", "b", ABBREVIATION)], ("b",)),
        ([Name("cnn", "c", ALIAS)], ("c",)),
        ([], ("cnn",)),
        ([Name("CNN", "a", ALIAS), Name("cnn", "b", ALIAS)], ("a",)),
        ([Name("CNN", "a", ALIAS), Name("CNN", "b", ALIAS)], ("a", "b")),
        ([Name("CNNs", "a", TERM), Name("Cnn", "b", ALIAS)], ("b",)),
    ],
)
def test_term_then_abbreviation_then_alias_then_id(names: list[Name], bearers: tuple[str, ...]) -> None:
    table = NameTable(names, ["cnn"])
    assert table.bearers("CNN") == bearers
    assert table.find("CNN") == (bearers[0] if len(bearers) == 1 else None)


def test_an_id_yields_to_a_name_of_another_term() -> None:
    records = (
        Record("Cable News Network", (Sense(),), id="cnn"),
        Record("Convolutional network", (Sense(),), id="convolutional-network", aliases=("CNN",)),
    )
    table = NameTable.of_records(records)
    assert table.find("cnn") == "convolutional-network"
    assert table.find("cable-news-network") == "cnn"


def test_names_that_differ_by_case_or_plural_lead_each_to_its_own_term() -> None:
    names = ("HEAD", "head", "HTTP", "HTTPS", "statistic", "statistics")
    table = NameTable(Name(name, f"id-{number}", TERM) for number, name in enumerate(names))
    for number, name in enumerate(names):
        assert table.find(name) == f"id-{number}"
    assert (table.find("Head"), table.find("https"), table.find("Statistics")) == ("id-1", "id-3", "id-5")
    assert table.find("HEADS") is None


def test_of_two_terms_with_one_name_the_very_id_is_meant() -> None:
    records = (Record("Java", (Sense(),), id="java"), Record("Java", (Sense(),), id="java-island"))
    table = NameTable.of_records(records)
    assert (table.bearers("Java"), table.find("java"), table.find("java-island")) == (
        ("java", "java-island"),
        "java",
        "java-island",
    )


def test_the_name_of_an_entry_that_is_left_out_does_not_lead_to_one_that_looks_alike() -> None:
    table = NameTable([Name("head", "head", TERM), Name("wafer", "wafer", TERM)], ["head", "wafer"], ["HEAD"])
    assert (table.bearers("HEAD"), table.is_left_out("HEAD")) == ((), True)
    assert (table.find("head"), table.find("wafers")) == ("head", "wafer")


def test_an_alias_of_a_term_is_that_of_an_entry_left_out_only_where_it_is_written_otherwise() -> None:
    names = [Name("Grate", "hearth", ALIAS), Name("wafers", "wafer", TERM)]
    table = NameTable(names, ["hearth", "wafer"], ["Grate", "wafer"])
    assert (table.find("Grate"), table.find("grate")) == ("hearth", "hearth")
    assert (table.find("wafer"), table.find("wafers")) == (None, "wafer")


def test_an_id_comes_before_names_in_other_languages() -> None:
    names = [
        Name("Secale", "rye", TERM),
        Name("Rye", "rye", KINDS + TERM),
        Name("Rye", "de/roggen", KINDS + TERM, language="de"),
        Name("Hafer", "de/hafer", KINDS + TERM, language="de"),
    ]
    table = NameTable(names, ["rye"])
    assert table.bearers("RYE") == ("rye",)
    ids_and_names = [Name("hafer", "de/oat", KINDS + ID), Name("Hafer", "de/oats", KINDS + ALIAS)]
    assert NameTable(ids_and_names).bearers("hafer") == ("de/oats",)
    assert [table.language(identity) for identity in ("rye", "de/roggen", "none")] == ["", "de", ""]


def test_the_same_name_is_found_and_one_that_looks_alike_is_not() -> None:
    table = NameTable([Name("Wafer", "wafer", TERM), Name("Deck-oven", "oven", TERM), Name("kiln", "oven", ALIAS)])
    found = {name: table.find_same(name) for name in ("wafer", "wafers", "deck oven", "Kiln", "slice", "deck-oven")}
    assert found == {
        "wafer": "wafer",
        "wafers": None,
        "deck oven": None,
        "Kiln": "oven",
        "slice": None,
        "deck-oven": "oven",
    }


@pytest.mark.parametrize(
    ("autolink", "is_automatic"), [("both", True), ("incoming", True), ("outgoing", False), ("none", False)]
)
def test_names_are_linked_by_themselves_where_the_record_takes_links(autolink: str, is_automatic: bool) -> None:
    record = Record("Wafer", (Sense(),), aliases=("slice",), id="wafer", autolink=autolink)
    assert list(names_of(record)) == [
        Name("Wafer", "wafer", TERM, is_automatic),
        Name("slice", "wafer", ALIAS, is_automatic),
    ]


def test_every_way_to_name_a_term_leads_to_the_same_one(tmp_path: Path) -> None:
    """A relation, a reference, a mention and the Markdown twin: the id of one term is the alias of another."""
    texts = {
        "news": "term: Cable News Network\nid: cnn\nbody: It is a channel.\n",
        "network": "term: Convolutional network\naliases: [CNN]\nbody: It has filters.\n",
        "layer": "term: Layer\nrelated: [CNN]\nbody: See [[CNN]].\n",
        "filter": "term: Filter\nbody: A CNN has many.\n",
    }
    (tmp_path / "entries").mkdir()
    for name, text in texts.items():
        (tmp_path / "entries" / f"{name}.yml").write_text(text, encoding="utf-8")
    build_site(BuildRequest(tmp_path / "entries", tmp_path / "site", tmp_path / "glossary.yml"))

    def linked(path: str) -> set[str]:
        text = (tmp_path / "site" / "term" / path).read_text("utf-8")
        return {*re.findall(r"\.\./(cnn|convolutional-network)/(?:index\.md)?[)\"]", text)} | {
            *re.findall(r"term/(cnn|convolutional-network)/\"", text)
        }

    for page in ("layer/index.html", "layer/index.md", "filter/index.html"):
        assert linked(page) == {"convolutional-network"}, page


def test_a_text_leads_to_the_term_that_is_written_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "entries").mkdir()
    (tmp_path / "entries" / "a.yml").write_text(
        "- {term: HEAD, id: pointer, definition: It points to a branch.}\n"
        "- {term: head, id: tip, definition: It is the tip of a branch.}\n"
        "- {term: sample, id: sample, definition: It is drawn.}\n"
        "- {term: samples, id: bags, definition: They are bags of grain.}\n"
        "- {term: Zebra, related: [HEAD, samples], body: 'The HEAD, the samples. See [[HEAD]] and [[samples]].'}\n"
        "- {term: Zulu, related: [head, sample], body: 'The head, the sample. See [[head]] and [[sample]].'}\n",
        encoding="utf-8",
    )
    (tmp_path / "glossary.yml").write_text("links: all\n", encoding="utf-8")
    build_site(BuildRequest(tmp_path / "entries", tmp_path / "site", tmp_path / "glossary.yml"))

    def linked(page: str) -> list[str]:
        text = (tmp_path / "site" / "term" / page / "index.html").read_text("utf-8")
        return re.findall(r'term/(pointer|tip|sample|bags)/"', text)

    assert set(linked("zebra")) == {"pointer", "bags"}
    assert set(linked("zulu")) == {"tip", "sample"}
