"""Records -> glossary: one entry a name, ids, letters, order, categories, definitions."""

import pytest

from glossary_site.config import Language, SiteConfig
from glossary_site.glossary import Glossary, merge_records, records_in, relate_records
from glossary_site.issues import Issue, Severity
from glossary_site.language import spelled_slug
from glossary_site.markup import parse_definition
from glossary_site.records import Origin, Record, Sense, parse_records, sense_anchors
from glossary_site.text.words import name_key
from glossary_site.values import replace


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
    assert [sense.definition.text for sense in proof.senses] == ["Rising.", "A test.", "A draft.", "Evidence."]
    assert [sense.origin.path for sense in proof.senses] == ["1.yml", "3.yml", "3.yml", "4.yml"]
    assert proof.aliases == ()
    assert [(issue.code, issue.path) for issue in glossary.issues] == [
        ("entries-merged", "3.yml"),
        ("entries-merged", "4.yml"),
    ]


def test_the_names_of_merged_entries_are_all_kept_once() -> None:
    merged, issues = merge_records(
        records(
            term("Deck oven", aliases="[hearth oven, stone oven]", abbreviations="[DO]", related="[Rye]"),
            term("Deck Oven", aliases="[stone oven, bake deck]", abbreviations="[DO, D.O.]", related="[Rye, Peel]"),
            term("Deck Oven"),
        )
    )
    assert {issue.code for issue in issues} == {"entries-merged"}
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
    (merged,), issues = merge_records(records(term("Rye"), term("Rye", id="rye-flour")))
    assert (merged.id, [issue.code for issue in issues]) == ("rye-flour", ["entries-merged"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deck oven", "deck oven"),
        ("Deck Oven", "deck  oven "),
        ("Deck\u00a0oven", "Deck oven"),
        ("Deck\u00ad oven", "Deck oven"),
        ("ﬁn", "fin"),
        ("ＧＰＵ", "GPU"),
        ("ｶﾞｰﾄﾞ", "ガード"),
        ("ﻻ", "لا"),
        ("5 µm", "5 μm"),
        ("น้ํา", "น้ำ"),
        ("Café", "Cafe\u0301"),
        ("L'Hôpital", "l'hôpital"),
        ("Λόγος", "λόγος"),
    ],
)
def test_one_name_in_several_spellings_is_one_term(one: str, other: str) -> None:
    assert len(merge_records((Record(one, (Sense(),)), Record(other, (Sense(),))))[0]) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTTP", "HTTPS"),
        ("HEAD", "head"),
        ("IT", "it"),
        ("pH", "PH"),
        ("statistic", "statistics"),
        ("custom", "customs"),
        ("Bag", "Bags"),
        ("B[e] star", "Be star"),
        ("C", "C++"),
        ("C#", "C++"),
        *(("R²", "R2"), ("x²", "x2"), ("10⁶", "106"), ("H₂", "H2"), ("ℝ", "R"), ("ª", "a"), ("№", "No"), ("™", "TM")),
        *(("½", "1/2"), ("①", "1"), ("𝐱", "x"), ("㎏", "kg"), ("℃", "°C")),
        (".NET", "Net"),
        ("résumé", "resume"),
        ("naïve", "naive"),
        ("An", "Ấn"),
        ("Straße", "Strasse"),
        ("Turing-complete", "Turing complete"),
        ("deckoven", "deck oven"),
        ("Stop!", "Stop"),
        ("R&D", "R and D"),
    ],
)
def test_names_that_differ_otherwise_are_two_terms_with_ids_of_their_own(one: str, other: str) -> None:
    pair = (Record(one, (Sense(),)), Record(other, (Sense(),)))
    merged, issues = merge_records(pair)
    assert [record.term for record in merged] == [one, other]
    assert merged[0].id != merged[1].id
    assert not [issue for issue in issues if issue.severity is Severity.ERROR]
    assert {record.term: record.id for record in merge_records(reversed(pair))[0]} == {
        record.term: record.id for record in merged
    }


def test_ids_distinguish_terms_of_one_name() -> None:
    merged, issues = merge_records(records(term("Java", id="java-island"), term("java", id="java-language")))
    assert ([record.id for record in merged], issues) == (["java-island", "java-language"], ())


