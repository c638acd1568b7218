"""What commands print on a terminal: issues, counts, progress."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from glossary_site.cli.issue_forms import sum_up
from glossary_site.cli.options import printing
from glossary_site.issues import Issue, Severity, errors_in, visible
from glossary_site.values import as_dict, replace

#: The colour of each severity.
STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
#: Places beyond these are counted, not named, in the line about entries that are left out.
_PLACES = 10


def print_result(text: str, **style: Any) -> None:
    """Lines of what a command was asked for, printed also with ``--quiet``."""
    for line in text.split("\n"):
        click.secho(visible(line), **style)


def print_line(line: str, *, err: bool = False, **style: Any) -> None:
    """A line about what a command did, unless ``--quiet``."""
    if not printing().quiet:
        click.secho(visible(line), err=err, **style)


def print_json(value: object) -> None:
    """The result of a command, for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def choose_issues(issues: Iterable[Issue]) -> Iterator[Issue]:
    """What is printed of ``issues``, in order: summed up, each with ``--verbose``, the errors with ``--quiet``."""
    how = printing()
    for issue in sum_up(errors_in(issues) if how.quiet else issues, verbose=how.verbose):
        yield replace(issue, path=visible(issue.path), message=visible(issue.message), hint=visible(issue.hint))


def print_issues(issues: Iterable[Issue]) -> None:
    """Each issue as ``path:line: severity [code] message`` and its hint, summed up, on the standard error."""
    for issue in choose_issues(issues):
        place = f"{issue.place}: " if issue.place else ""
        severity = click.style(str(issue.severity), fg=STYLES[issue.severity])
        click.echo(f"{place}{severity} [{issue.code}] {issue.message}", err=True)
        if issue.hint:
            click.echo(f"    {issue.hint}", err=True)


def print_failure(issues: Iterable[Issue]) -> None:
    """Why a command failed: as its result would be for programs, else for people."""
    if printing().form == "json":
        print_json({"issues": [as_dict(issue) for issue in issues]})
    else:
        print_issues(issues)


def count(number: int, noun: str) -> str:
    """A number of things: ``1 term``, ``1,200 entries``."""
    ending = "ies" if noun.endswith("y") else "es" if noun.endswith("s") else "s"
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun.removesuffix('y')}{ending}"


def summarise_issues(issues: Sequence[Issue]) -> str:
    """How many issues there are of each severity, in one line."""
    counts = [
        count(found, severity.value)
        for severity in Severity
        if (found := sum(issue.severity is severity for issue in issues))
    ]
    return ", ".join(counts)


def print_left_out(places: Sequence[str]) -> None:
    """A loud line about entries that are left out for their errors, each by its place; nothing where there is none."""
    if places:
        different = tuple(dict.fromkeys(places))
        named = ", ".join(different[:_PLACES]) + (f" and {len(different) - _PLACES} more" * (len(different) > _PLACES))
        were = "was" if len(places) == 1 else "were"
        line = f"{count(len(places), 'entry')} {were} left out because of errors: {named}"
        click.secho(f"{visible(line)}; --strict builds nothing in such a case", fg="red", bold=True, err=True)


@contextmanager
def show_progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal, nothing where output is piped."""
    if printing().quiet or not (sys.stderr and sys.stderr.isatty()):
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    color = click.get_current_context().color
    console = Console(stderr=True, no_color=None if color is None else not color)
    columns = (TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            for earlier in bar.tasks:
                if earlier.description != stage and earlier.total is None:
                    bar.update(earlier.id, completed=1, total=1)
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=None)
            bar.update(tasks[stage], completed=done, total=total or None)

        yield report
