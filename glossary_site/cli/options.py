"""The options that commands share, each defined once."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import click

from glossary_site.request import BuildRequest
from glossary_site.values import Frozen, replace

PATH = click.Path(path_type=Path)
_DEFAULTS = BuildRequest()


def _named_file(_: click.Context, parameter: click.Parameter, path: Path) -> Path:
    """``path`` where it is a file, or the default, which need not be there. Raises ``click.BadParameter``."""
    if path != parameter.default and not path.is_file():
        wrong = "is a folder" if path.is_dir() else "is not there"
        raise click.BadParameter(f"'{path}' {wrong}; name the file of the settings, such as {_DEFAULTS.config}")
    return path


class TableChoice(click.Choice[str]):
    """A choice among names of a table, which is imported when the names are first asked for."""

    def __init__(self, read: Callable[[], Iterable[str]]) -> None:
        self._read = read
        self.case_sensitive = True

    def __getattr__(self, name: str) -> tuple[str, ...]:
        if name != "choices":
            raise AttributeError(name)
        self.choices = tuple(self._read())
        return self.choices


def list_imports() -> Iterator[str]:
    """The names of the formats that are read."""
    from glossary_site.formats import IMPORTS

    return (form.name for form in IMPORTS)


def _list_foreign() -> Iterator[str]:
    """The same without glossary text, whose file has an ending of its own."""
    from glossary_site.formats import IMPORTS, TEXT

    return (form.name for form in IMPORTS if form is not TEXT)


#: The options of a request by their fields.
_OPTIONS = {
    "entries": click.option(
        "--entries", default=_DEFAULTS.entries, show_default=True, type=PATH, help="Folder of the entries, or one file."
    ),
    "output": click.option(
        "--output",
        "-o",
        default=_DEFAULTS.output,
        show_default=True,
        type=PATH,
        help="Folder of the site; 'build' also makes an archive: .zip, .tar, .tar.gz, .tgz.",
    ),
    "config": click.option(
        "--config",
        default=_DEFAULTS.config,
        show_default=True,
        type=PATH,
        callback=_named_file,
        help="Settings; beside this file, templates/ and static/ replace files of the theme, and public/ is copied.",
    ),
    "base_url": click.option(
        "--base-url", default="", help="Where the site will be, for canonical links. Overrides the settings."
    ),
    "strict": click.option("--strict", is_flag=True, help="Fail on warnings too, not only on errors."),
    "allow_shrink": click.option(
        "--allow-shrink", is_flag=True, help="Build even where more than half of the site's terms are taken away."
    ),
    "trust_templates": click.option(
        "--trust-templates",
        is_flag=True,
        help="Let the project's own templates run anything. Without it they only show what they are given.",
    ),
    "trust_cache": click.option(
        "--trust-cache",
        is_flag=True,
        help="Use a .glossary-cache/ that another machine made, such as an earlier run of your CI.",
    ),
    "jobs": click.option(
        "--jobs", default=0, type=click.IntRange(0), help="Worker processes; 0 chooses.", show_default=True
    ),
    "scheduler": click.option(
        "--scheduler", default="", metavar="ADDRESS", help="Build on the Dask cluster at tcp://HOST:PORT."
    ),
    "kind": click.option(
        "--from",
        "kind",
        metavar="FORM",
        type=TableChoice(_list_foreign),
        help="What the entries hold, if they show it wrong.",
    ),
    "cache": click.option("--no-cache", is_flag=True, help="Use and keep nothing of earlier builds."),
}


class Printing(Frozen):
    """How a command prints: every issue by itself, or errors alone; in which form its result is."""

    verbose: bool = False
    quiet: bool = False
    form: str = "text"


def printing() -> Printing:
    """How the running command was asked to print, also where it has failed."""
    asked: Printing = click.get_current_context().meta.get(__name__, Printing())
    return asked


def _keep(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:
    ctx.meta[__name__] = replace(printing(), **{parameter.name or "": value})
    return value


def _set_color(ctx: click.Context, _: click.Parameter, when: str) -> None:
    """Colours as asked, else by ``NO_COLOR`` and ``FORCE_COLOR`` (no-color.org), else where a terminal shows them."""
    variables = {"never": bool(os.environ.get("NO_COLOR")), "always": bool(os.environ.get("FORCE_COLOR"))}
    asked = when if when != "auto" else next((each for each, is_set in variables.items() if is_set), when)
    ctx.color = ctx.find_root().color = {"always": True, "never": False}.get(asked)


#: In every command. None of them is passed to it: what prints asks ``printing``.
_PRINTING_OPTIONS = (
    click.option(
        "--quiet", "-q", is_flag=True, expose_value=False, callback=_keep, help="Print errors, and nothing else."
    ),
    click.option(
        "--verbose",
        "-v",
        is_flag=True,
        expose_value=False,
        callback=_keep,
        help="Print every warning and every note by itself.",
    ),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        expose_value=False,
        is_eager=True,
        callback=_set_color,
        help="Colours; auto: on a terminal, unless NO_COLOR is set, and everywhere where FORCE_COLOR is.",
    ),
)


#: The names of the options that every command has.
COMMON = ("quiet", "verbose", "color")


def printing_options(command: Callable[..., None]) -> Callable[..., None]:
    """A decorator that gives a command the options of what it prints."""
    for option in reversed(_PRINTING_OPTIONS):
        command = option(command)
    return command


def form_options(*forms: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator that gives a command its result in several forms, of which programs read ``json``."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        json_option = click.option("--json", "form", flag_value="json", help="Short for --format json.")
        option = click.option(
            "--format",
            "form",
            default="text",
            show_default=True,
            type=click.Choice(forms),
            callback=_keep,
            help="For people, or for programs.",
        )
        return option(json_option(command))

    return decorate


def _replace_entries(ctx: click.Context, _: click.Parameter, source: Path | None) -> None:
    """Put the argument in the place of ``--entries``. Raises ``click.UsageError`` where both are given."""
    if source is None:
        return
    if ctx.get_parameter_source("entries") is click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError("name the entries once, as an argument or with --entries")
    ctx.params["entries"] = source


#: ``glossary build GLOSSARY.md``: short for ``--entries GLOSSARY.md``.
source_argument = click.argument("source", required=False, type=PATH, expose_value=False, callback=_replace_entries)


def request_options(*fields: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator that gives a command the options of these fields, and passes it their values as one request."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**values: Any) -> None:
            is_kept = not values.pop("no_cache", True)
            request = BuildRequest(**{field: values.pop(field) for field in fields if field != "cache"})
            command(request.with_cache() if is_kept else request, **values)

        for field in reversed(fields):
            run = _OPTIONS[field](run)
        return run

    return decorate