def test_an_entry_without_an_id_belongs_to_the_term_that_has_the_id_of_its_name() -> None:
    merged, _ = merge_records(records(term("Java"), term("Java", id="java"), term("Java", id="java-island")))
    assert {record.id: len(record.senses) for record in merged} == {"java": 2, "java-island": 1}
    merged, _ = merge_records(records(term("Java"), term("Java", id="a"), term("java", id="b"), term("Java", id="a")))
    assert {record.id: len(record.senses) for record in merged} == {"java": 1, "a": 2, "b": 1}
    published = {"java": "b"}
    merged, _ = merge_records(records(term("Java"), term("Java", id="a"), term("java", id="b")), published)
    assert {record.id: len(record.senses) for record in merged} == {"a": 1, "b": 2}


def test_one_translation_of_two_words_is_two_terms() -> None:
    pair = [
        Record(
            "uongo",
            (Sense(definition=parse_definition(text)),),
            language="sw",
            translation_of=original,
            origin=Origin("a.yml", line),
        )
        for line, (text, original) in enumerate((("Si kweli.", "false"), ("Kama si kweli.", "falsy")), 1)
    ]
    merged, issues = merge_records(pair)
    assert ([(record.id, record.translation_of) for record in merged], issues) == (
        [("sw/false", "false"), ("sw/falsy", "falsy")],
        (),
    )
    given = replace(pair[0], id="sw/lie", origin=Origin("a.yml", 3))
    merged, _ = merge_records((*pair, given))
    assert {record.id: len(record.senses) for record in merged} == {"sw/lie": 2, "sw/falsy": 1}
    site = relate_records(pair, SiteConfig(languages=(Language("sw"),)))
    assert [record.id for record in site.foreign] == ["sw/false", "sw/falsy"]
    own = relate_records(records_in(Language("sw"), pair), SiteConfig(language="sw"))
    assert [entry.id for entry in own.entries] == ["false", "falsy"]


def test_a_merge_within_a_file_is_a_note_with_both_places() -> None:
    text = "- {term: Rye, definition: A grain.}\n- {term: rye, definition: A flour.}\n"
    (merged,), (issue,) = merge_records(records(text))
    assert [sense.definition.text for sense in merged.senses] == ["A grain.", "A flour."]
    assert (issue.code, issue.severity, issue.path, issue.line) == ("entries-merged", Severity.NOTE, "1.yml", 2)
    assert "'rye' is one term with 'Rye' (1.yml:1)" in issue.message


def test_a_merge_across_files_is_a_note_with_both_places() -> None:
    _, issues = merge_records(records(term("Rye"), term("rye")))
    issue = only(issues)
    assert (issue.code, issue.severity, issue.path, issue.line) == ("entries-merged", Severity.NOTE, "2.yml", 1)
    assert "'rye' is one term with 'Rye' (1.yml:1)" in issue.message


def test_an_impossible_id_is_reported_where_it_is_given() -> None:
    _, issues = merge_records(records(term("Rye"), term("Rye", id="no/id")))
    assert ("id-invalid", "2.yml") in [(issue.code, issue.path) for issue in issues]


def test_no_other_term_takes_the_id_of_a_published_one() -> None:
    pair = records(term("C"), term("C++"))
    merged, _ = merge_records(pair, {name_key("C++"): "c"})
    (c, plus) = merged
    assert (plus.id, c.id.startswith("c-")) == ("c", True)
    _, (issue,) = merge_records(records(term("C", id="c"), term("C++")), {name_key("C++"): "c"})
    assert (issue.code, issue.severity, issue.path) == ("id-collision", Severity.ERROR, "1.yml")


