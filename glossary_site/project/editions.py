"""``glossary diff``: each side is a built site, a folder of entries, or either in a git revision."""

import io
import json
import os
import subprocess
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from glossary_site.build import open_project
from glossary_site.disk import locked, real_path
from glossary_site.glossary import Change, TermState, compare_editions, record_changes, state_of
from glossary_site.issues import GlossaryError, errors_in
from glossary_site.publish import EDITION, parse_edition
from glossary_site.request import BuildRequest
from glossary_site.values import Frozen, field, replace

#: What builds of any version have; it holds less than ``EDITION``.
_TERMS = "terms.json"


class Revision(Frozen):
    """All terms as one side has them; ``moved`` leads from removed ids to those that took their place."""

    terms: tuple[TermState, ...]
    moved: Mapping[str, str] = field(default_factory=dict)


def _refuse(side: str, message: str, hint: str) -> GlossaryError:
    return GlossaryError.of("diff-side", message, hint, side)


def _parse_terms(text: str) -> tuple[TermState, ...] | None:
    try:
        found: list[dict[str, Any]] = json.loads(text)
        return tuple(
            TermState(
                term["id"],
                term["term"],
                (*term["aliases"], *term["abbreviations"]),
                definitions=(term["definition"],) if term["definition"] else (),
            )
            for term in found
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _built(folder: Path, side: str) -> Revision | None:
    """The terms of a built site; None where ``folder`` is none."""
    for name, parse in ((EDITION, parse_edition), (_TERMS, _parse_terms)):
        if (folder / name).is_file():
            states = parse((folder / name).read_text(encoding="utf-8", errors="replace"))
            if states is None:
                raise _refuse(side, f"'{name}' cannot be read", "build the site again with this version")
            return Revision(states)
    return None


def _written(request: BuildRequest) -> Revision:
    """The terms of entries, by the very stages of a build."""
    with open_project(request) as project:
        related = project.relate()
    # Entries that do not fit together, such as a missing relation, can be compared; those that cannot be read cannot.
    errors = errors_in((*related.inputs.issues, *related.loaded.issues))
    if errors:
        raise GlossaryError(errors)
    glossary = related.glossaries[0]
    moved = {each.id: each.moved_to for each in glossary.removed if each.moved_to}
    return Revision(tuple(state_of(entry.record) for entry in glossary.entries), moved)


def _git(side: str, *arguments: str, **variables: str) -> bytes:
    """What a command of git prints. It fetches nothing: the settings of a repository name what it would fetch with."""
    surroundings = {**os.environ, "GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1", **variables}
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False, env=surroundings)
    except OSError as error:
        raise _refuse(side, "git cannot be run", "install git, or name two folders") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise _refuse(side, f"git has no such folder: {reason}", "such as v1.0:entries")
    return done.stdout


def _extract_tree(side: str, folder: Path) -> None:
    """Write the tree that git calls ``side`` (``revision:folder``) into ``folder``, but for its links.

    A repository may have settings that name programs, which git would run: on each file, or whenever it looks for
    changes. So it is asked for the name of the tree alone. The tree is read in an empty one with the same objects.
    """
    tree = _git(side, "rev-parse", "--verify", "--end-of-options", side).decode().strip()
    form, objects = os.fsdecode(_git(side, "rev-parse", "--show-object-format", "--git-path", "objects")).splitlines()
    with TemporaryDirectory(prefix="glossary-") as empty:
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        _git(side, "init", "--quiet", "--bare", "--template=", f"--object-format={form}", empty, **own)
        own |= {"GIT_DIR": empty, "GIT_OBJECT_DIRECTORY": str(real_path(Path(objects)))}
        archive = _git(side, "archive", "--format=tar", tree, **own)
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, [member for member in files if member.isfile()], filter="data")


def _read_folder(request: BuildRequest, folder: Path, side: str) -> Revision:
    return _built(folder, side) or _written(replace(request, entries=folder))


def read_revision(request: BuildRequest, side: str) -> Revision:
    """The terms of ``side``: a folder (of a build, or of entries), else ``revision:folder`` in git.

    Raises ``GlossaryError`` with ``diff-side`` or what is wrong with the entries or the settings.
    """
    if Path(side).is_dir():
        return _read_folder(request, Path(side), side)
    if ":" not in side or side.startswith("-"):
        raise _refuse(side, "there is no such folder", "name a build, a folder of entries, or revision:folder in git")
    with TemporaryDirectory(prefix="glossary-") as passing:
        _extract_tree(side, Path(passing))
        try:
            return _read_folder(request, Path(passing), side)
        except GlossaryError as error:
            issues = (replace(each, path=each.path.replace(Path(passing).as_posix(), side)) for each in error.issues)
            raise GlossaryError(issues) from error


def compare_revisions(request: BuildRequest, old: str, new: str) -> tuple[Change, ...]:
    """What changed from one side to the other. Raises ``GlossaryError`` as ``read_revision``."""
    before, after = read_revision(request, old), read_revision(request, new)
    return compare_editions(before.terms, after.terms, after.moved)


def record_day(request: BuildRequest, day: str, changes: Sequence[Change]) -> int:
    """Add changes to the log of the entries under a day (``2026-03-31``); gives how many the log lacked.

    Raises ``GlossaryError`` where the log cannot be read, or with ``in-use``.
    """
    with locked(request.home):
        count, issues = record_changes(request.home, day, changes)
    if issues:
        raise GlossaryError(issues)
    return count
