"""The record schema, in both directions."""

import pytest

from glossary_site.issues import Issue, Severity
from glossary_site.markup import parse_definition
from glossary_site.records import Citation, Origin, Record, Sense, format_record, parse_markdown, parse_records

WHOLE = """\
term: Deck oven
id: deck-oven
aliases: [hearth oven, stone oven]
abbreviations: DO
status: deprecated
related: [Peel]
senses:
  - category: Tools
    definition: A deck oven bakes on stone.
    body: |
      A **deck oven** bakes on stone.

      - hot
    keywords: [stone, heat]
    heading: deck oven, stone, heat, tools
    source: {file: page.txt, line: 12}
  - category: Trade
    definition: A deck oven is a job.
    source: {title: Bread words, url: 'https://example.org/'}
"""


def only(text: str) -> Record:
    records, issues = parse_records(text, "x.yml")
    assert issues == ()
    assert len(records) == 1
    return records[0]


def problems(text: str) -> list[tuple[str, int]]:
    return [(issue.code, issue.line) for issue in parse_records(text, "x.yml")[1]]


def test_every_field_is_read() -> None:
    assert only(WHOLE) == Record(
        term="Deck oven",
        id="deck-oven",
        aliases=("hearth oven", "stone oven"),
        abbreviations=("DO",),
        status="deprecated",
        related=("Peel",),
        senses=(
            Sense(
                categories=("Tools",),
                definition=parse_definition("A deck oven bakes on stone."),
                body="A **deck oven** bakes on stone.\n\n- hot",
                keywords=("stone", "heat"),
                heading="deck oven, stone, heat, tools",
                source=Citation(file="page.txt", line=12),
                origin=Origin("x.yml", 8),
                body_line=11,
            ),
            Sense(
                categories=("Trade",),
                definition=parse_definition("A deck oven is a job."),
                source=Citation(title="Bread words", url="https://example.org/"),
                origin=Origin("x.yml", 17),
                body_line=17,
            ),
        ),
        origin=Origin("x.yml", 1),
    )


def test_one_sense_may_be_written_at_the_top() -> None:
    record = only("term: Peel\ncategory: Tools\nbody: A peel is a shovel.\nkeywords: wood\nsource: A book\n")
    assert record.senses == (
        Sense(
            categories=("Tools",),
            body="A peel is a shovel.",
            keywords=("wood",),
            source=Citation(title="A book"),
            origin=Origin("x.yml", 1),
            body_line=3,
        ),
    )


def test_a_list_gives_a_record_for_each() -> None:
    records, issues = parse_records("- {term: no, body: 12:30}\n- {term: Rye, definition: on}\n", "x.yml")
    assert issues == ()
    assert [(record.term, record.origin.line) for record in records] == [("no", 1), ("Rye", 2)]
    assert (records[0].senses[0].body, records[1].senses[0].definition.text) == ("12:30", "on")


def test_names_are_listed_once_and_never_repeat_the_term() -> None:
    record = only("term: Rye\naliases: [Rye, ' rye  bread ', rye bread, '']\nabbreviations: [R, Rye, R]\nbody: x\n")
    assert (record.aliases, record.abbreviations) == (("rye bread",), ("R",))


