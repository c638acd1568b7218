"""``public/`` of a project: files that the site has at its root as they are."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from glossary_site.digest import digest_file
from glossary_site.disk import MANIFEST, FileCopy, FileMemory, leads_out, name_fault
from glossary_site.issues import Issue, Severity

#: Hidden files and folders that hosts read.
SERVED = frozenset((".well-known", ".nojekyll", ".htaccess", ".domains"))
#: What systems, editors and Git leave in folders.
_CLUTTER = re.compile(r"\.DS_Store|\._.*|\.git.*|\.sw.|.*~|Thumbs\.db|desktop\.ini|__MACOSX", re.IGNORECASE)


def digest_public(path: Path, _: str) -> str:
    """The digest of a file's bytes, as a ``FileMemory`` reads it. Raises ``OSError``."""
    return digest_file(path)


def read_public(folder: Path | None, memory: FileMemory[str]) -> tuple[tuple[FileCopy, ...], tuple[Issue, ...]]:
    """The files below ``folder``, by their paths in it; () where there is no such folder, or a site was built there.

    Names that begin with ``.`` are left out but for ``SERVED``, and so is what systems leave in folders. What did
    not change since ``memory`` read it is not read again. Issues: ``file-outside`` (a link that leads out of the
    folder), ``file-name`` (one that some systems cannot have), ``file-unreadable``, ``public-hidden`` (note).
    """
    if folder is None or not folder.is_dir() or (folder / MANIFEST).is_file():
        return (), ()
    issues: list[Issue] = []
    files = []
    for path in _walk(folder, folder.parent if folder.is_symlink() else folder, issues):
        try:
            name = path.as_posix()
            files.append(FileCopy(path.relative_to(folder).as_posix(), name, memory.read(path, name)))
        except OSError as error:
            issues.append(_unreadable(path, f"cannot be read: {error.strerror}", "check its rights"))
    return tuple(files), tuple(issues)


def _unreadable(path: Path, message: str, hint: str) -> Issue:
    return Issue("file-unreadable", Severity.ERROR, message, hint, path.as_posix())


def _walk(folder: Path, home: Path, issues: list[Issue]) -> Iterator[Path]:
    """The files to be copied, sorted; ``issues`` get what is wrong. No link may lead out of ``home``."""

    def refuse(error: OSError) -> None:
        issues.append(_unreadable(Path(error.filename), f"cannot be read: {error.strerror}", "check its rights"))

    for parent, folders, names in os.walk(folder, onerror=refuse):
        paths = [Path(parent, name) for name in sorted((*folders, *names))]
        wanted = [path for path in paths if _is_wanted(path, folder, home, issues)]
        folders[:] = [path.name for path in wanted if path.is_dir()]
        yield from (path for path in wanted if not path.is_dir())


def _is_wanted(path: Path, folder: Path, home: Path, issues: list[Issue]) -> bool:
    """Whether a file is copied, or a folder looked into."""
    if _CLUTTER.fullmatch(path.name):
        return False
    place, fault = path.as_posix(), name_fault(path.relative_to(folder).as_posix())
    if path.name.startswith(".") and path.name not in SERVED:
        message, hint = "a hidden file or folder, so it is left out", f"only {', '.join(sorted(SERVED))} are copied"
        issues.append(Issue("public-hidden", Severity.NOTE, message, hint, place))
    elif leads_out(path, home):
        message = f"a link out of {folder.name}/"
        issues.append(Issue("file-outside", Severity.ERROR, message, "copy the file in", place))
    elif path.is_symlink() and path.is_dir():
        issues.append(_unreadable(path, "a link to a folder is not followed", "copy the folder in"))
    elif fault:
        issues.append(Issue("file-name", Severity.ERROR, fault, "rename the file", place))
    elif not (path.is_file() or path.is_dir()):
        issues.append(_unreadable(path, "this is no ordinary file", "take it out"))
    else:
        return True
    return False
