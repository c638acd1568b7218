"""What an editor asks of a glossary: which term is at a place, which names it could become, what a renaming changes."""

from pathlib import Path

import pytest
from command_line import write_files

from glossary_site.build import open_project
from glossary_site.integrations.renaming import CannotRenameError, Renaming
from glossary_site.integrations.terms_in_text import TermsInText, is_of_others
from glossary_site.request import BuildRequest

RYE = "---\nterm: Rye\naliases: [secale]\nrelated: [deck oven, Bread]\n---\nRye is a grain for a [[deck oven]].\n"
OVEN = """\
- term: Deck oven
  category: Baking
  definition: A deck oven is an oven with a floor of stone.
- term: Deck oven
  category: Trade
  definition: A deck oven is a good.
- term: Bread
  definition: Bread is baked in [[Deck ovens]] of [[Secale|some]] rye.
  related: ["Deck Oven"]
"""
NOTES = "See [[Rye]], [[rye|grain]], [[Deck oven#trade]] and `[[Rye]]` here.\n\nRye bread.\n"


@pytest.fixture
def terms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TermsInText:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/rye.md": RYE, "entries/ovens.yml": OVEN, "notes.md": NOTES})
    return read()


def read(entries: str = "entries") -> TermsInText:
    with open_project(BuildRequest(Path(entries))) as project:
        return TermsInText([project.analysis.glossary])


@pytest.mark.parametrize(
    ("text", "term", "categories"),
    [
        ("see [[ry|e]] here", "Rye", [""]),
        ("see [[secale\\|x|]]", "Rye", [""]),
        ("[[Deck oven|#trade]]", "Deck oven", ["Trade"]),
        ("of deck ov|ens", "Deck oven", ["Baking", "Trade"]),
        ("of |bread\nand rye", "Bread", [""]),
        ("of bread\nand rye|", "Rye", [""]),
        ("[[nothing|]]", None, []),
        ("`[[Nothing|]]`", None, []),
        ("of stone|", None, []),
    ],
)
def test_the_term_at_a_place_is_found(terms: TermsInText, text: str, term: str | None, categories: list[str]) -> None:
    before, _, behind = text.replace("\\|", "\0").partition("|")
    found = terms.find_at((before + behind).replace("\0", "|"), len(before))
    assert (found.entry.record.term if found else None) == term
    assert [sense.category for sense in found.senses] == categories if found else not categories


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a [[de|", ["Deck oven"]),
        ("a [[ov|en]]", ["Deck oven"]),
        ("a [[|", ["Bread", "Deck oven", "Rye", "secale"]),
        ("a [[SEC|", ["secale"]),
        ("a [[x|", []),
        ("a [de|", None),
        ("a [[rye]] de|", None),
        ("a [[rye#d|", None),
        ("a [[!d|", None),
        ("`[[de|`", None),
    ],
)
def test_names_are_offered_between_brackets(terms: TermsInText, text: str, names: list[str] | None) -> None:
    before, _, behind = text.partition("|")
    found = terms.suggest(before + behind, len(before))
    assert ([each.name for each in found[1]] if found else None) == names
    if found and names:
        assert before[found[0] - 2 : found[0]] == "[["


def test_a_name_that_two_terms_bear_is_offered_by_the_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    entry = "- {{term: {0}, id: {1}, aliases: [loaf], definition: {0} is food.}}\n"
    write_files(tmp_path, {"entries/a.yml": entry.format("Bread", "bread") + entry.format("Cake", "cake")})
    found = read().suggest("[[loa", 5)
    assert found is not None
    assert [each.target for each in found[1]] == ["bread|loaf", "cake|loaf"]


def rename(terms: TermsInText, old: str, new: str, *paths: str) -> dict[str, str]:
    """The files that a renaming changes, as they are after it."""
    entry = terms.find_named(old)
    assert entry is not None
    texts = {path: Path(path).read_text("utf-8") for path in (*paths, "notes.md")}
    changed = {}
    for path, replacements in Renaming(terms, entry, new).change(texts).items():
        for each in reversed(replacements):
            texts[path] = texts[path][: each.start] + each.text + texts[path][each.end :]
        changed[path] = texts[path]
    return changed


ENTRIES = ("entries/rye.md", "entries/ovens.yml")


def test_a_term_is_renamed_where_it_is_declared_related_and_referred_to(terms: TermsInText) -> None:
    changed = rename(terms, "Deck oven", "Stone oven", *ENTRIES)
    assert changed["entries/rye.md"] == RYE.replace("[deck oven,", "[Stone oven,").replace("[[deck", "[[stone")
    ovens = OVEN.replace("term: Deck oven", "term: Stone oven").replace('["Deck Oven"]', "[Stone oven]")
    assert changed["entries/ovens.yml"] == ovens.replace("[[Deck ovens]]", "[[Stone ovens]]")
    assert changed["notes.md"] == NOTES.replace("Deck oven", "Stone oven")


