"""Two editions of a glossary compared, the log of changes, and ``glossary diff``."""

import json
import subprocess
from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from glossary_site.glossary import Change, Kind, TermState, compare_editions, format_changes, last_changes, state_of
from glossary_site.glossary.changes.log import LOG, format_log, parse_log
from glossary_site.glossary.changes.past import history
from glossary_site.records import Record, Sense, parse_records
from glossary_site.values import replace

RYE = TermState("rye", "Rye", ("dark flour",), definitions=("Rye is a dark flour.",), rest="1")
PEEL = TermState("peel", "Peel", definitions=("A peel is a shovel.",), rest="2")


def kinds(old: list[TermState], new: list[TermState], moved: dict[str, str] | None = None) -> list[tuple[str, str]]:
    return [(change.kind.value, change.id) for change in compare_editions(old, new, moved)]


def test_nothing_changed() -> None:
    assert kinds([RYE, PEEL], [PEEL, RYE]) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"definitions": ("Rye is a grey flour.",)}, "redefined"),
        ({"definitions": ("Rye is not a dark flour.",)}, "redefined"),
        ({"definitions": (*RYE.definitions, "Rye is whisky.")}, "redefined"),
        ({"definitions": ()}, "redefined"),
        ({"definitions": ("Rye is dark FLOUR",)}, "editorial"),
        ({"rest": "9"}, "editorial"),
        ({"term": "rye"}, "editorial"),
        ({"term": "Rye flour", "definitions": ("Rye flour is a dark flour.",)}, "renamed"),
        ({"term": "Secale"}, "renamed"),
        ({"status": "deprecated"}, "deprecated"),
        ({"status": "superseded"}, "deprecated"),
    ],
)
def test_what_happened_to_a_term_that_is_still_there(changed: dict[str, object], expected: str) -> None:
    assert kinds([RYE, PEEL], [replace(RYE, **changed), PEEL]) == [(expected, "rye")]


def test_a_term_back_in_use_and_other_senses_first_is_editorial() -> None:
    two = replace(RYE, status="deprecated", definitions=("One.", "Two."))
    assert kinds([two], [replace(two, status="current", definitions=("Two.", "One."))]) == [("editorial", "rye")]


def test_added_and_deleted() -> None:
    assert kinds([RYE], [PEEL]) == [("added", "peel"), ("deleted", "rye")]
    assert kinds([], [RYE]) == [("added", "rye")]
    assert kinds([RYE], []) == [("deleted", "rye")]


def test_a_renamed_term_is_recognised_by_its_old_name_its_ledger_or_its_definition() -> None:
    moved = TermState("secale", "Secale", ("rye",), definitions=("Quite another text.",))
    assert kinds([RYE], [moved]) == [("redefined", "secale"), ("renamed", "secale")]
    assert kinds([RYE], [replace(moved, names=())], {"rye": "secale"}) == [
        ("redefined", "secale"),
        ("renamed", "secale"),
    ]
    same = TermState("secale", "Secale", definitions=("Secale is a dark flour.",))
    assert compare_editions([RYE], [same]) == (Change(Kind.RENAMED, "secale", "Secale", was="Rye"),)


def test_two_new_terms_of_one_definition_are_no_rename() -> None:
    copies = [TermState(name, name, definitions=(f"{name} is a dark flour.",)) for name in ("one", "two")]
    assert kinds([RYE], copies) == [("added", "one"), ("added", "two"), ("deleted", "rye")]


def test_a_merged_term_leads_to_the_one_that_was_there_before() -> None:
    both = replace(PEEL, names=("Rye",))
    assert compare_editions([RYE, PEEL], [both])[0] == Change(Kind.MERGED, "rye", "Rye", into="peel")
    assert kinds([RYE, PEEL], [PEEL], {"rye": "peel"}) == [("merged", "rye")]


def test_what_replaces_a_deprecated_term() -> None:
    (change,) = compare_editions([RYE, PEEL], [replace(RYE, status="superseded", replaced_by="peels"), PEEL])
    assert (change.kind, change.into) == (Kind.DEPRECATED, "peel")


