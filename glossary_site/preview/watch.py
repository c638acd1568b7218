"""Finds files that changed: watchdog gives hints, and a rescan by fingerprints decides. Its only importer.

A hint may be lost (a full queue, a network drive, a folder deleted and made again) or mean nothing (watchdog 7 reports
mere reads). So hints only decide when to look, and where first. A rescan of everything follows each look at hinted
files, and there is one every few seconds without any hint.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from glossary_site.disk import Fingerprint, find_fingerprint
from glossary_site.publish import SERVED

#: A burst of saves is over after so many seconds without a hint; no burst is waited for longer.
QUIET = 0.075
LONGEST = 0.5
#: Changes reported in one second at most.
MOST = 2
#: Seconds between two rescans without hints (--poll), and with them.
POLL = 0.3
HEARTBEAT = 2.0
#: Seconds from a look at hinted files alone to the rescan, by which time open pages have been updated.
AFTER = 0.2

_WRITES = frozenset(("created", "modified", "deleted", "moved", "closed"))


def scan_files(roots: Iterable[Path]) -> dict[str, Fingerprint]:
    """The fingerprint of every file at or below ``roots``, by path; hidden folders and backups are left alone."""
    found: dict[str, Fingerprint] = {}
    waiting = [os.fspath(root) for root in roots]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    if _is_left_alone(entry.name):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        _look_at(entry.path, found)
        except NotADirectoryError:
            _look_at(place, found)
        except OSError:
            continue
    return found


def _is_left_alone(name: str) -> bool:
    is_hidden = name.startswith(".") and not name.endswith(".yml") and name not in SERVED
    return is_hidden or name.endswith("~")


def _look_at(path: str, found: dict[str, Fingerprint]) -> None:
    with suppress(OSError):
        found[path] = find_fingerprint(path)


class _Hints(FileSystemEventHandler):
    """Sets an event for whatever may have changed a file, and collects the paths. Reads are no hint."""

    def __init__(self, hint: threading.Event, places: SimpleQueue[str]) -> None:
        self._hint = hint
        self._places = places

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _WRITES:
            # Each event of a file comes with one of its folder, which adds nothing.
            if not (event.is_directory and event.event_type == "modified"):
                for path in (event.src_path, event.dest_path):
                    if path:
                        self._places.put(os.fsdecode(path))
            self._hint.set()


class Watch:
    """Waits for changes of the files below ``roots``."""

    def __init__(self, roots: tuple[Path, ...], *, poll: bool = False) -> None:
        self._roots = roots
        self._poll = poll
        self._hint = threading.Event()
        self._places: SimpleQueue[str] = SimpleQueue()
        self._rescan_due = False
        self._stop = threading.Event()
        self._reported: deque[float] = deque(maxlen=MOST)
        self.stamps = scan_files(roots)

    @contextmanager
    def running(self) -> Iterator["Watch"]:
        """Take hints while the block runs. Folders are watched through their parents, and may be made or removed."""
        if self._poll:
            yield self
            return
        observer = Observer()
        folders = {root if root.is_dir() else root.parent for root in self._roots}
        for folder in sorted(filter(Path.is_dir, folders | {folder.parent for folder in folders})):
            observer.schedule(_Hints(self._hint, self._places), os.fspath(folder), recursive=folder in self._roots)
        observer.start()
        try:
            yield self
        finally:
            observer.stop()
            observer.join()

    def stop(self) -> None:
        """End a wait that is under way, and every later one, at once."""
        self._stop.set()
        self._hint.set()

    def wait(self) -> frozenset[str] | None:
        """Wait until files changed and the burst is over: their paths, or None after ``stop``."""
        while not self._stop.is_set():
            seldom = AFTER if self._rescan_due else HEARTBEAT
            hinted = self._hint.wait(POLL if self._poll else seldom)
            if self._stop.is_set():
                break
            if hinted:
                self._wait_for_quiet()
            self._pace()
            changed = self._look_at_hints() or self.look()
            if changed:
                self._reported.append(time.monotonic())
                return changed
        return None

    def _wait_for_quiet(self) -> None:
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            self._hint.clear()
            if not self._hint.wait(QUIET) or self._stop.is_set():
                return

    def _pace(self) -> None:
        """Wait until a further change may be reported: the first of a burst at once, then two a second."""
        if len(self._reported) == MOST:
            self._stop.wait(max(0.0, self._reported[0] + 1 - time.monotonic()))

    def _look_at_hints(self) -> frozenset[str]:
        """The hinted files that changed, where all hints are of files seen before; else none, and a rescan follows."""
        places: set[str] = set()
        with suppress(Empty):
            while True:
                places.add(self._places.get_nowait())
        places = {place for place in places if not _is_left_alone(os.path.basename(place))}  # noqa: PTH119
        now: dict[str, Fingerprint] = {}
        for place in places:
            _look_at(place, now)
        # New and removed files, folders, and changes after a look at hinted files alone need a rescan.
        if self._rescan_due or not now.keys() == places <= self.stamps.keys():
            return frozenset()
        changed = frozenset(place for place in places if now[place] != self.stamps[place])
        self._rescan_due = bool(changed)
        self.stamps |= now
        return changed

    def look(self) -> frozenset[str]:
        """Rescan: the paths of files that are new, removed or changed since the last look."""
        self._rescan_due = False
        now = scan_files(self._roots)
        before, self.stamps = self.stamps, now
        return frozenset(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
