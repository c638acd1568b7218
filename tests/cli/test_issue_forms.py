"""The order of issues for people, how a flood of them is summed up, and the forms for programs."""

import json
from pathlib import Path

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary_site.cli.issue_forms import format_github, format_json, format_sarif, sum_up
from glossary_site.issues import Issue, Severity, errors_in

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def notes(*messages: str) -> list[Issue]:
    return [Issue("loss", NOTE, message, "hint", "a.md", line) for line, message in enumerate(messages, 1)]


def test_errors_are_before_warnings_and_warnings_before_notes() -> None:
    issues = [
        Issue("n", NOTE, "n", path="a.md", line=1),
        Issue("w", WARNING, "w", path="a.md", line=2),
        Issue("e", ERROR, "e", path="z.md", line=9),
        Issue("e", ERROR, "e", path="z.md", line=1),
    ]
    assert [(issue.code, issue.line) for issue in sum_up(issues)] == [("e", 1), ("e", 9), ("w", 2), ("n", 1)]


def test_equal_notes_are_one_with_their_number_and_the_place_of_the_first() -> None:
    shown = list(sum_up(notes("the field 'x' is not read", "other", "the field 'x' is not read")))
    assert [str(issue) for issue in shown] == [
        "a.md:1: note [loss] the field 'x' is not read (2 times) (hint)",
        "a.md:2: note [loss] other (hint)",
    ]


def test_more_than_five_different_notes_of_a_kind_are_one() -> None:
    assert len(list(sum_up(notes(*map(str, range(5)))))) == 5
    (only,) = sum_up(notes(*map(str, range(1_200))))
    assert only.message == "0 (one of 1,200 of this kind; --verbose prints them)"


def test_warnings_of_a_kind_are_counted_beyond_the_first_ten() -> None:
    issues = [Issue(code, WARNING, f"{line}", path="a.md", line=line) for line in range(1, 13) for code in ("v", "w")]
    shown = list(sum_up([*issues, Issue("x", WARNING, "x")]))
    assert len(shown) == 1 + 2 * 10 + 2
    assert [str(issue) for issue in shown[-2:]] == [
        f"warning [{code}] 2 more of this kind (--verbose prints them)" for code in ("v", "w")
    ]


ISSUES = st.lists(
    st.builds(
        Issue,
        st.sampled_from("ab"),
        st.sampled_from(Severity),
        st.sampled_from("xyz") | st.text(max_size=2),
        path=st.sampled_from(("a.md", "b.md")),
        line=st.integers(0, 30),
    ),
    max_size=60,
)


@given(ISSUES)
def test_no_error_is_ever_left_out_and_verbose_leaves_out_nothing(issues: list[Issue]) -> None:
    shown = list(sum_up(issues))
    assert sorted(errors_in(shown), key=str) == sorted(errors_in(issues), key=str)
    assert {issue.code for issue in shown} == {issue.code for issue in issues}
    assert sorted(sum_up(issues, verbose=True), key=str) == sorted(issues, key=str)


SCHEMA = json.loads((Path(__file__).parents[1] / "schemas/sarif-2.1.0.json").read_text("utf-8"))


@settings(max_examples=20)
@given(ISSUES)
def test_every_log_is_valid_sarif(issues: list[Issue]) -> None:
    log = json.loads(format_sarif(issues))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [issue.code for issue in issues]


def test_sarif_has_the_rule_the_level_and_the_place_of_an_issue() -> None:
    issues = [
        Issue("definition-missing", WARNING, "'Rye': no definition", "write one", "entries/my rye.md", 3),
        Issue("config-value", ERROR, "wrong", path="glossary.yml"),
        Issue("x", NOTE, "of no file"),
    ]
    (run,) = json.loads(format_sarif(issues))["runs"]
    assert run["results"][0] == {
        "ruleId": "definition-missing",
        "ruleIndex": 1,
        "level": "warning",
        "message": {"text": "'Rye': no definition (write one)"},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": "entries/my%20rye.md"}, "region": {"startLine": 3}}}
        ],
    }
    assert run["results"][1]["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "glossary.yml"}}}]
    assert (run["results"][2]["level"], run["results"][2]["locations"]) == ("note", [])
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["config-value", "definition-missing", "x"]
    assert rules[1]["shortDescription"] == {"text": "no definition"}


def test_an_issue_as_text_moves_no_terminal() -> None:
    issue = Issue("x", NOTE, "\x1b[2Ja\x9b1Ab", "\u202ec\rd", "e\n\x07.md")
    assert str(issue) == r"e\n\x07.md: note [x] \x1b[2Ja\x9b1Ab (\u202ec\rd)"


def test_an_annotation_of_github_is_one_line_whatever_an_issue_has() -> None:
    issue = Issue("x", NOTE, "50 %\n::error::", "hint", "a,b:c.md")
    assert format_github([issue]) == "::notice file=a%2Cb%3Ac.md,line=1,title=x::50 %25%0A::error:: (hint)"


def test_json_has_every_field_of_an_issue() -> None:
    issue = Issue("x", ERROR, "wrong", "right", "a.md", 2)
    assert json.loads(format_json([issue])) == [
        {"code": "x", "severity": "error", "message": "wrong", "hint": "right", "path": "a.md", "line": 2}
    ]
