"""The group of commands, and what becomes of their errors.

A command imports what it needs when it runs: the version, help and completion answer at once.
"""

import sys
from collections.abc import Sequence
from typing import Any

import click

from glossary_site import __version__
from glossary_site.cli.build import build
from glossary_site.cli.check import check
from glossary_site.cli.convert import export, import_
from glossary_site.cli.project import diff, doctor, explain, new, pin, schema
from glossary_site.cli.serve import serve
from glossary_site.cli.terminal import print_issues, summarise_issues
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.workers import skip_collection_at_exit


class _Commands(click.Group):
    """The group. What a command raises is printed as issues, as its ``--verbose`` asks, and ends with exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GlossaryError as error:
            print_issues(error.issues)
            summary = summarise_issues(error.issues)
            writes = self.commands[ctx.invoked_subcommand or ""] in _WRITING
            click.echo(f"Nothing was written: {summary}." if writes else summary, err=True)
        except OSError as error:
            message = f"cannot be used: {error.strerror or error}"
            hint = "check that its folder is there and may be written to"
            print_issues(
                [Issue("file-unusable", Severity.ERROR, message, hint, str(error.filename2 or error.filename or ""))]
            )
        sys.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="glossary")
def main() -> None:
    """Make a glossary website: text in, a browsable and searchable site out.

    Put entries into entries/ (Markdown, YAML or glossary text), settings into glossary.yml, and run
    'glossary build'. The site is written to _site/ and works on any file server, under any path.
    """


#: The commands that write files.
_WRITING = (build, export, import_, new, pin)
for _command in (*_WRITING, check, diff, doctor, explain, schema, serve):
    main.add_command(_command)


def run(arguments: Sequence[str] | None = None, *, default_command: str = "") -> None:
    """Run the command line, with ``default_command`` where the first argument names none."""
    skip_collection_at_exit()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if default_command and (not words or words[0] not in (*main.commands, "-h", "--help", "--version")):
        words.insert(0, default_command)
    main.main(words, prog_name="glossary")
