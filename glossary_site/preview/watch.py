"""Noticing that files changed: watchdog gives hints, a rescan by size and time gives the truth. Its only importer.

A hint may be lost (a full queue, a network drive, a folder deleted and made again) and may mean nothing (watchdog 7
reports mere reads), so hints only say when to look, and where first: a rescan of everything follows each such look, and
happens now and then without any.
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

#: Quiet time, in seconds, after which a burst of saves counts as over, and the longest that a burst is waited for.
SETTLE = 0.075
LONGEST = 0.5
#: Changes told in any one second.
MOST = 2
#: Without hints (--poll) files are looked at this often; with them, this seldom.
POLL = 0.3
HEARTBEAT = 2.0
#: So long after a look at hinted files alone everything is looked at, when open pages have theirs.
AFTER = 0.2

#: Size, time in nanoseconds and inode: what an atomic save, an edit in place or a checkout changes.
Stamp = tuple[int, int, int]

_WRITES = frozenset(("created", "modified", "deleted", "moved", "closed"))


def scan_files(roots: Iterable[Path]) -> dict[str, Stamp]:
    """The stamp of every file at or below ``roots``, by path; hidden folders and backups are left alone."""
    found: dict[str, Stamp] = {}
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
                        _stamp(entry.path, found)
        except NotADirectoryError:
            _stamp(place, found)
        except OSError:
            continue
    return found


def _is_left_alone(name: str) -> bool:
    return (name.startswith(".") and not name.endswith(".yml")) or name.endswith("~")


def _stamp(path: str, found: dict[str, Stamp]) -> None:
    try:
        status = os.stat(path)  # noqa: PTH116 - ten thousand Path objects a rescan would be felt
    except OSError:
        return
    found[path] = (status.st_size, status.st_mtime_ns, status.st_ino)


class _Hints(FileSystemEventHandler):
    """Sets an event for whatever may have changed a file, and says where; reads are no hint."""

    def __init__(self, hint: threading.Event, places: SimpleQueue[str]) -> None:
        self._hint = hint
        self._places = places

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _WRITES:
            # That a folder was modified goes with each event of a file in it, and says less.
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
        self._owes_rescan = False
        self._stop = threading.Event()
        self._told: deque[float] = deque(maxlen=MOST)
        self.stamps = scan_files(roots)

    @contextmanager
    def running(self) -> Iterator["Watch"]:
        """Listen for hints while the block runs. Folders are watched through their parents, so they may come and go."""
        if self._poll:
            yield self
            return
        observer = Observer()
        folders = {root if root.is_dir() else root.parent for root in self._roots}
        for folder in sorted(folder for folder in folders if folder.is_dir()):
            observer.schedule(_Hints(self._hint, self._places), os.fspath(folder), recursive=folder in self._roots)
        parents = {folder.parent for folder in folders} - folders
        for parent in sorted(parent for parent in parents if parent.is_dir()):
            observer.schedule(_Hints(self._hint, self._places), os.fspath(parent), recursive=False)
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
            seldom = AFTER if self._owes_rescan else HEARTBEAT
            hinted = self._hint.wait(POLL if self._poll else seldom)
            if self._stop.is_set():
                break
            if hinted:
                self._settle()
            self._pace()
            changed = self._look_at_hints() or self.look()
            if changed:
                self._told.append(time.monotonic())
                return changed
        return None

    def _settle(self) -> None:
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            self._hint.clear()
            if not self._hint.wait(SETTLE) or self._stop.is_set():
                return

    def _pace(self) -> None:
        """However unevenly a burst comes, two changes are told a second; the first of a burst is told at once."""
        if len(self._told) == MOST:
            self._stop.wait(max(0.0, self._told[0] + 1 - time.monotonic()))

    def _look_at_hints(self) -> frozenset[str]:
        """The hinted files that changed, where all hints are of known files; else nothing, for a rescan to find."""
        places: set[str] = set()
        with suppress(Empty):
            while True:
                places.add(self._places.get_nowait())
        places = {place for place in places if not _is_left_alone(os.path.basename(place))}  # noqa: PTH119
        now: dict[str, Stamp] = {}
        for place in places:
            _stamp(place, now)
        # A file that came or went, a folder, and whatever follows such a look at a few, take a look at everything.
        if self._owes_rescan or not now.keys() == places <= self.stamps.keys():
            return frozenset()
        changed = frozenset(place for place in places if now[place] != self.stamps[place])
        self._owes_rescan = bool(changed)
        self.stamps |= now
        return changed

    def look(self) -> frozenset[str]:
        """Rescan: the paths whose stamp is new, gone or different since the last look."""
        self._owes_rescan = False
        now = scan_files(self._roots)
        before, self.stamps = self.stamps, now
        return frozenset(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