def test_where_and_when_an_entry_was_written_does_not_count() -> None:
    text = "term: Rye\ndefinition: Rye is a flour.\n"
    (one,), _ = parse_records(text, "a.yml")
    (two,), _ = parse_records("\n\n" + text + "updated: 2026-03-31\n", "b.yml")
    assert state_of(one) == state_of(two)


def test_a_log_is_read_as_it_was_written() -> None:
    changes = (
        Change(Kind.RENAMED, "secale", "Secale: <*>", was="Rye", date="2026-03-31"),
        Change(Kind.MERGED, "rye", "Rye", into="secale", date="2026-03-31"),
        Change(Kind.ADDED, "peel", "no", date="2025-01-01"),
    )
    log = parse_log(format_log(changes), LOG)
    assert (log.changes, log.issues) == (changes, ())
    assert parse_log("", LOG).changes == ()


@pytest.mark.parametrize(
    "text",
    [
        "- 1",
        "yesterday:\n  - {kind: added, id: a, term: A}",
        "2026-02-30:\n  - {kind: added, id: a, term: A}",
        "2026-02-03: text",
        "2026-02-03: [text]",
        "2026-02-03:\n  - {kind: updated, id: a, term: A}",
        "2026-02-03:\n  - {kind: added, id: a}",
        "2026-02-03:\n  - {kind: added, id: a, term: A, more: b}",
        "2026-02-03:\n  - {kind: added, id: a, term: [A]}",
    ],
)
def test_a_bad_log_is_reported(text: str) -> None:
    log = parse_log(text, LOG)
    assert [(issue.code, issue.path, bool(issue.hint)) for issue in log.issues] == [("changes-shape", LOG, True)]
    assert log.changes == ()


def test_history_is_the_log_and_the_days_of_entries() -> None:
    def record(name: str, updated: str) -> Record:
        return Record(name.title(), (Sense(),), id=name, updated=updated)

    records = [record("b", "2026-03-31"), record("a", "2026-03-31"), record("c", ""), record("d", "2026-04-02")]
    recorded = [
        Change(Kind.ADDED, "a", "A", date="2026-03-31"),
        Change(Kind.DELETED, "x", "X", date="2026-03-31"),
        Change(Kind.ADDED, "d", "D", date="2020-01-01"),
    ]
    past = history(records, recorded)
    assert [(change.date, change.kind.value, change.id) for change in past] == [
        ("2026-04-02", "updated", "d"),
        ("2026-03-31", "updated", "b"),
        ("2026-03-31", "added", "a"),
        ("2026-03-31", "deleted", "x"),
        ("2020-01-01", "added", "d"),
    ]
    assert last_changes(past) == {"d": "2026-04-02", "b": "2026-03-31", "a": "2026-03-31", "x": "2026-03-31"}


NAMES = st.sampled_from(["Rye", "rye", "Peel", "Oven", "C", "C++", "", "\u202e"])
STANDS = st.lists(
    st.builds(
        TermState,
        st.sampled_from("abcdef"),
        NAMES,
        st.lists(NAMES, max_size=2).map(tuple),
        st.sampled_from(["current", "deprecated"]),
        NAMES,
        st.lists(st.sampled_from(["Rye is dark.", "Peel is dark.", "An oven.", ""]), max_size=2).map(tuple),
        st.sampled_from("12"),
    ),
    unique_by=lambda state: state.id,
    max_size=6,
)


@given(STANDS, STANDS)
def test_every_term_is_accounted_for_once(old: list[TermState], new: list[TermState]) -> None:
    changes = compare_editions(old, new)
    count = {kind: sum(change.kind is kind for change in changes) for kind in Kind}
    staying = len(old) - count[Kind.MERGED] - count[Kind.DELETED]
    assert staying + count[Kind.ADDED] == len(new)
    assert count[Kind.RENAMED] + count[Kind.EDITORIAL] <= staying
    assert len(set(changes)) == len(changes)
    assert compare_editions(old, old) == ()
    assert all(format_changes(changes, form) for form in ("text", "markdown", "json")) == bool(changes)


