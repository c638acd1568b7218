"""The commands about a project as a whole: new, doctor, pin, schema, explain, diff."""

import sys
from pathlib import Path

import click

from glossary_site.cli.options import PATH, request_options, verbose_option
from glossary_site.cli.terminal import STYLES, count
from glossary_site.issues import GlossaryError, Severity
from glossary_site.request import BuildRequest


@click.command()
@click.argument("folder", metavar="DIR", type=PATH)
def new(folder: Path) -> None:
    """Start a glossary in DIR: settings, three entries, a README, and what hosts need to publish it.

    DIR must be new or empty. Exit code 0: written; 1: not written.
    """
    from glossary_site.project import start_project

    for name in start_project(folder):
        click.echo(f"  {folder / name}")
    click.echo(f"Next: cd {folder} && glossary serve --open")


@click.command()
@request_options("entries", "config", "output")
def doctor(request: BuildRequest) -> None:
    """Report what is missing: Python, libraries, theme, settings, entries, address, published ids, the built site.

    Exit code 0: the site can be built whole; 1: it cannot.
    """
    from glossary_site.project import examine

    findings = examine(request)
    for finding in findings:
        severity = finding.severity
        state = click.style(f"{severity or 'ok':<8}", fg=STYLES[severity] if severity else "green")
        click.echo(f"{state} {finding.about:<10} {finding.message}")
        if severity and finding.hint:
            click.echo(f"{'':<19} {finding.hint}")
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(1)


@click.command()
@request_options("entries", "config")
@verbose_option
def pin(request: BuildRequest) -> None:
    """Pin the ids of all terms, as you do when you publish: links to them will last.

    Writes entries/.ids.yml; commit it. A term renamed later keeps its address; a term taken away fails the build until
    the file names the term that replaces it, or marks it as removed.
    """
    from glossary_site.project import pin_ids

    pinned = pin_ids(request)
    unchanged = "" if pinned.changed else "; nothing changed"
    click.echo(f"{count(pinned.ids, 'id')} pinned, {pinned.new} of them new{unchanged}")


@click.command()
@click.argument("name", type=click.Choice(["settings", "entry", "ids", "changes", "queries"]))
@request_options("config")
def schema(request: BuildRequest, name: str) -> None:
    """Print the JSON Schema by which editors complete and check a file while you type.

    NAME is settings (glossary.yml), entry (YAML in entries/, with the fields that the settings declare), ids, changes
    or queries (entries/.ids.yml and so on). A file names its schema in its first line:
    # yaml-language-server: $schema=../.schemas/entry.json
    """
    from glossary_site.project import schema_of_project

    click.echo(schema_of_project(name, request.config), nl=False)


@click.command()
@click.argument("url")
@request_options("entries", "config", "output", "base_url")
@verbose_option
def explain(request: BuildRequest, url: str) -> None:
    """Show what the page at URL is made of, and why the next build makes it anew or does not.

    URL is as in the site: term/rye/, or whole. Each part is shown by a digest; equal parts make an equal page.
    """
    from glossary_site.build import explain_page

    explanation = explain_page(request.with_cache(), url)
    before = explanation.before
    click.echo(f"{request.output / explanation.path}")
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
    "--format",
    "form",
    default="text",
    show_default=True,
    type=click.Choice(["text", "markdown", "json"]),
    help="How to show the changes.",
)
@click.option(
    "--record",
    "day",
    default="",
    metavar="DATE",
    help="Add the changes to the entries' log under this day (2026-03-31).",
)
@request_options("entries", "config")
def diff(request: BuildRequest, old: str, new: str, form: str, day: str) -> None:
    """Print what changed between two editions of the glossary.

    OLD and NEW are each a built site, a folder of entries, or either in a git revision, such as v1.0:entries. Exit code
    0: nothing changed; 1: something did; 2: they cannot be compared.
    """
    from glossary_site.glossary import format_changes
    from glossary_site.project import compare_revisions, record_day
    from glossary_site.records import is_date

    if day and not is_date(day):
        raise click.BadParameter(f"'{day}' is no day such as 2026-03-31", param_hint="--record")
    try:
        changes = compare_revisions(request, old, new)
        if day:
            click.echo(f"{record_day(request, day, changes)} changes recorded for {day}", err=True)
    except GlossaryError as error:
        for issue in error.issues:
            click.echo(str(issue), err=True)
        sys.exit(2)
    if changes or form == "json":
        click.echo(format_changes(changes, form))
    if changes:
        sys.exit(1)
