"""What is published, and how: each step of the workflows that can run here does."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import run_glossary, write_files

from glossary_site import __version__

ROOT = Path(__file__).parents[1]
STARTER = ROOT / "glossary_site/project/starter_files/every/dot-github/workflows/glossary.yml"
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def tool(name: str) -> str:
    """The path of a checker that is installed with the tests, where there is one for this system."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    return found or pytest.skip(f"{name} has no program for this system")


def read_jobs(name: str) -> dict[str, Any]:
    jobs: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows" / name).read_text(encoding="utf-8"))["jobs"]
    return jobs


def test_actionlint_finds_nothing_in_the_workflows(tmp_path: Path) -> None:
    sample = re.sub("@[A-Z]+@", "sample ", STARTER.read_text(encoding="utf-8"))
    write_files(tmp_path, {"sample.yml": sample})
    command = [tool("actionlint"), "-no-color", *map(str, WORKFLOWS), str(tmp_path / "sample.yml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_hadolint_finds_nothing_in_the_container() -> None:
    done = subprocess.run([tool("hadolint"), ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_container_serves_as_a_user_without_rights() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    steps = dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))
    assert steps["USER"] == "1000:1000"
    entry, arguments = (yaml.safe_load(steps[name]) for name in ("ENTRYPOINT", "CMD"))
    assert entry == ["glossary"]
    shown = run_glossary(arguments[0], "--help").out
    assert all(option in shown for option in arguments if option.startswith("--"))


def test_every_action_has_one_version() -> None:
    files = [*WORKFLOWS, STARTER, ROOT / "action.yml", *(ROOT / "docs").glob("*.md")]
    versions = re.compile(r"uses: ([\w./-]+)@(?:[0-9a-f]{40} # )?(v\d+)")
    used = {each for file in files for each in versions.findall(file.read_text(encoding="utf-8"))}
    assert len(used) == len({name for name, _ in used}) >= 8


def test_zizmor_finds_nothing_in_the_workflows() -> None:
    """Actions without a hash, rights of a job that are too wide, texts of strangers in scripts, and more."""
    places = (str(ROOT / ".github"), str(ROOT / "action.yml"))
    command = [tool("zizmor"), "--offline", "--no-progress", "--color=never", "--min-severity=medium", *places]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_version_is_in_one_place() -> None:
    assert f'version = "{__version__}"' not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert run_glossary("--version").out == f"glossary, version {__version__}\n"


def test_a_release_is_tried_by_commands_that_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    steps = [step for step in read_jobs("release.yml")["try"]["steps"] if step.get("run", "").startswith("glossary ")]
    assert len(steps) == 4
    for step in steps:
        monkeypatch.chdir(tmp_path / step.get("working-directory", "."))
        outcome = run_glossary(*shlex.split(step["run"])[1:])
        assert outcome.code == 0, (step, outcome)


@pytest.mark.parametrize(
    ("tag", "head", "printed", "fault"),
    [
        (f"v{__version__}", f"## {__version__} (2026-12-01)", "- New.\n", ""),
        (f"v{__version__}", "## Unreleased", "", "CHANGELOG.md has no section"),
        ("v99.0", "## 99.0", "", f"the program has the version {__version__}, not 99.0"),
    ],
)
def test_a_release_has_the_notes_of_its_version(tmp_path: Path, tag: str, head: str, printed: str, fault: str) -> None:
    for name in (".ci/notes", "glossary_site/__init__.py"):
        write_files(tmp_path, {name: (ROOT / name).read_bytes()})
    write_files(tmp_path, {"CHANGELOG.md": f"# Changelog\n\n{head}\n\n- New.\n\n## 0.0.1\n\n- Old.\n"})
    command = [sys.executable, str(tmp_path / ".ci/notes"), tag]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode == 0, done.stdout) == (not fault, printed)
    assert fault in done.stderr


def test_the_forms_for_issues_are_well_formed() -> None:
    for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"):
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.name != "config.yml":
            assert {"name", "description", "labels", "body"} <= set(form)
            ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
            assert len(ids) == len(set(ids))
