"""What a reader, a check or a build found wrong: one frozen value with a place, a code and a hint."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from glossary_site.values import compact


class Severity(StrEnum):
    """How bad an issue is: errors cost an entry or the build, warnings fail it under ``--strict``, notes never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@compact
@dataclass(frozen=True, slots=True)
class Issue:
    """One problem, told so that its reader knows where to look and what to do.

    ``code`` is stable and kebab-case. ``path`` is the file as the user named it ("" where there is none);
    ``line`` counts from 1, and 0 means the whole file.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    path: str = ""
    line: int = 0

    def at(self, path: str, line_offset: int = 0) -> "Issue":
        """The same issue in ``path``, ``line_offset`` lines further down."""
        return replace(self, path=path, line=self.line + line_offset if self.line else self.line)

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.path and self.line else f"{self.path}: " if self.path else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.severity} [{self.code}] {self.message}{hint}"


def fails_build(issue: Issue, strict: bool) -> bool:
    """Whether an issue is more than a build takes: an error, with ``strict`` a warning too."""
    return issue.severity is Severity.ERROR or (strict and issue.severity is Severity.WARNING)


def sort_key(issue: Issue) -> tuple[str, int, str, str]:
    """Order issues by place, then code: the order in which a person mends them."""
    return (issue.path, issue.line, issue.code, issue.message)


class GlossaryError(Exception):
    """Work cannot go on: the one exception that a user meets. ``issues`` says why, one value a problem.

    Each has its place and a hint, so that every problem is told at once.
    """

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(str(issue) for issue in self.issues))

    def __reduce__(self) -> tuple[type["GlossaryError"], tuple[tuple[Issue, ...]]]:
        return (GlossaryError, (self.issues,))
