"""The one exception that a user meets: it carries issues, so that every problem is told at once."""

from collections.abc import Iterable

from glossary_site.issues import Issue


class GlossaryError(Exception):
    """Work cannot go on. ``issues`` says why, one value a problem, each with its place and a hint."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(str(issue) for issue in self.issues))

    def __reduce__(self) -> tuple[type["GlossaryError"], tuple[tuple[Issue, ...]]]:
        return (GlossaryError, (self.issues,))
