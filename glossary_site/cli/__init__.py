"""The command line: the only room that prints."""

from glossary_site.cli.commands import run
