"""The rules that read meaning, by the examples of ``docs/rules.md``, and what they must leave alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossary_site.checks import RULES, check_glossary, choose_rules, meaning
from glossary_site.checks.meaning import genus
from glossary_site.config import SiteConfig
from glossary_site.glossary import relate_records
from glossary_site.issues import Issue
from glossary_site.mentions import BodySettings, render_bodies
from glossary_site.records import parse_records
from glossary_site.search.queries import _note_untested, parse_queries
from glossary_site.workers import open_executor

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def findings(text: str, *, style: bool = False) -> list[Issue]:
    records, issues = parse_records(text, "e/x.yml")
    assert not issues
    glossary = relate_records(records, SiteConfig())
    with open_executor(1, 0) as executor:
        bodies = render_bodies(glossary, BodySettings("section"), executor)
    return list(check_glossary(glossary, bodies, choose_rules(style=style, every=True)))


def examples() -> Iterator[tuple[str, str, str]]:
    """Code, bad example, good example."""
    for section in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        if section.startswith("search-unread\n"):
            continue  # its examples are queries
        bad, good = re.findall(r"(?:Bad|Good):\n\n```yaml\n(.*?)```", section, re.DOTALL)
        yield section.split("\n")[0], bad, good


def test_every_rule_has_its_examples() -> None:
    rules = [rule.code for rule in RULES if rule.find and rule.find.__module__ == meaning.__name__]
    assert [code for code, *_ in examples()] == rules


@pytest.mark.parametrize(("code", "bad", "good"), list(examples()), ids=[code for code, *_ in examples()])
def test_the_examples_of_the_docs(code: str, bad: str, good: str) -> None:
    style = code == "definition-substitution"
    found = [issue for issue in findings(bad, style=style) if issue.code == code]
    assert found
    assert all(issue.path == "e/x.yml" and issue.line and issue.hint for issue in found)
    assert code not in [issue.code for issue in findings(good, style=style)]


def test_a_cycle_is_shown_once_from_its_first_term() -> None:
    (issue,) = (
        each
        for each in findings(
            "- {term: Ash, definition: An ash is an oak., body: x}\n"
            "- {term: Elm, definition: An elm is an ash., body: x}\n"
            "- {term: Oak, definition: An oak is an elm., body: x}\n"
        )
        if each.code == "definition-circular"
    )
    assert "Ash -> Oak -> Elm -> Ash" in issue.message


def test_wanted_terms_are_counted_by_entries() -> None:
    text = "".join(f"- {{term: Bread {n}, definition: It is bread., body: 'FQZ, FQZ and `QQQ`.'}}\n" for n in range(4))
    assert ["'FQZ' in 4 entries" in each.message for each in findings(text) if each.code == "term-wanted"] == [True]


@pytest.mark.parametrize(
    "words",
    [
        "a VI of 3 GB",
        "a unit of 'NVIDIA'",
        "the ABC (a big cake)",
        "a big cake (ABC)",
        "ABCs (big cakes) or an ABC",
        "code `XYZ`",
        "R&D",
    ],
)
def test_abbreviations_that_are_not_reported(words: str) -> None:
    text = f'- {{term: Rye, definition: "Rye is {words} in every bakery.", body: "It is dark."}}\n'
    assert "abbreviation-unknown" not in [each.code for each in findings(text)]


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Dough rack", "Rack dough", True),
        ("Centre mixer", "Center mixer", True),
        ("Fermenter room", "Fermentor room", True),
        ("Preferment", "Prefermment", True),
        ("Fermentation room", "Fermentatoin room", True),
        ("Rise of the dough", "Dough rise", True),
        ("Price of a dough rack", "Rack of the dough price", True),
        ("Pre-ferment", "Preferment", True),
        ("Long-proofed", "Long proofed", True),
        ("Dough rack", "Dough racks", True),
        ("Rack", "Racks", False),
        ("RYE", "rye", False),
        ("Bread in a tin", "Tin bread", False),
        ("Form", "From", False),
        ("Type 1 flour", "Type 2 flour", False),
        ("Inputting", "Outputting", False),
        ("Rye", "Rya", False),
        ("C++", "C#", False),
    ],
)
def test_terms_with_nearly_the_same_name(first: str, second: str, alike: bool) -> None:
    text = "".join(f"- {{term: {term}, definition: It is one of two., body: x}}\n" for term in (first, second))
    assert ("term-alike" in [each.code for each in findings(text)]) is alike


def test_the_form_of_iso_704_is_checked_only_with_style() -> None:
    text = "- {term: Rye, definition: A rye is dark., body: It is baked slowly.}\n"
    assert findings(text) == []
    (issue,) = findings(text, style=True)
    assert "starts with its term, ends with a full stop" in issue.message


@pytest.mark.parametrize(
    ("definition", "kind"),
    [
        ("An oak is a large tree that bears acorns.", "a large tree"),
        ("Oaks are trees, old ones.", "trees"),
        ("dark cereal", "dark cereal"),
        ("", ""),
    ],
)
def test_the_genus_of_a_definition(definition: str, kind: str) -> None:
    assert genus(definition) == kind


def test_the_example_of_queries() -> None:
    section = PAGE.read_text(encoding="utf-8").split("\n## search-unread\n")[1]
    entries, bad, good = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
    records, _ = parse_records(entries, "e.yml")
    glossary = relate_records(records, SiteConfig())
    for queries, unread in ((bad, ["Spelt"]), (good, [])):
        expected, issues = parse_queries(queries, ".queries.yml")
        assert not issues
        found = list(_note_untested(expected, glossary, ".queries.yml"))
        assert [issue.message.split(": ")[1] for issue in found] == unread
        assert {issue.code for issue in found} <= {"search-unread"}


@pytest.mark.parametrize(
    ("name", "uses", "reported"), [("Baking", 50, True), ("Baking", 49, False), ("Hot baking", 50, False)]
)
def test_a_word_that_draws_very_many_links_is_reported_once(name: str, uses: int, reported: bool) -> None:
    body = f"{name.lower()}, " * uses
    found = findings(
        f"- {{term: Loaf, definition: A loaf is bread., body: '{body}'}}\n"
        f"- {{term: {name}, definition: It is heat., body: x}}\n"
    )
    magnets = [issue.message for issue in found if issue.code == "link-magnet"]
    assert len(magnets) == reported
    assert all(f"{uses} of {uses} mentions, by 'Baking'" in message for message in magnets)


def test_a_word_that_is_one_of_many_that_are_mentioned_is_not_reported() -> None:
    terms = [f"term{letter}" for letter in "abcdef"]
    body = " ".join(f"{term}," for term in terms * 50)
    entries = "".join(f"- {{term: {term}, definition: It is one of six., body: x}}\n" for term in terms)
    found = findings(f"{entries}- {{term: Loaf, definition: A loaf is bread., body: '{body}'}}\n")
    assert "link-magnet" not in {issue.code for issue in found}


def test_common_abbreviations_need_no_explanation_and_others_are_reported_once() -> None:
    text = "- {term: Keel, definition: A keel is read by a GPU over HTTP in FP32 after ZTR.}\n"
    text += "- {term: Stem, definition: A stem is measured by ZTR and API.}\n"
    (issue,) = [each for each in findings(text) if each.code == "abbreviation-unknown"]
    assert "(ZTR, in 2 definitions)" in issue.message


def test_rules_that_are_often_wrong_are_asked_for() -> None:
    records, _ = parse_records("term: Sail loft\ndefinition: A shop that keeps its QFT dry.\n", "e/x.yml")
    glossary = relate_records(records, SiteConfig())
    codes = [
        {issue.code for issue in check_glossary(glossary, [()], choose_rules(every=every))} for every in (False, True)
    ]
    assert codes == [set(), {"abbreviation-unknown"}]


@pytest.mark.parametrize(
    "entry",
    [
        "term: Quick furling tackle\ndefinition: QFT takes in a sail from the deck.\n",
        "term: Furler\ndefinition: QFT takes in a sail from the deck.\nbody: QFT is short for quick furling tackle.\n",
    ],
)
def test_an_abbreviation_of_the_term_or_of_its_text_is_explained(entry: str) -> None:
    assert "abbreviation-unknown" not in {issue.code for issue in findings(entry)}


def test_a_name_to_avoid_is_reported_with_the_one_to_use_unless_another_term_bears_it() -> None:
    old = "{term: %s list, definition: A list., status: superseded, replaced_by: %s, body: x}"
    text = "\n- ".join(
        (
            "",
            "{term: Denylist, definition: A denylist is a list., avoid: [blacklist, Java], body: No blacklists here.}",
            "{term: Java, definition: Java is a language., body: 'It has blacklists, `blacklist`.'}",
            old % ("Old", "denylist"),
            old % ("Older", "old list"),
            "{term: Rye, definition: Rye is Java., body: 'See [[Older list]] and phlogiston.'}",
            "{term: Phlogiston, definition: Phlogiston is fire., status: deprecated, body: x}",
        )
    )
    found = [issue.message for issue in findings(text) if issue.code == "name-avoided"]
    assert found == [
        "'Java': uses a name that is not to be used ('blacklist': use 'Denylist')",
        "'Rye': uses a name that is not to be used ('Older list': use 'Denylist')",
        "'Rye': uses a name that is not to be used ('Phlogiston')",
    ]
