"""``glossary build``."""

from typing import TYPE_CHECKING

import click

from glossary_site.cli.options import form_options, printing_options, request_options, source_argument
from glossary_site.cli.terminal import (
    count,
    print_issues,
    print_json,
    print_left_out,
    print_line,
    show_progress,
    summarise_issues,
)
from glossary_site.request import BuildRequest
from glossary_site.values import as_dict

if TYPE_CHECKING:
    from glossary_site.build import BuildReport


@click.command()
@source_argument
@request_options(
    *("entries", "kind", "output", "config", "base_url", "strict", "allow_shrink", "trust_templates"),
    *("trust_cache", "jobs", "scheduler", "cache"),
)
@form_options("text", "json")
@click.option("--verify", is_flag=True, help="Build once more, from nothing, and compare: is the cache right?")
@click.option("--timings", is_flag=True, help="Show how long each stage took.")
@printing_options
def build(request: BuildRequest, form: str, verify: bool, timings: bool) -> None:
    """Build the site.

    What did not change since the last build is not made again. What a build keeps for the next is in .glossary-cache/
    beside the settings; you may delete it at any time.

    All problems are printed, not only the first. An entry with an error is left out, and the last line reports it; what
    refers to it is plain text until it is corrected. An error that belongs to no entry (in the settings, the theme,
    the published ids), and with --strict any error or warning, leaves the last good site as it is. So does a build that
    would take away more than half of the terms of the site in --output.
    """
    from glossary_site.build import build_site
    from glossary_site.disk import archive_ending

    if verify and archive_ending(request.output):
        raise click.BadParameter("it compares folders; give --output one", param_hint="--verify")
    with show_progress() as progress:
        report = build_site(request, progress)
        if verify:
            from glossary_site.build import verify_build

            verified = verify_build(request, progress)
    if form == "json":
        print_json({"output": request.output, **as_dict(report)})
        return
    _print_built(request, report)
    for stage, seconds in report.timings.items() if timings else ():
        click.echo(f"{seconds:8.3f} s  {stage}")
    if verify:
        print_line(f"{count(verified, 'file')} compared with a clean build: all equal")
    if report.left_out:
        print_line(f"Left out for want of a base_url: {', '.join(report.left_out)}")
    print_left_out(report.bad)


def _print_built(request: BuildRequest, report: "BuildReport") -> None:
    print_issues(report.issues)
    print_line(
        f"{count(report.senses, 'entry')} ({count(report.terms, 'term')}), {count(report.pages, 'page')} "
        f"in {sum(report.timings.values()):.2f} s -> {request.output} "
        f"({report.changed} files written, {report.kept} kept, {report.removed} removed)"
    )
    if report.issues:
        print_line(summarise_issues(report.issues), err=True)
