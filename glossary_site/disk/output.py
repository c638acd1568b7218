"""The site on disk: made in a new folder beside the old one, and exchanged with it when it is complete."""

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
from functools import partial
from pathlib import Path

from glossary_site.digest import digest, digest_file
from glossary_site.disk.files import name_fault, real_path
from glossary_site.disk.previous import keep_previous_site, reuse_previous_site
from glossary_site.disk.tree import copy_new_file, create_file, link_file, remove_file, walk_files, write_new_file
from glossary_site.issues import GlossaryError, find_remedy
from glossary_site.values import Frozen

#: Marks a folder as made by this program, and lists its files.
MANIFEST = ".glossary-manifest.json"
_VERSION = 1
#: The end of the name of an old site that was moved away for a new one.
_MOVED_AWAY = ".old"
#: ``AT_FDCWD`` and ``RENAME_EXCHANGE`` of Linux.
_HERE, _EXCHANGE = -100, 2

#: The size of a file in bytes, and its time of change in nanoseconds.
Stamp = tuple[int, int]


class Output(Frozen):
    """One file to be written: its path relative to the output folder, with ``/``, and its bytes."""

    path: str
    data: bytes

    @property
    def bytes_digest(self) -> str:
        """The digest of the bytes."""
        return digest(self.data)

    def create(self, target: str) -> None:
        """Make the file ``target``, which does not exist yet. Raises ``OSError``."""
        write_new_file(target, self.data)


class FileCopy(Frozen):
    """One file to be copied, which nobody holds in memory: its path as of an ``Output``, and its ``source`` on disk.

    ``bytes_digest`` is that of the source's bytes, by ``digest_file``.
    """

    path: str
    source: str
    bytes_digest: str

    def create(self, target: str) -> None:
        """Make the file ``target``, which does not exist yet. Raises ``OSError``."""
        copy_new_file(self.source, target)


class SiteFile(Frozen):
    """One file of a stage: path, digest and stamp; ``changed`` where the last build had no file of these bytes."""

    path: str
    digest: str
    stamp: Stamp
    changed: bool = False


class Written(Frozen):
    """How many files of the site are new or changed, the same as before, and removed."""

    changed: int
    kept: int
    removed: int


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Raises ``GlossaryError`` with ``output-unwritable`` for what the system refuses in the block."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        message = f"cannot be written: {error.strerror or error}{place}; the old site is unchanged"
        raise GlossaryError.of("output-unwritable", message, find_remedy(error, "check its rights"), folder) from error


def check_output(folder: Path, inputs: Iterable[Path]) -> None:
    """Refuse an output folder with files that this program did not write, or that is, is in, or holds an input.

    Raises ``GlossaryError`` with ``output-not-ours``, ``output-is-input`` or ``output-not-folder``.
    """
    target, hint = real_path(folder), "choose another --output"
    for path in inputs:
        source = real_path(path)
        if target == source or target.is_relative_to(source) or source.is_relative_to(target):
            raise GlossaryError.of("output-is-input", f"the output would overlap {path}", hint, folder)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise GlossaryError.of("output-not-folder", "the output is not a folder", hint, folder)
    if folder.is_dir() and not (folder / MANIFEST).is_file() and any(folder.iterdir()):
        message = "the folder is not empty and was not made by this program"
        raise GlossaryError.of("output-not-ours", message, f"{hint}, or empty it yourself", folder)


def read_manifest(folder: Path) -> dict[str, str]:
    """Path -> digest of the files of the last build; {} when there was none or it cannot be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = manifest["files"] if manifest["version"] == _VERSION else {}
        return {str(path): str(value) for path, value in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def stamp_of(folder: Path | str, path: str) -> Stamp | None:
    """The stamp of a file of the site; None where there is no such file."""
    try:
        status = os.lstat(f"{folder}/{path}")
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


class Stage(Frozen):
    """A new site being made in ``folder``, which will replace ``target``.

    ``before`` maps the files of the last build to their digests, ``stamps`` to their stamps, as far as they are
    remembered. ``reused`` lists the files of an older site that ``folder`` had at first.
    """

    folder: Path
    target: Path
    before: Mapping[str, str]
    stamps: Mapping[str, Stamp]
    reused: Collection[str] = ()

    def write(self, outputs: Iterable[Output | FileCopy]) -> tuple[SiteFile, ...]:
        """Write files, in any process of this machine; those of the same bytes as before keep their inode and time.

        Raises ``GlossaryError`` with ``output-outside`` or ``output-unwritable``.
        """
        with _writing(self.target):
            return tuple(map(self._write, outputs))

    def is_unchanged(self, path: str) -> bool:
        """Whether a file of the target has the stamp that the last build left."""
        return path in self.before and path in self.stamps and stamp_of(self.target, path) == self.stamps[path]

    def keep(self, paths: Iterable[str]) -> tuple[SiteFile, ...]:
        """Link unchanged files of the target into the new site. Raises as ``write`` does."""
        with _writing(self.target):
            return tuple(map(self._keep, paths))

    def _keep(self, path: str) -> SiteFile:
        self._link(path)
        return SiteFile(path, self.before[path], self.stamps[path])

    def _link(self, path: str) -> None:
        old, new = f"{self.target}/{path}", f"{self.folder}/{path}"
        if path in self.reused and os.path.samefile(old, new):  # noqa: PTH121 - for every file of a site
            return
        _check_path(self.folder, path)
        create_file(str(self.folder), path, partial(link_file, old))

    def _write(self, output: Output | FileCopy) -> SiteFile:
        new = output.bytes_digest
        changed = self.before.get(output.path) != new
        if not changed and not self.is_unchanged(output.path):
            is_file = stamp_of(self.target, output.path) is not None
            changed = not (is_file and digest_file(self.target / output.path) == new)
        if changed:
            _check_path(self.folder, output.path)
            create_file(str(self.folder), output.path, output.create)
        else:
            self._link(output.path)
        status = os.stat(f"{self.folder}/{output.path}")  # noqa: PTH116 - for every file of a site
        return SiteFile(output.path, new, (status.st_size, status.st_mtime_ns), changed)


@contextmanager
def open_stage(
    folder: Path, stamps: Mapping[str, Stamp] | None = None, previous: Path | None = None
) -> Iterator[Stage]:
    """A stage for a new site at ``folder``; when the block fails, the stage is removed.

    It starts with the files in the folder ``previous``, if there are any; the site that it replaces is moved there.
    Raises ``GlossaryError`` with ``output-unwritable``.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _recover(folder)
        before = read_manifest(folder) if folder.is_dir() else {}
        stage = Path(tempfile.mkdtemp(prefix=_stage_prefix(folder), dir=folder.parent))
        reused = reuse_previous_site(previous, stage, read_manifest)
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise GlossaryError.of("output-unwritable", message, find_remedy(error, "check its rights"), folder) from error
    try:
        yield Stage(stage, folder, before, stamps or {}, reused)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    keep_previous_site(stage, previous)


