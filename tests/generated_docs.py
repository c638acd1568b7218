"""The parts of the documents that are made from the tables of the code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from inspect import cleandoc, get_annotations
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import click

import glossary_site
from glossary_site.build import STAGES
from glossary_site.checks import CODES, RULES, Code
from glossary_site.cli.commands import EXIT_CODES, SECTIONS, main
from glossary_site.cli.options import COMMON
from glossary_site.config import SETTINGS, SiteConfig
from glossary_site.formats.form import FOLDER, Format
from glossary_site.formats.losses import LEFT_OUT
from glossary_site.formats.table import EXPORTS, IMPORTS
from glossary_site.pages import views
from glossary_site.records import FIELDS, PAGE_FIELDS, Part
from glossary_site.values import Frozen, list_fields


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
    *short, long = sorted(option.opts, key=len)
    name = long.removeprefix("--")
    value = "" if option.is_flag else option.metavar or name.rpartition("-")[2].upper()
    names = ", ".join(f"`{each}`" for each in (*short, f"{long} {value}".strip()))
    text = f"{(option.help or '').rstrip('.')}."
    if isinstance(option.type, click.Choice):
        choices = ", ".join(f"`{each}`" for each in option.type.choices)
        listed = "[All rules](codes.md)" if name == "rule" else "[All forms](formats.md)"
        text += f" One of {choices}." if len(option.type.choices) <= _FEW else f" {listed}."
    if option.show_default and option.default not in (None, ""):
        text += f" Default: `{option.default}`."
    return anchored(f"{command.name}-{name}", names), text


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


def settings_table() -> str:
    """A row a setting; nothing, an empty text and an empty list are shown as no default."""

    def shown(name: str) -> str:
        default = getattr(SiteConfig(), name)
        return {True: "yes", False: "no"}[default] if isinstance(default, bool) else str(default or "")

    return format_table(
        "| setting | default | by language | what it does |",
        (
            (anchored(name, f"`{name}`"), shown(name), "yes" if each.by_language else "", each.about)
            for name, each in SETTINGS.items()
        ),
    )


def fields_table(part: Part, head: str) -> str:
    rows = ((anchored(row.name, f"`{row.name}`"), row.sentence) for row in (*FIELDS, *PAGE_FIELDS) if row.part is part)
    return format_table(f"| {head} | what it holds |", rows)


def stages_table() -> str:
    return format_table("| stage | what happens |", ((f"`{each.name}`", each.summary) for each in STAGES))


def _command(form: Format) -> str:
    return f"`glossary export --format {form.name} --output {'glossary' + form.ending if form.ending else 'DIR'}`"


def _extra(form: Format) -> str:
    return f"`[{form.extra}]`" if form.extra else ""


def _endings(form: Format) -> str:
    return ", ".join("a folder" if ending == FOLDER else f"`{ending}`" for ending in form.endings)


def exports_table() -> str:
    """The table of exports in Markdown."""

    def lost(form: Format) -> str:
        notes = {name: "" if note == LEFT_OUT else f" ({note})" for name, note in form.loses.items()}
        return "; ".join(map("".join, notes.items())) or "nothing"

    return format_table(
        "| format | command | standard | what it cannot carry | read back | needs |",
        (
            (form.name, _command(form), form.what, lost(form), "yes" if form.reads else "", _extra(form))
            for form in EXPORTS
        ),
    )


def imports_table() -> str:
    """The table of imports in Markdown."""
    return format_table(
        "| form (`--from`) | what | recognised by | kept | lost | read by | needs |",
        (
            (
                form.name,
                form.what,
                "; ".join(filter(None, (_endings(form), form.takes.by))),
                form.takes.keeps,
                form.takes.lost,
                f"`{form.takes.library}`" if form.takes.library else "own parser",
                _extra(form),
            )
            for form in IMPORTS
            if form.takes
        ),
    )


def code_sections() -> str:
    """Every code that the program prints, with an address of its own."""
    rules = {rule.code: rule for rule in RULES}

    def section(code: Code) -> str:
        rule = rules.get(code.name)
        meaning, remedy = map(_escape, (code.meaning, code.remedy)) if rule else (code.meaning, code.remedy)
        severity = f"*{rule.severity}{'' if rule.by_default else ', with `--all`'}*: " if rule else ""
        return f"### {code.name}\n\n{severity}{meaning}\n\n{remedy}\n"

    return "\n".join(f"## {title}\n\n" + "\n".join(map(section, codes)) for title, codes in CODES.items())


def _escape(text: str) -> str:
    """A text as Markdown that shows it."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)


def view_sections() -> str:
    """The classes of the values that templates see, with the types of their fields."""
    shown = [each for each in vars(views).values() if isinstance(each, type)]
    return "\n".join(map(_described, sorted(shown, key=lambda each: each.__name__)))


def library_sections() -> str:
    """Every public name of the library: what it is, and the fields of a value."""
    return "\n".join(_described(getattr(glossary_site, name)) for name in glossary_site.__all__)


def _described(each: Any) -> str:
    """A class or a function by its docstring; a value with its fields."""
    text = cleandoc(each.__doc__).replace("``", "`")
    is_value = isinstance(each, type) and issubclass(each, Frozen)
    types = (
        {name: kind for base in reversed(each.__mro__) for name, kind in get_annotations(base).items()}
        if is_value
        else {}
    )
    rows = [(f"`{name}`", f"`{_type_name(types[name])}`") for name in list_fields(each)] if is_value else ()
    table = format_table("\n| field | type |", rows) if rows else ""
    return f"## {each.__name__}\n\n{text}\n{table}"


def _type_name(kind: Any) -> str:
    """A type as people write it, without the modules of its parts; a bar would end the cell of a table."""
    if get_origin(kind) is Annotated:  # a field of records has its row in the table of fields
        kind = kind.__origin__
    parts = get_args(kind)
    if parts and not hasattr(kind, "__name__"):
        return " or ".join(map(_type_name, parts))
    name = kind.__name__ if isinstance(kind, type) and not parts else re.sub(r"[\w.]*\.(\w+)", r"\1", str(kind))
    return name.replace("NoneType", "None").replace(" | ", " or ")


def decisions_list(folder: Path) -> str:
    """The pages of decisions in ``folder``, by their titles."""
    heads = {path.name: path.read_text(encoding="utf-8").partition("\n")[0] for path in folder.glob("*.md")}
    titles = sorted((head.removeprefix("# "), name) for name, head in heads.items())
    return "".join(f"- [{title}](decisions/{name})\n" for title, name in titles)
