"""Which closing keywords become categories, from the evidence of a whole input."""

from collections.abc import Mapping

import pytest

from glossary_site.issues import Severity
from glossary_site.markup import parse_opening
from glossary_site.text.naming import Naming, gather_evidence, name_entry


def named_all(entries: Mapping[str, str], pinned: Mapping[str, str] | None = None) -> dict[str, Naming]:
    evidence = gather_evidence(entries.items(), pinned or {}, parse_opening)
    return {heading: name_entry(heading, parse_opening(body), evidence) for heading, body in entries.items()}


def categories(*headings: str, pinned: Mapping[str, str] | None = None) -> list[str]:
    return [naming.category for naming in named_all(dict.fromkeys(headings, ""), pinned).values()]


def test_the_last_of_two_parts_is_a_category() -> None:
    assert categories("spur gear, drive trains", "worm gear,drive trains") == ["Drive trains", "Drive trains"]


def test_a_long_heading_has_one_only_if_others_show_it() -> None:
    assert categories("gear,teeth,wheel") == [""]
    assert categories("gear,teeth,drive trains", "chain, drive trains") == ["Drive trains", "Drive trains"]


def test_three_long_headings_make_one() -> None:
    assert categories("gear,teeth,drives", "chain,links,drives", "belt,rubber,drives") == ["Drives"] * 3
    assert categories("gear,teeth,drives", "chain,links,drives") == ["", ""]


def test_the_same_key_twice_counts_once() -> None:
    assert categories("gear,teeth,drives", "gear,wheel,drives", "gear,pinion,drives") == ["", "", ""]


def test_names_of_the_term_do_not_lengthen_a_heading() -> None:
    assert categories("computer numerical control, cnc, machining") == ["Machining"]
    assert categories("gear, gear, drive trains") == ["Drive trains"]
    assert categories("cnc,computer numerical control") == [""]


def test_a_closing_abbreviation_or_expansion_is_a_name() -> None:
    naming = named_all({"cnc, computer numerical control": "CNC steers machines by numbers."})
    (cnc,) = naming.values()
    assert (cnc.term, cnc.category, cnc.aliases) == ("CNC", "", ("Computer numerical control",))


@pytest.mark.parametrize(
    ("body", "category"),
    [
        ("First you cut the thread, later you polish it.", ""),
        ("Thread polish matters, so cut the thread first.", ""),
        ("It is a step of a trade.", "Cut polish"),
        ("Makers call this cut polish.", "Cut polish"),
        ("It wants a clean cut and a polish of wax.", "Cut polish"),  # a thing: a polish
    ],
)
def test_a_search_phrase_is_made_of_the_words_of_its_body(body: str, category: str) -> None:
    (naming,) = named_all({"bolt making,cut polish": body}).values()
    assert naming.category == category


def test_spellings_of_one_category_are_brought_together_and_reported() -> None:
    entries = dict.fromkeys(("gear, drive trains", "belt, drive trains", "chain, drive-train", "cam,Drive Trains"), "")
    naming = named_all(entries)
    assert {each.category for each in naming.values()} == {"Drive trains"}
    assert {heading: [issue.code for issue in each.issues] for heading, each in naming.items()} == {
        "gear, drive trains": [],
        "belt, drive trains": [],
        "chain, drive-train": ["category-variant"],
        "cam,Drive Trains": [],
    }
    assert naming["chain, drive-train"].issues[0].severity is Severity.NOTE


def test_a_pin_decides_the_spelling_and_silences_the_note() -> None:
    entries = dict.fromkeys(("gear, drive trains", "chain, drive-train", "cam,motion"), "")
    naming = named_all(entries, {"drive trains": "Drive Trains", "motion": "Drive Trains"})
    assert {each.category for each in naming.values()} == {"Drive Trains"}
    assert not any(each.issues for each in naming.values())


def test_a_pinned_category_needs_no_second_entry() -> None:
    assert categories("gear,teeth,wheel,motion", pinned={"motion": "Motion"}) == ["Motion"]


def test_words_in_capitals_keep_them() -> None:
    body = "A CNC mill reads G-code. Bayesian control of a CNC lathe; the Bayesian way, a Bayesian prior."
    naming = named_all({"mill, cnc tools": body, "lathe, applied bayesian control": "", "saw, html basics": ""})
    assert [each.category for each in naming.values()] == ["CNC tools", "Applied Bayesian control", "HTML basics"]


def test_a_title_in_bold_is_no_evidence_of_capitals() -> None:
    body = "**Gear Tools And Wheel Tools** say tools. Good tools, few tools. **Big Tools**: tools."
    assert named_all({"mill, gear tools": body})["mill, gear tools"].category == "Gear tools"
