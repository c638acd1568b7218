"""YAML is read as text with line numbers, and all but plain YAML is refused."""

import pytest

from glossary_site.issues import Severity
from glossary_site.yaml_text import MAX_DEPTH, Node, format_yaml, parse_yaml


def root(text: str) -> Node:
    node, issues = parse_yaml(text)
    assert issues == ()
    assert node is not None
    return node


def scalar(text: str) -> str:
    value = root(f"key: {text}").value
    assert isinstance(value, dict)
    found = value["key"].value
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "true", "null", "12:30", "1.10", "0x1F", "1_000", "2024-01-01", "1e3", ".inf", "=", "<<"],
)
def test_a_scalar_is_the_text_that_was_written(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(("text", "expected"), [("~", ""), ("", ""), ("'~'", "~"), ('"no"', "no"), ("'a: b'", "a: b")])
def test_quotes_make_text_and_a_lone_tilde_is_empty(text: str, expected: str) -> None:
    assert scalar(text) == expected


def test_every_node_has_its_line() -> None:
    node = root("# a comment\nterm: oven\n\nsenses:\n  - body: |\n      hot\n      box\n  - body: warm\n")
    assert isinstance(node.value, dict)
    senses = node.value["senses"].value
    assert isinstance(senses, tuple)
    assert (node.line, node.value["term"].line) == (2, 2)
    assert [sense.line for sense in senses] == [5, 8]


def test_lines_count_from_where_the_text_starts_in_its_file() -> None:
    node, _ = parse_yaml("term: oven\nbody: hot", "x.md", 2)
    assert node is not None and isinstance(node.value, dict)
    assert node.value["body"].line == 3
    _, issues = parse_yaml("term: oven\nterm: hob", "x.md", 2)
    assert [(issue.path, issue.line) for issue in issues] == [("x.md", 3)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: c: d", "yaml-syntax", 2),
        ("a: [1", "yaml-syntax", 1),
        ('a: 1\nb: "open', "yaml-syntax", 2),
        ("a: 1\n\tb: 2", "yaml-syntax", 2),
        ("a: é\nb: x\x07y", "yaml-syntax", 2),
        ("a: 1\nb: *c", "yaml-alias", 2),
        ("a: 1\nb: &c d", "yaml-alias", 2),
        ("a: &c [d]\nb: *c", "yaml-alias", 1),
        ("a: 1\nb: !!python/object/apply:os.system [x]", "yaml-tag", 2),
        ("a: !!binary aGk=", "yaml-tag", 1),
        ("a: !mine 1", "yaml-tag", 1),
        ("a: 1\n---\nb: 2", "yaml-documents", 2),
        ("[a, b]: c", "yaml-key", 1),
        ("? {a: b}\n: c", "yaml-key", 1),
        ("[" * 30, "yaml-depth", 1),
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    node, issues = parse_yaml(text, "x.yml")
    assert node is None
    assert [(issue.code, issue.path, issue.severity) for issue in issues] == [(code, "x.yml", Severity.ERROR)]
    assert issues[0].line in (line, line + 1) if code == "yaml-syntax" else issues[0].line == line
    assert issues[0].hint


def test_an_unquoted_colon_is_explained() -> None:
    _, issues = parse_yaml("definition: a hot box: an oven")
    assert "quotes" in issues[0].hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("term: @x", 'put quotes around the value: term: "@x"'),
        ("- term: `x`", 'put quotes around the value: - term: "`x`"'),
        ("term: %x", 'term: "%x"'),
        ("term: - x", 'term: "- x"'),
        ("term: |x", 'term: "|x"'),
        ("term: ,x", 'term: ",x"'),
        ('term: a "b": c', "term: 'a \"b\": c'"),
        (f"term: {'a: ' * 50}", "…"),
        ("term: *x", "quotes around a text that begins with *"),
        ("term: &x", "quotes around a text that begins with &"),
        ("term: !x", "quotes around a text that begins with !"),
        ("term: 'it's'", 'put quotes of the other kind around the whole value: term: "it\'s"'),
        ('term: "A" and B', "term: '\"A\" and B'"),
        ('term: "open\nbody: x', "close the quotes"),
        ('term: "a\\d"', "term: 'a\\d'"),
        ("term: [a", "close the bracket"),
        ("a: 1\nb: [#c, d]", "# begins a comment"),
        ("term: a\n\tbody: b", "not with a tab"),
        ("aliases:\n\t- b", "not with a tab"),
        ("term:a\nbody: b", "a space behind the colon of the line above"),
        ("term: a\n body: b", "in one column"),
    ],
)
def test_a_hint_shows_what_to_write_for_what_authors_usually_mean(text: str, hint: str) -> None:
    _, issues = parse_yaml(text)
    assert [hint in issue.hint for issue in issues] == [True], issues


