"""Writing the site: a new folder beside the old one, swapped in when it is whole; nothing else is ever touched."""

import ctypes
import errno
import json
import os
import shutil
import stat
import sys
import tempfile
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from glossary_site.digest import digest
from glossary_site.disk.files import name_fault
from glossary_site.disk.spare import drop_file, give_spare, link_file, put_file, take_spare, walk_files, write_new
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.values import compact

#: Marks a folder as made by this program, and lists what it put there.
MANIFEST = ".glossary-manifest.json"
_VERSION = 1
#: The end of the name of an old site that was moved away for a new one.
_MOVED_AWAY = ".old"
#: ``AT_FDCWD`` and ``RENAME_EXCHANGE`` of Linux.
_HERE, _EXCHANGE = -100, 2


@compact
@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site: its path relative to the output folder, with ``/``, and its bytes."""

    path: str
    data: bytes


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


def read_manifest(folder: Path) -> dict[str, str]:
    """Path -> digest of the files of the last build; {} when there was none or it cannot be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = manifest["files"] if manifest["version"] == _VERSION else {}
        return {str(path): str(value) for path, value in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _check_place(folder: Path, name: str) -> None:
    if fault := name_fault(name):
        raise _refuse("output-outside", folder, f"no place in the output folder: {fault}", "report this as a bug")


def _check_apart(paths: Collection[str], folder: Path) -> None:
    """No two files may be one where names differ by case or by the form of their accents alone (macOS, Windows).

    None may stand where another needs a folder, either.
    """
    known: dict[str, str] = {}
    for path in paths:
        other = known.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            message = f"'{path}' and '{other}' are one file on some systems"
            raise _refuse("output-collision", folder, message, "rename one of them")
    for path in known:
        around = path.rpartition("/")[0]
        while around and around not in known:
            around = around.rpartition("/")[0]
        if around:
            message = f"'{known[path]}' needs a folder where '{known[around]}' is a file"
            raise _refuse("output-collision", folder, message, "rename one of them")


def _keep_foreign(folder: Path, stage: Path, ours: Mapping[str, str]) -> None:
    """Carry over what somebody else put into the output folder: only what the manifest lists is ever removed.

    Raises ``GlossaryError`` with ``output-foreign`` where the new site has a file of a name that is somebody else's.
    """
    for name, entry in walk_files(str(folder)) if folder.is_dir() else ():
        if name in ours or name == MANIFEST:
            continue
        path, target = folder / name, stage / name
        if entry is None:
            target.mkdir(parents=True, exist_ok=True)
        elif not os.path.lexists(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target, follow_symlinks=False)
        elif ours and (path.is_symlink() or path.read_bytes() != target.read_bytes()):
            message = f"'{name}' was put there by somebody else, and the new site has a file of that name"
            raise _refuse("output-foreign", folder, message, "move it out of the output folder")


def _lasts(name: str, lasting: tuple[str, ...], after: Iterable[str]) -> bool:
    """Whether a file of an earlier build stays: in a folder below ``lasting`` into which this build wrote nothing."""
    return any(_lasts_below(name, folder, after) for folder in lasting)


def _lasts_below(name: str, lasting: str, after: Iterable[str]) -> bool:
    if not name.startswith(lasting) or "/" not in name[len(lasting) :]:
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

    ``before`` has the digests of what the last build put there, ``stamps`` the stamps, where they are known. ``grown``
    lists the files of an older site that it grows from.
    """

    place: Path
    target: Path
    before: Mapping[str, str]
    stamps: Mapping[str, Stamp]
    grown: Collection[str] = ()

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
            self._take_over(path)
        except OSError as error:
            raise _unwritable(self.target, error) from error
        return Placed(path, self.before[path], self.stamps[path])

    def _take_over(self, path: str) -> None:
        _check_place(self.place, path)
        old, new = f"{self.target}/{path}", f"{self.place}/{path}"
        if path not in self.grown or not os.path.samefile(old, new):  # noqa: PTH121 - for every file of a site
            put_file(str(self.place), path, lambda new: link_file(old, new))

    def _write(self, output: Output) -> Placed:
        mark = digest(output.data)
        changed = self.before.get(output.path) != mark
        if not changed and not self.stands(output.path):
            is_file = stamp_of(self.target, output.path) is not None
            changed = not (is_file and (self.target / output.path).read_bytes() == output.data)
        if changed:
            _check_place(self.place, output.path)
            put_file(str(self.place), output.path, write_new(output.data))
        else:
            self._take_over(output.path)
        status = os.stat(f"{self.place}/{output.path}")  # noqa: PTH116 - for every file of a site
        return Placed(output.path, mark, (status.st_size, status.st_mtime_ns), changed)


def _unwritable(folder: Path, error: OSError) -> GlossaryError:
    return _refuse("output-unwritable", folder, f"cannot be written: {error}", "the old site stands")


def _stage_prefix(folder: Path) -> str:
    return f".{folder.name}.glossary-"


def _recover(folder: Path) -> None:
    """Put back what a build that was ended while it swapped had moved away, and clear what it left."""
    left = [path for path in folder.parent.iterdir() if path.name.startswith(_stage_prefix(folder)) and path.is_dir()]
    for path in sorted(left):
        if not folder.exists() and path.name.endswith(_MOVED_AWAY) and (path / MANIFEST).is_file():
            path.rename(folder)
        elif not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def open_stage(folder: Path, stamps: Mapping[str, Stamp] | None = None, spare: Path | None = None) -> Iterator[Stage]:
    """A stage for a new site at ``folder``; what is in it when the block fails is thrown away.

    It grows from what ``spare`` holds, if anything; the site that it replaces becomes the spare. Raises
    ``GlossaryError`` with ``output-unwritable``.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _recover(folder)
        before = read_manifest(folder) if folder.is_dir() else {}
        place = Path(tempfile.mkdtemp(prefix=_stage_prefix(folder), dir=folder.parent))
        grown = take_spare(spare, place, read_manifest)
    except OSError as error:
        raise _refuse(
            "output-unwritable", folder, f"cannot be written: {error.strerror}", "check its rights"
        ) from error
    try:
        yield Stage(place, folder, before, stamps or {}, grown)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    give_spare(place, spare)


def publish_stage(stage: Stage, placed: Iterable[Placed], lasting: tuple[str, ...] = ()) -> Written:
    """Swap the stage in; the old site stands until the new one is complete.

    Folders below ``lasting`` (``embed/``) that this build does not write stay as earlier builds left them. Raises
    ``GlossaryError`` with ``output-unwritable``, ``output-collision`` or ``output-foreign``.
    """
    placed = tuple(placed)
    after = {each.path: each.mark for each in placed}
    _check_apart(after, stage.target)
    written_below = [path for path in after if path.startswith(lasting)]
    before = {path: mark for path, mark in stage.before.items() if not _lasts(path, lasting, written_below)}
    try:
        for path in stage.grown:
            if path not in after:
                drop_file(stage.place, path)
        _keep_foreign(stage.target, stage.place, before)
        manifest = {"version": _VERSION, "files": dict(sorted(after.items()))}
        (stage.place / MANIFEST).write_text(json.dumps(manifest, indent=0, ensure_ascii=False), encoding="utf-8")
        stage.place.chmod(0o755)
        _swap(stage.place, stage.target)
    except OSError as error:
        raise _unwritable(stage.target, error) from error
    changed = sum(each.changed for each in placed)
    return Written(changed, len(after) - changed, len(before.keys() - after.keys()))


def write_site(outputs: Iterable[Output], folder: Path, lasting: tuple[str, ...] = ()) -> Written:
    """Write a whole site in this process: ``open_stage``, ``Stage.write``, ``publish_stage``."""
    with open_stage(folder) as stage:
        return publish_stage(stage, stage.write(outputs), lasting)


def _swap(stage: Path, folder: Path) -> None:
    """Put ``stage`` in the place of ``folder``: in one step where the system has one, else in two renames."""
    if not folder.exists():
        stage.rename(folder)
        return
    if _exchange(stage, folder):
        return  # the old site is now the stage, which its owner clears away
    old = stage.with_name(f"{stage.name}{_MOVED_AWAY}")
    folder.rename(old)
    try:
        stage.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders at once (Linux's ``renameat2``); False where the system or the file system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))
