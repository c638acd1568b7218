"""Killed at any moment, with a full disk or unreadable files: the site is complete, and the next build is correct.

``make test`` kills 24 times, ``make audit`` 200 times; the moments are drawn from a fixed seed.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from command_line import read_files, run_glossary, write_files

from glossary_site.disk import MANIFEST
from glossary_site.glossary import LEDGER
from glossary_site.project.imported_files import LEDGER as IMPORTED
from glossary_site.request import CACHE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are killed as Linux kills them")

KILLS = 200 if os.environ.get("AUDIT") == "full" else 16
TERMS = 40
WORDS = ("amber", "basalt")


@dataclass(slots=True)
class Worker:
    """The process of ``kill_worker.py``, which forks a child for each task."""

    process: "subprocess.Popen[str]"

    def start(self, *work: str) -> int:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(work) + "\n")
        self.process.stdin.flush()
        return self._read()

    def end(self) -> int:
        """Wait for the end of the task; gives back its exit code."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self._read()

    def _read(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())

    def do(self, *work: str) -> float:
        """Run a task to its end; gives back its duration in seconds."""
        start = time.perf_counter()
        self.start(*work)
        assert self.end() == 0
        return time.perf_counter() - start

    def kill(self, after: float, *work: str) -> int:
        """Start a task and kill it ``after`` so many seconds; gives back its exit code."""
        child = self.start(*work)
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        return self.end()


