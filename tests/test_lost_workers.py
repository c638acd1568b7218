"""A build that the system lets down: workers are killed, files, processes and memory run out, outputs are closed.

Each ends within seconds with a message in plain words, and the old site is whole.
"""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and signals are those of Linux")

ENTRIES = {f"entries/{n:03}.md": f"---\nterm: Term {n}\n---\nTerm {n} is a kind of thing.\n" for n in range(120)}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a built site and an entry that was added since."""
    folder = tmp_path / "project"
    write_files(folder, {"glossary.yml": "title: Things\n", **ENTRIES})
    monkeypatch.chdir(folder)
    assert run_glossary("build", "--jobs", "1").code == 0
    write_files(folder, {"entries/new.md": "---\nterm: New\n---\nA new term.\n"})
    return folder


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def have_no_memory(*_: object) -> None:
    raise MemoryError


def refuse(number: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("place", "end", "code", "hint"),
    [
        ("mentions.bodies._render", die, "worker-lost", "--jobs 1"),
        ("renderer.render.render_page", die, "worker-lost", "--jobs 1"),
        ("renderer.render.render_page", have_no_memory, "memory-full", "--jobs 1"),
        ("disk.output.write_new_file", refuse(errno.EMFILE), "output-unwritable", "open files"),
        ("mentions.bodies._render", refuse(errno.EMFILE), "file-unusable", "ulimit -n"),
        ("mentions.bodies._render", refuse(errno.ENOMEM), "file-unusable", "--jobs 1"),
    ],
)
def test_a_worker_that_ends_ends_the_build(
    project: Path, monkeypatch: pytest.MonkeyPatch, place: str, end: Callable[..., None], code: str, hint: str
) -> None:
    before, parent = read_files(project / "_site"), os.getpid()
    module, _, name = f"glossary_site.{place}".rpartition(".")
    work = getattr(import_module(module), name)

    def end_elsewhere(*values: object) -> object:
        if os.getpid() != parent:
            end()
        return work(*values)

    monkeypatch.setattr(f"{module}.{name}", end_elsewhere)
    built = run_glossary("build", "--jobs", "2", "--no-cache")
    assert built.code == 1 and f"[{code}]" in built.err and hint in built.err
    assert read_files(project / "_site") == before
    assert not [path.name for path in project.iterdir() if path.name.startswith("._site")]
    monkeypatch.undo()
    os.chdir(project)
    assert run_glossary("build", "--jobs", "2").code == 0
    assert (project / "_site/term/new/index.html").is_file()


def run_shell(project: Path, script: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """A shell script with the command as ``$G``; a hang fails the test."""
    home = Path(__file__).parents[1]
    command = f"G='{sys.executable} -P -m glossary_site'; {script}"
    surroundings = {**os.environ, "PYTHONPATH": str(home), **variables}
    return subprocess.run(
        ["bash", "-c", command], cwd=project, env=surroundings, capture_output=True, text=True, timeout=200, check=False
    )


@pytest.mark.parametrize(
    "script",
    [
        "ulimit -n 64; $G build --jobs 2",
        'env -i PATH="$PATH" PYTHONPATH="$PYTHONPATH" LANG=C LC_ALL=C $G build --jobs 2',
        "HOME=/proc/none XDG_CACHE_HOME=/proc/none TMPDIR=/proc/none $G build --jobs 2",
        "$G build --jobs 2 >&-",
        "$G build --jobs 2 2>&-",
        "$G build --jobs 2 <&- >&- 2>&-",
    ],
    ids=["64 files", "no locale", "no home", "no output", "no errors", "nothing open"],
)
def test_a_build_does_with_little(project: Path, script: str) -> None:
    done = run_shell(project, script)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert (project / "_site/term/new/index.html").is_file()


def test_a_system_without_shared_memory_is_enough(project: Path) -> None:
    mount = "unshare --map-root-user --mount sh -c 'mount -t tmpfs -o ro none /dev/shm"
    if run_shell(project, f"{mount}'").returncode:
        pytest.skip("this system lets no process mount")
    assert run_shell(project, f"{mount} && '\"$G\"' build --jobs 2'").returncode == 0
    assert (project / "_site/term/new/index.html").is_file()


def test_too_few_files_are_reported(project: Path) -> None:
    before = read_files(project / "_site")
    done = run_shell(project, "ulimit -n 12; $G build --jobs 2")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.startswith("error [file-unusable] the system refuses: ") and "ulimit -n" in done.stderr
    assert read_files(project / "_site") == before


def test_output_that_nothing_takes_is_reported(project: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    done = run_shell(project, "$G check --verbose > /dev/full")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "error [file-unusable] the system refuses: " in done.stderr and "make room" in done.stderr


def test_ctrl_c_pressed_twice_ends_quietly(project: Path) -> None:
    script = (
        "import os, signal\n"
        # A job in the background of a shell begins with the signal ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from glossary_site import build\n"
        "from glossary_site.cli import commands\n"
        "def interrupt(*_, **__): os.kill(os.getpid(), signal.SIGINT)\n"
        "build.build_site = commands.print_line = interrupt\n"
        "commands.run(['build'])\n"
    )
    (project / "twice.py").write_text(script, encoding="utf-8")
    before = read_files(project / "_site")
    done = run_shell(project, f"{sys.executable} twice.py")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
    assert read_files(project / "_site") == before