def test_other_names_of_the_term_code_and_prose_stay(terms: TermsInText) -> None:
    changed = rename(terms, "Rye", "Grain: dark, tall", *ENTRIES)
    assert changed["entries/rye.md"] == RYE.replace("term: Rye", 'term: "Grain: dark, tall"')
    assert "entries/ovens.yml" not in changed
    shown = "See [[Grain: dark, tall]], [[grain: dark, tall|grain]]"
    assert changed["notes.md"] == NOTES.replace("See [[Rye]], [[rye|grain]]", shown)


def test_after_a_renaming_nothing_is_wrong_that_was_right(terms: TermsInText) -> None:
    for path, text in rename(terms, "Deck oven", "Stone oven", *ENTRIES).items():
        Path(path).write_text(text, "utf-8")
    with open_project(BuildRequest()) as project:
        assert {issue.code for issue in project.analysis.issues} == {"entries-merged"}
        assert {entry.record.term for entry in project.analysis.glossary.entries} == {"Stone oven", "Rye", "Bread"}


@pytest.mark.parametrize("new", ["bread", "secale", "C#", "a]]b", ""])
def test_a_name_of_another_term_or_of_no_reference_is_refused(terms: TermsInText, new: str) -> None:
    with pytest.raises(CannotRenameError):
        rename(terms, "Deck oven", new, *ENTRIES)


@pytest.mark.parametrize(
    ("page", "new"),
    [
        ("# Words\n\n## Rye\n\nA grain of [[oats]].\n\n## Oats\n\nA grain of [[rye]].\n", "Secale"),
        ("# Words\n\n- **Rye**: a grain of [[oats]].\n- **Oats**: a grain of [[rye]].\n", "Secale"),
        ("# Words\n\n| Term | Meaning |\n| --- | --- |\n| Rye | a grain |\n| Oats | like [[Rye]] |\n", "Secale"),
    ],
)
def test_a_term_of_one_page_is_renamed_in_its_heading_line_or_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, new: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"GLOSSARY.md": page, "notes.md": "Rye.\n"})
    changed = rename(read("GLOSSARY.md"), "Rye", new, "GLOSSARY.md")
    assert changed == {"GLOSSARY.md": page.replace("Rye", "Secale").replace("rye", "secale")}


def test_the_line_ends_of_another_system_and_odd_signs_before_a_name_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = "# Words\n\nA\u2028B\x0bC.\n\n## Rye\n\nA grain.\n\n## Oats\n\nLike [[Rye]].\n"
    write_files(tmp_path, {"GLOSSARY.md": page, "notes.md": ""})
    assert rename(read("GLOSSARY.md"), "Rye", "Secale", "GLOSSARY.md") == {"GLOSSARY.md": page.replace("Rye", "Secale")}
    entry = RYE.replace("\n", "\r\n")
    write_files(tmp_path, {"entries/rye.md": entry, "entries/ovens.yml": OVEN})
    found = read()
    rye = found.find_named("Rye")
    assert rye is not None
    changes = Renaming(found, rye, "Secale cereale").change({"entries/rye.md": entry})["entries/rye.md"]
    assert [entry[each.start : each.end] for each in changes] == ["Rye"]


def test_terms_of_an_included_glossary_are_offered_and_explained_after_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rusk = '{"id": "rusk", "term": "Rusk", "aliases": ["Roast"]}'
    theirs = f'[{{"id": "rye", "term": "Rye", "definition": "A *grain*."}}, {rusk}]'
    settings = "include: {Baking: {from: theirs.json, site: 'https://example.org/'}}\n"
    own = "term: Rye\ndefinition: Rye is mine.\n"
    write_files(tmp_path, {"entries/rye.yml": own, "theirs.json": theirs, "glossary.yml": settings})
    terms = read()
    found = terms.suggest("see [[r", 7)
    assert found is not None
    assert [(each.target, each.entry.id) for each in found[1]] == [
        ("Rye", "rye"),
        ("Roast", "https://example.org/term/rusk/"),
        ("Rusk", "https://example.org/term/rusk/"),
    ]
    named = terms.find_at("a [[roast]] of rye", 5)
    assert named is not None and is_of_others(named.entry)
    assert [sense.category for sense in named.senses] == ["Baking"]
    assert [entry.id for entry in terms.own_entries] == ["rye"]
