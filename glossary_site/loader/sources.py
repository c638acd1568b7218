"""``entries/`` -> sorted ``Source`` values: the door at which every input file is checked."""

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from glossary_site.attachments import find_kind
from glossary_site.digest import digest
from glossary_site.disk import FileMemory, is_hidden, leads_out, real_path
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.loader.endings import ENDINGS, MARKDOWN, has_entry_ending
from glossary_site.records import opens_with_record
from glossary_site.values import Frozen

#: A hand-written glossary of 10,000 long entries stays below this; more in one file is a mistake.
MAX_BYTES = 32 * 1024 * 1024

_REMOVE = "remove it from the entries folder"
_SAVE = "save the file as UTF-8"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
#: Markdown files about the project, as repositories name them; ``license.md`` may be the entry of a term.
_OF_PROJECT = frozenset(
    ("README", "readme", "Readme", "LICENSE", "LICENCE", "CONTRIBUTING", "CODE_OF_CONDUCT", "CHANGELOG", "SECURITY")
)


class Source(Frozen):
    """One input file: its path as the user would write it (with ``/``), the digest of that and its bytes, its text.

    ``held`` is the text. Where it is None, the file is read again for each use, so that memory need not hold all texts.
    """

    path: str
    digest: str
    held: str | None = None

    @property
    def text(self) -> str:
        """The text that the digest is of. Raises ``GlossaryError`` with ``file-changed`` where the file has another."""
        if self.held is not None:
            return self.held
        again, _ = read_source(Path(self.path), self.path)
        if again is None or again.held is None or again.digest != self.digest:
            hint = "somebody saved it just now: do the same again"
            raise GlossaryError([_reject("file-changed", self.path, "the file changed while it was in use", hint)])
        return again.held


def _reject(code: str, path: str, message: str, hint: str) -> Issue:
    return Issue(code, Severity.ERROR, message, hint, path)


def _too_large(size: int, path: str) -> Issue:
    message = f"the file is too large: {size / 1024 / 1024:.0f} MB, the limit is {MAX_BYTES // 1024 // 1024} MB"
    return _reject("file-too-large", path, message, "split it")


def decode_source(raw: bytes, path: str) -> tuple[Source | None, tuple[Issue, ...]]:
    """Bytes of a file -> ``Source``, or None and an issue.

    Issues: ``file-empty`` (warning), ``file-too-large``, ``file-binary``, ``file-encoding``.
    """
    if len(raw) > MAX_BYTES:
        return None, (_too_large(len(raw), path),)
    is_utf16 = raw.startswith(_UTF16_MARKS)
    if b"\0" in raw and not is_utf16:
        return None, (_reject("file-binary", path, "the file is not text", _REMOVE),)
    try:
        text = raw.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        if is_utf16:
            return None, (_reject("file-encoding", path, "the file begins as UTF-16 does, but is none", _SAVE),)
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        return None, (Issue("file-encoding", Severity.ERROR, message, _SAVE, path, line),)
    if "\0" in text:
        return None, (_reject("file-binary", path, "the file is not text", _REMOVE),)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return None, (Issue("file-empty", Severity.WARNING, "the file is empty", "remove it", path),)
    return Source(path, digest(path, raw), text), ()


#: A file that was read, or why it was not.
SourceRead: TypeAlias = tuple[Source | None, tuple[Issue, ...]]