def test_white_space_of_texts_is_joined_but_not_that_of_a_body() -> None:
    record = only("term: '  Deck \t oven '\ndefinition: >\n  One\n  two\nbody: |\n\n  a  b\n\n    c\n\n")
    assert record.term == "Deck oven"
    assert record.senses[0].definition.text == "One two"
    assert record.senses[0].body == "a  b\n\n  c"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("body: x", [("term-missing", 1)]),
        ("term: ''\nbody: x", [("term-missing", 1)]),
        ("just text", [("record-shape", 1)]),
        ("- just text\n- 3\n", [("record-shape", 1), ("record-shape", 2)]),
        ("term: A\nbody: {a: {b: c}}\ndefinition: x", [("field-type", 2)]),
        ("term: A\nbody: [x]\ndefinition: x", [("field-type", 2)]),
        ("term: A\nbody: x\naliases: [[b]]", [("field-type", 3)]),
        ("term: A\nbody: x\nsource: [b]", [("field-type", 3)]),
        ("term: A\nbody: x\nsource:\n  line: ten", [("field-type", 4)]),
        ("term: A\nbody: x\nsource:\n  lines: 10", [("unknown-field", 4)]),
        ("term: A\nbody: x\nstatus: curent", [("field-value", 3)]),
        ("term: A\nsenses: text", [("field-type", 2)]),
        ("term: A\nsenses:\n  - text", [("field-type", 3)]),
        ("term: A\nbody: x\nsenses:\n  - body: y", [("senses-twice", 2)]),
        ("term: A\nbody: x\ncolour: red", [("unknown-field", 3)]),
        ("term: A\nsenses:\n  - body: x\n    aliases: [b]", [("unknown-field", 4)]),
        ("term: A\nterm: B\nbody: x", [("duplicate-key", 2)]),
    ],
)
def test_each_mistake_is_reported_with_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert problems(text) == expected
    for issue in parse_records(text, "x.yml")[1]:
        assert (issue.severity, issue.path) == (Severity.ERROR, "x.yml")
        assert issue.hint, issue


@pytest.mark.parametrize(
    ("field", "near"),
    [
        ("defintion", "definition"),
        ("Term", "term"),
        ("alias", "aliases"),
        ("catgory", "category"),
        ("keyword", "keywords"),
    ],
)
def test_an_unknown_field_is_reported_with_the_nearest_field(field: str, near: str) -> None:
    _, issues = parse_records(f"term: A\nbody: x\n{field}: y\n", "x.yml")
    assert [issue.hint for issue in issues] == [f"did you mean '{near}'?"]


def test_an_unlike_field_names_them_all() -> None:
    _, issues = parse_records("term: A\nbody: x\nzzzz: y\n", "x.yml")
    assert "term, id, aliases" in issues[0].hint


def test_all_mistakes_of_a_file_are_reported() -> None:
    text = "- body: x\n- term: A\n  bdy: y\n  status: gone\n- term: B\n  body: fine\n- 7\n"
    records, issues = parse_records(text, "x.yml")
    assert [record.term for record in records] == ["A", "B"]
    assert [issue.code for issue in issues if issue.severity is Severity.ERROR] == [
        "term-missing",
        "unknown-field",
        "field-value",
        "record-shape",
    ]


def test_a_sense_without_a_text_is_a_warning() -> None:
    _, issues = parse_records("term: A\nsenses:\n  - definition: x\n  - category: Tools\n", "x.yml")
    assert [(issue.code, issue.severity, issue.line) for issue in issues] == [("body-missing", Severity.WARNING, 4)]


@pytest.mark.parametrize("text", ["term: A\nbody: x\nstatus: ''", "term: A\nbody: x\nsource: ''\nsenses: []\naliases:"])
def test_an_empty_field_is_as_good_as_none(text: str) -> None:
    records, issues = parse_records(text, "x.yml")
    assert [issue.code for issue in issues] in ([], ["senses-twice"])
    assert records[0].status == "current"
    assert records[0].senses[0].source is None


def test_markdown_is_a_record_with_a_body() -> None:
    text = "---\nterm: Rye\ncategory: Flour\n---\n\n\nRye is **dark**.\n\n---\n\nMore.\n\n"
    records, issues = parse_markdown(text, "rye.md")
    assert issues == ()
    assert records == (
        Record(
            term="Rye",
            senses=(
                Sense(
                    categories=("Flour",),
                    body="Rye is **dark**.\n\n---\n\nMore.",
                    origin=Origin("rye.md", 2),
                    body_line=7,
                ),
            ),
            origin=Origin("rye.md", 2),
        ),
    )


