"""Issues: what reading, a check or a build found wrong, with a code, a place and a hint."""

import errno
import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from glossary_site.values import Frozen, replace

#: What to do where a system refuses something that is no fault of the file, by the number of the error.
_REMEDIES = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room on the disk",
    errno.EMFILE: "let programs open more files: ulimit -n 256",
    errno.ENFILE: "close other programs: the system has no more open files",
    errno.EAGAIN: "try again with --jobs 1: the system starts no more processes",
    errno.ENOMEM: "try again with --jobs 1, or close other programs: the system has no more memory",
}
#: What a terminal obeys or hides: control characters (ECMA-48), and the marks that reorder text (UAX 9).
#: Controls, marks of direction, and bytes of file names that are no UTF-8, among which a terminal may find controls.
_OBEYED = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Severity(StrEnum):
    """An error leaves out an entry or fails the build, a warning fails it under ``--strict``, a note never does."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Issue(Frozen):
    """One problem: what it is, what to do (``hint``) and where it is.

    ``code`` is stable and in kebab case. ``path`` is the file as the user named it ("" where there is none);
    ``line`` counts from 1, and 0 means the whole file.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    path: str = ""
    line: int = 0

    def at(self, path: str, line_offset: int = 0) -> "Issue":
        """The same issue in ``path``, ``line_offset`` lines further down where it has a line."""
        return replace(self, path=path, line=self.line + line_offset if self.line else self.line)

    @property
    def place(self) -> str:
        """Where it is, for people: ``path:line``, the path, or "" where there is none."""
        return f"{self.path}:{self.line}" if self.path and self.line else self.path

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        hint = f" ({self.hint})" if self.hint else ""
        return visible(f"{place}{self.severity} [{self.code}] {self.message}{hint}")


def visible(line: str) -> str:
    """A line of any names and texts, with what a terminal would obey shown as an escape: ``\\x1b``."""
    return _OBEYED.sub(lambda match: ascii(match[0])[1:-1], line)


def fails_build(issue: Issue, strict: bool) -> bool:
    """Whether an issue fails a build: an error, and with ``strict`` a warning."""
    return issue.severity is Severity.ERROR or (strict and issue.severity is Severity.WARNING)


def errors_in(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """The errors among ``issues``."""
    return tuple(issue for issue in issues if issue.severity is Severity.ERROR)


def sort_key(issue: Issue) -> tuple[str, int, str, str]:
    """The order of issues, by file and line: that in which a person corrects them."""
    return (issue.path, issue.line, issue.code, issue.message)


class GlossaryError(Exception):
    """The one exception for users: work cannot continue because of ``issues``, all that were found at once."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(str(issue) for issue in self.issues))

    @classmethod
    def of(cls, code: str, message: str, hint: str, path: Path | str = "") -> "GlossaryError":
        """The exception for one issue, an error of a file or of none."""
        return cls([Issue(code, Severity.ERROR, message, hint, str(path))])

    def __reduce__(self) -> tuple[type["GlossaryError"], tuple[tuple[Issue, ...]]]:
        return (GlossaryError, (self.issues,))


def find_remedy(error: OSError, otherwise: str) -> str:
    """What to do where the system refuses something that is no fault of the file; else ``otherwise``."""
    return _REMEDIES.get(error.errno or 0, otherwise)
