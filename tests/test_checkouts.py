"""Another branch is checked out while files are read: the next build is right, and a preview sees all that changed."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files

from glossary_site.build import BuildRequest
from glossary_site.build.stages import STAGES, Stage, StageTimer
from glossary_site.preview.preview import Preview
from glossary_site.preview.watch import Watch

#: Each branch has files that the other has not, and the others are of equal size.
BRANCHES = {
    "summer": {f"entries/{n:02}.md": f"---\nterm: Rye {n}\n---\nRye {n} is like Rye {n + 1}.\n" for n in range(24)},
    "winter": {f"entries/{n:02}.md": f"---\nterm: Oat {n}\n---\nOat {n} is like Oat {n + 1}.\n" for n in range(8, 32)},
}
#: Where a branch is checked out: at the beginning of a stage, or after so many reads of entries. The first 24 find
#: out that they are no other program's.
MOMENTS = (*(stage.name for stage in STAGES), 1, 34, 48)


def git(*arguments: str) -> None:
    options = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "gc.auto=0")
    subprocess.run(["git", *options, *arguments], check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a branch for each season; that of summer is checked out."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    git("init", "-q")
    for branch, entries in BRANCHES.items():
        git("checkout", "-q", "--orphan", branch)
        git("rm", "-rfq", "--ignore-unmatch", ".")
        settings = {"glossary.yml": f"title: In {branch}\n", ".gitignore": "site/\nclean/\n.glossary-cache/\n"}
        write_files(folder, entries | settings | {"pages/about.md": f"# About {branch}\n\nWords of {branch}.\n"})
        git("add", ".")
        git("commit", "-qm", branch)
    git("checkout", "-q", "summer")
    return folder


@contextmanager
def checking_out(branch: str, moment: str | int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Check a branch out at a moment of what runs within the block; gives what has been checked out."""
    done: list[str] = []

    def check_out() -> None:
        if not done:
            done.append(branch)
            git("checkout", "-q", branch)

    run: Callable[..., object] = StageTimer.run
    read = Path.read_bytes
    seen: list[Path] = []

    def begin(timer: StageTimer, stage: Stage) -> object:
        if stage.name == moment:
            check_out()
        return run(timer, stage)

    def read_entry(path: Path) -> bytes:
        if path.parent.name == "entries":
            seen.append(path)
        found = read(path)
        if len(seen) == moment:
            check_out()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(StageTimer, "run", begin)
        patch.setattr(Path, "read_bytes", read_entry)
        yield done


def build(output: str, *options: str) -> int:
    return run_glossary("build", "--output", output, "--jobs", "1", *options).code


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_next_build_is_that_of_the_new_branch(
    project: Path, monkeypatch: pytest.MonkeyPatch, moment: str | int
) -> None:
    assert build("site") == 0
    write_files(project, {"glossary.yml": "title: In haste\n"})
    git("commit", "-qam", "haste")
    with checking_out("winter", moment, monkeypatch) as done:
        build("site")
    assert done == ["winter"]
    assert (build("site"), build("clean", "--no-cache")) == (0, 0)
    assert read_files(project / "site") == read_files(project / "clean")


@pytest.mark.parametrize("moment", [each for each in MOMENTS if each not in ("render", "publish")])
def test_a_preview_sees_all_that_changed(project: Path, monkeypatch: pytest.MonkeyPatch, moment: str | int) -> None:
    request = BuildRequest(Path("entries"), project / "site", Path("glossary.yml"), jobs=1)
    watch, preview = Watch((Path("entries"), Path("pages"), Path("glossary.yml"))), Preview(request)
    with checking_out("winter", moment, monkeypatch) as done:
        preview.rebuild()
    assert done == ["winter"]
    preview.rebuild(watch.look())
    new = Preview(request)
    new.rebuild()
    assert preview.issues == new.issues == ()
    assert preview.urls() == new.urls()
    assert [preview.respond(url) for url in new.urls()] == [new.respond(url) for url in new.urls()]
