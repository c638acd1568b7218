"""``glossary new`` and ``glossary doctor``."""

import json
import os
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml
from command_line import read_files, run_glossary, write_files

import glossary_site.project.doctor
import glossary_site.project.installing
from glossary_site import __version__
from glossary_site.config import SiteConfig, parse_config

FILES = {
    *(f".schemas/{name}.json" for name in ("changes", "entry", "ids", "queries", "settings")),
    ".github/workflows/glossary.yml",
    ".gitignore",
    "README.md",
    "entries/alias.yml",
    "entries/definition.md",
    "entries/term.md",
    "glossary.yml",
    "netlify.toml",
    "public/_headers",
    f"wheels/glossary_site-{__version__}-py3-none-any.whl",  # tests run from a folder
}
#: A small glossary in one file, by the ending of its name.
WORDS = {
    ".md": "# Our words\n\n## Rye\n\nRye is a dark grain.\n\n## Oat\n\nOat is a grain that is paler than rye.\n",
    ".rst": ".. glossary::\n\n   Rye\n     Rye is a dark grain.\n\n   Oat\n     Oat is a pale grain.\n",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project just begun, as the current folder."""
    assert run_glossary("new", tmp_path / "mine").code == 0
    monkeypatch.chdir(tmp_path / "mine")
    return tmp_path / "mine"


def test_every_host_checks_before_it_builds(project: Path) -> None:
    """A build goes on without entries that have errors; what is published must not."""
    workflow = yaml.safe_load((project / ".github/workflows/glossary.yml").read_text(encoding="utf-8"))
    steps = [step.get("run", "") for step in workflow["jobs"]["build"]["steps"]]
    (check,), (build,) = (
        [number for number, step in enumerate(steps) if step.startswith(f"glossary {name}")]
        for name in ("check", "build")
    )
    assert check < build and "||" not in steps[check]
    netlify = tomllib.loads((project / "netlify.toml").read_text(encoding="utf-8"))["build"]["command"]
    (cloudflare,) = (
        line
        for line in (project / "README.md").read_text(encoding="utf-8").split("`")
        if line.endswith("glossary build") and "pip" in line
    )
    for command in (netlify, cloudflare):
        assert " && glossary check && glossary build" in command


def test_a_new_project_builds_without_any_issue(project: Path) -> None:
    assert set(read_files(project)) == FILES
    outcome = run_glossary("build", "--strict", "--base-url", "https://example.org/")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("3 entries (3 terms), ")
    checked = run_glossary("check", "--strict")
    assert (checked.code, checked.out) == (0, "")


def test_the_samples_for_hosts_are_well_formed(project: Path) -> None:
    workflow = yaml.safe_load((project / ".github/workflows/glossary.yml").read_text(encoding="utf-8"))
    assert set(workflow["jobs"]) == {"build", "publish"}
    assert workflow["permissions"] == {"contents": "read"}
    assert tomllib.loads((project / "netlify.toml").read_text(encoding="utf-8"))["build"]["publish"] == "_site"
    headers = (project / "public/_headers").read_text(encoding="utf-8").splitlines()
    open_to_all = {headers[n - 1] for n, line in enumerate(headers) if "Access-Control" in line}
    assert open_to_all == {"/embed.js", "/embed/*", "/terms.json", "/terms/*"}
    assert run_glossary("build").code == 0
    assert (project / "_site/_headers").read_bytes() == (project / "public/_headers").read_bytes()


def test_the_settings_in_comments_are_valid(project: Path) -> None:
    _, *lines = (project / "glossary.yml").read_text(encoding="utf-8").splitlines()
    settings = [line.removeprefix("# ") for line in lines if line.startswith("# ") and ": " in line]
    config, issues = parse_config("\n".join(settings))
    assert issues == ()
    assert config.title != SiteConfig().title
    assert config.offline and config.base_url and config.back_link and config.edit_url


@pytest.mark.parametrize("name", ["full", "full/file.txt"])
def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path, name: str) -> None:
    write_files(tmp_path, {"full/file.txt": "mine"})
    outcome = run_glossary("new", tmp_path / name)
    assert outcome.code == 1
    assert "[project-not-empty]" in outcome.err
    assert read_files(tmp_path) == {"full/file.txt": b"mine"}


def test_a_project_can_start_in_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run_glossary("new", tmp_path / "empty").code == 0
    assert set(read_files(tmp_path / "empty")) == FILES


@pytest.mark.parametrize("name", ["GLOSSARY.md", "docs/glossary.md", "doc/Glossary.rst", "glossary.txt"])
def test_a_glossary_in_one_file_gets_settings_and_a_workflow_and_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "Rye: a dark grain.\nOat: a pale grain.\n" if name.endswith(".txt") else WORDS[Path(name).suffix]
    write_files(tmp_path, {name: text, "src/main.c": "", ".gitignore": "build/\n"})
    outcome = run_glossary("new")
    assert outcome.code == 0
    assert ".gitignore was there and is kept" in outcome.out
    assert outcome.out.splitlines()[-1] == f"Next: glossary serve {name} --open"
    files = read_files(tmp_path)
    added = {".github/workflows/glossary.yml", ".schemas/settings.json", "glossary.yml"}
    assert {path for path in files if not path.startswith("wheels/")} == {name, "src/main.c", ".gitignore", *added}
    assert (files[name], files[".gitignore"]) == (text.encode(), b"build/\n")
    workflow = yaml.safe_load(files[".github/workflows/glossary.yml"])
    commands = [step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step]
    for command in commands[1:]:
        assert name in command
        assert run_glossary(*command.replace('"$BASE_URL"', "https://example.org/").split()[1:]).code == 0
    again = run_glossary("new")
    assert (again.code, "[project-not-empty] there is a glossary.yml in it" in again.err) == (1, True)
    assert set(read_files(tmp_path)) >= set(files)


def test_a_new_project_mentions_a_glossary_that_is_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"docs/glossary.md": WORDS[".md"]})
    assert "docs/glossary.md is here, too: 'glossary new .' makes a site of it." in run_glossary("new", "words").out


@pytest.mark.parametrize(
    ("origin", "requirement"),
    [
        (None, f"pip install 'glossary-site[icu]=={__version__}'"),
        (
            {"url": "https://example.org/g", "vcs_info": {"vcs": "git", "commit_id": "1f"}},
            "pip install 'glossary-site[icu] @ git+https://example.org/g@1f'",
        ),
        (
            {"url": "https://example.org/g.whl", "archive_info": {}},
            "pip install 'glossary-site[icu] @ https://example.org/g.whl'",
        ),
        (
            {"url": "file:///home/g", "dir_info": {"editable": True}},
            f"pip install './wheels/glossary_site-{__version__}-py3-none-any.whl[icu]'",
        ),
        (
            {"url": "file:///home/g.git", "vcs_info": {"vcs": "git", "commit_id": "1f"}},
            f"pip install './wheels/glossary_site-{__version__}-py3-none-any.whl[icu]'",
        ),
    ],
)
def test_hosts_install_the_program_from_where_it_was_installed_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: dict[str, object] | None, requirement: str
) -> None:
    program = distribution("glossary-site")
    read_text = program.read_text

    def read(filename: str) -> str | None:
        return (json.dumps(origin) if origin else None) if filename == "direct_url.json" else read_text(filename)

    monkeypatch.setattr(program, "read_text", read)
    monkeypatch.setattr(glossary_site.project.installing, "distribution", lambda _: program)
    assert run_glossary("new", tmp_path / "mine").code == 0
    files = read_files(tmp_path / "mine")
    workflow = yaml.safe_load(files[".github/workflows/glossary.yml"])
    assert requirement in [step.get("run") for step in workflow["jobs"]["build"]["steps"]]
    assert tomllib.loads(files["netlify.toml"].decode())["build"]["command"].startswith(f"{requirement} && ")
    assert files["README.md"].decode().count(requirement) == 2
    assert any(path.startswith("wheels/") for path in files) == ("./wheels/" in requirement)
    assert not [name for name, data in files.items() if b"@INSTALL@" in data or b"@WHY@" in data]


def findings() -> dict[str, tuple[str, str]]:
    """What the doctor reports: a severity and a message for each check."""
    outcome = run_glossary("doctor")
    lines = [line for line in outcome.out.splitlines() if not line.startswith("      ")]
    found = {line[9:20].strip(): (line[:9].strip(), line[20:]) for line in lines}
    assert (outcome.code == 1) == any(severity == "error" for severity, _ in found.values())
    hints = len(outcome.out.splitlines()) - len(lines)
    assert hints == sum(severity != "ok" for severity, _ in found.values())
    return found


def test_the_doctor_of_a_new_project_lists_what_is_to_be_done(project: Path) -> None:
    found = findings()
    assert {about: severity for about, (severity, _) in found.items()} == {
        "python": "ok",
        "libraries": "ok",
        "theme": "ok",
        "config": "ok",
        "entries": "ok",
        "public": "ok",
        "base_url": "warning",
        "licence": "note",
        "ledger": "note",
        "output": "note",
    }
    assert "sitemap.xml, canonical links, Open Graph" in found["base_url"][1]
    assert set(read_files(project)) == FILES


def test_the_doctor_finds_nothing_in_a_published_project(project: Path) -> None:
    settings = "base_url: https://example.org/\nlicence: {text: MIT}\n"
    write_files(project, {"glossary.yml": settings, "templates/404.html": "Mine"})
    run_glossary("pin")
    run_glossary("build")
    found = findings()
    assert {severity for severity, _ in found.values()} == {"ok"}
    assert "1 of them the project's own" in found["theme"][1]
    assert found["ledger"][1] == "3 ids are pinned"


def test_the_doctor_finds_a_stale_a_broken_and_a_foreign_output(project: Path) -> None:
    run_glossary("build")
    assert findings()["output"][0] == "ok"
    entry = project / "entries/term.md"
    built = (project / "_site/.glossary-manifest.json").stat().st_mtime
    os.utime(entry, (built + 5, built + 5))
    assert "older than the entries" in findings()["output"][1]
    os.utime(entry, (built - 5, built - 5))
    (project / "entries/alias.yml").unlink()
    assert "older than the entries" in findings()["output"][1]
    (project / "_site/index.html").unlink()
    assert "are missing" in findings()["output"][1]
    write_files(project, {"_site/.glossary-manifest.json": "{"})
    assert "broken" in findings()["output"][1]
    (project / "_site/.glossary-manifest.json").unlink()
    assert findings()["output"][0] == "error"


def test_the_doctor_finds_what_is_wrong_with_settings_entries_and_templates(project: Path) -> None:
    write_files(project, {"glossary.yml": "titel: x\n", "entries/bad.md": "no front matter\n"})
    write_files(project, {"templates/home.html": b"\xff\xfe"})
    found = findings()
    assert found["config"] == (
        "error",
        "glossary.yml:1: error [config-unknown] there is no setting 'titel' (did you mean 'title'?)",
    )
    assert found["entries"][0] == "error"
    assert "home.html" in found["theme"][1]


def test_the_doctor_finds_what_is_wrong_in_public(project: Path) -> None:
    assert findings()["public"] == ("ok", "1 file is copied to the root of the site")
    write_files(project, {"public/index.html": "mine", "public/CNAME": "example.org"})
    severity, message = findings()["public"]
    assert severity == "error"
    assert "public/index.html: error [public-clash]" in message
    assert findings()["entries"][0] == "ok"


def test_the_doctor_of_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = findings()
    assert (found["config"][0], found["entries"][0], found["output"][0]) == ("note", "error", "note")


def test_the_doctor_names_missing_and_old_libraries(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needed = [
        "click>=999",
        "no-such-library-here>=1",
        "jinja2>=3,!=3.0.0",
        "extra-only>=9; extra == 'dev'",
        "old-only>=9; python_version < '3'",
        "packaging[some-extra] (>=20)",
    ]
    monkeypatch.setattr(glossary_site.project.doctor, "requires", lambda _: needed)
    severity, message = findings()["libraries"]
    assert severity == "error"
    assert message.startswith("click ") and message.endswith(", not >=999, no-such-library-here")
    monkeypatch.setattr(glossary_site.project.doctor, "_OLDEST", (99, 0))
    assert findings()["python"][0] == "error"