@pytest.mark.parametrize("text", ["term: #one", "a: 1\nb:\t#one", "- #one\n- two", "ü: #one"])
def test_a_value_that_a_comment_takes_away_is_an_error(text: str) -> None:
    (issue,) = parse_yaml(text)[1]
    assert (issue.code, issue.severity, issue.line) == (
        "yaml-comment",
        Severity.ERROR,
        1 + text[: text.index("#")].count("\n"),
    )
    assert "'#one'" in issue.message and issue.hint == 'put quotes around it: "#one"'


def test_a_text_that_a_comment_cuts_is_a_warning() -> None:
    node, (issue,) = parse_yaml("a: see number #5 of it\nb: x", "x.yml", 3)
    assert node is not None
    assert (issue.code, issue.severity, issue.path, issue.line) == ("yaml-comment", Severity.WARNING, "x.yml", 3)
    assert "'#5 of it'" in issue.message and "quotes" in issue.hint


@pytest.mark.parametrize(
    "text",
    [
        "a: # none",
        "a: b # said",
        "a: C#",
        "a: x#y",
        '"a": "#b"',
        "a: '#b'",
        "a: |\n  #b\n  c #d",
        "a: b ## c",
        "#a\nb: c",
        "a:\n  #b\n  c",
    ],
)
def test_what_is_meant_as_a_comment_or_is_in_quotes_is_no_issue(text: str) -> None:
    assert parse_yaml(text)[1] == ()


def test_every_repeated_key_is_reported_and_the_first_is_kept() -> None:
    node, issues = parse_yaml("a: 1\nb: {c: 2, c: 3}\na: 4\n")
    assert [(issue.code, issue.line) for issue in issues] == [("duplicate-key", 2), ("duplicate-key", 3)]
    assert "'a' is given twice (first on line 1)" in issues[1].message
    assert node is not None and isinstance(node.value, dict)
    assert node.value["a"].value == "1"


def test_depth_has_an_exact_limit() -> None:
    assert parse_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH)[1] == ()
    assert parse_yaml("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))[1][0].code == "yaml-depth"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n...\n"])
def test_an_empty_document_has_no_issue(text: str) -> None:
    node, issues = parse_yaml(text)
    assert issues == ()
    assert node is None or node.value == ""


@pytest.mark.parametrize("text", ["- " * 100_000, "[" * 100_000, "a: " + "x" * 1_000_000, "{" * 3_000, "&a " * 50_000])
def test_hostile_text_is_refused_at_once(text: str) -> None:
    parse_yaml(text)


def test_long_text_stays_on_one_line_and_line_ends_are_kept() -> None:
    long = "word " * 80 + "end"
    text = format_yaml({"term": "Four à pain", "definition": long, "body": "one\ntwo\n"})
    assert text == f"term: Four à pain\ndefinition: {long}\nbody: |\n  one\n  two\n"


@pytest.mark.parametrize(
    "text",
    ["no", "12:30", "~", "a: b", "# not a comment", " padded ", "'", '"', "- x", "*", "&", "!", "\t", "é\n\n\nx", "…"],
)
def test_written_text_is_read_again_unchanged(text: str) -> None:
    node = root(format_yaml({"value": text, "list": [text, {"inner": text}]}))
    assert isinstance(node.value, dict)
    listed = node.value["list"].value
    assert isinstance(listed, tuple) and isinstance(listed[1].value, dict)
    assert [node.value["value"].value, listed[0].value, listed[1].value["inner"].value] == [text] * 3
