"""One writer at a time: a lock on what is written, that says who holds it and ends with its holder's process.

The only importer of filelock. The lock is the system's own (``flock``, ``msvcrt.locking``), so a crash leaves none
behind; the file beside the target only names the holder, and goes with the lock.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from glossary_site.issues import GlossaryError, Issue, Severity

_LONGEST_COMMAND = 120


def lock_path(target: Path) -> Path:
    """The file that locks ``target``: beside it, hidden, one for every way to write its name."""
    whole = target.resolve()
    return whole.with_name(f".{whole.name[:200]}.lock")


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Be the only one that writes ``target`` (a file or a folder, there or not) while the block runs.

    Raises ``GlossaryError`` with ``in-use``, which names the holder, or ``output-unwritable``.
    """
    place = lock_path(target)
    try:
        lock = FileLock(place, timeout=0, is_singleton=False)
        lock.acquire()  # which makes the folder too
    except Timeout:
        message = f"another process writes here: {_read_holder(place)}"
        hint = "wait until it is done, or end it, and try again"
        raise GlossaryError([Issue("in-use", Severity.ERROR, message, hint, str(target))]) from None
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise GlossaryError(
            [Issue("output-unwritable", Severity.ERROR, message, "check its rights", str(target))]
        ) from error
    try:
        with suppress(OSError):  # where the system keeps a locked file from being written, the holder stays unnamed
            place.write_text(_name_holder(), encoding="utf-8")
        yield
    finally:
        # Before the release: whoever opened the file meanwhile sees that it has no name any more, and opens another.
        with suppress(OSError):
            place.unlink()
        lock.release()


def _name_holder() -> str:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
    shown = "".join(char if char.isprintable() else " " for char in command)[:_LONGEST_COMMAND]
    since = datetime.now(UTC).astimezone().replace(microsecond=0).isoformat()
    return json.dumps({"pid": os.getpid(), "command": shown, "since": since})


def _read_holder(place: Path) -> str:
    try:
        holder = json.loads(place.read_text(encoding="utf-8"))
        command = str(holder["command"])[:_LONGEST_COMMAND]
        return f"process {int(holder['pid'])} ({command}), since {str(holder['since'])[:25]}"
    except (OSError, ValueError, KeyError, TypeError):
        return "one that has not said who it is"
