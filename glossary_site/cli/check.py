"""``glossary check``."""

import sys
from collections import Counter
from pathlib import Path

import click

from glossary_site.cli.issue_forms import format_issues, sum_up
from glossary_site.cli.options import PATH, is_verbose, request_options, verbose_option
from glossary_site.cli.terminal import count, show_progress, summarise_issues
from glossary_site.issues import fails_build
from glossary_site.request import BuildRequest


@click.command()
@request_options("entries", "config", "strict")
@verbose_option
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    type=click.Choice(["text", "json", "github"]),
    help="For people, for programs, or for the checks of a pull request.",
)
@click.option(
    "--external", is_flag=True, help="List links that leave the site, as file:line address, and nothing else."
)
@click.option("--search", is_flag=True, help="Also run the queries in entries/.queries.yml and search for every name.")
@click.option("--baseline", type=PATH, help="Report only what this file of known findings lacks.")
@click.option("--write-baseline", type=PATH, help="Write what is found to a file of known findings.")
@click.option("--style", type=click.Choice(["iso704"]), help="Also ask that a definition can replace its term.")
def check(
    request: BuildRequest,
    form: str,
    external: bool,
    search: bool,
    baseline: Path | None,
    write_baseline: Path | None,
    style: str | None,
) -> None:
    """Read everything and report what could be better.

    Prints each finding as file:line with a stable code, how bad it is, and what to do. The README lists the rules.
    Exit code 0: nothing bad; 1: errors, with --strict also warnings.
    """
    from glossary_site.build import open_project
    from glossary_site.checks import compare_with_baseline, find_external_links, read_baseline
    from glossary_site.checks import write_baseline as write_findings
    from glossary_site.project import find_issues

    with show_progress() as progress, open_project(request, progress) as project:
        if external:
            for link in (link for each in project.analysis.languages for link in find_external_links(each.glossary)):
                click.echo(f"{link.path}:{link.line} {link.url}")
            return
        found = find_issues(project, style=bool(style), search=search)
    if write_baseline:
        write_findings(write_baseline, found, request.entries)
    path = write_baseline or baseline
    listed = read_baseline(path) if path else Counter()
    comparison = compare_with_baseline(found, listed, request.entries)
    if listed:
        fixed = f", {comparison.fixed} fixed since: --write-baseline removes them" if comparison.fixed else ""
        click.echo(f"{count(comparison.listed, 'known finding')} in {path}{fixed}", err=True)
    if form == "text":
        for issue in sum_up(comparison.new, verbose=is_verbose()):
            click.echo(str(issue))
        click.echo(summarise_issues(comparison.new) or "Nothing to correct.", err=True)
    else:
        click.echo(format_issues(comparison.new, form))
    if any(fails_build(issue, request.strict) for issue in comparison.new):
        sys.exit(1)
