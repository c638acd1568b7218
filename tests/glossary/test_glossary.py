"""Records -> glossary: one entry a name, ids, letters, order, categories, definitions."""

import pytest

from glossary_site.config import SiteConfig
from glossary_site.glossary import Glossary, merge_records, relate_records, suggest_id
from glossary_site.issues import Issue, Severity
from glossary_site.records import Record, parse_records
from glossary_site.text.words import same_name_key


def records(*texts: str) -> list[Record]:
    """One record for each YAML text, as if it were in a file of its own: ``1.yml``, ``2.yml``, …"""
    found: list[Record] = []
    for number, text in enumerate(texts, 1):
        parsed, issues = parse_records(text, f"{number}.yml")
        assert all(issue.severity is Severity.WARNING for issue in issues), issues
        found += parsed
    return found


def term(name: str, **fields: str) -> str:
    return "".join(f"{key}: {value}\n" for key, value in {"term": f"'{name}'", "body": "It is so.", **fields}.items())


def link(*texts: str, **settings: object) -> Glossary:
    return relate_records(records(*texts), SiteConfig(**settings))  # type: ignore[arg-type]


def only(issues: tuple[Issue, ...]) -> Issue:
    (issue,) = issues
    assert issue.hint
    return issue


def test_entries_of_one_name_are_one_term_with_every_sense_in_order() -> None:
    glossary = link(
        term("Proof", category="Baking", definition="Rising."),
        term("Rye"),
        "term: proof\nsenses:\n  - {definition: A test.}\n  - {definition: A draft.}\n",
        term("Proof", category="Law", definition="Evidence."),
    )
    assert [entry.record.term for entry in glossary.entries] == ["Proof", "Rye"]
    proof = glossary.entries[0].record
    assert [sense.definition for sense in proof.senses] == ["Rising.", "A test.", "A draft.", "Evidence."]
    assert [sense.origin.path for sense in proof.senses] == ["1.yml", "3.yml", "3.yml", "4.yml"]
    assert proof.aliases == ()
    assert glossary.issues == ()


def test_the_names_of_merged_entries_are_all_kept_once() -> None:
    merged, issues = merge_records(
        records(
            term("Deck oven", aliases="[hearth oven, stone oven]", abbreviations="[DO]", related="[Rye]"),
            term("Deck Oven", aliases="[stone oven, bake deck]", abbreviations="[DO, D.O.]", related="[Rye, Peel]"),
            term("Deck Oven"),
        )
    )
    assert issues == ()
    (record,) = merged
    assert record.term == "Deck Oven"
    assert record.aliases == ("hearth oven", "stone oven", "bake deck")
    assert record.abbreviations == ("DO", "D.O.")
    assert record.related == ("Rye", "Peel")


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [(("deprecated", "deprecated"), "deprecated"), (("deprecated", "current"), "current")],
)
def test_the_status_of_merged_entries(statuses: tuple[str, ...], expected: str) -> None:
    merged, _ = merge_records(records(*(term("Rye", status=status) for status in statuses)))
    assert merged[0].status == expected


def test_one_sense_may_give_the_id_for_all() -> None:
    merged, issues = merge_records(records(term("Rye"), term("Rye", id="rye-flour")))
    assert (merged[0].id, issues) == ("rye-flour", ())


def test_two_ids_for_one_name_contradict_each_other() -> None:
    _, issues = merge_records(records(term("Rye", id="rye-a"), term("Rye", id="rye-b")))
    issue = only(issues)
    assert (issue.code, issue.severity, issue.path, issue.line) == ("id-contradiction", Severity.ERROR, "2.yml", 1)
    assert "'rye-a' (1.yml:1) and 'rye-b'" in issue.message
    three = records(term("Rye"), term("Rye", id="a"), term("rye", id="b"), term("Rye", id="a"), term("Rye", id="c"))
    (merged,), issues = merge_records(three)
    assert merged.id == "a"
    assert [issue.path for issue in issues] == ["3.yml", "5.yml"]


def test_an_impossible_id_is_reported_where_it_is_given() -> None:
    _, issues = merge_records(records(term("Rye"), term("Rye", id="no/id")))
    assert [(issue.code, issue.path) for issue in issues] == [("id-invalid", "2.yml")]


def test_no_other_term_takes_the_id_of_a_published_one() -> None:
    pair = records(term("C"), term("C++"))
    _, (issue,) = merge_records(pair)
    assert issue.path == "2.yml"
    _, (issue,) = merge_records(pair, {same_name_key("C++"): "c"})
    assert (issue.code, issue.path) == ("id-collision", "1.yml")


@pytest.mark.parametrize(
    ("first", "second", "slug", "mend"),
    [
        ("C++", "C#", "c", "c-sharp"),
        ("C", "C++", "c", "c-plus-plus"),
        ("C++", "C", "c", "c-plus-plus"),
        ("Straße", "STRASSE", "strasse", "strasse-2"),
        (".NET", "Net", "net", "dot-net"),
    ],
)
def test_two_names_of_one_slug_are_reported_with_both_files_and_a_hint(
    first: str, second: str, slug: str, mend: str
) -> None:
    glossary = link(term(first), term(second))
    issue = only(glossary.issues)
    assert (issue.code, issue.severity, issue.path, issue.line) == ("id-collision", Severity.ERROR, "2.yml", 1)
    assert f"'{first}' (1.yml:1)" in issue.message and f"'{second}'" in issue.message and f"'{slug}'" in issue.message
    assert f"id: {mend}" in issue.hint
    owner = next(number for number, name in enumerate((first, second)) if f"'{name}'" in issue.hint)
    fixed = [term(first), term(second)]
    fixed[owner] = term((first, second)[owner], id=mend)
    assert link(*fixed).issues == ()


