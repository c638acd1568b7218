"""What every reader of another tool's glossary takes and gives: texts, notes, ids, old addresses, names, references."""

from pathlib import Path

import pytest
from command_line import write_files

from glossary_site.formats.counting import Counts, ImportLoss
from glossary_site.formats.imported import (
    FreeIds,
    ImportedGlossary,
    ImportNotes,
    ImportSource,
    add_own,
    distinct_ids,
    link_anchors_of,
    make_id,
    merge_imported,
    pin_addresses,
    render_picture,
    split_names_of,
)
from glossary_site.formats.unkept import SourceText
from glossary_site.glossary import Pin
from glossary_site.issues import Issue, Severity
from glossary_site.markup import parse_definition
from glossary_site.records import Field, Kind, Origin, Record, Sense
from glossary_site.values import replace


def record(term: str, body: str = "", line: int = 0, **given: object) -> Record:
    sense = Sense(definition=parse_definition("It is one."), body=body, origin=Origin("g.txt", line))
    return Record(term=term, senses=(sense,), origin=Origin("g.txt", line), **given)  # type: ignore[arg-type]


def decode(raw: bytes, declared: str = "") -> tuple[str, list[tuple[str, Severity, int]]]:
    notes = ImportNotes("g.csv")
    text = ImportSource("g.csv", raw, "en").decode(notes, declared)
    assert all(issue.path == "g.csv" and issue.message and issue.hint for issue in notes.issues)
    return text, [(issue.code, issue.severity, issue.line) for issue in notes.issues]


def test_the_files_of_a_folder_are_read_by_their_paths(tmp_path: Path) -> None:
    write_files(tmp_path, {"secret.xml": "s", "in/b.XML": "b", "in/a.dita": "a", "in/c/d.xml": "d", "in/e.txt": "e"})
    (tmp_path / "in/out.xml").symlink_to(tmp_path / "secret.xml")
    (tmp_path / "in/lost.xml").symlink_to(tmp_path / "in/none.xml")
    notes = ImportNotes("in")
    folder = ImportSource(str(tmp_path / "in"), b"", "de", columns={"x": "term"})
    found = list(folder.read_files((".xml", ".dita"), notes))
    assert [(Path(each.path).name, each.raw) for each in found] == [("a.dita", b"a"), ("b.XML", b"b"), ("d.xml", b"d")]
    assert all((each.language, each.columns) == ("de", {"x": "term"}) for each in found)
    assert [(Path(each.path).name, each.code, each.severity) for each in notes.issues] == [
        ("lost.xml", "file-unreadable", Severity.ERROR),
        ("out.xml", "file-outside", Severity.ERROR),
    ]
    single = ImportSource(str(tmp_path / "secret.xml"), b"given", "en")
    assert list(single.read_files((".dita",), notes)) == [single]


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        (b"plain\r\n", "", "plain\r\n"),
        (b"\xef\xbb\xbfmarked", "latin-1", "marked"),
        (b"\xff\xfea\0b\0", "", "ab"),
        (b"\xfe\xff\0a\0b", "", "ab"),
        (b"a\0" + b"b" * 18, "", "a\0" + "b" * 18),
        (b"\x84a\x93 \xfc", "ISO-8859-1", "„a“ ü"),
        (b"\x84a\x93 \xfc", "us-ascii", "„a“ ü"),
        ("Škoda".encode("iso-8859-2"), "iso-8859-2", "Škoda"),
        ("русский".encode("koi8-r"), "koi8-r", "русский"),
    ],
)
def test_a_text_is_decoded_as_it_is_marked_or_declared(raw: bytes, declared: str, text: str) -> None:
    assert decode(raw, declared) == (text, [])


@pytest.mark.parametrize(
    ("raw", "declared", "text", "severity", "line"),
    [
        (b"a\nb \xfc c", "", "a\nb ü c", Severity.WARNING, 2),
        (b"a\n\n\xdfe", "no-such-encoding", "a\n\nße", Severity.WARNING, 3),
        (b"\xc4\xd6\xdc", "utf-8", "ÄÖÜ", Severity.WARNING, 1),
        (b"a \x8d b", "", "", Severity.ERROR, 1),
        ("русский".encode("koi8-r"), "", "", Severity.ERROR, 1),
        (b"a\n\xe4\0" + b"b" * 40, "", "", Severity.ERROR, 2),
        (b"\xff\xfe\0\xd8", "", "", Severity.ERROR, 1),
        (b"\xfe\xff\0", "", "", Severity.ERROR, 1),
    ],
)
def test_an_encoding_that_nobody_names_is_guessed_or_refused(
    raw: bytes, declared: str, text: str, severity: Severity, line: int
) -> None:
    assert decode(raw, declared) == (text, [("file-encoding", severity, line)])


