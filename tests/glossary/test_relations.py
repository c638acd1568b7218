"""Declared relations, resolved by name and held against the conditions of SKOS."""

import pytest

from glossary_site.glossary import NameTable, Relations
from glossary_site.glossary.relations import resolve_relations
from glossary_site.issues import Issue, Severity
from glossary_site.markup import parse_definition
from glossary_site.records import Origin, Record, Sense


def record(term: str, **fields: str | tuple[str, ...]) -> Record:
    identity = term.lower().replace(" ", "-")
    origin = Origin(f"entries/{identity}.md", 1)
    return Record(term, (Sense(definition=parse_definition("x")),), id=identity, origin=origin, **fields)  # type: ignore[arg-type]


def resolve(*records: Record) -> tuple[dict[str, Relations], list[Issue]]:
    found, issues = resolve_relations(records, NameTable.of_records(records))
    return dict(found), list(issues)


def codes(issues: list[Issue]) -> list[str]:
    return [issue.code for issue in issues]


def test_related_works_both_ways() -> None:
    found, issues = resolve(record("Etch", related=("Mask",)), record("Mask"))
    assert found["etch"].related == ("mask",)
    assert found["mask"].related == ("etch",)
    assert issues == []


def test_broader_and_narrower_complete_each_other() -> None:
    found, issues = resolve(
        record("Memory", narrower=("DRAM",)), record("DRAM"), record("SRAM", broader=("memory",)), record("Flash")
    )
    assert found["memory"].narrower == ("dram", "sram")
    assert found["dram"].broader == ("memory",)
    assert found["sram"].broader == ("memory",)
    assert found["flash"] == Relations()
    assert issues == []


def test_names_are_found_by_term_alias_abbreviation_and_id() -> None:
    tree = record("Decision tree", aliases=("CART method",), abbreviations=("DT",))
    for name in ("decision trees", "CART method", "DT", "decision-tree"):
        found, issues = resolve(tree, record("Forest", related=(name,)))
        assert found["forest"].related == ("decision-tree",), name
        assert issues == []


def test_a_term_precedes_the_alias_of_another_term() -> None:
    table = NameTable.of_records(
        (record("Arm", aliases=("Limb",)), record("Limb"), record("Branch", abbreviations=("Arm",)))
    )
    assert table.find("limb") == "limb"
    assert table.find("arms") == "arm"
    assert table.find("leg") is None
    assert "Limb" in table.nearest("limbb")


def test_an_unknown_name_is_a_warning_with_the_nearest_names() -> None:
    _, (issue,) = resolve(record("Etch", related=("Maks",)), record("Mask"))
    assert (issue.code, issue.severity, issue.path) == ("relation-unknown", Severity.WARNING, "entries/etch.md")
    assert "'Mask'" in issue.hint
    _, (issue,) = resolve(record("Etch", related=("Qqqq",)))
    assert issue.hint == "write it, or remove it"


def test_a_name_of_two_terms_is_no_relation() -> None:
    found, (issue,) = resolve(
        record("Etch", related=("Cover",)), record("Mask", aliases=("cover",)), record("Lid", aliases=("Cover",))
    )
    assert found["etch"].related == ()
    assert (issue.code, issue.severity) == ("relation-unknown", Severity.WARNING)
    assert issue.hint == "give the id: lid or mask"


def test_what_replaces_a_term() -> None:
    found, issues = resolve(record("Old", status="superseded", replaced_by="New"), record("New"))
    assert found["old"].replaced_by == "new"
    assert issues == []
    _, issues = resolve(record("Old", status="deprecated", replaced_by="Old"))
    assert codes(issues) == ["relation-contradiction"]


def test_a_term_related_to_itself_is_no_matter_but_broader_than_itself_is() -> None:
    found, issues = resolve(record("Etch", related=("etch",)))
    assert (found["etch"].related, issues) == ((), [])
    _, issues = resolve(record("Etch", broader=("Etch",)))
    assert codes(issues) == ["relation-contradiction"]
    assert issues[0].severity is Severity.ERROR


def test_two_that_are_broader_than_each_other() -> None:
    _, issues = resolve(record("A1", broader=("B1",)), record("B1", broader=("A1",)))
    assert codes(issues) == ["broader-cycle"]
    assert issues[0].severity is Severity.ERROR
    assert "A1 < B1 < A1" in issues[0].message