EVIL = "<b>*x*</b> [y](z)\n# `q` | ]]> \x1b[31m"


def test_markdown_shows_names_as_they_are() -> None:
    changes = compare_editions([replace(RYE, term=EVIL)], [replace(RYE, term=EVIL, definitions=(EVIL,)), PEEL])
    text = format_changes(changes, "markdown")
    assert "\x1b" not in text and "\x1b" not in format_changes(changes, "text")
    assert text.startswith("## Added\n\n- **Peel**\n  - A peel is a shovel\\.\n\n## Redefined\n\n- **\\<b\\>")
    html = MarkdownIt().render(text)
    assert "<b>" not in html and "<code>" not in html and "<a " not in html and "<em>" not in html


def test_json_is_for_programs() -> None:
    found = json.loads(format_changes(compare_editions([RYE], [PEEL]), "json"))
    assert found["counts"]["added"] == found["counts"]["deleted"] == 1
    assert found["changes"][1] == {"kind": "deleted", "id": "rye", "term": "Rye", "before": "Rye is a dark flour."}
    assert json.loads(format_changes((), "json"))["changes"] == []


OLD = {
    "old/rye.md": "---\nterm: Rye\ndefinition: Rye is a dark flour.\n---\n",
    "old/peel.md": "---\nterm: Peel\ndefinition: A peel is a shovel.\n---\nLong.\n",
    "old/oven.md": "---\nterm: Oven\ndefinition: An oven is hot.\n---\n",
    "old/crumb.md": "---\nterm: Crumb\ndefinition: Crumb is the inside of a loaf.\n---\n",
    "old/loaf.md": "---\nterm: Loaf\ndefinition: A loaf is bread.\n---\n",
    "old/dough.md": "---\nterm: Dough\ndefinition: Dough is wet.\n---\n",
}
NEW = {
    "new/rye.md": "---\nterm: Rye\ndefinition: Rye is a grass.\n---\n",
    "new/peel.md": "---\nterm: Peel\ndefinition: A peel is a shovel.\n---\nLonger.\n",
    "new/kiln.md": "---\nterm: Kiln\ndefinition: A kiln is hot.\naliases: [Oven]\n---\n",
    "new/loaf.md": "---\nterm: Loaf\ndefinition: A loaf is bread.\naliases: [Crumb]\n---\n",
    "new/dough.md": "---\nterm: Dough\ndefinition: Dough is wet.\nstatus: deprecated\n---\n",
    "new/salt.md": "---\nterm: Salt\ndefinition: Salt is white.\n---\n",
    "new/draft.md": "---\nterm: Sketch\ndefinition: A sketch is no term yet.\nstatus: draft\n---\n",
}
TOLD = """\
added      Salt
redefined  Rye
    - Rye is a dark flour.
    + Rye is a grass.
renamed    Oven -> Kiln
merged     Crumb -> loaf
deprecated Dough
editorial  Loaf
editorial  Peel
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, OLD | NEW)
    return tmp_path


def test_diff_of_folders_of_entries(project: Path) -> None:
    outcome = run_glossary("diff", "old", "new")
    assert (outcome.code, outcome.out, outcome.err) == (1, TOLD, "")
    outcome = run_glossary("diff", "old", "old")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_diff_of_builds_gives_the_same_result(project: Path) -> None:
    for name in ("old", "new"):
        assert run_glossary("build", "--entries", name, "--output", f"site-{name}", "--jobs", "1").code == 0
    assert run_glossary("diff", "site-old", "site-new").out == TOLD
    assert run_glossary("diff", "old", "site-new").out == TOLD
    assert run_glossary("diff", "new", "site-new").code == 0
    (project / "site-old/changes/edition.json").unlink()
    (project / "site-new/changes/edition.json").unlink()
    less = TOLD[: TOLD.index("deprecated")]
    assert run_glossary("diff", "site-old", "site-new").out == less, "terms.json has names and definitions"


def commit(*folders: str) -> None:
    """Put the folders into a new git repository."""
    for arguments in (("init", "--quiet"), ("add", *folders), ("commit", "--quiet", "--message", "One")):
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True)


def test_diff_of_git_revisions(project: Path) -> None:
    commit("old", "new")
    write_files(project, {"new/late.md": "---\nterm: Late\ndefinition: Late is after.\n---\n"})
    assert run_glossary("diff", "HEAD:old", "HEAD:new").out == TOLD
    outcome = run_glossary("diff", "HEAD:new", "new", "--format", "json")
    assert outcome.code == 1
    assert json.loads(outcome.out)["changes"][0]["id"] == "late"
    for side in ("HEAD:nowhere", "nobody:new", "--output=x:new", "nothing"):
        outcome = run_glossary("diff", "--", side, "new")
        assert (outcome.code, outcome.out) == (2, ""), side
        assert "diff-side" in outcome.err
    assert not (project / "x:new").exists()


def test_diff_refuses_entries_with_errors(project: Path) -> None:
    write_files(project, {"old/rye.md": "no front matter"})
    outcome = run_glossary("diff", "old", "new")
    assert (outcome.code, outcome.out) == (2, "")
    assert "old/rye.md:1: error [page-empty]" in outcome.err


def test_diff_names_the_revision_of_entries_with_errors(project: Path) -> None:
    write_files(project, {"old/rye.md": "no front matter"})
    commit("old")
    outcome = run_glossary("diff", "HEAD:old", "new")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("HEAD:old/rye.md:1: error [page-empty]")


def test_diff_reads_the_settings_as_a_build_does(project: Path) -> None:
    write_files(project, {"glossary.yml": "titel: Bread\n", "bad.yml": "title: [\n"})
    assert run_glossary("build", "--entries", "old", "--output", "site").code == 1
    for settings in ("glossary.yml", "bad.yml"):
        outcome = run_glossary("diff", "old", "new", "--config", settings)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith(f"{settings}:")


def test_recorded_changes_are_on_the_site_and_in_its_feed(project: Path) -> None:
    assert run_glossary("diff", "old", "new", "--record", "31.3.2026").code == 2
    outcome = run_glossary("diff", "old", "new", "--record", "2026-03-31", "--entries", "new")
    assert (outcome.code, outcome.out) == (1, TOLD)
    assert "7 changes recorded" in outcome.err
    before = read_files(project / "new")
    assert "0 changes recorded" in run_glossary("diff", "old", "new", "--record", "2026-03-31", "--entries", "new").err
    assert read_files(project / "new") == before
    assert run_glossary("build", "--entries", "new", "--base-url", "https://example.org/g").code == 0
    page = (project / "_site/changes/index.html").read_text(encoding="utf-8")
    assert page.count("<li><span class=") == 7
    assert '<a href="../term/kiln/">Kiln</a>, formerly Oven' in page
    assert '<b>Crumb</b>, now part of <a href="../term/loaf/">Loaf</a>' in page
    assert "Oven is now called Kiln" in (project / "_site/feed.xml").read_text(encoding="utf-8")
    assert '<time datetime="2026-03-31">' in (project / "_site/term/kiln/index.html").read_text(encoding="utf-8")
    assert "Recently changed" in (project / "_site/index.html").read_text(encoding="utf-8")


def test_a_bad_log_fails_the_build(project: Path) -> None:
    write_files(project, {f"new/{LOG}": "2026-03-31: nothing\n"})
    outcome = run_glossary("build", "--entries", "new")
    assert outcome.code == 1
    assert f"new/{LOG}:1: error [changes-shape]" in outcome.err
    assert run_glossary("diff", "old", "new", "--record", "2026-04-01", "--entries", "new").code == 2
