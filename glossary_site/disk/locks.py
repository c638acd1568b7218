"""Locks, so that a file or folder has one writer at a time. The only importer of filelock.

The lock is the operating system's own (``flock``, ``msvcrt.locking``) and ends with its process. The lock file beside
the target names the process that holds it.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from glossary_site.disk.files import real_path
from glossary_site.issues import GlossaryError, find_remedy

_LONGEST_COMMAND = 120

# A holder is without a name between its lock and the writing of its name, and between the removal of its lock file and
# the release: seconds to wait for one or the other, and between two looks.
_LONGEST_NAMELESS, _BETWEEN_LOOKS = 1.0, 0.02


def lock_path(target: Path) -> Path:
    """The hidden file beside ``target`` that locks it; every spelling of the target's path gives the same file."""
    resolved = real_path(target)
    return resolved.with_name(f".{resolved.name[:200]}.lock")


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold the lock of ``target``, a file or a folder that need not exist, while the block runs.

    Does not wait for a process that holds it. Raises ``GlossaryError`` with ``in-use``, which names that process, or
    with ``output-unwritable``.
    """
    lock_file = lock_path(target)
    try:
        lock = FileLock(lock_file, timeout=0, is_singleton=False)
        holder = _acquire(lock, lock_file)
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise GlossaryError.of("output-unwritable", message, find_remedy(error, "check its rights"), target) from error
    if holder:
        hint = "wait until it is done, or end it, and try again"
        raise GlossaryError.of("in-use", f"another process writes here: {holder}", hint, target)
    try:
        with suppress(OSError):  # some systems refuse to write a locked file
            lock_file.write_text(_name_holder(), encoding="utf-8")
        yield
    finally:
        # Before the release: a process that has the file open then sees that it was removed, and opens another.
        with suppress(OSError):
            lock_file.unlink()
        lock.release()


def _acquire(lock: FileLock, lock_file: Path) -> str:
    """Take ``lock``, and its folder is made too; who holds it already, in words, or nothing."""
    end = time.monotonic() + _LONGEST_NAMELESS
    while True:
        with suppress(Timeout):
            lock.acquire()
            return ""
        if holder := _read_holder(lock_file):
            return holder
        if time.monotonic() > end:
            return "its lock file does not name it"
        time.sleep(_BETWEEN_LOOKS)


def _name_holder() -> str:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
    shown = "".join(char if char.isprintable() else " " for char in command)[:_LONGEST_COMMAND]
    since = datetime.now(UTC).astimezone().replace(microsecond=0).isoformat()
    return json.dumps({"pid": os.getpid(), "command": shown, "since": since})


def _read_holder(lock_file: Path) -> str:
    """The process that ``lock_file`` names, in words; nothing where it names none, or none yet."""
    try:
        holder = json.loads(lock_file.read_text(encoding="utf-8"))
        command = str(holder["command"])[:_LONGEST_COMMAND]
        return f"process {int(holder['pid'])} ({command}), since {str(holder['since'])[:25]}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