def test_a_longer_cycle_is_reported_once_with_its_members_alone() -> None:
    _, issues = resolve(
        record("Entry", broader=("C1",)),
        record("A1", broader=("B1",)),
        record("B1", narrower=("A1",), broader=("C1",)),
        record("C1", broader=("A1",)),
    )
    assert codes(issues) == ["broader-cycle"]
    assert "Entry" not in issues[0].message


def test_two_cycles_are_both_reported() -> None:
    _, issues = resolve(
        record("A1", broader=("B1",)),
        record("B1", broader=("A1",)),
        record("C1", broader=("D1",)),
        record("D1", narrower=("C1",), broader=("C1",)),
    )
    assert codes(issues) == ["broader-cycle", "broader-cycle"]


def test_two_ways_up_are_no_cycle() -> None:
    _, issues = resolve(
        record("A1", broader=("B1", "C1")), record("B1", broader=("D1",)), record("C1", broader=("D1",)), record("D1")
    )
    assert issues == []


def test_related_and_broader_exclude_each_other_however_far() -> None:
    _, issues = resolve(
        record("A1", broader=("B1",), related=("C1",)), record("B1", broader=("C1",)), record("C1", related=())
    )
    assert codes(issues) == ["relation-contradiction"]
    assert "S27" in issues[0].message
    assert (issues[0].path, issues[0].severity) == ("entries/a1.md", Severity.ERROR)


@pytest.mark.parametrize(
    ("others", "stranger", "code"),
    [
        ((record("B1"),), record("A0", narrower=("B1",), broader=("B1",)), "broader-cycle"),
        (
            (record("B1", broader=("C1",)), record("C1")),
            record("A0", narrower=("C1",), broader=("B1",)),
            "broader-cycle",
        ),
        ((record("B1"),), record("A0", related=("B1",), narrower=("B1",)), "relation-contradiction"),
        (
            (record("B1", related=("C1",)), record("C1")),
            record("A0", narrower=("B1",), broader=("C1",)),
            "relation-contradiction",
        ),
    ],
)
def test_the_term_that_makes_a_contradiction_has_the_issue_in_any_order(
    others: tuple[Record, ...], stranger: Record, code: str
) -> None:
    for records in ((stranger, *others), (*others, stranger)):
        _, issues = resolve(*records)
        assert {(issue.code, issue.path) for issue in issues} == {(code, "entries/a0.md")}


def test_of_two_contradicting_terms_the_later_one_has_the_issue() -> None:
    first, second = record("A1", broader=("B1",)), record("B1", broader=("A1",))
    for records in ((first, second), (second, first)):
        _, (issue,) = resolve(*records)
        assert (issue.code, issue.path) == ("broader-cycle", records[1].origin.path)


def test_a_relation_to_what_is_left_out_is_no_relation_to_nothing() -> None:
    records = (record("Etch", related=("Masks", "Resist", "Nothing")), record("Resist"))
    found, issues = resolve_relations(records, NameTable.of_records(records, ("Mask", "Resist")))
    assert found["etch"].related == ("resist",)
    assert [(issue.code, issue.severity) for issue in issues] == [
        ("target-left-out", Severity.WARNING),
        ("relation-unknown", Severity.WARNING),
    ]
    assert "'Masks'" in issues[0].message


def test_contradictions_high_up_a_long_chain_are_found() -> None:
    # Looking through all that is above, term by term, would take hours.
    count = 8_000
    chain = [
        record(f"T{number}", broader=(f"T{number + 1}",), related=(f"T{count}",) if number < count - 5 else ())
        for number in range(count)
    ]
    _, issues = resolve(*chain, record(f"T{count}", related=("T7990",)))
    assert len(issues) == count - 5
    assert codes(issues[:1]) == ["relation-contradiction"]


def test_a_long_chain_is_walked_without_recursion() -> None:
    chain = [record(f"T{number}", broader=(f"T{number + 1}",)) for number in range(5_000)]
    found, issues = resolve(*chain, record("T5000"))
    assert issues == []
    assert found["t5000"].narrower == ("t4999",)
