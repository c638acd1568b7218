"""``glossary serve``."""

from typing import TYPE_CHECKING

import click

from glossary_site.cli.options import printing_options, request_options, source_argument
from glossary_site.cli.terminal import count, print_issues, print_line, summarise_issues
from glossary_site.issues import Severity
from glossary_site.request import BuildRequest

if TYPE_CHECKING:
    from glossary_site.preview import Update

_LOCAL = ("127.0.0.1", "localhost", "::1")


@click.command()
@source_argument
@request_options("entries", "kind", "config", "base_url", "trust_templates", "jobs", "output", "cache")
@click.option(
    "--port",
    "-p",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port; the next free one if taken.",
)
@click.option("--strict-port", is_flag=True, help="Fail when the port is taken.")
@click.option("--host", default=_LOCAL[0], show_default=True, help="Address to listen at.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.option("--poll", is_flag=True, help="Look at the files now and then: for network drives and WSL.")
@printing_options
def serve(request: BuildRequest, port: int, strict_port: bool, host: str, open_browser: bool, poll: bool) -> None:
    """Preview the site while you edit.

    What you save appears in the open page. Nothing is written to disk. What a build kept makes the start short, and its
    pages in --output are shown until the preview has made its own. Drafts are shown. Problems appear over the page,
    with file and line, until they are corrected. Ctrl-C ends it.
    """
    from glossary_site.preview import PreviewRequest, serve_preview

    if host not in _LOCAL:
        warning = f"Warning: with --host {host} everyone who reaches this machine can read the preview."
        click.secho(warning, fg="red", err=True)

    def announce(url: str) -> None:
        print_line(f"Preview at {url} (Ctrl-C ends it)")
        if open_browser:
            click.launch(url)

    command = click.get_current_context()

    def report(changed: frozenset[str], update: "Update") -> None:
        # The preview reports from a thread of its own, which has no command.
        with command.scope(cleanup=False):
            _print_update(changed, update)

    try:
        serve_preview(PreviewRequest(request, host, port, strict_port, poll), announce, report)
    except BrokenPipeError:  # nobody reads what it prints
        raise
    except OSError as error:
        raise click.ClickException(f"cannot listen at {host}:{port}: {error.strerror}") from error
    except KeyboardInterrupt:
        print_line("Bye.")


def _print_update(changed: frozenset[str], update: "Update") -> None:
    names = ", ".join(sorted(changed)[:3]) + (f" and {len(changed) - 3} more" if len(changed) > 3 else "")
    problems = summarise_issues([issue for issue in update.issues if issue.severity is not Severity.NOTE])
    shown = f", {count(update.rendered, 'page')} rendered" if update.rendered else ""
    print_line(f"{names or 'Built'}: {update.milliseconds:.0f} ms{shown}" + (f"; {problems}" if problems else ""))
    print_issues(issue for issue in update.issues if issue.severity is Severity.ERROR)
