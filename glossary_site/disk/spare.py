"""The site before the last, kept for the next build to grow in: what did not change since stands there already.

A build makes its site beside the published one and swaps the two. What was published until then becomes the spare, in
the cache. The next build brings it up to date and swaps again, so that a small change of a large site costs a small
change of files. Files are shared between the two by hard links and are never written in place.
"""

# Plain paths: this is done for every file of a site.
# ruff: noqa: PTH102, PTH106, PTH108, PTH112, PTH123

import os
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path


def take_spare(spare: Path | None, place: Path, known: Callable[[Path], Collection[str]]) -> Collection[str]:
    """Move the spare to ``place``, an empty folder, if there is one on the same disk: the files that it has then.

    Only those that ``known`` tells of it stay: links above all could lead out of it. A spare that cannot be cleared of
    the rest is thrown away. Raises ``OSError`` where ``place`` cannot be had empty then.
    """
    if spare is None or not spare.is_dir() or spare.is_symlink():
        return ()
    place.rmdir()  # Windows renames nothing over a folder
    try:
        spare.rename(place)
        return _clear_others(place, known(place))
    except OSError:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return ()


def give_spare(place: Path, spare: Path | None) -> None:
    """Keep the folder ``place`` as the spare; where that cannot be, it is removed."""
    if spare is not None:
        with suppress(OSError):
            shutil.rmtree(spare, ignore_errors=True)
            spare.parent.mkdir(parents=True, exist_ok=True)
            place.rename(spare)
            return
    shutil.rmtree(place, ignore_errors=True)


def walk_files(folder: str, below: str = "") -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """Everything in ``folder`` that is no folder, and its empty folders (None), by the path relative to it."""
    with os.scandir(folder) as found:
        entries = list(found)
    if not entries and below:
        yield below.rstrip("/"), None
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from walk_files(entry.path, f"{below}{entry.name}/")
        else:
            yield below + entry.name, entry


def _clear_others(place: Path, known: Collection[str]) -> frozenset[str]:
    """Remove what is not known; what is there then, which a list in a file alone would not prove."""
    stays: set[str] = set()
    for path, entry in list(walk_files(str(place))):
        if entry is None:
            drop_folders(place, path)
        elif path not in known or not entry.is_file(follow_symlinks=False):
            drop_file(place, path)
        else:
            stays.add(path)
    return frozenset(stays)


def drop_file(place: Path, path: str) -> None:
    """Remove a file, and the folders within ``place`` that it leaves empty."""
    try:
        os.unlink(f"{place}/{path}")
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError:
        if not os.path.isdir(f"{place}/{path}"):  # a folder that has taken its place stays
            raise
    drop_folders(place, path.rpartition("/")[0])


def drop_folders(place: Path, path: str) -> None:
    """Remove a folder within ``place``, and those around it, as far as they are empty."""
    with suppress(OSError):
        while path:
            os.rmdir(f"{place}/{path}")
            path = path.rpartition("/")[0]


def put_file(place: str, path: str, put: Callable[[str], None]) -> None:
    """``put`` a new file at ``place/path``, which must fail where one is; what is in its way goes, folders are made.

    Raises ``OSError``.
    """
    target = f"{place}/{path}"
    try:
        put(target)
    except (FileNotFoundError, FileExistsError, NotADirectoryError):
        if not _put_in_folder(target, put):
            _make_room(place, path)
            put(target)


def _put_in_folder(target: str, put: Callable[[str], None]) -> bool:
    """Whether the folder of its own was all that a new file wanted, as it mostly is."""
    try:
        os.mkdir(target.rpartition("/")[0])
        put(target)
    except OSError:
        return False
    return True


def _make_room(place: str, path: str) -> None:
    folder = place
    for part in path.split("/")[:-1]:
        folder = f"{folder}/{part}"
        with suppress(OSError):  # mostly nothing is there, or a folder; and another process may be doing the same
            os.unlink(folder)
        with suppress(FileExistsError):
            os.mkdir(folder)
    target = Path(place, path)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)


def link_file(old: str, new: str) -> None:
    """Make ``new`` the same file as ``old``, or where the disk has no links a copy. Fails where there is a file."""
    try:
        os.link(old, new)
    except (FileNotFoundError, FileExistsError, NotADirectoryError):
        raise
    except OSError:
        shutil.copy2(old, new)


def write_new(data: bytes) -> Callable[[str], None]:
    """A ``put`` that writes ``data``."""

    def put(target: str) -> None:
        with open(target, "xb") as stream:
            stream.write(data)

    return put