def publish_stage(stage: Stage, files: Iterable[SiteFile], lasting: tuple[str, ...] = ()) -> Written:
    """Replace the old site by the stage.

    ``lasting`` are prefixes of paths, such as ``embed/``. Below them, folders of earlier builds stay, unless this build
    writes into them. Raises ``GlossaryError`` with ``output-unwritable``, ``output-collision`` or ``output-foreign``.
    """
    files = tuple(files)
    after = {each.path: each.digest for each in files}
    _check_collisions(after, stage.target)
    written = [path for path in after if path.startswith(lasting)]
    before = {path: old for path, old in stage.before.items() if not _is_lasting(path, lasting, written)}
    with _writing(stage.target):
        for path in stage.reused:
            if path not in after:
                remove_file(stage.folder, path)
        _keep_foreign(stage.target, stage.folder, before)
        manifest = {"version": _VERSION, "files": dict(sorted(after.items()))}
        (stage.folder / MANIFEST).write_text(json.dumps(manifest, indent=0, ensure_ascii=False), encoding="utf-8")
        stage.folder.chmod(0o755)
        _swap(stage.folder, stage.target)
    changed = sum(each.changed for each in files)
    return Written(changed, len(after) - changed, len(before.keys() - after.keys()))


def write_site(outputs: Iterable[Output | FileCopy], folder: Path, lasting: tuple[str, ...] = ()) -> Written:
    """Write a whole site in this process: ``open_stage``, ``Stage.write``, ``publish_stage``."""
    with open_stage(folder) as stage:
        return publish_stage(stage, stage.write(outputs), lasting)


def _check_path(folder: Path, path: str) -> None:
    if fault := name_fault(path):
        raise GlossaryError.of(
            "output-outside", f"no path within the output folder: {fault}", "report this as a bug", folder
        )


def _check_collisions(paths: Collection[str], folder: Path) -> None:
    """Refuse paths that are one file on macOS or Windows, and a file whose path is that of another's folder.

    There, two names are the same if they differ only in case or in the form of their accents.
    """
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            message = f"'{path}' and '{other}' are one file on some systems"
            raise GlossaryError.of("output-collision", message, "rename one of them", folder)
    for path in seen:
        around = path.rpartition("/")[0]
        while around and around not in seen:
            around = around.rpartition("/")[0]
        if around:
            message = f"'{seen[path]}' needs a folder where '{seen[around]}' is a file"
            raise GlossaryError.of("output-collision", message, "rename one of them", folder)


def _keep_foreign(folder: Path, stage: Path, ours: Mapping[str, str]) -> None:
    """Copy to the stage what somebody else put into the output folder: only files of the manifest are ever removed.

    Raises ``GlossaryError`` with ``output-foreign`` where the new site has a file of the same name.
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
            raise GlossaryError.of("output-foreign", message, "move it out of the output folder", folder)


def _is_lasting(path: str, lasting: tuple[str, ...], written: Collection[str]) -> bool:
    """Whether ``path`` is in a folder directly below a lasting prefix, into which this build wrote nothing."""
    for prefix in lasting:
        name, slash, _ = path.removeprefix(prefix).partition("/")
        if path.startswith(prefix) and slash and not any(each.startswith(f"{prefix}{name}/") for each in written):
            return True
    return False


def _stage_prefix(folder: Path) -> str:
    return f".{folder.name}.glossary-"


def _recover(folder: Path) -> None:
    """Restore the site that a killed build had moved away, and remove the stages that killed builds left."""
    left = [path for path in folder.parent.iterdir() if path.name.startswith(_stage_prefix(folder)) and path.is_dir()]
    for path in sorted(left):
        if not folder.exists() and path.name.endswith(_MOVED_AWAY) and (path / MANIFEST).is_file():
            path.rename(folder)
        elif not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)


def _swap(stage: Path, folder: Path) -> None:
    """Move ``stage`` to ``folder``: by one exchange where the system has that, else by two renames."""
    if not folder.exists():
        stage.rename(folder)
        return
    if _exchange(stage, folder):
        return  # ``stage`` holds the old site now
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
    if sys.platform != "linux":
        return False
    import ctypes  # takes time to load, and most commands write no site

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))
