"""The group of commands, and what becomes of their errors.

A command imports what it needs when it runs: the version, help and completion answer at once.
"""

import errno
import signal
import sys
from collections.abc import Sequence
from itertools import chain
from typing import Any

import click

from glossary_site import __version__
from glossary_site.cli.build import build
from glossary_site.cli.check import check
from glossary_site.cli.convert import export, import_
from glossary_site.cli.lsp import lsp
from glossary_site.cli.options import printing
from glossary_site.cli.project import diff, doctor, explain, new, pin, schema
from glossary_site.cli.serve import serve
from glossary_site.cli.terminal import print_failure, print_issues, print_line, summarise_issues
from glossary_site.issues import GlossaryError, Issue, Severity, find_remedy
from glossary_site.workers import collect_rarely, skip_collection_at_exit

#: What the number means with which a command ends, for scripts.
EXIT_CODES = {
    0: "done, and nothing is wrong",
    1: "errors (with --strict also warnings), or differences that 'diff' found",
    2: "the command line is wrong, or two editions cannot be compared",
    130: "stopped by Ctrl-C",
}
_TOO_MANY = (errno.EMFILE, errno.ENFILE)
#: Other names of commands.
ALIASES = {"init": "new"}


class _Commands(click.Group):
    """The group: its help by what one wants to do, and what becomes of the errors of its commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first of ``args`` names, by its name or an alias."""
        return super().resolve_command(ctx, [ALIASES.get(args[0], args[0]), *args[1:]])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, then what all of them share."""
        width = formatter.width - max(map(len, self.commands)) - 6
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(each.name or "", each.get_short_help_str(width)) for each in commands])
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code), meaning) for code, meaning in EXIT_CODES.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. What it raises is printed as issues, as its options ask, and ends with an exit code."""
        try:
            return super().invoke(ctx)
        except GlossaryError as error:
            print_failure(error.issues)
            if printing().form != "json":
                summary = summarise_issues(error.issues)
                writes = self.commands[ctx.invoked_subcommand or ""] in _WRITING
                print_line(f"Nothing was written: {summary}." if writes else summary, err=True)
        except BrokenPipeError:  # such as 'glossary check | head': click ends without a word
            raise
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends already: people press Ctrl-C twice
            print_line("Stopped.", err=True)
            sys.exit(130)
        except MemoryError:
            hint = "try again with --jobs 1, or close other programs"
            print_issues([Issue("memory-full", Severity.ERROR, "the system gives this program no more memory", hint)])
        except OSError as error:
            # With too many open files the name is that of any file that was next.
            name = "" if error.errno in _TOO_MANY else str(error.filename2 or error.filename or "")
            message = f"{'cannot be used' if name else 'the system refuses'}: {error.strerror or error}"
            hint = find_remedy(error, "check that its folder is there and may be written to")
            print_issues([Issue("file-unusable", Severity.ERROR, message, hint, name)])
        sys.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="glossary")
def main() -> None:
    """Make a glossary website: text in, a browsable and searchable site out.

    With a GLOSSARY.md: 'glossary serve GLOSSARY.md' shows it as a site. With nothing: 'glossary new words'. The site is
    written to _site/ and works on any file server, under any path.

    'glossary COMMAND --help' explains a command. Each of its options has a variable: GLOSSARY_BUILD_OUTPUT is
    'glossary build --output'.
    """


#: All commands, by what one wants to do.
SECTIONS = {
    "Begin": (new, import_),
    "Write": (serve, check, lsp, schema),
    "Publish": (build, doctor, pin, explain),
    "Compare and pass on": (diff, export),
}
#: The commands that write files.
_WRITING = (build, export, import_, new, pin)
for _command in chain.from_iterable(SECTIONS.values()):
    main.add_command(_command)


def run(arguments: Sequence[str] | None = None, *, default_command: str = "") -> None:
    """Run the command line, with ``default_command`` where the first argument names none."""
    collect_rarely()  # to import what a build needs takes a tenth less time
    skip_collection_at_exit()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if default_command and (not words or words[0] not in (*main.commands, *ALIASES, "-h", "--help", "--version")):
        words.insert(0, default_command)
    main.main(words, prog_name="glossary", auto_envvar_prefix="GLOSSARY")
