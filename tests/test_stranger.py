"""A repository from a stranger: no command runs what is in it, and nothing in it passes for what this program made."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from command_line import Outcome, run_glossary, write_files

from glossary_site.build import BuildRequest
from glossary_site.cli.commands import main
from glossary_site.digest import digest
from glossary_site.preview.preview import Preview
from glossary_site.request import CACHE

RUNS = "touch ../it-ran"
#: What people who attack templates write, each in its own words.
HOSTILE = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ page.__init__.__globals__ }}",
    "{{ page|attr('__class__') }}",
    "{{ asset.__globals__['Path']('../it-ran').touch() }}",
    "{{ shared.__wrapped__.__globals__ }}",
    "{{ gettext.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.system('touch ../it-ran') }}",
    "{{ lipsum.__globals__['os'].popen('touch ../it-ran').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(page) }}",
    "{{ '{a.__class__}'.format_map({'a': page}) }}",
    "{{ (_('all')).format.__self__.__class__ }}",
    "{% set all = [] %}{{ all.append.__self__.__class__ }}",
    "{% for each in range(10000000) %}{% endfor %}",
    "{{ [].append(1) }}{{ {}.update(a=1) }}",
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    write_files(folder, {"glossary.yml": "title: Breads\n", "entries/rye.md": "---\nterm: Rye\n---\nA dark flour.\n"})
    monkeypatch.chdir(folder)
    return folder


def never_ran(project: Path) -> bool:
    return not (project.parent / "it-ran").exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_template_runs_nothing_and_is_reported(project: Path, text: str) -> None:
    write_files(project, {"templates/home.html": f"<p>\n{text}"})
    built = run_glossary("build", "--jobs", "1")
    assert built.code == 1 and never_ran(project) and not (project / "_site").exists()
    assert "templates/home.html:2: error [template]" in built.err
    assert "--trust-templates" in built.err or "Range too big" in built.err


def test_a_template_that_is_trusted_may_run_anything(project: Path) -> None:
    write_files(project, {"templates/home.html": "{{ cycler.__init__.__globals__.__name__ }}"})
    assert run_glossary("build", "--jobs", "1").code == 1
    assert run_glossary("build", "--jobs", "1", "--trust-templates").code == 0
    assert (project / "_site/index.html").read_text(encoding="utf-8") == "jinja2.utils"
    # What was compiled without a sandbox is not used within one.
    assert run_glossary("build", "--jobs", "1").code == 1


def test_no_setting_trusts_templates(project: Path) -> None:
    write_files(project, {"templates/home.html": HOSTILE[0], "glossary.yml": "trust_templates: true\n"})
    assert run_glossary("build").code == 1


def test_an_honest_template_of_a_project_is_rendered_in_the_sandbox_as_without_it(project: Path) -> None:
    base = (Path(__file__).parents[1] / "templates/base.html").read_text(encoding="utf-8")
    write_files(project, {"templates/base.html": base + "{% set all = namespace(n=1) %}{% set all.n = 2 %}\n"})
    for options in ((), ("--trust-templates",)):
        assert run_glossary("build", "--output", f"../{len(options)}", *options).code == 0
    assert (project.parent / "0/index.html").read_bytes() == (project.parent / "1/index.html").read_bytes()


def forge_bodies(project: Path) -> None:
    """Put a script into each body in the cache, with the digest that shows no damage."""
    with closing(sqlite3.connect(project / CACHE / "bodies.sqlite")) as store, store:
        for mark, html in store.execute("select mark, html from bodies").fetchall():
            forged = html[32:] + "<script>alert(1)</script>"
            store.execute("update bodies set html = ? where mark = ?", (digest(mark, forged) + forged, mark))


def clone(project: Path) -> Path:
    """The project as a clone has it: files of the same names and bytes."""
    return Path(shutil.copytree(project, project.parent / "clone", copy_function=shutil.copy))


def test_bodies_that_a_repository_brings_are_not_used(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_glossary("build").code == 0
    forge_bodies(project)
    shutil.rmtree(project / "_site")
    cloned = clone(project)
    monkeypatch.chdir(cloned)
    assert run_glossary("build").code == 0
    assert b"alert(1)" not in (cloned / "_site/term/rye/index.html").read_bytes()


def test_a_cache_of_another_machine_is_used_where_it_is_trusted(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_glossary("build").code == 0
    forge_bodies(project)
    shutil.rmtree(project / "_site")
    cloned = clone(project)
    monkeypatch.chdir(cloned)
    assert run_glossary("build", "--trust-cache").code == 0
    assert b"alert(1)" in (cloned / "_site/term/rye/index.html").read_bytes()


def test_a_site_that_a_repository_brings_is_not_taken_for_the_last_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_glossary("build").code == 0
    home = project / "_site/index.html"
    home.write_bytes(b"forged")
    (state,) = (project / CACHE).glob("build-*.json")
    cloned = Path(shutil.copytree(project, project.parent / "clone"))  # with the times of the files
    forged = json.loads(state.read_text(encoding="utf-8"))
    status = (cloned / "_site/index.html").stat()
    place = forged["paths"].index("index.html")
    forged["sizes"][place], forged["times"][place] = status.st_size, status.st_mtime_ns
    name = f"build-{digest((cloned / '_site').as_posix())[:12]}.json"
    (cloned / CACHE / name).write_text(json.dumps(forged), encoding="utf-8")
    monkeypatch.chdir(cloned)
    assert run_glossary("build").code == 0
    assert (cloned / "_site/index.html").read_bytes() != b"forged"


def test_a_cache_that_is_a_link_is_not_followed(project: Path) -> None:
    other = project.parent / "other"
    write_files(other, {"bodies.sqlite": "mine", "made-here": "1 1"})
    (project / CACHE).symlink_to(other)
    for _ in range(2):
        assert run_glossary("build").code == 0
    assert {path.name: path.read_bytes() for path in other.iterdir()} == {"bodies.sqlite": b"mine", "made-here": b"1 1"}


def git(folder: Path, *arguments: str) -> str:
    options = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(["git", *options, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def hostile_repository(project: Path) -> Path:
    """A repository with settings and hooks, as an archive can hold one."""
    git(project, "init", "-q")
    write_files(project, {".gitattributes": "* filter=own diff=own text eol=lf\n"})
    git(project, "add", ".")
    git(project, "commit", "-qm", "first")
    script = project / "run.sh"
    script.write_text(f"#!/bin/sh\n{RUNS}\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    command = str(script)
    for name, value in {
        "filter.own.smudge": command,
        "filter.own.clean": command,
        "filter.own.process": command,
        "diff.own.textconv": command,
        "diff.external": command,
        "core.fsmonitor": command,
        "core.pager": command,
        "core.sshCommand": command,
        "core.hooksPath": str(project / "hooks"),
        "tar.tar.command": command,
        "alias.archive": f"!{command}",
        "alias.rev-parse": f"!{command}",
        "credential.helper": command,
        "gpg.program": command,
        "remote.origin.url": f"ext::{command}",
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": command,
        "protocol.ext.allow": "always",
        "extensions.partialClone": "origin",
    }.items():
        git(project, "config", name, value)
    hooks = ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman")
    write_files(project, {f"hooks/{name}": f"#!/bin/sh\n{RUNS}\n" for name in hooks})
    for name in hooks:
        (project / "hooks" / name).chmod(0o755)
    return project


def test_a_comparison_runs_nothing_of_the_repository(hostile_repository: Path) -> None:
    write_files(hostile_repository, {"entries/oat.md": "---\nterm: Oat\n---\nA grain.\n"})
    compared = run_glossary("diff", "HEAD:entries", "entries")
    assert (compared.code, compared.err) == (1, "")
    assert "Oat" in compared.out and "Rye" not in compared.out
    assert never_ran(hostile_repository)


def test_a_comparison_fetches_nothing(hostile_repository: Path) -> None:
    blob = git(hostile_repository, "rev-parse", "HEAD:entries/rye.md")
    (hostile_repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    compared = run_glossary("diff", "HEAD:entries", "entries")
    assert compared.code == 2 and "[diff-side]" in compared.err
    assert never_ran(hostile_repository)


@pytest.mark.parametrize("side", ["--output=../it-ran:entries", "-h:entries", "--exec=touch ../it-ran:x", "-:"])
def test_a_revision_is_no_option_of_git(hostile_repository: Path, side: str) -> None:
    for sides in ((side, "entries"), ("entries", side)):
        compared = run_glossary("diff", "--", *sides)
        assert compared.code == 2 and "[diff-side]" in compared.err
    assert never_ran(hostile_repository)


#: Every command but ``serve`` and ``lsp``, which do not end.
COMMANDS = (
    ("build",),
    ("check",),
    ("doctor",),
    ("diff", "HEAD:entries", "entries"),
    ("explain", "term/rye/"),
    ("export", "--format", "csv", "--output", "list.csv"),
    ("import", "list.csv", "--to", "imported"),
    ("new", "words"),
    ("pin",),
    ("schema", "entry"),
)


def test_no_command_runs_what_a_project_has(hostile_repository: Path) -> None:
    assert {command for command, *_ in COMMANDS} == {*main.commands} - {"serve", "lsp"}
    names = ("sitecustomize.py", "usercustomize.py", "json.py", "yaml.py", "jinja2.py", "icu.py", "glossary_site.py")
    write_files(hostile_repository, dict.fromkeys(names, "open('../it-ran', 'w')\n"))
    variables = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    script = (
        "import contextlib, sys; sys.path.pop(0); from glossary_site.cli import run\n"
        f"for command in {COMMANDS}:\n"
        "    with contextlib.suppress(SystemExit): run(command)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], env=variables, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert never_ran(hostile_repository)


def test_a_preview_runs_nothing_of_a_template(project: Path) -> None:
    preview = Preview(BuildRequest(Path("entries"), Path("_site"), Path("glossary.yml")))
    for number, text in enumerate(HOSTILE):
        write_files(project, {"templates/home.html": text})
        preview.rebuild({"templates/home.html"} if number else None)
        preview.respond("")
        assert "template" in {issue.code for issue in preview.issues}, text
    assert never_ran(project)


#: A colour, a title of the window, an answer of the terminal, a line written over, C1 control characters, reordering.
ESCAPES = "\x1b[8mA\x1b]0;B\x07\x1b[6n\rC\x9b2J\u202eD\u2066"


def is_plain(outcome: Outcome) -> bool:
    return not set(outcome.out + outcome.err) & set("\x1b\x07\r\x9b\u202e\u2066")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_a_file_name_of_any_bytes_is_shown_as_escapes(project: Path) -> None:
    folder = Path(os.fsdecode(b"entries/\xff\x9b"))
    oat, spelt = "term: Oat\ncolour: none\n", "term: Spelt\nbody: A grain.\n"
    settings = "edit_url: https://example.org/{path}\n"
    write_files(project, {f"{folder}/oat.yml": oat, f"{folder}/spelt.yml": spelt, "glossary.yml": settings})
    for command in (("build",), ("check",), ("doctor",)):
        done = run_glossary(*command)
        assert is_plain(done) and "Traceback" not in done.err and "\\udcff\\udc9b" in done.out + done.err, command
    assert Path("_site/term/spelt/index.html").is_file()


def test_no_name_of_a_file_or_a_term_moves_a_terminal(project: Path) -> None:
    write_files(
        project,
        {
            f"entries/{ESCAPES}.md": f"---\nterm: Spelt\nrelated: [No {ESCAPES}]\n---\nA [[missing {ESCAPES}]].\n",
            "entries/out.md": f"---\nterm: Out\n---\nSee [there](<https://example.org/{ESCAPES}>).\n",
            f"entries/{ESCAPES}.yml": f"- term: Oat {ESCAPES}\n  colour: {ESCAPES}\n",
            f"entries/{ESCAPES}.txt": f"{ESCAPES}:\nA text.\n",
            f"public/{ESCAPES}.html": "x",
            f"templates/{ESCAPES}.html": "{{ x",
        },
    )
    shutil.copytree("entries", "before")
    write_files(project, {f"before/x{ESCAPES}.md": f"---\nterm: Barley {ESCAPES}\n---\nA grain.\n"})
    for command in (
        ("build",),
        ("check",),
        ("check", "--external"),
        ("doctor",),
        ("explain", f"term/{ESCAPES}/"),
        ("diff", "before", "entries"),
        ("diff", f"{ESCAPES}:entries", "entries"),
        ("import", "--diff", "entries", "--to", "out"),
        ("export", "--format", "csv", "--output", f"{ESCAPES}/a.csv"),
    ):
        assert is_plain(run_glossary(*command)), command
