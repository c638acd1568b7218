"""Single files: names that every system allows, links that lead out of a folder, atomic writing."""

import errno
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from glossary_site.issues import Issue, Severity

Read = TypeVar("Read")

#: Names that Windows reserves for devices, with any ending (learn.microsoft.com, "Naming Files, Paths").
DEVICES = frozenset(
    (
        *("con", "prn", "aux", "nul", "conin$", "conout$"),
        *(f"{name}{n}" for name in ("com", "lpt") for n in "0123456789¹²³"),
    )
)
#: The longest name that most file systems allow, in bytes of UTF-8.
MAX_NAME = 255
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_NOT_IN_NAMES = frozenset('<>:"\\|?*') | frozenset(map(chr, (*range(32), 127)))


def name_fault(path: str) -> str:
    """Why a relative path (with ``/``) is not possible on Linux, macOS and Windows alike, "" where it is.

    >>> name_fault("static/logo.svg"), name_fault("static/aux.js")
    ('', "'aux.js' is a device on Windows")
    """
    for part in path.split("/"):
        if part in ("", ".", ".."):
            return f"'{path}' is no plain path"
        if len(part.encode("utf-8", "surrogatepass")) > MAX_NAME:
            return f"'{part[:20]}…' is longer than {MAX_NAME} bytes"
        if part.split(".")[0].rstrip(" ").lower() in DEVICES:
            return f"'{part}' is a device on Windows"
        if part.endswith((" ", ".")):
            return f"'{part}' ends with a character that Windows removes"
        if not _NOT_IN_NAMES.isdisjoint(part) or _HALF_PAIR.search(part):
            return f"{part!r} has a character that no name may have on Windows"
    return ""


def is_hidden(name: str) -> bool:
    """Whether a file or folder of that name is left alone: it starts with ``.`` or ``_`` or ends with ``~``."""
    return name.startswith((".", "_")) or name.endswith("~")


def real_path(path: Path) -> Path:
    """A path with all links resolved. A link in a circle leads to itself; it can be neither read nor written."""
    return Path(os.path.realpath(path))


def leads_out(path: Path, home: Path) -> bool:
    """Whether ``path``, with all links resolved, is outside the folder ``home``."""
    return not real_path(path).is_relative_to(real_path(home))


def read_own_text(path: Path, code: str = "file-unreadable") -> tuple[str, tuple[Issue, ...]]:
    """The UTF-8 text of a file, "" where there is none. A link out of the file's folder is not followed.

    Issues: ``code``, where it cannot be read.
    """
    try:
        if path.is_symlink() and leads_out(path, path.parent):
            raise OSError(errno.ELOOP, "it is a link out of its folder", str(path))
        if path.exists() and not path.is_file():  # a pipe may have no end
            raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
        return path.read_text(encoding="utf-8-sig"), ()
    except (FileNotFoundError, NotADirectoryError):
        return "", ()
    except (OSError, UnicodeError) as error:
        return "", (Issue(code, Severity.ERROR, f"cannot be read: {error}", "save it as UTF-8", path.as_posix()),)


#: What changes when a file does: its size, the times of the last change of its content and of anything, in nanoseconds,
#: and its inode, with spaces between.
Fingerprint = str


def find_fingerprint(path: Path | str) -> Fingerprint:
    """The fingerprint of a file. Raises ``OSError``.

    A file whose content changes while its size and its time are set as they were has another time of the last change of
    anything, which no program can set. Windows has none: there it is the time at which the file was made.
    """
    status = os.stat(path)  # noqa: PTH116 - ten thousand Path objects a rescan would be felt
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


class FileMemory(Generic[Read]):
    """What files held when they were last read, by their fingerprints: only what changed is read again.

    ``kept`` has both by the display names of files. It ``is_new`` where it has more than it began with.
    """

    def __init__(
        self, read: Callable[[Path, str], Read], kept: Mapping[str, tuple[Fingerprint, Read]] | None = None
    ) -> None:
        """``read`` takes the path of a file and its display name; ``kept`` is of a memory before."""
        self._read = read
        self.kept = dict(kept or {})
        self.is_new = False

    def read(self, path: Path | str, name: str) -> Read:
        """What ``read`` gives, from memory where the file is as it was."""
        try:
            now = find_fingerprint(path)
        except OSError:
            return self._read(Path(path), name)
        kept = self.kept.get(name)
        if kept and kept[0] == now:
            return kept[1]
        found = self._read(Path(path), name)
        with suppress(OSError):
            if find_fingerprint(path) == now:  # else it changed while it was read
                self.kept[name] = (now, found)
                self.is_new = True
        return found


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes replace the file ``path`` when the block ends without an exception.

    A reader sees the old file or the new one, never half of either. The folder must exist. Raises ``OSError``.
    """
    descriptor, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_atomically(path: Path, content: str | bytes) -> None:
    """Replace the file ``path``, as ``replacing`` does, by bytes or by text in UTF-8, whose line ends are kept."""
    with replacing(path) as stream:
        stream.write(content.encode("utf-8") if isinstance(content, str) else content)
