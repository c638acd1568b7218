"""The digests of the entry files that builds have read: the next one reads only files that changed since."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from glossary_site.digest import digest
from glossary_site.disk import FileMemory, Kept
from glossary_site.loader import Source, SourceRead, read_digest
from glossary_site.values import Frozen, field

#: Nanoseconds: a file that changed so shortly before it was looked at may change again and have the same times.
_GRAIN = 2_000_000_000

#: Of each file its fingerprint, digest and path, in a line.
_Lines = tuple[str, ...]


class SeenFiles(Frozen):
    """What builds keep of the entry files, and the time from which on files are looked at, in nanoseconds.

    ``is_kept`` where the cache has this already.
    """

    lines: _Lines = ()
    since: int = field(default_factory=time.time_ns)
    is_kept: bool = True

    def recall(self) -> FileMemory[SourceRead]:
        """What the files held, without their texts."""
        found = (line.split("\t", 2) for line in self.lines)
        kept = {path: (fingerprint, (Source(path, made_of), ())) for fingerprint, made_of, path in found}
        return FileMemory(read_digest, kept)

    def after(self, memory: FileMemory[SourceRead], sources: Sequence[Source]) -> "SeenFiles":
        """What the next build may take as read: the ``sources`` without issues that did not change just now."""
        if not memory.is_new and len(sources) == len(self.lines):
            return self
        read = ((source, *memory.kept[source.path]) for source in sources if source.path in memory.kept)
        found = (
            (f"{fingerprint}\t{source.digest}\t{source.path}", issues) for source, fingerprint, (_, issues) in read
        )
        known = set(self.lines)
        lines = tuple(line for line, issues in found if line in known or (not issues and self._is_old(line)))
        return SeenFiles(lines, self.since, lines == self.lines)

    def _is_old(self, line: str) -> bool:
        _, changed, touched, *_ = line.split(" ", 3)
        return max(int(changed), int(touched)) < self.since - _GRAIN


def _open(cache: Path | None) -> Kept[_Lines]:
    return Kept(cache / "seen" if cache else None, _Lines)


def _key(entries: Path) -> str:
    return digest(entries.as_posix())


def read_seen_files(cache: Path | None, entries: Path) -> SeenFiles:
    """What the last build kept of the files at or below ``entries`` in the folder ``cache``.

    Nothing on Windows, which has no time of a change that programs cannot set.
    """
    return SeenFiles() if os.name == "nt" else SeenFiles(_open(cache).find(_key(entries)) or ())


def keep_seen_files(cache: Path | None, entries: Path, seen: SeenFiles) -> None:
    """Keep what was seen of the files at or below ``entries`` in the folder ``cache``."""
    if not seen.is_kept:
        kept, key = _open(cache), _key(entries)
        kept.put(key, seen.lines)
        kept.remove_others([key])
