"""The files of a site within one folder: walked, created, removed. Paths are relative to the folder, with ``/``."""

# Plain paths, not ``Path``: this is done for every file of a site.
# ruff: noqa: PTH102, PTH106, PTH108, PTH112, PTH123

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path


def walk_files(folder: str, below: str = "") -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """The path and the entry of all in ``folder`` that is no folder; of an empty folder, its path and None."""
    with os.scandir(folder) as found:
        entries = list(found)
    if not entries and below:
        yield below.rstrip("/"), None
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from walk_files(entry.path, f"{below}{entry.name}/")
        else:
            yield below + entry.name, entry


def remove_file(folder: Path, path: str) -> None:
    """Remove a file, and the folders that it leaves empty. Raises ``OSError``."""
    try:
        os.unlink(f"{folder}/{path}")
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError:
        if not os.path.isdir(f"{folder}/{path}"):  # a folder of that name stays
            raise
    remove_empty_folders(folder, path.rpartition("/")[0])


def remove_empty_folders(folder: Path, path: str) -> None:
    """Remove the folder at ``path``, and those around it, up to the first that is not empty."""
    with suppress(OSError):
        while path:
            os.rmdir(f"{folder}/{path}")
            path = path.rpartition("/")[0]


def create_file(folder: str, path: str, create: Callable[[str], None]) -> None:
    """Call ``create`` with the full path of a new file; it must fail where there is a file.

    Its folders are made, and what has its name or the name of one of its folders is removed. Raises ``OSError``.
    """
    target = f"{folder}/{path}"
    try:
        create(target)
    except (FileNotFoundError, FileExistsError, NotADirectoryError):
        if not _create_with_folder(target, create):
            _clear_way(folder, path)
            create(target)


def _create_with_folder(target: str, create: Callable[[str], None]) -> bool:
    """Make the file's own folder and the file, which is all that most files need; False where that fails."""
    try:
        os.mkdir(target.rpartition("/")[0])
        create(target)
    except OSError:
        return False
    return True


def _clear_way(folder: str, path: str) -> None:
    around = folder
    for part in path.split("/")[:-1]:
        around = f"{around}/{part}"
        with suppress(OSError):  # a folder, or nothing; or another process was faster
            os.unlink(around)
        with suppress(FileExistsError):
            os.mkdir(around)
    target = Path(folder, path)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)


def link_file(old: str, new: str) -> None:
    """Make ``new`` the same file as ``old``, or a copy where the disk has no links. Raises ``OSError``."""
    try:
        os.link(old, new)
    except (FileNotFoundError, FileExistsError, NotADirectoryError):
        raise
    except OSError:
        shutil.copy2(old, new)


def copy_new_file(source: str, path: str) -> None:
    """Copy the bytes of a file to one that does not exist yet. Raises ``OSError``."""
    with open(source, "rb") as old, open(path, "xb") as new:
        shutil.copyfileobj(old, new)


def write_new_file(path: str, data: bytes) -> None:
    """Write ``data`` to a file that does not exist yet. Raises ``OSError``."""
    with open(path, "xb") as stream:
        stream.write(data)
