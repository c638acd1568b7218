"""Where the glossary of an integration comes from."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from glossary_site.addresses import site_of
from glossary_site.build import BuildRequest, Memory, build_site
from glossary_site.glossary import Glossary
from glossary_site.integrations import (
    Documentation,
    GlossarySource,
    card_files,
    read_source,
    read_terms,
    site_address,
)
from glossary_site.issues import GlossaryError
from glossary_site.loader import format_pin

ENTRIES = """
- term: Rye
  aliases: [dark flour]
  definition: Rye is a *cereal* & more.
- term: Oat
"""


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    folder = tmp_path / "entries"
    folder.mkdir()
    (folder / "cereals.yml").write_text(ENTRIES, encoding="utf-8")
    return folder


def test_published_terms_are_the_same_glossary_as_the_entries(entries: Path, tmp_path: Path) -> None:
    build_site(BuildRequest(entries, tmp_path / "site", tmp_path / "glossary.yml"))
    kept = tmp_path / "shared" / "terms.json"
    kept.parent.mkdir()
    kept.write_bytes((tmp_path / "site" / "terms.json").read_bytes())
    pin = format_pin(kept.read_bytes())
    source = GlossarySource("https://glossary.invalid/terms.json", tmp_path / "glossary.yml", pin, kept)
    published, own = read_source(source).glossary, read_source(GlossarySource(str(entries))).glossary

    def shown(glossary: Glossary) -> list[tuple[str, str, tuple[str, ...], str]]:
        return [(each.id, each.record.term, each.record.aliases, each.definition.text) for each in glossary.entries]

    assert shown(published) == shown(own)


def test_a_published_glossary_that_cannot_be_had_is_an_error(tmp_path: Path) -> None:
    source = GlossarySource("http://127.0.0.1:9/terms.json", tmp_path / "glossary.yml")
    assert source.path == tmp_path / "terms.json"
    with pytest.raises(GlossaryError, match="published-unreachable"):
        read_source(source)


def test_an_entry_with_an_error_is_left_out_and_reported(entries: Path) -> None:
    (entries / "bad.yml").write_text("- term: Spelt\n  body: It is no [[barley]].\n", encoding="utf-8")
    analysis = read_source(GlossarySource(str(entries)), Memory())
    assert [entry.id for entry in analysis.glossary.entries] == ["oat", "rye"]
    assert "reference-unknown" in {issue.code for issue in analysis.issues}


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://example.org/glossary/terms.json", "https://example.org/glossary/"),
        ("https://example.org/glossary/embed/1.0/terms.json", "https://example.org/glossary/"),
        ("https://example.org/terms.json", "https://example.org/"),
    ],
)
def test_the_site_of_a_published_file_is_the_folder_of_its_pages(url: str, site: str) -> None:
    assert site_of(url) == site


def test_cards_are_made_of_terms_with_definitions(entries: Path) -> None:
    script, style, definitions = card_files(read_source(GlossarySource(str(entries))).glossary)
    assert (script.path, style.path, definitions.path) == (
        "glossary-cards.js",
        "glossary-cards.css",
        "glossary-cards-0.js",
    )
    assert definitions.data == b'glossaryDefinitions([["rye", "<b>Rye</b> Rye is a <em>cereal</em> &amp; more."]]);\n'
    assert b"export" not in script.data
    assert b"import" not in script.data
    assert b"//" not in style.data


def read_many(folder: Path, words: Iterable[str]) -> Glossary:
    definition = (
        "an oven of a certain kind, in which bread is baked on a floor that is heated from below and from above."
    )
    entries = "".join(f"- {{term: {word}, definition: 'A {word} is {definition}'}}\n" for word in words)
    (folder / "ovens.yml").write_text(entries, encoding="utf-8")
    return read_terms(GlossarySource(str(folder))).glossary


def test_the_script_names_the_first_id_of_each_file_of_definitions(tmp_path: Path) -> None:
    glossary = read_many(tmp_path, (f"oven {number}" for number in range(300)))
    script, _, *files = card_files(glossary)
    known = json.loads(script.data.decode().partition("const FILES = ")[2].partition(";\n")[0])
    held = [json.loads(each.data.decode().removeprefix("glossaryDefinitions(")[:-3]) for each in files]
    assert [first for first, _ in known] == [pairs[0][0] for pairs in held]
    assert [address.partition("?")[0] for _, address in known] == [each.path for each in files]
    assert sorted(identity for pairs in held for identity, _ in pairs) == sorted(each.id for each in glossary.entries)
    assert len(files) > 1
    assert max(len(each.data) for each in files) < 20_000
    changed = card_files(read_many(tmp_path, (f"oven {number}" for number in range(1, 300))))[0]
    assert changed.data != script.data


def test_sixty_terms_on_a_page_add_at_most_six_kilobytes(tmp_path: Path) -> None:
    kinds = [f"{first}{second}" for first in ("deck", "rack", "stone", "wood", "gas") for second in "abcdefghijkl"]
    words = [f"{kind} oven" for kind in kinds]
    documentation = Documentation(read_many(tmp_path, words))
    page = f"<p>{', '.join(words)}</p>"
    marked = documentation.mark(page, "page", site_address("https://glossary.example.org/"))
    assert marked.html.count("<a ") == 60
    assert len(marked.html) - len(page) <= 6 * 1024
