"""A baseline: what it lists is not reported, even on another line; new findings, more of them, and errors are."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from glossary_site.checks import compare_with_baseline
from glossary_site.checks.baseline import format_baseline, parse_baseline
from glossary_site.cli.commands import main
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.values import replace

ENTRIES = Path("e")
LONG = Issue("definition-long", Severity.NOTE, "'Oak': too long (310 characters)", "", "e/trees/oak.yml", 3)
ALIKE = Issue("near-duplicate", Severity.WARNING, "'Elm': alike (e/ash.yml:12)", "", "e/elm.yml", 1)


def baseline_of(*issues: Issue) -> str:
    return format_baseline(issues, ENTRIES)


def test_a_listed_finding_is_not_reported_on_another_line_either() -> None:
    base = parse_baseline(baseline_of(LONG, ALIKE), "b.json")
    moved = replace(LONG, line=40, message="'Oak': too long (344 characters)")
    result = compare_with_baseline([moved, ALIKE], base, ENTRIES)
    assert (result.new, result.listed, result.fixed) == ((), 2, 0)


def test_a_finding_is_recognised_from_another_folder() -> None:
    elsewhere = replace(LONG, path="/home/e/trees/oak.yml")
    assert compare_with_baseline([elsewhere], parse_baseline(baseline_of(LONG), "b"), Path("/home/e")).new == ()


def test_a_second_finding_with_the_same_fingerprint_is_new() -> None:
    twice = [ALIKE, replace(ALIKE, line=9)]
    assert compare_with_baseline(twice, parse_baseline(baseline_of(ALIKE), "b"), ENTRIES).new == (twice[1],)
    assert compare_with_baseline(twice, parse_baseline(baseline_of(*twice), "b"), ENTRIES).new == ()


def test_fixed_findings_are_counted() -> None:
    assert compare_with_baseline([ALIKE], parse_baseline(baseline_of(LONG, ALIKE), "b"), ENTRIES).fixed == 1


def test_errors_are_never_listed() -> None:
    error = replace(ALIKE, severity=Severity.ERROR)
    assert "near-duplicate" not in baseline_of(error)
    assert compare_with_baseline([error], parse_baseline(baseline_of(ALIKE), "b"), ENTRIES).new == (error,)


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [[1]]}'])
def test_a_file_that_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        parse_baseline(text, "b.json")
    (issue,) = caught.value.issues
    assert (issue.code, issue.path) == ("baseline-unreadable", "b.json")


def test_a_glossary_adopts_the_checks_gradually(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    entries = tmp_path / "entries"
    entries.mkdir()
    old = "- {term: Oak, definition: A big tree, related: [Ash], body: It grows.}\n"
    (entries / "trees.yml").write_text(
        old + "- {term: Ash, definition: An ash is a tree., related: [Oak], body: x}\n", encoding="utf-8"
    )
    run = CliRunner().invoke
    assert run(main, ["check", "--strict"]).exit_code == 1
    written = run(main, ["check", "--strict", "--write-baseline", "known.json"])
    assert written.exit_code == 0, written.output
    after = run(main, ["check", "--strict", "--baseline", "known.json"])
    assert after.exit_code == 0, after.output
    assert "definition-fragment" not in after.stdout
    assert "1 known finding" in after.stderr
    with (entries / "trees.yml").open("a", encoding="utf-8") as file:
        file.write("- {term: Elm, definition: Another tree, related: [Oak], body: x}\n")
    worse = run(main, ["check", "--strict", "--baseline", "known.json"])
    assert worse.exit_code == 1
    assert "'Elm'" in worse.stdout
    assert "'Oak'" not in worse.stdout
