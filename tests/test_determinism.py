"""The same entries give the same bytes: whatever the hash seed, the number of processes, or the order of the files."""

import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from random import Random

import pytest
from command_line import read_files, write_files

from glossary_site.formats import EXPORTS

ROOT = Path(__file__).parents[1]


def build(project: Path, output: Path, *, seed: str, jobs: str = "1") -> dict[str, bytes]:
    """The output of a build of ``project``'s entries in another process."""
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


#: Runs the command line with the files of each folder listed in another order.
SHUFFLED = """
import os, pathlib, random, sys
draw = random.Random(int(sys.argv.pop(1)))
listdir, scandir = os.listdir, os.scandir

class Shuffled:
    def __init__(self, entries):
        self.entries = entries
    def __enter__(self):
        return self
    def __exit__(self, *_):
        self.close()
    def close(self):
        self.entries = iter(())
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.entries)

def shuffled(found):
    found = list(found)
    draw.shuffle(found)
    return found

def scan(path="."):
    with scandir(path) as entries:
        return Shuffled(iter(shuffled(entries)))

os.listdir = lambda path=".": shuffled(listdir(path))
os.scandir = scan
before = list(pathlib.Path("entries").rglob("*")), list(pathlib.Path("entries").iterdir())
assert before != (list(pathlib.Path("entries").rglob("*")), list(pathlib.Path("entries").iterdir()))
from glossary_site.cli import run
run()
"""
SMALL = {
    "glossary.yml": (
        "title: Words\nbase_url: https://example.org/\noffline: yes\nquality: yes\nedit_url: https://e.org/{path}\n"
    ),
    "entries/a.yml": (
        "- {term: Œuvre, category: Arts, definition: An œuvre is a life's work., body: 'Work of [[Éclair]].'}\n"
    ),
    "entries/sub/b.md": "---\nterm: Éclair\ncategory: Food\nupdated: 2026-03-31\n---\nAn éclair is a cake.\n",
    "entries/sub/c.md": "---\nterm: eclair\nid: plain\n---\nAn eclair is the same in plain letters.\n",
    "entries/d.txt": (
        "zebra, animals\n**Zebra** is a striped horse.\nİstanbul, towns\n**İstanbul** is a town on a strait.\n"
    ),
}


def run(project: Path, code: str, *arguments: str, **settings: str) -> None:
    command = [sys.executable, "-c", code, *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **settings}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("small")
    write_files(project, SMALL)
    return project


@pytest.fixture(scope="module")
def small_site(small: Path) -> dict[str, bytes]:
    found = build(small, small / "reference", seed="0")
    assert len(found) > 30
    return found


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_the_order_in_which_a_folder_is_listed_does_not_show(
    small: Path, small_site: dict[str, bytes], tmp_path: Path, seed: str
) -> None:
    run(small, SHUFFLED, seed, "build", "--output", str(tmp_path / "site"), "--no-cache")
    assert differing(read_files(tmp_path / "site"), small_site) == []


@pytest.mark.parametrize(
    "settings",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8"},
        {"TZ": "", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONUTF8": "0", "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"},
        {"SOURCE_DATE_EPOCH": "0"},
        {"SOURCE_DATE_EPOCH": "4102444800"},
        {"HOME": "/nonexistent", "USER": "somebody", "COLUMNS": "20"},
    ],
    ids=str,
)
def test_neither_clock_nor_zone_nor_locale_shows(
    small: Path, small_site: dict[str, bytes], tmp_path: Path, settings: dict[str, str]
) -> None:
    code = "from glossary_site.cli import run\nrun()"
    run(small, code, "build", "--output", str(tmp_path / "site"), "--no-cache", **settings)
    assert differing(read_files(tmp_path / "site"), small_site) == []


def test_times_and_rights_of_files_and_the_place_of_the_project_do_not_show(
    small_site: dict[str, bytes], tmp_path: Path
) -> None:
    project = tmp_path / "ein anderer Ort – élan"
    write_files(project, SMALL)
    for number, path in enumerate(sorted((project / "entries").rglob("*.*"))):
        os.utime(path, (number, 10_000_000 - number))
        path.chmod(0o600)
    assert differing(build(project, tmp_path / "site", seed="5"), small_site) == []


def test_how_a_system_writes_accents_in_names_of_files_does_not_show(
    tmp_path: Path,
) -> None:
    """macOS may list the names of files with decomposed accents; both forms of a name sort alike."""
    sites = []
    for form in ("NFC", "NFD"):
        project = tmp_path / form
        files = {
            name.replace("sub/b.md", "sub/é.md").replace("sub/c.md", "sub/è.md"): text for name, text in SMALL.items()
        }
        files["glossary.yml"] = "title: Words\n"
        write_files(project, {unicodedata.normalize(form, name): text for name, text in files.items()})
        sites.append(build(project, tmp_path / f"site-{form}", seed="5"))
    assert differing(*sites) == []


def test_exports_have_the_date_that_is_set_and_nothing_else_of_their_day(small: Path, tmp_path: Path) -> None:
    """Every format twice, with another hash seed, time zone and time of day, and the same date set."""
    code = """
import sys
from pathlib import Path
from click.testing import CliRunner
from glossary_site.cli.commands import main
from glossary_site.formats import EXPORTS
for form in EXPORTS:
    output = str(Path(sys.argv[1]) / f"{form.name}{form.ending}")
    done = CliRunner().invoke(main, ["export", "--format", form.name, "--output", output])
    assert done.exit_code == 0, (form.name, done.output)
"""
    found: list[dict[str, bytes]] = []
    for seed, zone, date in (("1", "Asia/Tokyo", "1000000000"), ("2", "UTC", "1000000000"), ("2", "UTC", "1100000000")):
        folder = tmp_path / f"{len(found)}"
        folder.mkdir()
        run(small, code, str(folder), PYTHONHASHSEED=seed, TZ=zone, SOURCE_DATE_EPOCH=date)
        found.append(read_files(folder))
    assert len(found[0]) > len(EXPORTS)
    assert differing(found[0], found[1]) == []
    assert {"anki.apkg", "epub.epub"} <= set(differing(found[1], found[2]))