@pytest.fixture
def worker() -> Iterator[Worker]:
    command = [sys.executable, str(Path(__file__).with_name("kill_worker.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Worker(process)
        process.kill()


def entries(word: str) -> dict[str, str]:
    """All entries of one edition; in the other edition each of them differs, and some do not exist."""
    count = TERMS if word == WORDS[0] else TERMS - 5
    text = (
        "---\nterm: Term {0}\ncategory: {1}\n---\nTerm {0} is a kind of {1}. See [[Term {2}]].\n\n" + "More {1}. " * 40
    )
    return {f"entries/term-{n}.md": text.format(n, word, (n + 1) % count) for n in range(count)}


def save(project: Path, word: str) -> None:
    """Replace one edition by another, as an editor or a checkout does."""
    files = entries(word)
    for path in (project / "entries").glob("*.md"):
        if f"entries/{path.name}" not in files:
            path.unlink()
    write_files(project, files)


def hidden(folder: Path) -> list[str]:
    names = (path.name for path in folder.iterdir())
    return sorted(name for name in names if name.startswith(".") and name not in (LEDGER, CACHE))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_files(tmp_path, {"glossary.yml": "title: Stones\nbase_url: https://example.org/\n"})
    save(tmp_path, WORDS[0])
    return tmp_path


def editions(project: Path, worker: Worker) -> dict[str, dict[str, bytes]]:
    """The complete site of each edition; the first edition is built last."""
    found = {}
    for word in reversed(WORDS):
        save(project, word)
        worker.do("build", str(project), "1")
        found[word] = read_files(project / "site")
    assert found[WORDS[0]].keys() != found[WORDS[1]].keys()
    return found


def test_builds_killed_at_any_moment(project: Path, worker: Worker) -> None:
    sites = editions(project, worker)
    whole = list(sites.values())
    moments = Random(4711)
    took = {jobs: worker.do("build", str(project), jobs) for jobs in ("1", "2")}
    outcomes: Counter[str] = Counter()
    for number in range(KILLS // 2):
        word = WORDS[(number + 1) % 2]
        jobs = moments.choice(("1", "2"))
        save(project, word)
        before = read_files(project / "site")
        code = worker.kill(moments.random() * took[jobs] * 1.3, "build", str(project), jobs)
        now = read_files(project / "site")
        assert now in whole, f"kill {number}: neither the old site nor the new one"
        outcomes["done" if code == 0 else "new" if now == sites[word] and now != before else "old"] += 1
        worker.do("build", str(project), moments.choice(("1", "2")))
        assert read_files(project / "site") == sites[word]
        assert hidden(project) == []
    assert outcomes["old"]
    print(f"\n{KILLS // 2} builds killed: {dict(outcomes)}")


def test_imports_and_pins_killed_at_any_moment(project: Path, worker: Worker) -> None:
    lines = {
        word: "\n".join(
            f"stone {n}, {word}\n**Stone {n}** is a kind of {word}, and nothing else.\n" for n in range(TERMS)
        )
        for word in WORDS
    }
    write_files(project, {f"{word}.txt": text for word, text in lines.items()})
    moments = Random(42)
    home = project / "entries"
    expected: dict[str, dict[str, bytes]] = {}
    took = 60.0
    for word in WORDS:
        for path in home.iterdir():
            path.unlink()
        took = min(took, worker.do("import", str(project), str(project / f"{word}.txt")))
        worker.do("pin", str(project))
        expected[word] = read_files(home)
    outcomes: Counter[int] = Counter()
    for number in range(KILLS // 4):
        word = WORDS[number % 2]
        for path in home.iterdir():
            path.unlink()
        edited = moments.randrange(TERMS)
        write_files(home, {f"stone-{edited}.yml": "term: My own\nbody: Mine.\n"})
        outcomes[worker.kill(moments.random() * took, "import", str(project), str(project / f"{word}.txt"))] += 1
        for name, data in read_files(home).items():
            if name == f"stone-{edited}.yml":
                assert data == b"term: My own\nbody: Mine.\n"
            elif not name.startswith("."):
                assert data == expected[word][name], f"kill {number}: {name} is no whole file"
        worker.do("import", str(project), str(project / f"{word}.txt"))
        now = read_files(home)
        assert now.pop(f"stone-{edited}.yml") == b"term: My own\nbody: Mine.\n"
        for name, data in now.items():
            if not name.startswith("."):
                assert data == expected[word][name]
        ledger = json.loads(now[IMPORTED])
        assert len(ledger["files"]) == TERMS - 1
        write_files(home, {f"stone-{edited}.yml": expected[word][f"stone-{edited}.yml"]})
        worker.kill(moments.random() * 0.1, "pin", str(project))
        if (home / LEDGER).exists():
            assert (home / LEDGER).read_bytes() == expected[word][LEDGER]
        worker.do("pin", str(project))
        assert (home / LEDGER).read_bytes() == expected[word][LEDGER]
    assert outcomes[-signal.SIGKILL]
    print(f"\n{KILLS // 4} imports killed, {outcomes[0]} of them after their end, and as many pins")


def test_previews_killed_while_files_are_saved(project: Path, worker: Worker) -> None:
    sites = editions(project, worker)
    moments = Random(7)
    took = worker.do("preview", str(project))
    for number in range(KILLS // 4):
        word = WORDS[number % 2]
        child = worker.start("preview", str(project))
        time.sleep(moments.random() * took / 2)
        save(project, word)
        time.sleep(moments.random() * took / 2)
        os.kill(child, signal.SIGKILL)
        worker.end()
        now = read_files(project / "entries")
        assert {f"entries/{name}": data.decode() for name, data in now.items()} == entries(word)
        assert sorted(path.name for path in project.iterdir()) == ["entries", "glossary.yml", "site"]
        worker.do("build", str(project), "1")
        assert read_files(project / "site") == sites[word]
    print(f"\n{KILLS // 4} previews killed while files were saved")


def run_in_a_full_disk(project: Path, limit: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command line where no file may grow beyond ``limit`` bytes."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); "
        "sys.dont_write_bytecode = True; from glossary_site.cli import run; run(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("limit", [0, 100, 20_000])
def test_a_full_disk(project: Path, worker: Worker, limit: int) -> None:
    """A limit on the size of files has the effect of a full disk on a write, at each size of file."""
    sites = editions(project, worker)
    save(project, WORDS[1])
    done = run_in_a_full_disk(project, limit, "build", "--output", "site")
    assert done.returncode == 1
    assert "error [output-unwritable] cannot be written: " in done.stderr
    assert "Traceback" not in done.stderr
    assert read_files(project / "site") == sites[WORDS[0]]
    assert hidden(project) == []
    worker.do("build", str(project), "1")
    assert read_files(project / "site") == sites[WORDS[1]]


def test_a_full_disk_changes_no_entry_in_an_import(project: Path) -> None:
    write_files(project, {"a.txt": "stone, rock\n**Stone** is a rock, and nothing else. " + "It is hard. " * 500})
    write_files(project, {"entries/stone.yml": "term: Stone\nbody: Mine.\n"})
    before = read_files(project)
    for arguments in (["--to", "new"], ["--to", "entries", "--force"]):
        done = run_in_a_full_disk(project, 2_000, "import", "a.txt", *arguments)
        assert done.returncode == 1
        assert "error [file-unusable] the system refuses: " in done.stderr
        assert read_files(project) == before


def test_a_full_disk_leaves_no_half_of_a_new_project(project: Path) -> None:
    write_files(project, {"words/GLOSSARY.md": "# Words\n\n## Stone\n\nA rock.\n", "words/.github/own.yml": "x"})
    before = read_files(project)
    for folder in ("words", "new"):
        done = run_in_a_full_disk(project, 1_500, "new", folder)
        assert (done.returncode, "error [file-unusable]" in done.stderr) == (1, True)
        assert read_files(project) == before
    assert [path.name for path in (project / "new").iterdir()] == []


def test_files_that_cannot_be_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    assert run_glossary("build", "--output", "site").code == 0
    before = read_files(project / "site")
    read_bytes = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "term-3.md":
            raise PermissionError(13, "Permission denied", str(self))
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    outcome = run_glossary("build", "--output", "site")
    monkeypatch.undo()
    assert outcome.code == 1
    assert "entries/term-3.md: error [file-unreadable] cannot be read: Permission denied" in outcome.err
    assert read_files(project / "site") == before


def test_a_folder_that_cannot_be_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    write_files(project, {"entries/more/one.md": "---\nterm: One more\n---\nOne more.\n"})
    assert run_glossary("build", "--output", "site").code == 0
    before = read_files(project / "site")
    scandir = os.scandir

    def refuse(path: "str | os.PathLike[str] | int") -> object:
        if not isinstance(path, int) and Path(path).name == "more":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    outcome = run_glossary("build", "--output", "site")
    monkeypatch.undo()
    assert outcome.code == 1
    assert "entries/more: error [file-unreadable] cannot be read: Permission denied" in outcome.err
    assert read_files(project / "site") == before


def test_two_builds_at_once(project: Path, worker: Worker) -> None:
    """The second build is refused; the site is the one of the first."""
    sites = editions(project, worker)
    save(project, WORDS[1])
    command = [sys.executable, "-m", "glossary_site", "build", "--output", "site"]
    running = [
        subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    done = [(process.communicate()[1], process.returncode) for process in running]
    assert [code for _, code in done].count(0) >= 1
    for errors, code in done:
        assert code == 0 or "error [in-use] another process writes here: process " in errors
    assert read_files(project / "site") == sites[WORDS[1]]
    assert MANIFEST in sites[WORDS[1]]
    assert hidden(project) == []
