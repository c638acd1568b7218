"""The hook for pre-commit and the action for GitHub, each run by the real program or as GitHub runs its steps."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import write_files

ROOT = Path(__file__).parents[1]
RYE = "term: Rye\ndefinition: Rye is a grain.\n"


def git(folder: Path, *arguments: str) -> str:
    options = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *options, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one commit of a glossary, and a command ``glossary`` beside it."""
    command = f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m glossary_site "$@"\n'
    write_files(tmp_path, {"project/entries/rye.yml": RYE, "project/notes.md": "Mine.\n", "bin/glossary": command})
    (tmp_path / "bin/glossary").chmod(0o755)
    project = tmp_path / "project"
    git(project, "init", "-q", "-b", "main")
    git(project, "add", ".")
    git(project, "commit", "-qm", "one")
    return project


def environment(project: Path, **more: str) -> dict[str, str]:
    return os.environ | {"PATH": f"{project.parent / 'bin'}:{os.environ['PATH']}", **more}


def test_the_hooks_are_valid() -> None:
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], check=True
    )


def run_hook(project: Path) -> subprocess.CompletedProcess[str]:
    git(project, "add", ".")
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--verbose"],
        cwd=project,
        env=environment(project, PRE_COMMIT_HOME=str(project.parent / "kept")),
        capture_output=True,
        text=True,
    )


def test_a_commit_with_an_error_is_stopped_and_other_files_are_not_checked(project: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    # As the hook is, but for the installation, which would fetch the libraries.
    local = {"repos": [{"repo": "local", "hooks": [hook | {"language": "system"}]}]}
    write_files(project, {".pre-commit-config.yaml": yaml.safe_dump(local)})
    done = run_hook(project)
    assert done.returncode == 0, done.stdout
    assert "no files to check" in done.stdout
    write_files(project, {"entries/oat.yml": "term: Oat\ndefinition: Oat is like [[Ry]].\n"})
    done = run_hook(project)
    assert done.returncode == 1
    assert "entries/oat.yml:1: error [reference-unknown] [[Ry]] names no term" in done.stdout
    write_files(project, {"entries/oat.yml": "term: Oat\ndefinition: Oat is like [[Rye]].\n"})
    assert run_hook(project).returncode == 0


def run_action(project: Path, step: str, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as GitHub does: in a shell that stops at the first failure, with values in ``env``."""
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    (found,) = (each for each in action["runs"]["steps"] if each.get("name") == step)
    values = {name: each["default"] for name, each in action["inputs"].items()} | inputs
    known = {f"${{{{ inputs.{name} }}}}": value for name, value in values.items()}
    known["${{ github.event.pull_request.base.sha }}"] = git(project, "rev-list", "--max-parents=0", "HEAD")
    env = {name: known[text] for name, text in found["env"].items()}
    script = project.parent / "step.sh"
    script.write_text(found["run"], "utf-8")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        cwd=project,
        env=environment(
            project,
            **env,
            GITHUB_OUTPUT=str(project.parent / "output"),
            GITHUB_STEP_SUMMARY=str(project.parent / "summary"),
        ),
        capture_output=True,
        text=True,
    )


def outputs(project: Path) -> str:
    """What GitHub reads of the outputs of a step: the lines between two marks."""
    first, *lines = (project.parent / "output").read_text("utf-8").splitlines()
    name, mark = first.split("<<")
    assert (name, lines[-1]) == ("changes", mark)
    return "\n".join(lines[:-1])


@pytest.fixture
def pull_request(project: Path) -> Path:
    """The project with a change on a branch, and its origin with the first commit."""
    subprocess.run(["git", "clone", "-q", "--bare", project, project.parent / "origin"], check=True)
    git(project, "remote", "add", "origin", str(project.parent / "origin"))
    write_files(project, {"entries/oat.yml": "term: Oat\ndefinition: Oat is like [[Ry]].\nbody: |\n  a\n  EOF\n"})
    git(project, "add", ".")
    git(project, "commit", "-qm", "two")
    return project


def test_the_action_annotates_the_lines_and_fails(pull_request: Path) -> None:
    done = run_action(pull_request, "Check")
    assert done.returncode == 1
    assert "::error file=entries/oat.yml,line=1,title=reference-unknown::" in done.stdout
    write_files(pull_request, {"entries/oat.yml": "term: Oat\n"})
    assert run_action(pull_request, "Check", entries="entries/rye.yml").returncode == 0
    assert run_action(pull_request, "Check", strict="true").returncode == 1


def test_the_action_describes_what_changes(pull_request: Path) -> None:
    done = run_action(pull_request, "Describe the changes")
    assert done.returncode == 0, done.stderr
    assert "## Added" in outputs(pull_request)
    assert "- **Oat**" in outputs(pull_request)
    assert "- **Oat**" in (pull_request.parent / "summary").read_text("utf-8")


def test_a_glossary_that_is_new_has_no_changes(pull_request: Path) -> None:
    shutil.move(pull_request / "entries", pull_request / "words")
    done = run_action(pull_request, "Describe the changes", entries="words")
    assert (done.returncode, (pull_request.parent / "output").exists()) == (0, False)


def test_the_action_gives_each_step_only_texts_of_its_own() -> None:
    """No expression is written into a script: a name of a branch or an input would be run there."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert not [step for step in action["runs"]["steps"] if "${{" in step.get("run", "")]
