"""Issues for programs: JSON, and the annotations that GitHub shows beside the lines of a pull request."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from glossary_site.issues import Issue, Severity


def format_issues(issues: Sequence[Issue], form: str) -> str:
    """Issues as ``json``, or as the workflow commands of GitHub."""
    if form == "json":
        return json.dumps([asdict(issue) for issue in issues], ensure_ascii=False, indent=1)
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    escapes = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))

    def quote(text: str, more: tuple[tuple[str, str], ...] = ()) -> str:
        for mark, code in (*escapes, *more):
            text = text.replace(mark, code)
        return text

    return "\n".join(
        f"::{levels[issue.severity]} file={quote(issue.path, ((':', '%3A'), (',', '%2C')))},line={issue.line or 1},"
        f"title={issue.code}::{quote(issue.message + (f' ({issue.hint})' if issue.hint else ''))}"
        for issue in issues
    )