def test_what_has_many_zero_bytes_is_no_text() -> None:
    assert decode(b"a\0b\0c") == ("", [("file-binary", Severity.ERROR, 0)])
    assert decode(b"a" * 9 + b"\0") == (f"{'a' * 9}\0", [])
    assert decode(b"a" * 8 + b"\0") == ("", [("file-binary", Severity.ERROR, 0)])


def test_notes_of_a_file_are_also_those_of_its_folder() -> None:
    folder = ImportNotes("in")
    of_file = folder.of_file("in/a.xml")
    of_file.add_error("record-shape", "no entry", "write one", 3)
    of_file.count_loss("a thing", "two\n words", 4, "terms")
    of_file.keep_address("/a/", record("A"))
    of_file.keep_address("/?id=1", record("A"), 5)
    assert folder.issues == [Issue("record-shape", Severity.ERROR, "no entry", "write one", "in/a.xml", 3)]
    assert [(each.example, each.path, each.line, each.counted) for each in folder.losses] == [
        ("two words", "in/a.xml", 4, "terms"),
        ("/?id=1", "in/a.xml", 5, ""),
    ]
    assert folder.addresses == [("/a/", record("A"))]
    of_file.add_error("record-shape", "no entry", "write one")
    of_file.count_loss("a thing", "x")
    of_file.keep_address("/?id=2", record("A"))
    assert [folder.issues[-1].line, *(each.line for each in folder.losses[-2:])] == [0, 0, 0]


def test_a_reference_is_written_and_counted_or_a_loss() -> None:
    notes = ImportNotes("g.xml")
    assert notes.make_reference("C*", "C\\*") == "[[C*]]"
    assert notes.make_reference("Rye", "rye") == "[[Rye|rye]]"
    assert notes.make_reference("x" * 400, "long", 7) == "long"
    assert notes.references == 2
    assert [(each.line, each.counted) for each in notes.losses] == [(7, "references")]


def test_a_glossary_counts_what_was_seen_and_what_of_it_was_lost() -> None:
    notes = ImportNotes("g.xml")
    notes.make_reference("B", "b")
    for counted in ("terms", "terms", "references", ""):
        notes.count_loss("lost", "x", counted=counted)
    text = SourceText("a heading is left out", "Elsewhere unseen", 9)
    concept = ("https://example.org/a", record("A"))
    notes.concepts.append(concept)
    found = notes.glossary([record("A", "See [[B]]."), record("C")], [text])
    assert (found.source.terms, found.source.senses, found.source.references) == (4, 2, 2)
    assert found.references == 1
    assert (found.losses[-1].example, found.losses[-1].line, found.losses[-1].path) == ("Elsewhere unseen", 9, "g.xml")
    assert found.concepts == (concept,)
    empty = ImportNotes("g.xml").glossary(texts=[text])
    assert (empty.records, empty.losses, empty.source) == ((), (), Counts())


def test_declared_fields_are_filled_as_they_are_declared() -> None:
    fields = (
        Field("Codes.", Kind.TEXTS, name="codes", attribute="codes"),
        Field("A place.", name="place", attribute="place"),
    )
    source = ImportSource("g.xml", b"", "en", fields=fields)
    issues: list[Issue] = []
    given = {"codes": ["a", "b"], "place": ["here", "there"], "none": []}
    assert add_own(record("A", line=3), given, source, issues).own == (("codes", ("a", "b")), ("place", "here"))
    assert add_own(record("A"), {"place": []}, source, issues) == record("A")
    assert issues == []
    with_choices = replace(source, fields=(replace(fields[1], kind=Kind.URL),))
    for entry in (record("A"), replace(record("A"), origin=Origin())):
        add_own(entry, {"place": ["here"]}, with_choices, issues)
    assert [(issue.code, issue.path) for issue in issues] == [("field-value", "g.txt"), ("field-value", "g.xml")]
    assert source.own_field("Codes") == "codes" and source.own_field("colour") == ""
    assert source.find_own(["fr", "en-GB", "de"]) == "en-GB" and source.find_own(["fr"]) == ""


