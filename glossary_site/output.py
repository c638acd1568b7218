"""Writing the site: a new folder beside the old one, swapped in when it is whole; nothing else is ever touched."""

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from glossary_site.digest import digest
from glossary_site.errors import GlossaryError
from glossary_site.issues import Issue, Severity
from glossary_site.pages import Output

#: Marks a folder as made by this program, and lists what it put there.
MANIFEST = ".glossary-manifest.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Written:
    """How many files of the site are new or changed, the same as before, and gone."""

    changed: int
    kept: int
    removed: int


def _refuse(code: str, folder: Path, message: str, hint: str) -> GlossaryError:
    return GlossaryError([Issue(code, Severity.ERROR, message, hint, str(folder))])


def check_output(folder: Path, inputs: Iterable[Path]) -> None:
    """Refuse an output folder that holds anything this program did not make, or that is or holds an input.

    Raises ``GlossaryError`` with ``output-not-ours``, ``output-is-input`` or ``output-not-folder``.
    """
    target = folder.resolve()
    for path in inputs:
        source = path.resolve()
        if target == source or target.is_relative_to(source) or source.is_relative_to(target):
            raise _refuse("output-is-input", folder, f"the output would overlap {path}", "choose another --output")
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise _refuse("output-not-folder", folder, "the output is not a folder", "choose another --output")
    if folder.is_dir() and not (folder / MANIFEST).is_file() and any(folder.iterdir()):
        raise _refuse(
            "output-not-ours",
            folder,
            "the folder is not empty and was not made by this program",
            "choose another --output, or empty it yourself",
        )


def _read_manifest(folder: Path) -> dict[str, str]:
    """Path -> digest of the files of the last build; {} when there was none or it cannot be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = manifest["files"] if manifest["version"] == _VERSION else {}
        return {str(path): str(value) for path, value in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _checked_path(folder: Path, name: str) -> Path:
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or ":" in name:
        raise _refuse("output-outside", folder, f"'{name}' would leave the output folder", "report this as a bug")
    return folder.joinpath(*parts)


def _keep_file(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def _keep_foreign(folder: Path, stage: Path, ours: dict[str, str]) -> None:
    """Carry over what somebody else put into the output folder: only what the manifest lists is ever removed."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        target = stage / name
        if name in ours or name == MANIFEST or target.exists() or (path.is_dir() and not path.is_symlink()):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target, follow_symlinks=False)


def _lasts(name: str, lasting: str, after: Iterable[str]) -> bool:
    """Whether a file of an earlier build stays: in a folder below ``lasting`` into which this build wrote nothing."""
    if not lasting or not name.startswith(lasting) or "/" not in name[len(lasting) :]:
        return False
    own = lasting + name[len(lasting) :].partition("/")[0] + "/"
    return not any(path.startswith(own) for path in after)


#: The size of a file and its time in nanoseconds.
Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """A file of the site: path, digest of its bytes, stamp, and whether this build wrote it."""

    path: str
    mark: str
    stamp: Stamp
    changed: bool = False


def stamp_of(folder: Path, path: str) -> Stamp | None:
    """The stamp of a file of the site; None where there is no such file."""
    try:
        status = os.stat(f"{folder}/{path}", follow_symlinks=False)  # noqa: PTH116 - for every file of a site
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


@dataclass(frozen=True, slots=True)
class Stage:
    """A new site on its way: the folder it grows in, and the folder it will replace.

    ``before`` has the digests of what the last build put there, ``stamps`` the stamps, where they are known.
    """

    place: Path
    target: Path
    before: Mapping[str, str]
    stamps: Mapping[str, Stamp]

    def write(self, outputs: Iterable[Output]) -> tuple[Placed, ...]:
        """Write some of the site's files, in any process of this machine; equal ones keep their inode and time.

        Raises ``GlossaryError`` with ``output-outside`` or ``output-unwritable``.
        """
        try:
            return tuple(map(self._write, outputs))
        except OSError as error:
            raise _unwritable(self.target, error) from error

    def stands(self, path: str) -> bool:
        """Whether a file stands in the target as the last build left it, as far as its stamp tells."""
        return path in self.before and path in self.stamps and stamp_of(self.target, path) == self.stamps[path]

    def keep(self, path: str) -> Placed:
        """Take over a file that ``stands`` and need not be made again. Raises as ``write`` does."""
        try:
            _keep_file(self.target / path, _checked_path(self.place, path))
        except OSError as error:
            raise _unwritable(self.target, error) from error
        return Placed(path, self.before[path], self.stamps[path])

    def _write(self, output: Output) -> Placed:
        target = _checked_path(self.place, output.path)
        mark = digest(output.data)
        old = self.target / output.path
        changed = self.before.get(output.path) != mark
        changed = changed or not (self.stands(output.path) or (old.is_file() and old.read_bytes() == output.data))
        if not changed:
            _keep_file(old, target)
        else:
            try:
                target.write_bytes(output.data)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(output.data)
        status = target.stat()
        return Placed(output.path, mark, (status.st_size, status.st_mtime_ns), changed)


def _unwritable(folder: Path, error: OSError) -> GlossaryError:
    return _refuse("output-unwritable", folder, f"cannot be written: {error}", "the old site stands")


@contextmanager
def open_stage(folder: Path, stamps: Mapping[str, Stamp] | None = None) -> Iterator[Stage]:
    """A stage for a new site at ``folder``; what is in it when the block ends and was not published is thrown away.

    Raises ``GlossaryError`` with ``output-unwritable``.
    """
    before = _read_manifest(folder) if folder.is_dir() else {}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise _refuse(
            "output-unwritable", folder, f"cannot be written: {error.strerror}", "check its rights"
        ) from error
    try:
        yield Stage(place, folder, before, stamps or {})
    finally:
        shutil.rmtree(place, ignore_errors=True)


def publish_stage(stage: Stage, placed: Iterable[Placed], lasting: str = "") -> Written:
    """Swap the stage in; the old site stands until the new one is complete.

    Folders below ``lasting`` (``embed/``) that this build does not write stay as earlier builds left them. Raises
    ``GlossaryError`` with ``output-unwritable``.
    """
    placed = tuple(placed)
    after = {each.path: each.mark for each in placed}
    written_below = [path for path in after if lasting and path.startswith(lasting)]
    before = {path: mark for path, mark in stage.before.items() if not _lasts(path, lasting, written_below)}
    try:
        _keep_foreign(stage.target, stage.place, before)
        manifest = {"version": _VERSION, "files": dict(sorted(after.items()))}
        (stage.place / MANIFEST).write_text(json.dumps(manifest, indent=0, ensure_ascii=False), encoding="utf-8")
        stage.place.chmod(0o755)
        _swap(stage.place, stage.target)
    except OSError as error:
        raise _unwritable(stage.target, error) from error
    changed = sum(each.changed for each in placed)
    return Written(changed, len(after) - changed, len(before.keys() - after.keys()))


def write_site(outputs: Iterable[Output], folder: Path, lasting: str = "") -> Written:
    """Write a whole site in this process: ``open_stage``, ``Stage.write``, ``publish_stage``."""
    with open_stage(folder) as stage:
        return publish_stage(stage, stage.write(outputs), lasting)


def _swap(stage: Path, folder: Path) -> None:
    if not folder.exists():
        stage.rename(folder)
        return
    old = stage.with_name(f"{stage.name}.old")
    folder.rename(old)
    try:
        stage.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
