"""The parts of the documents that are made from the tables of the code."""

from collections.abc import Iterable, Iterator, Sequence

import click

from glossary_site.cli.commands import EXIT_CODES, SECTIONS, main
from glossary_site.cli.options import COMMON


def format_table(head: str, rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown: its head as written, and a row a sequence of cells."""
    lines = (head, "| --- " * (head.count("|") - 1) + "|", *(f"| {' | '.join(row)} |" for row in rows))
    return "\n".join(lines) + "\n"


def anchored(anchor: str, text: str) -> str:
    """``text`` in a table, with an address that messages and other pages can name."""
    return f'<a id="{anchor}"></a>{text}'


def options(command: click.Command) -> Iterator[click.Option]:
    """The options of a command that are its own."""
    return (each for each in command.params if isinstance(each, click.Option) and each.name not in COMMON)


#: A table lists so many choices; of more the page of the formats has the table.
_FEW = 6


def _option_row(command: click.Command, option: click.Option) -> tuple[str, str]:
    """An option with its names, and what it does, with its choices and its default."""
    short_to_long = sorted(option.opts, key=len)
    name = short_to_long[-1].removeprefix("--")
    names = ", ".join(f"`{each}`" for each in reversed(short_to_long))
    value = "" if option.is_flag else option.metavar or name.rpartition("-")[2].upper()
    text = f"{(option.help or '').rstrip('.')}."
    if isinstance(option.type, click.Choice):
        choices = ", ".join(f"`{each}`" for each in option.type.choices)
        text += f" One of {choices}." if len(option.type.choices) <= _FEW else " [All forms](formats.md)."
    if option.show_default and option.default not in (None, ""):
        text += f" Default: `{option.default}`."
    return anchored(f"{command.name}-{name}", f"{names} {value}".strip()), text


def command_sections() -> str:
    """Every command: how it is called, what it does, its options."""

    def section(command: click.Command) -> str:
        context = click.Context(command, info_name=command.name, **main.context_settings)
        usage = " ".join(("glossary", command.name or "", *command.collect_usage_pieces(context)))
        rows = [_option_row(command, each) for each in options(command)]
        table = format_table("\n| option | what it does |", rows) if rows else ""
        paragraphs = "\n\n".join(" ".join(each.split()) for each in (command.help or "").split("\n\n"))
        return f"#### glossary {command.name}\n\n```text\n{usage}\n```\n\n{paragraphs}\n{table}"

    return "\n".join(
        f"### {title}\n\n" + "\n".join(section(command) for command in commands) for title, commands in SECTIONS.items()
    )


def common_options_table() -> str:
    """The options that every command has."""
    some = next(iter(main.commands.values()))
    own = [each for each in some.params if isinstance(each, click.Option) and each.name in COMMON]
    rows = (_option_row(main, option) for option in own)
    return format_table("| option | what it does |", rows)


def exit_codes_table() -> str:
    """The numbers with which commands end."""
    return format_table("| exit code | meaning |", ((f"`{code}`", meaning) for code, meaning in EXIT_CODES.items()))