def read_raw(path: Path, name: str) -> tuple[bytes | None, tuple[Issue, ...]]:
    """The bytes of one file under the display name ``name`` (issues ``file-too-large``, ``file-unreadable``).

    A device or a pipe, also behind a link, is not read: it may have no end.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, (_reject("file-unreadable", name, "this is no ordinary file", "take it out"),)
        if status.st_size > MAX_BYTES:
            return None, (_too_large(status.st_size, name),)
        return path.read_bytes(), ()
    except OSError as error:
        message, hint = f"cannot be read: {error.strerror}", "check its name and rights"
        return None, (_reject("file-unreadable", name, message, hint),)


def read_source(path: Path, name: str) -> SourceRead:
    """Read one file under the display name ``name`` (issues of ``read_raw`` and ``decode_source``)."""
    raw, issues = read_raw(path, name)
    return decode_source(raw, name) if raw is not None else (None, issues)


def read_digest(path: Path, name: str) -> SourceRead:
    """As ``read_source``, but the text is not held."""
    source, issues = read_source(path, name)
    return source and Source(source.path, source.digest), issues


def reading_order(name: str) -> tuple[str, str]:
    """The sort key by which files are read, alike on every system."""
    return unicodedata.normalize("NFC", name), name


def list_sources(entries: Path) -> tuple[tuple[str, ...], tuple[Issue, ...]]:
    """The paths of the entry files below the folder ``entries``, sorted alike on every system; ``entries``, if a file.

    Names that start with ``.`` or ``_`` or end with ``~`` are left alone. Issues: ``entries-missing``,
    ``file-unknown`` (warning), ``file-outside`` (a link to a file or a folder outside), ``file-unreadable`` (a folder).
    """
    if entries.is_file() and has_entry_ending(entries.name):
        return (entries.as_posix(),), ()
    if not entries.is_dir():
        if entries.exists():
            message, hint = (
                "entries are not read from such a file",
                f"they are in files that end in {', '.join(ENDINGS)}",
            )
        else:
            message = "there is no such file or folder"
            hint = "name what has your terms, as in 'glossary build GLOSSARY.md'; 'glossary new' starts a glossary"
        return (), (_reject("entries-missing", str(entries), message, hint),)
    return list_files(entries, ENDINGS, "an entry file")


def list_files(folder: Path, endings: Sequence[str], what: str) -> tuple[tuple[str, ...], tuple[Issue, ...]]:
    """The paths, with ``/``, of the files below ``folder`` with one of the ``endings``, sorted alike on every system.

    Names that start with ``.`` or ``_`` or end with ``~`` are left alone. A file with another ending is not ``what`` is
    looked for. Issues: ``file-unknown`` (warning), ``file-outside``, ``file-unreadable``.
    """
    found: list[str] = []
    issues: list[Issue] = []
    home = real_path(folder)
    for each in _walk(str(folder), issues):
        path = _with_slashes(each.path)
        leads_to_folder = each.is_symlink() and os.path.isdir(each.path)  # noqa: PTH112 - as all of this walk
        if not leads_to_folder and not _has_ending(each.name, endings):
            if find_kind(each.name):
                continue  # what entries and pages may show or link to
            message = f"not {what}, so it is left out"
            hint = f"these end in {', '.join(endings)}; a name starting with _ is left alone"
            issues.append(Issue("file-unknown", Severity.WARNING, message, hint, path))
        elif each.is_symlink() and leads_out(Path(path), home):
            hint = "copy what it leads to into the folder"
            issues.append(_reject("file-outside", path, f"a link out of {folder.name}/", hint))
        elif not leads_to_folder:
            found.append(path)
    found.sort(key=reading_order)
    return tuple(found), tuple(issues)


def _walk(folder: str, issues: list[Issue]) -> Iterator["os.DirEntry[str]"]:
    """All files and links below ``folder`` that are not hidden. No path is made: a folder may have 100,000 files."""
    try:
        with os.scandir(folder) as listed:
            found = sorted((each for each in listed if not is_hidden(each.name)), key=lambda each: each.name)
    except OSError as error:
        name = _with_slashes(folder)
        issues.append(_reject("file-unreadable", name, f"cannot be read: {error.strerror}", "check its rights"))
        return
    for each in found:
        if each.is_dir(follow_symlinks=False) and not _is_junction(each):
            yield from _walk(each.path, issues)
        else:
            yield each


def _is_junction(each: "os.DirEntry[str]") -> bool:
    """Whether it is a link of Windows to a folder, which Python recognises from 3.12 on."""
    return bool(getattr(each, "is_junction", bool)())


def _with_slashes(path: str) -> str:
    """A path as a ``Path`` would have it, with ``/``."""
    return path.replace(os.sep, "/").removeprefix("./")


def _has_ending(name: str, endings: Sequence[str]) -> bool:
    """Whether a file has one of the ``endings``, in any case. A name that begins with its only dot has none."""
    start, dot, ending = name.rpartition(".")
    return bool(start) and dot + ending.lower() in endings


def _is_of_project(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] in _OF_PROJECT and _has_ending(name, MARKDOWN)


def read_sources(
    entries: Path, memory: FileMemory[SourceRead] | None = None
) -> tuple[tuple[Source, ...], tuple[Issue, ...]]:
    """Every entry file at or below ``entries`` as a ``Source``; files that cannot be used become issues.

    ``memory`` gives what they held; without one, their texts are not held. A page about the project (``README.md``) is
    left out of a folder that has other files, unless it begins with the fields of an entry.

    Issues: those of ``list_sources`` and ``read_source``, ``file-unknown`` (note), ``entries-empty`` where no error
    explains that.
    """
    paths, issues = list_sources(entries)
    sources: list[Source] = []
    problems = list(issues)
    is_mixed = not all(map(_is_of_project, paths))
    read = (memory or FileMemory(read_digest)).read
    for path in paths:
        source, found = read(path, path)
        problems.extend(found)
        if source is not None and is_mixed and _is_of_project(path) and not opens_with_record(source.text):
            message, hint = (
                "a page about the project by its name, so it is left out",
                "give it another if it has entries",
            )
            problems.append(Issue("file-unknown", Severity.NOTE, message, hint, source.path))
        elif source is not None:
            sources.append(source)
    if not sources and all(issue.severity is not Severity.ERROR for issue in problems):
        left = min(entries.glob("_*.md"), key=lambda path: (len(path.name), path.name), default=None)
        alone = left and f"a name starting with _ is left alone; if {left.name} has the terms, name that file"
        hint = alone or "add a .md, .yml or .txt file"
        problems.append(_reject("entries-empty", entries.as_posix(), "no entries here", hint))
    return tuple(sources), tuple(problems)


def read_unparsed(entries: Path) -> tuple[tuple[Source, ...], tuple[Issue, ...]]:
    """The files at or below ``entries`` with their digests and without their texts, whatever they hold.

    Issues: ``file-unreadable``.
    """
    paths = (
        sorted(entries.rglob("*"), key=lambda path: reading_order(path.as_posix())) if entries.is_dir() else [entries]
    )
    sources: list[Source] = []
    issues: list[Issue] = []
    for path in sorted(paths, key=lambda path: reading_order(path.as_posix())):
        try:
            if path.is_file() and not any(map(is_hidden, path.relative_to(entries).parts)):
                sources.append(Source(path.as_posix(), digest(path.as_posix(), path.read_bytes()), ""))
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            issues.append(_reject("file-unreadable", path.as_posix(), message, "check its rights"))
    return tuple(sources), tuple(issues)


def read_damaged(issues: Iterable[Issue]) -> tuple[Source, ...]:
    """The files that the issues of ``read_sources`` refuse, as far as their text can be decoded.

    The text is "" where it cannot be, and where the path is a link out of the entries folder.
    """
    paths = {
        issue.path: _decode_damaged(issue)
        for issue in issues
        if issue.severity is Severity.ERROR and has_entry_ending(issue.path)
    }
    return tuple(Source(path, digest(path, text), text) for path, text in paths.items())


def _decode_damaged(issue: Issue) -> str:
    if issue.code not in ("file-encoding", "file-binary"):
        return ""
    try:
        raw = Path(issue.path).read_bytes()
    except OSError:
        return ""
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace").replace("\0", "")
