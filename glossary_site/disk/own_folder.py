"""A folder that this program made on this machine: a repository can hold one of the same name, prepared by a stranger.

Of what is in it, no digest shows who wrote it. So the folder has a mark that holds the mark's own inode and time of
change: a copy of the folder, as git, an archive or another machine gives it, has a mark of another inode or time.
"""

import errno
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from glossary_site.disk.locks import locked
from glossary_site.issues import GlossaryError

_MARK = "made-here"


def _identity(mark: Path) -> str:
    """What the mark must hold. Raises ``OSError`` where it is no file of its own, such as a link to one."""
    status = mark.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "this is no ordinary file", str(mark))
    return f"{status.st_ino} {status.st_mtime_ns}"


def is_own_folder(folder: Path) -> bool:
    """Whether ``make_own_folder`` made the folder, where it is now."""
    mark = folder / _MARK
    try:
        return not folder.is_symlink() and _identity(mark) == mark.read_text(encoding="ascii")
    except (OSError, UnicodeError):
        return False


def make_own_folder(folder: Path) -> bool:
    """Make the folder, unless it is this program's own; what somebody else put into one of that name is removed.

    False where it cannot be made, is in use, or is a link.
    """
    try:
        with locked(folder):
            if not is_own_folder(folder):
                _make(folder)
        return True
    except (OSError, GlossaryError):
        return False


def adopt_folder(folder: Path) -> None:
    """Take a folder as this program's own that another machine made, if there is one."""
    with suppress(OSError):
        if folder.is_dir() and not folder.is_symlink():
            _put_mark(folder)


def _make(folder: Path) -> None:
    if os.path.lexists(folder):
        shutil.rmtree(folder)  # refuses a link
    folder.mkdir(parents=True)
    _put_mark(folder)


def _put_mark(folder: Path) -> None:
    mark = folder / _MARK
    mark.unlink(missing_ok=True)  # it may be a link
    mark.touch()
    status = mark.lstat()
    mark.write_text(_identity(mark), encoding="ascii")
    os.utime(mark, ns=(status.st_atime_ns, status.st_mtime_ns))
