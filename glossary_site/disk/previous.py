"""The site before the last, kept in the cache for the next build to start from.

A build makes its site beside the published one and exchanges the two. What was published until then becomes the
previous site. The next build brings it up to date and exchanges again: a small change of a large site writes few files.
The two sites share unchanged files by hard links, which are never written in place.
"""

import shutil
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from glossary_site.disk.tree import remove_empty_folders, remove_file, walk_files


def reuse_previous_site(
    previous: Path | None, folder: Path, list_files: Callable[[Path], Collection[str]]
) -> Collection[str]:
    """Move the previous site to ``folder``, which is empty; gives the paths of its files, none where it cannot be used.

    Only files that ``list_files`` names stay: links above all could lead out of the folder. Raises ``OSError`` where
    ``folder`` cannot be emptied again.
    """
    if previous is None or not previous.is_dir() or previous.is_symlink():
        return ()
    folder.rmdir()  # Windows renames nothing over a folder
    try:
        previous.rename(folder)
        return _remove_unlisted(folder, list_files(folder))
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return ()


def keep_previous_site(folder: Path, previous: Path | None) -> None:
    """Move ``folder`` to ``previous``; without that, or on another disk, remove it."""
    if previous is not None:
        with suppress(OSError):
            shutil.rmtree(previous, ignore_errors=True)
            previous.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(previous)
            return
    shutil.rmtree(folder, ignore_errors=True)


def _remove_unlisted(folder: Path, listed: Collection[str]) -> frozenset[str]:
    """Remove all but the listed files; gives the paths of those that exist."""
    present: set[str] = set()
    for path, entry in list(walk_files(str(folder))):
        if entry is None:
            remove_empty_folders(folder, path)
        elif path not in listed or not entry.is_file(follow_symlinks=False):
            remove_file(folder, path)
        else:
            present.add(path)
    return frozenset(present)
