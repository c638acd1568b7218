"""What is published, and how: each step of the workflows that can run here does."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import run_glossary, write_files
from packaging.requirements import Requirement

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


def needs(*extras: str) -> Iterator[Requirement]:
    """What the project and these extras of it need, without what those need in turn."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    for requirement in map(Requirement, lines):
        if requirement.name == project["name"]:
            yield from needs(*requirement.extras)
        else:
            yield requirement


@pytest.mark.parametrize(("file", "extras"), [("workflows", ("dev", "workflows")), ("program", ("icu", "package"))])
def test_what_is_installed_by_hash_is_what_the_project_needs(file: str, extras: tuple[str, ...]) -> None:
    lock = (ROOT / f".github/requirements/{file}.txt").read_text(encoding="utf-8")
    locked: dict[str, list[str]] = {}
    for name, version, after in re.findall(r"^([\w.-]+)==(\S+)([^\n]*\n +--hash=sha256:)?", lock, re.MULTILINE):
        assert after, f"{name} has no hash"
        locked.setdefault(name, []).append(version)
    for requirement in needs(*extras):
        versions = locked.get(requirement.name.lower(), [])
        assert versions, f"make lock: {requirement.name} is missing"
        assert all(map(requirement.specifier.contains, versions)), f"make lock: {requirement} is not {versions}"


def test_workflows_action_and_container_install_by_hash() -> None:
    files = [*WORKFLOWS, ROOT / "action.yml", ROOT / "Dockerfile"]
    commands = [line for file in files for line in re.findall(r"pip install .*", file.read_text(encoding="utf-8"))]
    assert len(commands) >= 5
    tried = "pip install dist/*.whl"  # what users get
    assert [line for line in commands if not re.search("--require-hashes|--no-deps", line)] == [tried]
    images = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(set(images)) == 1
    assert re.fullmatch(r"[\w.:-]+@sha256:[0-9a-f]{64}", images[0])


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