@pytest.mark.parametrize("text", ["---  \nterm: Rye\nbody: x\n---", "---\nterm: Rye\nbody: x\n...\n\n"])
def test_front_matter_may_hold_it_all(text: str) -> None:
    records, issues = parse_markdown(text, "rye.md")
    assert issues == ()
    assert (records[0].term, records[0].senses[0].body) == ("Rye", "x")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("# Rye\n", "term-missing", 1),
        ("---\nterm: Rye\nRye is dark.\n", "front-matter-open", 1),
        ("---\n---\nx", "term-missing", 1),
        ("---\n# nothing\n---\nx", "term-missing", 1),
        ("---\nterm: Rye\nbody: y\n---\nx", "body-twice", 3),
        ("---\nterm: Rye\nsenses: [{body: y}]\n---\nx", "body-twice", 3),
        ("---\n- term: Rye\n---\nx", "record-shape", 2),
        ("---\nterm: Rye\nidd: x\n---\nx", "unknown-field", 3),
        ("---\nterm: a: b\n---\nx", "yaml-syntax", 2),
        ("---\nterm: Rye\n---\n\n", "body-missing", 2),
    ],
)
def test_mistakes_in_markdown_have_their_lines(text: str, code: str, line: int) -> None:
    _, issues = parse_markdown(text, "rye.md")
    assert [(issue.code, issue.path, issue.line) for issue in issues] == [(code, "rye.md", line)]
    assert issues[0].hint


def test_a_record_is_written_in_the_public_shape() -> None:
    assert format_record(only("term: Rye\nbody: Rye is dark.\n")) == "term: Rye\nbody: Rye is dark.\n"
    text = format_record(only(WHOLE))
    assert text.startswith(
        "term: Deck oven\nid: deck-oven\naliases:\n- hearth oven\n- stone oven\nabbreviations:\n- DO\n"
    )
    assert "\nstatus: deprecated\n" in text
    assert "  body: |\n    A **deck oven** bakes on stone.\n\n    - hot\n" in text
    assert "  source:\n    file: page.txt\n    line: 12\n" in text


def test_a_status_that_is_none_is_not_written() -> None:
    assert "status" not in format_record(only("term: Rye\nstatus: current\nbody: x\n"))


def test_hostile_front_matter_is_no_exception() -> None:
    for text in ("---", "---\n---", "---\n\0\n---", "---\n&a *a\n---\nx", "---\n" + "- " * 5000 + "\n---\nx"):
        records, issues = parse_markdown(text, "x.md")
        assert records == ()
        assert all(isinstance(issue, Issue) for issue in issues) and issues


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("term: A\nbody: x", 2),
        ("term: A\nbody: |\n  x", 3),
        ("term: A\nbody: >-\n  x", 3),
        ("term: A\nbody: |\n\n\n  x", 5),
        ("term: A\ndefinition: x", 1),
        ("senses:\n- body: |\n    x\nterm: A", 3),
    ],
)
def test_the_line_of_a_body_is_that_of_its_first_words(text: str, line: int) -> None:
    assert only(text).senses[0].body_line == line


def test_comments_are_no_part_of_an_entry_and_move_no_line() -> None:
    text = "---\nterm: Rye\ndefinition: A <!-- sure? -->grain.\n---\n<!-- note\nof two lines -->\n\nIt is *dark*.\n"
    ((record,), issues) = parse_markdown(text, "rye.md")
    (sense,) = record.senses
    assert (sense.definition.text, sense.body, sense.body_line, issues) == ("A grain.", "It is *dark*.", 8, ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nterm: Rye\n---\nA grain.\n\n<!-- note\nmore\n", 6),
        ("---\nterm: Rye\nbody: |\n  A grain.\n  <!-- note\n---\n", 5),
    ],
)
def test_a_comment_that_is_not_closed_is_a_warning(text: str, line: int) -> None:
    ((record,), (issue,)) = parse_markdown(text, "rye.md")
    assert (issue.code, issue.severity, issue.line) == ("unclosed-comment", Severity.WARNING, line)
    assert record.senses[0].body == "A grain."
