"""The commands about a project as a whole: new, doctor, pin, schema, explain, diff."""

import sys
from pathlib import Path

import click

from glossary_site.cli.options import PATH, form_options, printing, printing_options, request_options
from glossary_site.cli.terminal import STYLES, count, print_failure, print_json, print_line, print_result, visible
from glossary_site.issues import GlossaryError, Severity
from glossary_site.request import BuildRequest
from glossary_site.values import as_dict


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=PATH)
@printing_options
def new(folder: Path) -> None:
    """Start a glossary, with what hosts need to publish it.

    A GLOSSARY.md or docs/glossary.md in DIR (by default the current folder) stays as it is, and gets settings and a
    workflow that publishes it. Otherwise DIR must be new or empty; it gets settings, three entries, a README and
    samples for hosts. Hosts install this very program: from where it was installed here, or a copy in wheels/.
    """
    from glossary_site.project import find_glossary, start_project

    started = start_project(folder)
    for name in started.files:
        print_line(f"  {folder / name}")
    for name in started.kept:
        print_line(f"  {folder / name} was there and is kept")
    print_line(started.installing.why)
    if not started.source and (found := find_glossary(Path())):
        print_line(f"{found} is here, too: 'glossary new .' makes a site of it.")
    enter = "" if folder == Path() else f"cd {folder} && "
    print_line(f"Next: {enter}glossary serve {started.source and started.source + ' '}--open")


@click.command()
@request_options("entries", "config", "output")
@form_options("text", "json")
@printing_options
def doctor(request: BuildRequest, form: str) -> None:
    """Report what is missing before you build or publish.

    It looks at Python, libraries, theme, settings, entries, address, published ids and the built site.
    """
    from glossary_site.project import examine

    findings = examine(request)
    if form == "json":
        print_json([as_dict(finding) for finding in findings])
    for finding in findings if form == "text" else ():
        severity = finding.severity
        if printing().quiet and severity is not Severity.ERROR:
            continue
        state = click.style(f"{severity or 'ok':<8}", fg=STYLES[severity] if severity else "green")
        click.echo(f"{state} {finding.about:<10} {visible(finding.message)}")
        if severity and finding.hint:
            click.echo(f"{'':<19} {visible(finding.hint)}")
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(1)


@click.command()
@request_options("entries", "config")
@printing_options
def pin(request: BuildRequest) -> None:
    """Pin the ids of all terms: links to them will last.

    Do so when you publish. It writes entries/.ids.yml; commit it. A term renamed later keeps its address; a term taken
    away fails the build until the file names the term that replaces it, or marks it as removed.
    """
    from glossary_site.project import pin_ids

    pinned = pin_ids(request)
    unchanged = "" if pinned.changed else "; nothing changed"
    print_line(f"{count(pinned.ids, 'id')} pinned, {pinned.new} of them new{unchanged}")


@click.command()
@click.argument("name", type=click.Choice(["settings", "entry", "ids", "changes", "queries"]))
@request_options("config")
@printing_options
def schema(request: BuildRequest, name: str) -> None:
    """Print a JSON Schema: editors complete and check a file by it.

    NAME is settings (glossary.yml), entry (YAML in entries/, with the fields that the settings declare), ids, changes
    or queries (entries/.ids.yml and so on). A file names its schema in its first line:
    # yaml-language-server: $schema=../.schemas/entry.json
    """
    from glossary_site.project import schema_of_project

    click.echo(schema_of_project(name, request.config), nl=False)


@click.command()
@click.argument("subject", metavar="CODE|URL")
@request_options("entries", "config", "output", "base_url", "trust_templates")
@form_options("text", "json")
@printing_options
def explain(request: BuildRequest, subject: str, form: str) -> None:
    """Show what a code means, or why the next build makes a page again.

    CODE is what messages have in brackets, such as definition-missing. URL is as in the site: term/rye/, or whole. A
    page is shown by what it is made of, each part by a digest; equal parts make an equal page.
    """
    from glossary_site.checks import find_code

    if code := find_code(subject):
        if form == "json":
            print_json(as_dict(code))
        else:
            click.echo(f"{code.meaning}\n{code.remedy}\nMore: docs/codes.md#{code.name}")
        return
    from glossary_site.build import explain_page

    explanation = explain_page(request.with_cache(), subject)
    before = explanation.before
    if form == "json":
        print_json({**as_dict(explanation), "reasons": [reason.sentence for reason in explanation.reasons]})
        return
    print_result(f"{request.output / explanation.path}")
    for place in explanation.sources:
        print_result(f"  from {place}")
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
@form_options("text", "markdown", "json")
@click.option(
    "--record",
    "day",
    default="",
    metavar="DATE",
    help="Add the changes to the entries' log under this day (2026-03-31).",
)
@request_options("entries", "config")
@printing_options
def diff(request: BuildRequest, old: str, new: str, form: str, day: str) -> None:
    """Print what changed between two editions of the glossary.

    OLD and NEW are each a built site, a folder of entries, or either in a git revision, such as v1.0:entries. The exit
    code is that of diff: 1 if something changed, 2 if the two cannot be compared.
    """
    from glossary_site.glossary import format_changes
    from glossary_site.project import compare_revisions, record_day
    from glossary_site.records import is_date

    if day and not is_date(day):
        raise click.BadParameter(f"'{day}' is no day such as 2026-03-31", param_hint="--record")
    try:
        changes = compare_revisions(request, old, new)
        if day:
            print_line(f"{record_day(request, day, changes)} changes recorded for {day}", err=True)
    except GlossaryError as error:
        print_failure(error.issues)
        sys.exit(2)
    if changes or form == "json":
        (click.echo if form == "json" else print_result)(format_changes(changes, form))
    if changes:
        sys.exit(1)
