"""The wheel works in an empty environment: pip and pipx install all that it needs."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    """What a command printed; the test fails where the command fails, and is skipped without a network."""
    environment = {
        **os.environ,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_RETRIES": "1",
        "PYTHONPATH": "",
        **variables,
    }
    arguments = list(map(str, command))
    done = subprocess.run(arguments, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    offline = ("NewConnectionError", "NameResolutionError", "No matching distribution found", "Connection refused")
    if done.returncode and any(sign in done.stderr + done.stdout for sign in offline):
        pytest.skip(f"the package index cannot be reached: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_wheel_in_an_empty_environment_starts_builds_and_examines_a_glossary(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path / "dist", ROOT, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    bin_ = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(bin_ / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    run(bin_ / "glossary", "new", "mine", cwd=tmp_path)
    project = tmp_path / "mine"
    # The workflow installs the copy of the program that the project carries, and checks and builds with it.
    workflow = yaml.safe_load((project / ".github/workflows/glossary.yml").read_text(encoding="utf-8"))
    steps = [step["run"].split() for step in workflow["jobs"]["build"]["steps"] if "run" in step]
    assert [step[:2] for step in steps] == [["pip", "install"], ["glossary", "check"], ["glossary", "build"]]
    run(bin_ / "python", "-m", "pip", "uninstall", "--quiet", "--yes", "glossary-site", cwd=project)
    for program, *arguments in steps:
        run(bin_ / program, *(each.replace('"$BASE_URL"', "https://example.org/") for each in arguments), cwd=project)
    assert (project / ".gitignore").is_file() and (project / "_site/sitemap.xml").is_file()
    assert "3 entries (3 terms)" in run(bin_ / "glossary", "build", "--strict", cwd=project)
    assert (project / "_site/term/alias/index.html").is_file()
    assert (project / "_site/embed.js").is_file()
    assert "error" not in run(bin_ / "glossary", "doctor", cwd=project)
    settings = project / "glossary.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("# language: en", "language: de"), encoding="utf-8"
    )
    run(bin_ / "glossary", "build", cwd=project)
    assert "3 Begriffe" in (project / "_site/index.html").read_text(encoding="utf-8")
    # pipx runs the command that has the name of the package, in a new environment.
    pipx = (sys.executable, "-m", "pipx", "run", "--spec", wheel, "glossary-site")
    homes = {name: str(tmp_path / "pipx") for name in ("PIPX_HOME", "PIPX_BIN_DIR", "PIPX_MAN_DIR")}
    run(*pipx, "build", "--output", "other", cwd=project, **homes)
    assert "3 Begriffe" in (project / "other/index.html").read_text(encoding="utf-8")