@pytest.mark.parametrize(
    ("first", "second", "ids"),
    [
        ("C++", "C#", ("c-plus-plus", "c-sharp")),
        ("C", "C++", ("c", "c-plus-plus")),
        ("C++", "C", ("c-plus-plus", "c")),
        (".NET", "Net", ("dot-net", "net")),
    ],
)
def test_of_two_names_with_one_slug_the_plain_one_keeps_it(first: str, second: str, ids: tuple[str, str]) -> None:
    glossary = link(term(first), term(second))
    assert {entry.record.term: entry.id for entry in glossary.entries} == dict(zip((first, second), ids, strict=True))
    for issue in glossary.issues:
        assert (issue.code, issue.severity) == ("slug-collision", Severity.WARNING)
    written = [term(name, id=identity) for name, identity in zip((first, second), ids, strict=True)]
    assert link(*written).issues == ()


def test_a_warning_names_both_entries_and_the_id_to_write() -> None:
    issue = only(link(term("HEAD"), term("head")).issues)
    assert (issue.code, issue.path, issue.line) == ("slug-collision", "1.yml", 1)
    assert "'HEAD' and 'head' (2.yml:1)" in issue.message and "'head'" in issue.message
    written = issue.hint.rpartition("id: ")[2]
    glossary = link(term("HEAD", id=written), term("head"))
    assert ([entry.id for entry in glossary.entries], glossary.issues) == (["head", written], ())


def test_three_names_with_one_slug_are_offered_three_ids() -> None:
    names = ("An", "Ấn", "Án", "AN")
    glossary = link(*map(term, names))
    offered = [issue.hint.rpartition("id: ")[2] for issue in glossary.issues]
    assert len({entry.id for entry in glossary.entries}) == len(names)
    assert sorted(offered) == sorted({entry.id for entry in glossary.entries} - {"an"})
    # An id does not depend on which other names there are, but for the one that keeps the slug.
    fewer = {entry.record.term: entry.id for entry in link(term("An"), term("Ấn")).entries}
    assert fewer.items() <= {entry.record.term: entry.id for entry in glossary.entries}.items()


def test_an_entry_that_is_left_out_keeps_its_slug() -> None:
    capitals, small = records(term("HEAD"), term("head"))
    (both, _), _ = merge_records((capitals, small))
    (alone,), _ = merge_records((capitals,), {}, (small,))
    assert alone.id == both.id != "head"
    (alone,), _ = merge_records((small,), {}, (capitals,))
    assert alone.id == "head"
    (alone,), _ = merge_records((capitals,))
    assert alone.id == "head"


def test_two_entries_that_give_one_id_are_an_error() -> None:
    _, issues = merge_records(records(term("Rye", id="grain"), term("Oat", id="grain"), term("Spelt", id="grain")))
    assert [(issue.code, issue.severity, issue.path) for issue in issues] == [
        ("id-collision", Severity.ERROR, "2.yml"),
        ("id-collision", Severity.ERROR, "3.yml"),
    ]
    assert all("'Rye' (1.yml:1)" in issue.message for issue in issues)


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
    assert [spelled_slug(name) for name in ("C++", "C#", ".NET", "A*", "R&D", "100%")] == [
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


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (("C", "C++", "C#"), {"c", "c-plus-plus", "c-sharp"}),
        (("C++",), {"c"}),
        ((".NET", "NET"), {"dot-net", "net"}),
        (("Tool", "Tools"), {"tool", "tools"}),
        (("R&D", "R D"), {"r-and-d", "r-d"}),
        (("Other", "???"), {"other", "other-fca0"}),
    ],
)
def test_categories_that_differ_by_marks_have_addresses_of_their_own(names: tuple[str, ...], slugs: set[str]) -> None:
    glossary = link(*(term(f"term {number}", category=name) for number, name in enumerate(names)))
    assert {category.slug for category in glossary.categories} == slugs
    assert {category.name for category in glossary.categories} == {*names}
    assert glossary.issues == ()


def test_senses_in_categories_of_one_slug_have_anchors_of_their_own() -> None:
    senses = tuple(Sense(categories=names) for names in (("C",), ("C++", "C"), ("C#",), ("C++",), (), ()))
    assert sense_anchors(senses) == ("c", "c-plus-plus", "c-sharp", "c-plus-plus-2", "sense", "sense-2")


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
    assert [entry.definition.text for entry in glossary.entries] == ["A whole sentence.", "B is a letter.", ""]
    assert glossary.entries[1].record.senses[0].definition.text == "B is a letter."


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
