"""The ledger of published ids: what it holds, and how it keeps a term's address."""

from pathlib import Path

import pytest

from glossary_site.glossary import (
    LEDGER,
    Pin,
    RemovedTerm,
    addresses_in,
    format_ledger,
    parse_ledger,
    pinned_ids,
    pins_in,
    read_ledger,
    write_ledger,
)
from glossary_site.glossary.ledger import find_removed
from glossary_site.issues import Severity
from glossary_site.markup import parse_definition
from glossary_site.records import Origin, Record, Sense
from glossary_site.values import replace


def record(term: str, path: str = "", identity: str = "", **names: tuple[str, ...]) -> Record:
    file = path or f"entries/{term.lower()}.md"
    senses = (Sense(definition=parse_definition("x")),)
    return Record(term, senses, id=identity or term.lower(), origin=Origin(file, 1), **names)  # type: ignore[arg-type]


def test_a_ledger_is_read() -> None:
    text = (
        "# comment\nwafer: {term: Wafer, file: entries/wafer.md}\n"
        "old:\n  term: Old\n  moved: wafer\ngone-one: {term: Gone, gone: yes}\n"
    )
    pins, issues = parse_ledger(text, "e/.ids.yml")
    assert issues == ()
    assert pins == (
        Pin("wafer", "Wafer", "entries/wafer.md", line=2),
        Pin("old", "Old", moved_to="wafer", line=4),
        Pin("gone-one", "Gone", gone=True, line=6),
    )


def test_addresses_of_an_older_site_are_no_ids() -> None:
    text = "wafer: {term: Wafer}\n/docs/wafer/: {term: Wafer, moved: wafer}\n/de/x/: {term: X, moved: de/x}\n"
    pins, issues = parse_ledger(text, "e/.ids.yml")
    assert issues == ()
    assert [pin.id for pin in pins_in("", pins)] == ["wafer"]
    assert [(pin.id, pin.moved_to) for pin in addresses_in("", pins)] == [("/docs/wafer/", "wafer")]
    assert [(pin.id, pin.moved_to) for pin in addresses_in("de/", pins)] == [("/x/", "x")]
    assert format_ledger(pins, ()).count("/docs/wafer/:\n  term: Wafer\n  moved: wafer\n") == 1


@pytest.mark.parametrize("text", ["", "# nothing\n", "\n\n"])
def test_an_empty_ledger(text: str) -> None:
    assert parse_ledger(text, "x") == ((), ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- a\n- b\n", 1),
        ("just text\n", 1),
        ("wafer: {term: Wafer}\nBad Id: {term: X}\n", 2),
        ("wafer: {term: Wafer}\ndie:\n  file: x\n", 3),
        ("wafer: {term: Wafer, colour: red}\n", 1),
        ("wafer: {term: [a, b]}\n", 1),
        ("wafer: text\n", 1),
        ("wafer: {term: Wafer}\n/docs/wafer/: {term: Wafer}\n", 2),
        ("/../wafer/: {term: Wafer, moved: wafer}\n", 1),
        ("/docs/?id=wafer: {term: Wafer, moved: wafer}\n", 1),
    ],
)
def test_a_ledger_of_another_shape_is_an_error_with_its_line(text: str, line: int) -> None:
    _, issues = parse_ledger(text, "e/.ids.yml")
    assert [(issue.code, issue.severity, issue.path, issue.line) for issue in issues] == [
        ("ledger-shape", Severity.ERROR, "e/.ids.yml", line)
    ]


