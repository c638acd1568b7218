"""Who bears a name: one precedence for references, relations, mentions, redirects and exports."""

import re
from pathlib import Path

import pytest

from glossary_site.build import BuildRequest, build_site
from glossary_site.glossary import ABBREVIATION, TERM, Name, NameTable
from glossary_site.glossary.names import ALIAS
from glossary_site.records import Record, Sense


@pytest.mark.parametrize(
    ("names", "bearers"),
    [
        ([Name("CNN", "a", TERM), Name("CNN", "b", ABBREVIATION), Name("CNN", "c", ALIAS)], ("a",)),
        ([Name("CNN", "c", ALIAS), Name("CNN", "b", ABBREVIATION)], ("b",)),
        ([Name("cnn", "c", ALIAS)], ("c",)),
        ([], ("cnn",)),
        ([Name("CNN", "a", ALIAS), Name("cnn", "b", ALIAS)], ("a", "b")),
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
