"""The wheel works in an empty environment: the tutorial is followed to the letter, and its glossary deployed."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
TUTORIAL = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
#: In the order of the page: a file to write (its name and text), or commands to run.
STEP = re.compile(r"`([\w./-]+)`:\n\n```markdown\n(.*?)```|```console\n(.*?)```", re.DOTALL)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="the tutorial is for a Unix shell")]


@dataclass(frozen=True, slots=True)
class Shell:
    """A terminal: the folder that it is in, and its variables."""

    folder: Path
    variables: Mapping[str, str]

    def run(self, line: str) -> str:
        """What a command printed; the test fails where it fails, and is skipped without a network."""
        done = subprocess.run(
            shlex.split(line), cwd=self.folder, env=dict(self.variables), capture_output=True, text=True, check=False
        )
        offline = ("NewConnectionError", "NameResolutionError", "No matching distribution found", "Connection refused")
        if done.returncode and any(sign in done.stderr + done.stdout for sign in offline):
            pytest.skip(f"the package index cannot be reached: {done.stderr.strip().splitlines()[-1]}")
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout

    def preview(self, line: str) -> str:
        """The front page of a preview, which is then ended by Ctrl-C."""
        command = subprocess.Popen(
            shlex.split(line), cwd=self.folder, env=dict(self.variables), stdout=subprocess.PIPE, text=True
        )
        with command:
            assert command.stdout
            started = next(filter(None, (re.match(r"Preview at (\S+) ", line) for line in command.stdout)))
            with urllib.request.urlopen(started[1]) as answer:  # noqa: S310 - it is this machine's own server
                page: str = answer.read().decode()
            command.send_signal(signal.SIGINT)
            assert command.wait() == 0
        return page

    def enter(self, folder: str) -> "Shell":
        """The same terminal in a folder."""
        return Shell((self.folder / folder).resolve(), self.variables)


def follow(shell: Shell, page: str) -> Shell:
    """Do all steps of a page, in order. ``. …/activate`` has the programs of an environment found first."""
    for step in STEP.finditer(page):
        if step[1]:
            (shell.folder / step[1]).write_text(step[2], encoding="utf-8")
        for line in (step[3] or "").splitlines():
            command = line.removeprefix("$ ")
            if command.startswith("cd "):
                shell = shell.enter(command.removeprefix("cd "))
            elif command.startswith(". "):
                bin_ = shell.folder / Path(command.removeprefix(". ")).parent
                shell = Shell(shell.folder, {**shell.variables, "PATH": f"{bin_}:{shell.variables['PATH']}"})
            elif command.startswith("glossary serve"):
                assert "<!doctype html>" in shell.preview(command)
            else:
                shell.run(command)
    return shell


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """The terminal of somebody who has followed the tutorial, in their last folder; ``dist`` has the wheel."""
    home = tmp_path_factory.mktemp("home")
    variables = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_RETRIES": "1",
        "BROWSER": "true",
        "PIP_FIND_LINKS": str(home / "dist"),  # as the package index has it once it is published
        **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    terminal = Shell(home, variables)
    terminal.run(f"python -m build --wheel --outdir dist {ROOT}")
    yield follow(terminal, TUTORIAL)


def test_the_tutorial_makes_two_glossaries_and_publishes_one(shell: Shell) -> None:
    words, bakery = shell.folder, shell.folder.parent / "bakery"
    assert (bakery / ".github/workflows/glossary.yml").is_file()
    assert (words / "_site/term/wafer/index.html").is_file()
    assert (words / "_site/embed.js").is_file()
    assert "wafer:\n  term: Wafer\n" in (words / "entries/.ids.yml").read_text(encoding="utf-8")
    assert "entries/wafer.md" in shell.run("git ls-files")
    assert "_site" not in shell.run("git ls-files")
    assert "error" not in shell.run("glossary doctor")


def test_a_new_project_is_deployed_by_its_own_workflow(shell: Shell) -> None:
    """The program came from a file here, so the project carries a copy, and hosts install that."""
    workflow = yaml.safe_load((shell.folder / ".github/workflows/glossary.yml").read_text(encoding="utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step]
    assert [step.split()[:2] for step in steps] == [["pip", "install"], ["glossary", "check"], ["glossary", "build"]]
    shell.run("pip uninstall --quiet --yes glossary-site")
    for step in steps:
        shell.run(step.replace("$BASE_URL", "https://example.org/"))
    assert (shell.folder / "_site/sitemap.xml").is_file()


def test_the_texts_of_the_pages_are_in_the_wheel_in_all_languages(shell: Shell) -> None:
    settings = shell.folder / "glossary.yml"
    settings.write_text("language: de\n", encoding="utf-8")
    shell.run("glossary build")
    assert "4 Begriffe" in (shell.folder / "_site/index.html").read_text(encoding="utf-8")


def test_what_is_published_is_examined_as_make_dist_does(shell: Shell) -> None:
    """The lines of the Makefile, with the wheel that is there and the environment that it is installed in."""
    recipe = re.search(r"^dist:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert recipe
    home, bin_ = shell.folder.parent, Path(sys.executable).parent
    names = {"$(BIN)": str(bin_), "$(VENV)/sbom": str(home / ".venv"), "pyproject.toml": str(ROOT / "pyproject.toml")}
    (wheel,) = (home / "dist").glob("*.whl")
    examined = [line for line in recipe[1].splitlines() if re.search("twine|check-wheel|cyclonedx", line)]
    assert len(examined) == 3
    for line in examined:
        for name, value in {**names, "dist/*": str(wheel)}.items():
            line = line.replace(name, value)
        shell.enter("..").run(line.strip())
    parts = json.loads((home / "dist/sbom.cdx.json").read_text(encoding="utf-8"))["components"]
    assert {"jinja2", "click"} <= {part["name"].lower() for part in parts}


def test_pipx_runs_the_wheel_without_installing_it(shell: Shell) -> None:
    """It runs the command that has the name of the package, in a new environment."""
    (wheel,) = (shell.folder.parent / "dist").glob("*.whl")
    homes = {name: str(shell.folder.parent / "pipx") for name in ("PIPX_HOME", "PIPX_BIN_DIR", "PIPX_MAN_DIR")}
    pipx = Shell(shell.folder, {**shell.variables, **homes})
    pipx.run(f"{sys.executable} -m pipx run --spec {wheel} glossary-site build --output other")
    assert (shell.folder / "other/index.html").is_file()