def test_a_folder_without_a_ledger_has_no_pins(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == ((), ())
    assert read_ledger(tmp_path / "nowhere") == ((), ())
    (tmp_path / LEDGER).write_bytes(b"\xff\xfe\xff")
    _, (issue,) = read_ledger(tmp_path)
    assert issue.code == "file-unreadable"


def test_a_name_finds_its_pin_in_whatever_file_it_is_written() -> None:
    pins = (Pin("wafer-1", "Wafer", "entries/old.md"),)
    assert pinned_ids(pins, [record("wafer", "entries/new.md")]) == {"wafer": "wafer-1"}
    assert pinned_ids(pins, [record("Wafers", "entries/new.md")]) == {}


def test_another_spelling_in_the_same_file_has_the_pin_that_no_name_has() -> None:
    pins = (Pin("http", "HTTP", "entries/a.yml"), Pin("pre-load", "Pre-load", "entries/a.yml"))
    records = [record(name, "entries/a.yml") for name in ("HTTP", "HTTPS", "Preloads", "Class")]
    assert pinned_ids(pins, records) == {"HTTP": "http", "preloads": "pre-load"}
    two = [record(name, "entries/a.yml") for name in ("HTTP", "Preloads", "Preload")]
    assert pinned_ids(pins, two) == {"HTTP": "http"}


def test_of_two_pins_with_one_name_the_one_that_no_entry_gives_is_for_the_entry_without_an_id() -> None:
    pins = (Pin("java", "Java", "entries/a.yml"), Pin("java-island", "Java", "entries/a.yml"))
    records = [replace(record("Java", "entries/a.yml"), id=""), record("Java", "entries/b.yml", "java-island")]
    assert pinned_ids(pins, records) == {"java": "java"}


def test_a_renamed_term_is_recognised_by_its_file() -> None:
    pins = (Pin("wafer", "Wafer", "entries/wafer.md"), Pin("die", "Die", "entries/die.md"))
    records = [record("Substrate", "entries/wafer.md"), record("Die")]
    assert pinned_ids(pins, records)["substrate"] == "wafer"


def test_a_renamed_term_may_keep_its_old_name_as_an_alias() -> None:
    pins = (Pin("wafer", "Wafer", "entries/wafer.md"),)
    assert pinned_ids(pins, [record("Disc", "entries/wafer.md", aliases=("Wafer",))]) == {"disc": "wafer"}


def test_a_file_keeps_no_id_while_another_term_has_the_pinned_name() -> None:
    pins = (Pin("wafer", "Wafer", "entries/wafer.md"),)
    records = [record("Substrate", "entries/wafer.md"), record("Wafer", "entries/b.md")]
    assert pinned_ids(pins, records) == {"wafer": "wafer"}
    as_alias = [record("Substrate", "entries/wafer.md"), record("Disc", "entries/b.md", aliases=("Wafer",))]
    assert pinned_ids(pins, as_alias) == {}


def test_a_file_of_several_terms_keeps_no_id_for_a_new_name() -> None:
    pins = (Pin("wafer", "Wafer", "entries/all.yml"),)
    assert pinned_ids(pins, [record("Disc", "entries/all.yml"), record("Die", "entries/all.yml")]) == {}
    two = (Pin("wafer", "Wafer", "entries/all.yml"), Pin("lot", "Lot", "entries/all.yml"))
    assert pinned_ids(two, [record("Disc", "entries/all.yml")]) == {}


@pytest.mark.parametrize(
    "pin", [Pin("wafer", "Wafer", "entries/w.md", gone=True), Pin("wafer", "Wafer", "entries/w.md", "x")]
)
def test_a_new_term_in_the_file_of_a_removed_one_gets_an_id_of_its_own(pin: Pin) -> None:
    assert pinned_ids((pin,), [record("Disc", "entries/w.md")]) == {}


def test_a_deleted_term_is_an_error_whose_hint_lists_the_choices() -> None:
    removed, (issue,) = find_removed((Pin("wafer", "Wafer", "", line=4),), [record("Die")], "e/.ids.yml")
    assert removed == ()
    assert (issue.code, issue.severity, issue.path, issue.line) == ("term-gone", Severity.ERROR, "e/.ids.yml", 4)
    assert "moved:" in issue.hint
    assert "gone: yes" in issue.hint
    assert "alias" in issue.hint


def test_where_removed_ids_lead() -> None:
    records = [record("Die"), record("Substrate", aliases=("Disc",), abbreviations=("SB",))]
    pins = (
        Pin("die", "Die"),
        Pin("wafer", "Wafer", moved_to="substrate"),
        Pin("lot", "Lot", gone=True),
        Pin("disc", "disc"),
        Pin("sb", "SB"),
        Pin("the-die", "Die"),
    )
    removed, issues = find_removed(pins, records, "x")
    assert issues == ()
    assert removed == (
        RemovedTerm("wafer", "Wafer", "substrate"),
        RemovedTerm("lot", "Lot", ""),
        RemovedTerm("disc", "disc", "substrate"),
        RemovedTerm("sb", "SB", "substrate"),
        RemovedTerm("the-die", "Die", "die"),
    )


def test_a_removed_id_does_not_lead_to_a_name_that_only_looks_alike() -> None:
    removed, (issue,) = find_removed((Pin("https", "HTTPS"),), [record("HTTP")], "x")
    assert (removed, issue.code) == ((), "term-gone")


def test_a_move_to_nowhere_is_an_error() -> None:
    removed, (issue,) = find_removed((Pin("wafer", "Wafer", moved_to="disc", line=2),), [record("Die")], "x")
    assert removed == ()
    assert (issue.code, issue.line) == ("ledger-target", 2)


def test_pinning_adds_and_keeps() -> None:
    pins = (Pin("lot", "Lot", "entries/lot.md", gone=True), Pin("disc", "Disc", moved_to="wafer"), Pin("die", "Dice"))
    text = format_ledger(pins, [record("Wafer"), record("Die")])
    again, issues = parse_ledger(text, "x")
    assert issues == ()
    assert [(pin.id, pin.term, pin.file, pin.moved_to, pin.gone) for pin in again] == [
        ("die", "Die", "entries/die.md", "", False),
        ("disc", "Disc", "", "wafer", False),
        ("lot", "Lot", "entries/lot.md", "", True),
        ("wafer", "Wafer", "entries/wafer.md", "", False),
    ]
    assert format_ledger(again, [record("Wafer"), record("Die")]) == text


@pytest.mark.parametrize("term", ["C#", "a: b", "yes", "'quoted'", "- x", "日本", "{x}", "1.0", "null", "x # y"])
def test_any_name_survives_the_ledger(term: str) -> None:
    pins, issues = parse_ledger(format_ledger((), [record(term, identity="x1")]), "x")
    assert issues == ()
    assert pins[0].term == term


def test_writing_returns_whether_anything_changed(tmp_path: Path) -> None:
    text = format_ledger((), [record("Wafer")])
    assert write_ledger(tmp_path, text)
    assert not write_ledger(tmp_path, text)
    assert read_ledger(tmp_path)[0][0].id == "wafer"
