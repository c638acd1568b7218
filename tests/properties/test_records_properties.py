"""Records: written and read again they are the same, and no text is an exception."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossary_site.config import parse_config
from glossary_site.issues import Issue
from glossary_site.markup import parse_definition
from glossary_site.records import (
    STATUSES,
    Citation,
    Origin,
    Record,
    Sense,
    format_record,
    parse_markdown,
    parse_records,
)
from glossary_site.values import replace
from glossary_site.yaml_text import format_yaml, parse_yaml

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")

# All that a file in UTF-8 can hold.
characters = st.characters(exclude_categories=["Cs"])
words = st.text(characters, min_size=1, max_size=12).map(lambda text: "".join(text.split())).filter(bool)
lines = st.lists(words, max_size=6).map(" ".join)
filled = st.lists(words, min_size=1, max_size=4).map(" ".join)
names = st.lists(filled, max_size=3, unique=True).map(tuple)
bodies = st.text(characters | st.sampled_from("\n\t #-:'\"|>&*!%@`\x85\u2028\ufeff"), max_size=80).map(
    lambda text: text.strip("\n")
)
citations = st.builds(Citation, file=lines, line=st.integers(0, 999_999_999), title=lines, url=lines)
senses = st.builds(
    Sense,
    categories=names,
    definition=lines.map(parse_definition),
    body=bodies,
    keywords=names,
    heading=lines,
    source=st.none() | citations.filter(lambda citation: citation != Citation()),
)
whole_records = st.builds(
    Record,
    term=filled,
    senses=st.lists(senses, min_size=1, max_size=3).map(tuple),
    id=lines,
    aliases=names,
    abbreviations=names,
    tags=names,
    status=st.sampled_from(STATUSES),
    replaced_by=lines,
    related=names,
    broader=names,
    narrower=names,
    reading=lines,
    autolink=st.sampled_from(["both", "incoming", "outgoing", "none"]),
).map(
    lambda record: replace(
        record,
        aliases=tuple(name for name in record.aliases if name != record.term),
        abbreviations=tuple(name for name in record.abbreviations if name != record.term),
    )
)


def without_places(record: Record) -> Record:
    return replace(
        record, origin=Origin(), senses=tuple(replace(sense, origin=Origin(), body_line=0) for sense in record.senses)
    )


@given(whole_records)
@settings(max_examples=150, deadline=None)
def test_a_record_written_and_read_is_the_same(record: Record) -> None:
    parsed, issues = parse_records(format_record(record), "x.yml")
    assert [issue for issue in issues if issue.code != "body-missing"] == []
    assert [without_places(each) for each in parsed] == [record]


@given(whole_records)
@settings(max_examples=50, deadline=None)
def test_a_record_that_was_read_is_written_as_before(record: Record) -> None:
    text = format_record(record)
    (parsed,), _ = parse_records(text, "x.yml")
    assert format_record(parsed) == text


@given(whole_records, bodies)
@settings(max_examples=100, deadline=None)
def test_markdown_under_front_matter_is_the_body(record: Record, body: str) -> None:
    front = format_record(replace(record, senses=(Sense(("Tools",), parse_definition("It is so.")),)))
    parsed, issues = parse_markdown(f"---\n{front}---\n{body}\n", "x.md")
    assert issues == ()
    assert (parsed[0].term, parsed[0].senses[0].body) == (record.term, body if body.strip() else "")


# Text as people and machines break it: YAML's own signs, front matter, control characters, lone surrogates.
yaml_like = st.lists(
    st.sampled_from(
        ["term: ", "senses:", "body: |\n", "- ", ": ", "? ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "\n", "  ", "\t",
         "[", "]", "{", "}", "&a ", "*a", "!x ", "'", '"', "#", "~", "\0", "\x07", "\ud800", "\u2028", "\ufeff", "é"]
    ),
    max_size=30,
).map("".join)  # fmt: skip
any_text = st.text(max_size=60) | yaml_like


@given(any_text)
@settings(max_examples=400, deadline=None)
@example("")
@example("%")
@example("\ud800: \udfff")
@example("---")
def test_any_text_gives_records_or_issues(text: str) -> None:
    for parse in (parse_records, parse_markdown):
        for source in (text, f"---\n{text}", f"---\nterm: x\n---\n{text}"):
            records, issues = parse(source, "x")
            assert all(isinstance(record, Record) and record.term for record in records)
            assert all(isinstance(issue, Issue) and issue.path == "x" for issue in issues)
            assert all(0 < issue.line <= len(LINE_END.findall(source)) + 2 for issue in issues)
    parse_config(text)


@given(st.dictionaries(filled, bodies, max_size=4))
@settings(max_examples=100, deadline=None)
def test_yaml_written_is_yaml_read(texts: dict[str, str]) -> None:
    node, issues = parse_yaml(format_yaml(texts))
    assert issues == ()
    assert node is not None and isinstance(node.value, dict)
    assert {key: value.value for key, value in node.value.items()} == texts
