"""The rules of ``glossary check``: each finds its faults, and nothing in good entries."""

from collections.abc import Iterator

import pytest

from glossary_site.checks import RULES, check_glossary, choose_rules, find_external_links
from glossary_site.config import SiteConfig
from glossary_site.glossary import Glossary, relate_records
from glossary_site.issues import Issue, Severity
from glossary_site.records import parse_records

GOOD = "- {term: Oak, definition: An oak is a large tree., body: 'An oak bears acorns.'}\n"


def glossary(text: str) -> Glossary:
    records, _ = parse_records(text, "e/x.yml")
    return relate_records(records, SiteConfig())


def findings(text: str) -> list[Issue]:
    found = glossary(text)
    return list(check_glossary(found, [()] * len(found.entries), choose_rules()))


def codes(text: str) -> list[str]:
    return [issue.code for issue in findings(text)]


def test_a_good_entry_gives_no_finding() -> None:
    assert findings(GOOD) == []


def test_every_rule_has_a_code_of_its_own_a_summary_and_a_hint() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.summary and rule.hint for rule in RULES)


def _long(count: int) -> str:
    return f"An oak is {'very ' * count}large."


@pytest.mark.parametrize(
    ("definition", "code"),
    [
        (_long(70), "definition-long"),
        ("A large tree", "definition-fragment"),
        ("Large tree.", "definition-fragment"),
        ("An oak is a **large tree.", "definition-markup"),
        ("An oak is a __large tree.", "definition-markup"),
        ("## An oak is a large tree.", "definition-markup"),
        ("An oak is an oak.", "definition-repeats-term"),
        ("An oak is a large tree!!", "punctuation"),
        ("An oak is a large , tall tree.", "punctuation"),
        ("An oak is a tree.An ash is one too.", "punctuation"),
    ],
)
def test_definitions(definition: str, code: str) -> None:
    (issue,) = findings(f'- {{term: Oak, definition: "{definition}", body: "It bears acorns."}}\n')
    assert issue.code == code
    assert "'Oak'" in issue.message
    assert (issue.path, issue.line) == ("e/x.yml", 1)
    assert issue.hint


@pytest.mark.parametrize(
    "definition",
    [
        _long(56),
        "An oak is a large tree…",
        'An oak is what is called \\"a tree.\\"',
        "An oak, e.g. an old one, is a tree of 3.5 m.",
        "An oak is written in Node.js by all.",
        "An oak is a park.trees.Tree of the park.",
        "An oak is an `oak.Tree` of the park, or a `b ,c` of it.",
        "An oak is a **large** `tree` that `a**b` may mean.",
        "An oak is an object whose \\\\_\\\\_init\\\\_\\\\_() method plants it.",
    ],
)
def test_good_definitions(definition: str) -> None:
    assert codes(f'- {{term: Oak, definition: "{definition}", body: "It bears acorns."}}\n') == []


def test_a_missing_definition() -> None:
    assert codes("- {term: Oak, body: '```'}\n") == ["definition-missing"]


def test_the_sense_that_is_wrong_is_named_by_its_line() -> None:
    senses = "    - {definition: An oak is a tree., body: One.}\n    - {definition: wood, body: Two.}\n"
    text = f"- term: Oak\n  senses:\n{senses}"
    (issue,) = findings(text)
    assert (issue.code, issue.line) == ("definition-fragment", 4)


def _prose(words: str) -> str:
    return " ".join(f"{word} stands beside the {word} gate of town number {n}" for n, word in enumerate(words.split()))


def test_two_entries_with_nearly_the_same_text() -> None:
    body = _prose("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda")
    other = _prose("red orange yellow green blue indigo violet brown black white grey")
    text = "".join(
        f"- {{term: {term}, definition: It is one of {term}., related: [{near}], body: '{words}.'}}\n"
        for term, near, words in (("Oak", "Ash", body), ("Ash", "Elm", other), ("Elm", "Oak", body + " indeed"))
    )
    (issue,) = findings(text)
    assert (issue.code, issue.severity) == ("near-duplicate", Severity.WARNING)
    assert "Oak" in issue.message
    assert "Elm" in issue.message


def test_aliases_that_add_no_name() -> None:
    ash = "- {term: Ash, definition: An ash is tall., related: [Oak], aliases: [Oak, ash, rowan], body: It is lean.}"
    text = f"{GOOD}{ash}\n"
    found = findings(text)
    assert [issue.code for issue in found] == ["alias-shared", "alias-unused"]
    assert "'ash' repeats" in found[1].message


@pytest.mark.parametrize(
    ("first", "second", "details"),
    [
        ("aliases: [rowan]", "aliases: [Rowan]", ["'Rowan' is also an alias of 'Ash' (e/x.yml:1)"]),
        ("aliases: [elm]", "", ["'elm' is also the name of 'Elm' (e/x.yml:2)"]),
        ("aliases: [RW]", "abbreviations: [RW]", ["'RW' is also an abbreviation of 'Elm' (e/x.yml:2)"]),
        ("abbreviations: [RW]", "abbreviations: [RW]", []),
        ("aliases: [rowans]", "aliases: [rowan]", []),
        ("aliases: [ROWAN]", "aliases: [rowan]", []),
    ],
)
def test_an_alias_of_two_terms_is_reported_with_both_places(first: str, second: str, details: list[str]) -> None:
    text = "".join(
        f"- {{term: {term}, definition: It is a tall tree., related: [{other}], body: x{names and ', '}{names}}}\n"
        for term, other, names in (("Ash", "Elm", first), ("Elm", "Ash", second))
    )
    found = [issue for issue in findings(text) if issue.code == "alias-shared"]
    assert all(issue.severity is Severity.WARNING for issue in found)
    assert len(found) == len(details) and all(
        detail in issue.message for issue, detail in zip(found, details, strict=True)
    )


def addresses(text: str) -> Iterator[tuple[str, int]]:
    return ((link.url, link.line) for link in find_external_links(glossary(text)))


def test_external_links_are_listed_with_their_lines() -> None:
    text = (
        "term: Oak\nsource: {title: A book, url: 'https://example.org/book'}\nbody: |\n"
        "  See [this](https://example.org/a_(b)), <https://example.com/x>\n  and http://example.net/q?a=1&b=2#c.\n"
        "  Not example.org, not ftp://example.org, not `mailto:x@example.org`.\n"
    )
    assert list(addresses(text)) == [
        ("https://example.org/book", 1),
        ("https://example.org/a_(b)", 4),
        ("https://example.com/x", 4),
        ("http://example.net/q?a=1&b=2#c", 5),
    ]


def test_no_links_no_list() -> None:
    assert list(addresses(GOOD)) == []


def test_what_an_import_could_not_resolve_is_reported_until_it_is_removed() -> None:
    text = "{term: Proof box, definition: A proof box is warm., findings: ['heading-body-mismatch: it is about steam']}"
    (issue,) = [each for each in findings(text) if each.code == "import-finding"]
    assert (issue.severity.value, "it is about steam" in issue.message) == ("warning", True)
    assert "import-finding" not in codes(text.replace(", findings: ['heading-body-mismatch: it is about steam']", ""))


def test_names_in_another_case_than_most_are_reported() -> None:
    names = ("Deck oven", "Proof box", "Rye Rules", "Oven", "FinFET gate")
    text = "".join(f"- {{term: {name}, definition: It is {name}.}}\n" for name in names)
    (issue,) = [each for each in findings(text) if each.code == "name-style"]
    assert "'Rye Rules'" in issue.message
    assert "title case, where 3 of 4 are in sentence case" in issue.message
