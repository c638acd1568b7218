"""``glossary check``."""

import sys
from collections.abc import Iterator
from typing import Any

import click

from glossary_site.cli.issue_forms import FORMS
from glossary_site.cli.options import (
    PATH,
    TableChoice,
    form_options,
    printing_options,
    request_options,
    source_argument,
)
from glossary_site.cli.terminal import choose_issues, count, print_line, print_result, show_progress, summarise_issues
from glossary_site.issues import GlossaryError, fails_build
from glossary_site.request import BuildRequest


def _list_rules() -> Iterator[str]:
    from glossary_site.checks import RULES

    return (rule.code for rule in RULES)


@click.command()
@source_argument
@request_options("entries", "kind", "config", "strict")
@form_options("text", *FORMS)
@click.option(
    "--external", is_flag=True, help="List links that leave the site, as file:line address, and nothing else."
)
@click.option("--search", is_flag=True, help="Also run the queries in entries/.queries.yml and search for every name.")
@click.option("--all", "every", is_flag=True, help="Also apply the rules that are often wrong.")
@click.option(
    "--rule",
    "rules",
    multiple=True,
    type=TableChoice(_list_rules),
    metavar="CODE",
    help="Apply this rule only; repeatable.",
)
@click.option("--baseline", type=PATH, help="Report only what this file of known findings lacks.")
@click.option("--write-baseline", type=PATH, help="Write what is found to a file of known findings.")
@click.option("--style", type=click.Choice(["iso704"]), help="Also ask that a definition can replace its term.")
@printing_options
def check(request: BuildRequest, form: str, external: bool, **wanted: Any) -> None:
    """Read everything and report what could be better.

    Prints each finding as file:line with a stable code, how bad it is, and what to do. --format
    github is for the checks of a pull request, --format sarif for code scanning.
    """
    from glossary_site.build import open_project
    from glossary_site.checks import Comparison
    from glossary_site.project import Checks, check_project, list_external_links

    try:
        with show_progress() as progress, open_project(request, progress) as project:
            if external:
                for link in list_external_links(project):
                    print_result(f"{link.path}:{link.line} {link.url}")
                return
            found = check_project(project, Checks(**wanted))
    except GlossaryError as error:  # such as settings that cannot be read: a finding like any other
        found = Comparison(error.issues, 0, 0)
    if found.listed or found.fixed:
        fixed = f", {found.fixed} fixed since: --write-baseline removes them" if found.fixed else ""
        print_line(f"{count(found.listed, 'known finding')} in the baseline{fixed}", err=True)
    if form == "text":
        for issue in choose_issues(found.new):
            print_result(str(issue))
        summary = summarise_issues(found.new)
        more = "'glossary explain CODE' shows what a code means"
        print_line(f"{summary}; {more}" if summary else "Nothing to correct.", err=True)
    else:
        click.echo(FORMS[form](found.new))
    if any(fails_build(issue, request.strict) for issue in found.new):
        sys.exit(1)
