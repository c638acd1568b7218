"""The commands about a project as a whole: starting one, examining one, and what changed in one."""

import sys
from pathlib import Path

import click

from glossary_site.build import CACHE, BuildRequest
from glossary_site.config import CONFIG_NAME, read_config
from glossary_site.disk import locked
from glossary_site.glossary import FORMS, compare_editions, format_changes, record_changes
from glossary_site.issues import GlossaryError, Severity
from glossary_site.records import is_date

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan", None: "green"}

_folder = click.Path(path_type=Path)
_entries_option = click.option(
    "--entries", default="entries", show_default=True, type=_folder, help="Folder of the entries."
)
_config_option = click.option("--config", default=CONFIG_NAME, show_default=True, type=_folder, help="Settings.")


@click.command()
@click.argument("folder", metavar="DIR", type=_folder)
def new(folder: Path) -> None:
    """Start a glossary in DIR: settings, three entries, a README, and what hosts need to publish it.

    DIR must be new or empty. Exit code 0: written; 1: not written.
    """
    from glossary_site.project import start_project

    for name in start_project(folder):
        click.echo(f"  {folder / name}")
    click.echo(f"Next: cd {folder} && glossary serve --open")


@click.command()
@_entries_option
@_config_option
@click.option("--output", default="_site", show_default=True, type=_folder, help="Folder of the site.")
def doctor(entries: Path, config: Path, output: Path) -> None:
    """Say what is missing: Python, libraries, theme, settings, entries, address, published ids, the built site.

    Exit code 0: the site can be built whole; 1: it cannot.
    """
    from glossary_site.project import examine

    findings = examine(BuildRequest(entries, output, config))
    for finding in findings:
        said = click.style(f"{finding.severity or 'well':<8}", fg=_COLOURS[finding.severity])
        click.echo(f"{said} {finding.about:<10} {finding.message}")
        if finding.severity and finding.hint:
            click.echo(f"{'':<19} {finding.hint}")
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(1)


@click.command()
@click.argument("url")
@_entries_option
@_config_option
@click.option("--output", default="_site", show_default=True, type=_folder, help="Folder of the site.")
@click.option("--base-url", default="", help="As given to build.")
def explain(url: str, entries: Path, config: Path, output: Path, base_url: str) -> None:
    """Say what the page at URL is made of, and why the next build makes it anew or does not.

    URL is as in the site: term/rye/, or whole. Each part is told by a digest; equal parts make an equal page.
    """
    from glossary_site.build import explain_page

    explanation = explain_page(BuildRequest(entries, output, config, base_url, cache=config.parent / CACHE), url)
    before = explanation.before
    click.echo(f"{output / explanation.path}")
    for place in explanation.sources:
        click.echo(f"  from {place}")
    for name, digest in explanation.now.items():
        state = "as in the last build" if before.get(name) == digest else "changed" if before else "new"
        click.echo(f"  {name:<10} {digest}  {state}")
    if not explanation.reasons:
        click.echo("The next build keeps it.")
    for reason in explanation.reasons:
        click.echo(f"The next build makes it: {reason.sentence}.")


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "form", default="text", show_default=True, type=click.Choice(FORMS), help="How to tell the changes."
)
@click.option(
    "--record",
    "day",
    default="",
    metavar="DATE",
    help="Add the changes to the entries' log under this day (2026-03-31).",
)
@_entries_option
@_config_option
def diff(old: str, new: str, form: str, day: str, entries: Path, config: Path) -> None:
    """Say what changed between two editions of the glossary.

    OLD and NEW are each a built site, a folder of entries, or either in a git revision, such as v1.0:entries. Exit code
    0: nothing changed; 1: something did; 2: they cannot be compared.
    """
    from glossary_site.project import read_revision

    if day and not is_date(day):
        raise click.BadParameter(f"'{day}' is no day such as 2026-03-31", param_hint="--record")
    try:
        settings, issues = read_config(config)
        if issues:
            raise GlossaryError(issues)
        before, after = read_revision(old, settings), read_revision(new, settings)
        changes = compare_editions(before.terms, after.terms, after.moved)
        if day:
            with locked(entries):
                count, issues = record_changes(entries, day, changes)
            if issues:
                raise GlossaryError(issues)
            click.echo(f"{count} changes recorded for {day}", err=True)
    except GlossaryError as error:
        for issue in error.issues:
            click.echo(str(issue), err=True)
        sys.exit(2)
    if changes or form == "json":
        click.echo(format_changes(changes, form))
    if changes:
        sys.exit(1)
