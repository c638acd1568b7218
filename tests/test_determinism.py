"""The same entries give the same bytes: whatever the hash seed, the number of processes, or the order of the files."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from command_line import read_files

ROOT = Path(__file__).parents[1]


def build(project: Path, output: Path, *, seed: str, jobs: str = "1") -> dict[str, bytes]:
    """The whole output of a build of ``project``'s entries in a process of its own."""
    command = [sys.executable, "-m", "glossary_site", "build", "--output", str(output), "--jobs", jobs]
    done = subprocess.run(
        command, cwd=project, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return read_files(output)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    found = build(ROOT, tmp_path_factory.mktemp("reference") / "site", seed="0")
    assert len(found) > 100
    return found


def differing(found: dict[str, bytes], expected: dict[str, bytes]) -> list[str]:
    return sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))


def test_hash_seeds_do_not_show(reference: dict[str, bytes], tmp_path: Path) -> None:
    assert differing(build(ROOT, tmp_path / "site", seed="4711"), reference) == []


def test_worker_processes_do_not_show(reference: dict[str, bytes], tmp_path: Path) -> None:
    assert differing(build(ROOT, tmp_path / "site", seed="1", jobs="2"), reference) == []


def test_the_order_in_which_files_were_made_does_not_show(reference: dict[str, bytes], tmp_path: Path) -> None:
    files = sorted(path for path in (ROOT / "entries").rglob("*") if path.is_file())
    Random(3).shuffle(files)
    project = tmp_path / "project"
    for path in files:
        copy = project / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    shutil.copyfile(ROOT / "glossary.yml", project / "glossary.yml")
    for folder in ("templates", "static"):
        shutil.copytree(ROOT / folder, project / folder)
    assert differing(build(project, tmp_path / "site", seed="2"), reference) == []
