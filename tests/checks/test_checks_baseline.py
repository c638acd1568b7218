"""A baseline: what it knows stays silent, whatever line it moves to; what is new, worse or an error does not."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from glossary_site.checks import sift
from glossary_site.checks.baseline import format_baseline, parse_baseline
from glossary_site.cli.commands import main
from glossary_site.issues import GlossaryError, Issue, Severity

ENTRIES = Path("e")
LONG = Issue("definition-long", Severity.NOTE, "'Oak': too long (310 characters)", "", "e/trees/oak.yml", 3)
ALIKE = Issue("near-duplicate", Severity.WARNING, "'Elm': alike (e/ash.yml:12)", "", "e/elm.yml", 1)


def known(*issues: Issue) -> str:
    return format_baseline(issues, ENTRIES)


def test_a_known_finding_is_silent_wherever_it_moves() -> None:
    base = parse_baseline(known(LONG, ALIKE), "b.json")
    moved = replace(LONG, line=40, message="'Oak': too long (344 characters)")
    result = sift([moved, ALIKE], base, ENTRIES)
    assert (result.new, result.known, result.gone) == ((), 2, 0)


def test_it_is_known_from_another_folder_too() -> None:
    elsewhere = replace(LONG, path="/home/e/trees/oak.yml")
    assert sift([elsewhere], parse_baseline(known(LONG), "b"), Path("/home/e")).new == ()


def test_another_of_the_same_look_is_new() -> None:
    twice = [ALIKE, replace(ALIKE, line=9)]
    assert sift(twice, parse_baseline(known(ALIKE), "b"), ENTRIES).new == (twice[1],)
    assert sift(twice, parse_baseline(known(*twice), "b"), ENTRIES).new == ()


def test_what_was_mended_is_counted() -> None:
    assert sift([ALIKE], parse_baseline(known(LONG, ALIKE), "b"), ENTRIES).gone == 1


def test_errors_are_never_known() -> None:
    error = replace(ALIKE, severity=Severity.ERROR)
    assert "near-duplicate" not in known(error)
    assert sift([error], parse_baseline(known(ALIKE), "b"), ENTRIES).new == (error,)


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [[1]]}'])
def test_what_is_no_baseline(text: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        parse_baseline(text, "b.json")
    (issue,) = caught.value.issues
    assert (issue.code, issue.path) == ("baseline-unreadable", "b.json")


def test_a_glossary_takes_up_the_checks_gradually(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