@pytest.mark.parametrize(
    ("address", "is_shown"),
    [
        ("https://example.org/a", True),
        ("http://example.org/a.png", True),
        ("pictures/a.png", True),
        ("pictures/a.doc~", False),
        ("ftp://example.org/a.png", False),
        ("https://example.org/a>b", False),
        ("https://example.org/a\nb", False),
        ("https://example.org/<b", False),
    ],
)
def test_a_picture_is_written_where_its_address_can_be_read(address: str, is_shown: bool) -> None:
    assert render_picture(address, "a") == (f"![a](<{address}>)" if is_shown else "")


def test_ids_are_made_of_names_and_languages() -> None:
    assert [make_id("Deck Oven"), make_id("Ofen", "DE"), make_id("?", "de"), make_id("")] == [
        "deck-oven",
        "de/ofen",
        "",
        "",
    ]
    free = FreeIds(["b", "a-3"])
    assert [free.take(each) for each in ("a", "a", "a", "b", "a-2", "a")] == ["a", "a-2", "a-4", "b-2", "a-2-2", "a-5"]


def test_records_of_one_id_get_others_and_no_issue_of_it() -> None:
    named = [record("A", line=1, id="same"), record("B", line=2, id="same"), record("?", line=3), record("A", line=4)]
    merged, issues = merge_imported(named)
    assert [each.id for each in merged] == ["same", "same-2", "u3f"]
    assert [each.code for each in issues] == ["entries-merged"]


def test_an_old_address_leads_to_the_entry_that_was_there() -> None:
    first, second, one = record("Rye", line=1, id="rye"), record("Oat (grain)", line=1), record("O (o)", line=1)
    other = record("Spelt", line=2)
    merged = (first, record("Oat", line=1), record("O", line=1), other)
    found = ImportedGlossary(
        (),
        addresses=(
            ("/1", first),
            ("/2", second),
            ("/3", record("Farro", line=2)),
            ("/4", record("X", line=9)),
            ("/5", one),
        ),
    )
    assert pin_addresses(found, merged) == (
        Pin("/1", "Rye", moved_to="rye"),
        Pin("/2", "Oat", moved_to="oat"),
        Pin("/3", "Spelt", moved_to="spelt"),
        Pin("/5", "O", moved_to="o"),
    )


@pytest.mark.parametrize(
    ("entries", "ids"),
    [
        ([("Java", "", "x#c1"), ("java", "", "x#c2")], ("java-c1", "java-c2")),
        ([("Java", "", "x#c1"), ("Java", "", "x#c1"), ("Java", "de", "x#c2")], ("", "", "")),
        ([("Java", "", "a/c"), ("Java", "", "b/c"), ("Java", "", "")], ("java-a-c", "java-b-c", "")),
        ([("Java", "de", "https://x/java-1/"), ("Java", "de", "https://x/#")], ("de/java-1", "de/java-x")),
    ],
)
def test_ids_part_entries_of_one_name(entries: list[tuple[str, str, str]], ids: tuple[str, ...]) -> None:
    assert distinct_ids(entries) == ids


def test_names_in_brackets_become_names_and_references_follow_them() -> None:
    given = (
        record(
            "Pull request (PR)", "A [[merge request (MR)]].", aliases=("PR", "pull"), related=("Merge request (MR)",)
        ),
        record(
            "Merge request (MR)", "See [[Pull request (PR)]] and [[Pull request (PR)|these]].", part_of_speech="noun"
        ),
    )
    pull, merge = split_names_of(given)
    assert (pull.term, pull.abbreviations, pull.aliases) == ("Pull request", ("PR",), ("pull",))
    assert (merge.term, merge.part_of_speech, pull.related) == ("Merge request", "noun", ("Merge request",))
    assert merge.senses[0].body == "See [[Pull request|Pull request (PR)]] and [[Pull request|these]]."
    plain = (record("Rye", "A [[grain]]."),)
    assert split_names_of(plain) == plain


def test_links_by_anchors_become_references_but_to_anchors_of_their_own() -> None:
    records = (
        record("Deck oven", "A [box](#Box), [here](#own), a [deck](#none).\n\n## Own\n\nMore."),
        record("Box", "[Own](#own) and [it](#b-7).", id="b-7"),
        record("Own"),
    )
    oven, box, _ = link_anchors_of(records)
    assert oven.senses[0].body == "A [[Box|box]], [here](#own), a [deck](#none).\n\n## Own\n\nMore."
    assert box.senses[0].body == "[[Own]] and [[Box|it]]."


def test_a_loss_without_a_row_is_no_lost_reference() -> None:
    losses = tuple(ImportLoss("lost", "x", "g.xml", counted=counted) for counted in ("references", "terms"))
    assert ImportedGlossary((), losses=losses, source=Counts(references=3)).references == 2
