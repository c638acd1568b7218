"""The command line: what it takes, prints and returns."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files

from glossary_site import __version__
from glossary_site.build import STAGES
from glossary_site.cli import commands as cli
from glossary_site.formats import EXPORTS

ROOT = Path(__file__).parents[2]
RYE = "---\nterm: Rye\n---\nRye is a dark flour.\n"
TEXT = "crumb, baking\n**Crumb** is the inside of a loaf.\nproof, baking\n**Proof** is the last rise of a loaf.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/rye.md": RYE})
    return tmp_path


def test_version_and_help() -> None:
    assert run_glossary("--version").out.strip().endswith(__version__)
    for arguments in (("--help",), ("-h",), ("build", "--help"), ("import", "-h")):
        outcome = run_glossary(*arguments)
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out.startswith("Usage: glossary")


def modules_loaded(arguments: Sequence[str], environment: Mapping[str, str]) -> set[str]:
    """The names of all modules that a command loads, which prints something."""
    code = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from glossary_site.cli import run; run()"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["--version"], {}),
        (["--help"], {}),
        (["build", "--help"], {}),
        (["diff", "--help"], {}),
        ([], {"_GLOSSARY_COMPLETE": "bash_complete", "COMP_WORDS": "glossary ", "COMP_CWORD": "1"}),
        ([], {"_GLOSSARY_COMPLETE": "bash_complete", "COMP_WORDS": "glossary build --", "COMP_CWORD": "2"}),
    ],
)
def test_version_help_and_completion_import_nothing_heavy(arguments: list[str], environment: dict[str, str]) -> None:
    loaded = modules_loaded(arguments, environment)
    assert not loaded & {"icu", "jinja2", "markdown_it", "yaml", "lunr", "rich", "multiprocessing", "asyncio"}
    rooms = {name.split(".")[1] for name in loaded if name.startswith("glossary_site.")}
    assert rooms <= {"cli", "issues", "late", "request", "values", "workers"}


def test_a_build_that_finds_nothing_changed_loads_nothing_that_makes_pages(project: Path) -> None:
    command = ["build", "--jobs", "1"]
    made = modules_loaded(command, {})
    assert {"glossary_site.build.making", "glossary_site.pages", "glossary_site.mentions", "lunr"} <= made
    kept = modules_loaded(command, {})
    rooms = ("build.making", "checks", "glossary.glossary", "loader.loader", "markup", "mentions", "pages")
    assert not kept & {*(f"glossary_site.{room}" for room in rooms), "lunr", "ahocorasick_rs", "icu", "markdown_it"}


@pytest.mark.parametrize("command", ["export", "import"])
def test_the_names_of_formats_are_shown_without_what_reads_and_writes_them(command: str) -> None:
    loaded = modules_loaded([command, "--help"], {})
    assert not loaded & {"jinja2", "markdown_it", "ahocorasick_rs", "lunr", "email", "glossary_site.glossary"}
    assert {name for name in loaded if name.startswith("glossary_site.formats.")} == {
        "glossary_site.formats.facts",
        "glossary_site.formats.form",
        "glossary_site.formats.losses",
        "glossary_site.formats.table",
    }


def test_choices_come_from_the_tables() -> None:
    names = [form.name for form in EXPORTS]
    assert all(name in run_glossary("export", "--help").out for name in names)
    outcome = run_glossary("export", "--format", "nothing", "--output", "x")
    assert outcome.code == 2 and f"'{names[0]}', '{names[1]}'" in outcome.err


def test_every_option_and_command_has_a_help_text() -> None:
    for command in (cli.main, *cli.main.commands.values()):
        assert command.help, command.name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert getattr(parameter, "help", ""), (command.name, parameter.name)


@pytest.mark.parametrize(
    "arguments",
    [
        ("bild",),
        ("build", "--outputs", "x"),
        ("build", "--jobs", "-1"),
        ("build", "--jobs", "two"),
        ("import", "x.txt"),
        ("import", "--to", "out"),
    ],
)
def test_a_wrong_command_line_is_reported_with_exit_code_2(project: Path, arguments: tuple[str, ...]) -> None:
    outcome = run_glossary(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert "Error: " in outcome.err and "Traceback" not in outcome.err
    assert sorted(path.name for path in project.iterdir()) == ["entries"]


def test_a_build_ends_with_a_summary_line(project: Path) -> None:
    outcome = run_glossary("build")
    assert outcome.code == 0
    assert outcome.err == ""
    line, left_out = outcome.out.splitlines()
    assert line.startswith("1 entry (1 term), ")
    assert left_out == "Left out for want of a base_url: sitemap.xml, canonical links, Open Graph"
    assert re.search(r" pages in \d+\.\d\d s -> _site \(\d+ files written, 0 kept, 0 removed\)$", line)


def test_counts_are_words(project: Path) -> None:
    write_files(project, {"entries/more.yml": "- {term: A, body: x}\n- {term: a, body: y}\n"})
    assert run_glossary("build").out.startswith("3 entries (2 terms), ")


def test_options_reach_the_build(project: Path) -> None:
    write_files(project, {"mine/spelt.md": RYE.replace("Rye", "Spelt"), "conf/my.yml": "title: Bread words\n"})
    outcome = run_glossary(
        "build", "--entries", "mine", "--output", "out/site", "--config", "conf/my.yml",
        "--base-url", "https://example.org/b", "--jobs", "1", "--strict",
    )  # fmt: skip
    assert outcome.code == 0, outcome.err
    page = (project / "out/site/term/spelt/index.html").read_text(encoding="utf-8")
    assert "Bread words" in page and "https://example.org/b/term/spelt/" in page
    assert not (project / "_site").exists()


@pytest.mark.parametrize(
    "command", [("build",), ("check",), ("export", "--format", "csv", "--output", "x.csv"), ("doctor",)]
)
@pytest.mark.parametrize(("name", "wrong"), [("nope.yml", "is not there"), ("entries", "is a folder")])
def test_settings_that_are_named_must_be_there(project: Path, command: tuple[str, ...], name: str, wrong: str) -> None:
    outcome = run_glossary(*command, "--config", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"'{name}' {wrong}" in outcome.err
    assert sorted(path.name for path in project.iterdir()) == ["entries"]


def test_templates_beside_the_settings_are_used(project: Path) -> None:
    write_files(project, {"conf/my.yml": "", "conf/templates/home.html": "MY HOME"})
    run_glossary("build", "--config", "conf/my.yml")
    assert (project / "_site/index.html").read_text(encoding="utf-8") == "MY HOME"


def test_timings_show_the_stages(project: Path) -> None:
    lines = run_glossary("build", "--timings").out.splitlines()[1:]
    assert [line.split("s  ")[1] for line in lines if "s  " in line] == [stage.name for stage in STAGES]


def test_a_warning_is_printed_with_its_place_and_what_to_do(project: Path) -> None:
    write_files(project, {"entries/b.md": "---\nterm: B\n---\n"})
    outcome = run_glossary("build")
    assert outcome.code == 0
    assert outcome.err.splitlines() == [
        "entries/b.md:2: warning [body-missing] 'B' has neither a definition nor a body",
        "    write what it means",
        "1 warning",
    ]


def test_an_error_is_printed_and_nothing_is_written(project: Path) -> None:
    write_files(project, {"entries/b.md": "no front matter"})
    outcome = run_glossary("build", "--strict")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.splitlines() == [
        "entries/b.md:1: error [page-empty] no entries are found in this file",
        "    write a heading, a bold name, a list item or a table row for each term, or front matter with term: …",
        "Nothing was written: 1 error.",
    ]
    assert not (project / "_site").exists()


@pytest.mark.parametrize("command", [("check",), ("explain", "term/a/")])
def test_a_command_that_only_reads_promises_nothing_about_files(project: Path, command: tuple[str, ...]) -> None:
    write_files(project, {"glossary.yml": "titel: [Words\n"})
    outcome = run_glossary(*command)
    assert outcome.code == 1
    assert outcome.err.splitlines()[-1].partition(";")[0] == "1 error"


def test_what_is_left_out_is_printed_last(project: Path) -> None:
    write_files(project, {"entries/b.md": "no front matter"})
    for _ in range(2):  # the second build makes nothing and prints it again
        outcome = run_glossary("build")
        assert outcome.code == 0
        assert outcome.err.splitlines()[-1] == (
            "1 entry was left out because of errors: entries/b.md; --strict builds nothing in such a case"
        )
    assert (project / "_site/index.html").exists()


def test_every_error_is_printed(project: Path) -> None:
    write_files(project, {f"entries/{number:03}.md": "no front matter" for number in range(250)})
    outcome = run_glossary("build", "--strict")
    lines = outcome.err.splitlines()
    assert sum("[page-empty]" in line for line in lines) == 250
    assert lines[-1] == "Nothing was written: 250 errors."
    last = run_glossary("build").err.splitlines()[-1]
    named = ", ".join(f"entries/{number:03}.md" for number in range(10))
    assert last.startswith(f"250 entries were left out because of errors: {named} and 240 more; --strict")


def test_warnings_of_a_kind_are_counted_beyond_ten_and_verbose_prints_each(project: Path) -> None:
    write_files(project, {f"entries/{number:03}.md": f"---\nterm: T{number:03}\n---\n" for number in range(25)})
    write_files(project, {"entries/z.md": "no front matter"})
    lines = run_glossary("build").err.splitlines()
    assert lines[0].startswith("entries/z.md:1: error [page-empty]")
    assert sum(line.startswith("entries/0") for line in lines) == 10
    assert "warning [body-missing] 15 more of this kind" in lines
    assert "1 error, 25 warnings" in lines
    for arguments in (
        ("build", "--verbose"),
        ("build", "--strict", "-v"),
        ("export", "--format", "csv", "--output", "x.csv", "-v"),
    ):
        each = run_glossary(*arguments).err.splitlines()
        assert sum(line.startswith("entries/0") for line in each) == 25, arguments


def test_a_check_sums_up_for_people_and_lists_all_for_programs(project: Path) -> None:
    write_files(
        project, {f"entries/{number:03}.md": f"---\nterm: T{number:03}\n---\nA word.\n" for number in range(25)}
    )
    outcome = run_glossary("check")
    assert outcome.err.endswith("; 'glossary explain CODE' shows what a code means\n")
    lines = outcome.out.splitlines()
    orphans = [line for line in lines if "[term-orphan]" in line]
    assert len(orphans) == 1 and "one of 26 of this kind" in orphans[0]
    for arguments in (("--verbose",), ("--format", "json"), ("--format", "github")):
        assert run_glossary("check", *arguments).out.count("term-orphan") == 26, arguments


def test_a_check_applies_only_the_rules_that_it_is_given(project: Path) -> None:
    write_files(project, {"entries/sail.md": "---\nterm: Sail\nrelated: Jib\n---\nA sail cites QFT.\n"})
    codes = ("relation-unknown", "abbreviation-unknown")
    found = json.loads(run_glossary("check", "--format", "json", "--rule", codes[0], "--rule", codes[1]).out)
    assert {issue["code"] for issue in found} == set(codes)
    assert "'relation-unknow' is not one of" in run_glossary("check", "--rule", "relation-unknow").err


def test_an_error_of_an_import_is_printed_before_the_sum_of_its_losses(project: Path) -> None:
    page = "---\ntitle: Thing {0}\nweight: 1\n---\nThing {0} is a thing.\n"
    write_files(project, {f"src/thing-{number}.md": page.format(number) for number in range(30)})
    write_files(project, {"src/open.md": "---\ntitle: Open\n"})
    outcome = run_glossary("import", "src", "--to", "out")
    assert outcome.code == 1
    assert " error [front-matter-open] " in outcome.err.splitlines()[0]
    assert "'weight' is not read" not in outcome.err
    assert "  30  the field 'weight' is not read, such as '1' (src/thing-0.md:3)" in outcome.out.splitlines()
    assert (
        run_glossary("import", "src", "--to", "out", "--report", "-").out.count("the field 'weight' is not read") == 30
    )


def test_a_file_that_cannot_be_replaced_is_named_as_the_user_named_it(project: Path) -> None:
    outcome = run_glossary("check", "--write-baseline", "entries")
    assert outcome.code == 1
    assert outcome.err.startswith("entries: error [file-unusable] cannot be used: ")


def test_an_import_prints_what_it_found(project: Path) -> None:
    write_files(project, {"page.txt": TEXT})
    outcome = run_glossary("import", "page.txt", "--to", "out", "--report", "report.json")
    assert outcome.code == 0, outcome.err
    assert outcome.out.splitlines() == [
        "page.txt: read as glossary text, stream",
        "            in the source   arrived",
        "terms                   2         2",
        "senses                  2         2",
        "aliases                 0         0",
        "references              0         0",
        "pictures                0         0",
        "languages               1         1",
        "0 losses",
        "2 files written to out, 0 unchanged, 0 kept because they were edited",
    ]
    assert json.loads((project / "report.json").read_text(encoding="utf-8"))["totals"]["entries"] == 2
    again = run_glossary("import", "page.txt", "--to", "out")
    assert again.out.splitlines()[-1] == "0 files written to out, 2 unchanged, 0 kept because they were edited"
    assert run_glossary("build", "--entries", "out").out.startswith("2 entries (2 terms)")


def test_a_warning_about_the_settings_stops_no_import(project: Path) -> None:
    write_files(project, {"page.txt": TEXT, "glossary.yml": "title: Words #5 of it\n"})
    outcome = run_glossary("import", "page.txt", "--to", "out")
    assert outcome.code == 0
    assert outcome.err.startswith("glossary.yml:1: warning [yaml-comment] ")


def test_an_import_lists_edited_files_and_force_writes_over_them(project: Path) -> None:
    write_files(project, {"page.txt": TEXT})
    run_glossary("import", "page.txt", "--to", "out")
    write_files(project, {"out/crumb.yml": "term: Crumb\nbody: Mine.\n"})
    outcome = run_glossary("import", "page.txt", "--to", "out")
    assert outcome.code == 0
    assert "out/crumb.yml: note [file-edited]" in outcome.err
    assert outcome.out.splitlines()[-1].endswith("1 kept because they were edited")
    assert (project / "out/crumb.yml").read_text(encoding="utf-8") == "term: Crumb\nbody: Mine.\n"
    run_glossary("import", "page.txt", "--to", "out", "--force")
    assert "inside of a loaf" in (project / "out/crumb.yml").read_text(encoding="utf-8")


def test_an_import_shows_what_it_would_change_and_writes_nothing(project: Path) -> None:
    write_files(project, {"page.txt": TEXT})
    run_glossary("import", "page.txt", "--to", "out")
    before = read_files(project / "out")
    write_files(project, {"page.txt": TEXT.replace("inside", "soft inside")})
    outcome = run_glossary("import", "page.txt", "--to", "out", "--diff")
    lines = outcome.out.splitlines()
    assert lines[:2] == ["--- out/crumb.yml", "+++ out/crumb.yml"]
    assert any(line.startswith("+") and "soft inside" in line for line in lines)
    assert lines[-1] == "1 file would be written to out, 1 unchanged, 0 kept because they were edited"
    assert read_files(project / "out") == before


def test_an_import_lists_every_loss_with_its_line(project: Path) -> None:
    write_files(project, {"words.csv": "Term,Meaning,Owner\nRye,A grain.,Ann\nOat,A grain.,Ben\n"})
    listed = ["words.csv:2: 'Owner' is not read: Ann", "words.csv:3: 'Owner' is not read: Ben"]
    printed = run_glossary("import", "words.csv", "--to", "out", "--report", "-")
    assert printed.out.splitlines() == listed
    assert "2 losses of 1 kind" in printed.err
    run_glossary("import", "words.csv", "--to", "out", "--report", "losses.txt")
    assert (project / "losses.txt").read_text(encoding="utf-8").splitlines() == listed
    summed = run_glossary("import", "words.csv", "--to", "out").out.splitlines()
    assert "2 losses of 1 kind; --report FILE lists each" in summed
    assert "  2  'Owner' is not read, such as 'Ann' (words.csv:2)" in summed


def test_a_failed_import_is_reported(project: Path) -> None:
    outcome = run_glossary("import", "none.txt", "--to", "out")
    assert outcome.code == 1
    assert "none.txt: error [file-unreadable]" in outcome.err
    write_files(project, {"glossary.yml": "titel: x", "page.txt": TEXT})
    outcome = run_glossary("import", "page.txt", "--to", "out2")
    assert outcome.code == 1 and "glossary.yml:1: error [config-unknown]" in outcome.err
    assert not (project / "out2").exists()


@pytest.mark.parametrize(
    ("to", "report"), [("rye.md", "r.json"), ("rye.md/out", "r.json"), ("out", "none/r.json"), ("out", "out")]
)
def test_an_import_to_nowhere_is_no_crash(project: Path, to: str, report: str) -> None:
    write_files(project, {"page.txt": TEXT, "rye.md": RYE})
    outcome = run_glossary("import", "page.txt", "--to", to, "--report", report)
    assert outcome.code in (1, 2)
    expected = (
        f"'{to}'",
        ": error [file-unusable] cannot be used: ",
        f"{to}: error [output-unwritable] cannot be written: ",
    )
    assert any(each in outcome.err for each in expected)
    assert (project / "rye.md").read_text(encoding="utf-8") == RYE


@pytest.mark.parametrize("arguments", [(), ("--output", "x"), ("build",)])
def test_a_default_command_runs_where_none_is_named(project: Path, arguments: tuple[str, ...]) -> None:
    outcome = run_glossary(*arguments, default_command="build")
    assert outcome.code == 0
    assert outcome.out.startswith("1 entry")


def test_a_default_command_hides_no_other() -> None:
    for word in (*cli.main.commands, "--help", "-h", "--version"):
        outcome = run_glossary(word, "--help", default_command="build")
        assert outcome.code == 0
        assert "glossary build [OPTIONS]" not in outcome.out or word == "build"


@pytest.mark.parametrize(
    "door", [("-m", "glossary_site", "build"), (str(ROOT / "build.py"),), (str(ROOT / "build.py"), "build")]
)
def test_every_way_to_start_the_program_runs_the_same_command(project: Path, door: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, *door], cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 entry (1 term), ")
    write_files(project, {"entries/b.md": "no front matter"})
    command = [sys.executable, *door, "--strict"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr


def test_the_help_has_every_command_in_one_section_and_every_exit_code() -> None:
    listed = [command for commands in cli.SECTIONS.values() for command in commands]
    assert sorted(command.name or "" for command in listed) == sorted(cli.main.commands)
    shown = run_glossary("--help").out
    for title, commands in cli.SECTIONS.items():
        section = shown[shown.index(f"\n{title}:\n") :].strip().partition("\n\n")[0]
        assert [line.split()[0] for line in section.splitlines()[1:]] == [command.name for command in commands]
    codes = shown[shown.index("\nExit codes:\n") :].strip().splitlines()[1:]
    assert [line.split()[0] for line in codes] == [str(code) for code in cli.EXIT_CODES]


@pytest.mark.parametrize(("typed", "meant"), [("buidl", "build"), ("chekc", "check"), ("servre", "serve")])
def test_a_command_that_is_spelled_wrong_gets_the_nearest_one(typed: str, meant: str) -> None:
    outcome = run_glossary(typed)
    assert outcome.code == 2
    assert f"'{meant}'" in outcome.err.splitlines()[-1]


def test_quiet_prints_errors_alone(project: Path) -> None:
    write_files(project, {"entries/b.md": "---\nterm: B\n---\n"})
    for arguments in (
        ("build", "-q"),
        ("check", "-q"),
        ("pin", "-q"),
        ("export", "-q", "--format", "csv", "-o", "x.csv"),
        ("import", "-q", "x.csv", "--to", "out"),
        ("doctor", "-q"),
        ("new", "-q", "mine"),
    ):
        outcome = run_glossary(*arguments)
        assert (outcome.out, outcome.err) == ("", ""), arguments
    write_files(project, {"entries/c.md": "[[nothing]]\n"})
    for command in ("build", "check"):
        outcome = run_glossary(command, "-q")
        printed = outcome.out + outcome.err
        assert "entries/c.md:1: error [page-empty]" in printed and "warning [" not in printed, command


@pytest.mark.parametrize(
    ("arguments", "environment", "is_coloured"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "", "NO_COLOR": ""}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        ((), {"GLOSSARY_BUILD_COLOR": "always"}, True),
    ],
)
def test_colours_are_as_the_option_asks_else_as_the_environment_does(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    is_coloured: bool,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    write_files(project, {"entries/b.md": "no front matter"})
    for strict in ((), ("--strict",)):  # also what the group prints of a command that failed
        assert ("\x1b[31merror" in run_glossary("build", *arguments, *strict).err) == is_coloured


def test_an_option_may_come_from_a_variable_and_the_command_line_is_before_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLOSSARY_BUILD_OUTPUT", "there")
    monkeypatch.setenv("GLOSSARY_BUILD_JOBS", "1")
    assert " -> there (" in run_glossary("build").out
    assert " -> here (" in run_glossary("build", "-o", "here").out


def test_results_for_programs_are_one_json_document_with_nothing_beside_it(project: Path) -> None:
    write_files(project, {"entries/b.md": "no front matter"})
    built = run_glossary("build", "--json", "-o", "site")
    report = json.loads(built.out)
    assert (built.code, built.err, report["terms"], report["output"]) == (0, "", 1, "site")
    assert [issue["code"] for issue in report["issues"]] == ["page-empty"]
    assert report["bad"] == ["entries/b.md"]
    checked = run_glossary("check", "--json")
    assert (checked.code, checked.err) == (1, "")
    assert checked.out == run_glossary("check", "--format", "json").out
    assert "page-empty" in {issue["code"] for issue in json.loads(checked.out)}
    findings = json.loads(run_glossary("doctor", "--json").out)
    assert {"about": "licence", "severity": "note"}.items() <= findings[-3].items()
    page = json.loads(run_glossary("explain", "term/rye/", "--output", "site", "--json").out)
    assert page["sources"] == ["entries/rye.md:2"] and page["reasons"] == []
    difference = run_glossary("diff", "site", "entries", "--json")  # entries with an error cannot be compared
    assert (difference.code, difference.err) == (2, "")
    assert [issue["code"] for issue in json.loads(difference.out)["issues"]] == ["page-empty"]


@pytest.mark.parametrize("command", [("build",), ("doctor",), ("explain", "term/rye/")])
def test_a_failure_is_json_too_where_json_is_asked_for(project: Path, command: tuple[str, ...]) -> None:
    write_files(project, {"glossary.yml": "titel: [Words\n"})
    outcome = run_glossary(*command, "--json")
    assert (outcome.code, outcome.err) == (1, "")
    found = json.loads(outcome.out)
    if isinstance(found, dict):
        assert [issue["path"] for issue in found["issues"]] == ["glossary.yml"]
    else:  # the doctor examines a broken project as well
        assert "error" in {finding["severity"] for finding in found}


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_a_check_reports_settings_that_cannot_be_read_in_the_form_that_is_asked_for(project: Path, form: str) -> None:
    write_files(project, {"glossary.yml": "titel: [Words\n"})
    outcome = run_glossary("check", "--format", form)
    assert (outcome.code, outcome.err) == (1, "")
    assert "yaml-syntax" in outcome.out and "glossary.yml" in outcome.out


def test_a_reader_that_ends_early_is_no_error(project: Path) -> None:
    write_files(project, {f"entries/{number:03}.md": "no front matter" for number in range(400)})
    command = [sys.executable, "-m", "glossary_site", "check", "--verbose"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        assert "page-empty" in process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""


def test_ctrl_c_ends_a_command_with_a_word_and_its_own_exit_code(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("glossary_site.build.build_site", interrupt)
    outcome = run_glossary("build")
    assert (outcome.code, outcome.out, outcome.err) == (130, "", "Stopped.\n")