def test_three_collisions_of_a_kind_are_all_reported() -> None:
    _, issues = merge_records(records(term("C++"), term("C#"), term("C*")))
    assert [(issue.code, issue.path) for issue in issues] == [("id-collision", "2.yml"), ("id-collision", "3.yml")]


@pytest.mark.parametrize(
    "identity", ["../../up", "CON", "con", "index.html", "Rye", "a--b", "-a", "a/b", "ä", "x" * 81]
)
def test_an_id_that_is_not_safe_in_a_url_is_reported_with_one_that_is(identity: str) -> None:
    _, issues = merge_records(records(term("Rye", id=f"'{identity}'")))
    issue = only(issues)
    assert issue.code == "id-invalid"
    mended = issue.hint.removeprefix("such as id: ")
    assert merge_records(records(term("Rye", id=mended)))[1] == ()


def test_a_name_without_letters_needs_an_id() -> None:
    _, issues = merge_records(records(term("???"), term("Rye")))
    assert (only(issues).code, only(issues).path) == ("id-missing", "1.yml")
    assert merge_records(records(term("???", id="what")))[1] == ()


@pytest.mark.parametrize(
    ("name", "identity"),
    [("CON", "con-term"), ("../../x", "x"), ("index", "index"), ("+++", "plus-plus-plus"), ("β-glucan", "beta-glucan")],
)
def test_odd_names_get_safe_ids(name: str, identity: str) -> None:
    merged, issues = merge_records(records(term(name)))
    assert (merged[0].id, issues) == (identity, ())


def test_what_a_slug_loses_is_spelled_out() -> None:
    assert [suggest_id(name) for name in ("C++", "C#", ".NET", "A*", "R&D", "100%")] == [
        "c-plus-plus",
        "c-sharp",
        "dot-net",
        "a-star",
        "r-and-d",
        "100-percent",
    ]


def test_order_letters_and_articles() -> None:
    glossary = link(*map(term, ["zest", "Éclair", "The Loaf", "3-strand", "eclair b", "β-glucan", "dough"]))
    assert [(entry.letter, entry.record.term) for entry in glossary.entries] == [
        ("0–9", "3-strand"),
        ("B", "β-glucan"),
        ("D", "dough"),
        ("E", "Éclair"),
        ("E", "eclair b"),
        ("L", "The Loaf"),
        ("Z", "zest"),
    ]


def test_the_order_does_not_depend_on_the_order_of_files() -> None:
    texts = [term(name) for name in ("b", "B-1", "a", "ä", "Á", "b 1")]
    straight = [entry.id for entry in link(*texts[:4], *texts[4:]).entries]
    assert [entry.id for entry in link(*reversed(texts)).entries] == straight


def test_drafts_stay_out() -> None:
    assert [entry.id for entry in link(term("Rye", status="draft"), term("Spelt")).entries] == ["spelt"]


def test_spellings_of_a_category_are_one_category_by_its_usual_spelling() -> None:
    glossary = link(
        term("a", category="home-baking"),
        term("b", category="Home baking"),
        term("c", category="Home baking"),
        term("d", category="Tools"),
    )
    assert [(category.slug, category.name, category.ids) for category in glossary.categories] == [
        ("home-baking", "Home baking", ("a", "b", "c")),
        ("tools", "Tools", ("d",)),
    ]
    assert {sense.category for entry in glossary.entries for sense in entry.record.senses} == {"Home baking", "Tools"}
    issue = only(glossary.issues)
    assert (issue.code, issue.severity, issue.path) == ("category-variant", Severity.NOTE, "1.yml")


def test_pinned_spellings_are_used_and_not_reported() -> None:
    glossary = link(
        term("a", category="bakery"),
        term("b", category="Bread making"),
        categories=(("Baking", "Baking"), ("bakery", "Baking"), ("bread making", "Baking")),
    )
    assert [(category.slug, category.name, category.ids) for category in glossary.categories] == [
        ("baking", "Baking", ("a", "b"))
    ]
    assert glossary.issues == ()


def test_a_term_counts_once_in_a_category() -> None:
    glossary = link(term("a", category="Tools", definition="One."), term("a", category="Tools", definition="Two."))
    assert glossary.categories[0].ids == ("a",)


def test_the_definition_of_a_term_is_its_first_whole_sentence() -> None:
    glossary = link(
        term("a", definition="a scrap"),
        term("a", definition="A whole sentence."),
        "term: b\nbody: |\n  **B** is a letter. It follows another.\n",
        "term: c\naliases: [see]\n",
    )
    assert [entry.definition for entry in glossary.entries] == ["A whole sentence.", "B is a letter.", ""]
    assert glossary.entries[1].record.senses[0].definition == "B is a letter."


def test_relations_are_found_by_any_name() -> None:
    glossary = link(
        term("Rye", related="[hearth oven, PEEL, Rye, spelt-flour]"),
        term("Deck oven", aliases="[hearth oven]"),
        term("Peel"),
        term("Spelt", id="spelt-flour"),
    )
    rye = next(entry for entry in glossary.entries if entry.id == "rye")
    assert rye.relations.related == ("deck-oven", "peel", "spelt-flour")
    assert glossary.issues == ()


def test_a_relation_to_nothing_is_a_warning() -> None:
    issue = only(link(term("Rye", related="[Pele]"), term("Peel")).issues)
    assert (issue.code, issue.severity, issue.path, issue.line) == ("relation-unknown", Severity.WARNING, "1.yml", 1)
    assert "'Peel'" in issue.hint


def test_no_records_make_an_empty_glossary() -> None:
    glossary = link()
    assert (glossary.entries, glossary.categories, glossary.issues) == ((), (), ())
    assert glossary.letters[1] == "A"
