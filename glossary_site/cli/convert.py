"""``glossary import`` and ``glossary export``: other forms to entries, and entries to other forms."""

import sys
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary_site.cli.options import PATH, TableChoice, list_imports, printing_options, request_options
from glossary_site.cli.terminal import count, print_issues, print_line, print_result
from glossary_site.issues import errors_in
from glossary_site.request import BuildRequest
from glossary_site.values import replace

#: The colours of the lines of a diff.
_DIFF = {"+": "green", "-": "red", "@": "cyan"}

if TYPE_CHECKING:
    from glossary_site.project import ImportReport


def _exports() -> Iterator[str]:
    from glossary_site.formats import EXPORTS

    return (form.name for form in EXPORTS)


def _parse_columns(_: click.Context, __: click.Parameter, columns: str) -> Mapping[str, str]:
    from glossary_site.formats import parse_columns

    try:
        return parse_columns(columns) if columns else {}
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option(
    "--to",
    "-o",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the YAML files.",
)
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write everything that was lost, one a line; - prints it, and a name in .json gets the whole report.",
)
@click.option(
    "--from",
    "kind",
    type=TableChoice(list_imports),
    help="What the files hold, where their names do not show it: .txt is glossary text.",
)
@click.option(
    "--columns",
    default="",
    callback=_parse_columns,
    help="Which columns of a CSV file to read: term=Name,definition=Meaning.",
)
@click.option(
    "--diff", "dry", is_flag=True, help="Show what would change, and what edited files differ in; write nothing."
)
@click.option("--force", is_flag=True, help="Write over files that were edited or deleted since the last import.")
@request_options("config", "jobs")
@printing_options
def import_(request: BuildRequest, folder: Path, report_file: Path | None, **wanted: Any) -> None:
    """Turn glossary text, or another tool's glossary, into YAML.

    Each term gets a file of its own.

    FILES hold glossary text in either form (a page saved as text, or a bare stream of entries), which is normalised; or
    a glossary in any other form that is read. A table ends the import: how many terms, senses, other names,
    references, pictures and languages the sources hold, and how many arrived; then what was lost, by kind.

    A later import of the same files changes nothing. It writes entries that are new and those whose source has changed.
    A file that somebody edited or deleted since is left so; where its source has changed, a warning names the fields,
    and --diff shows the lines. Categories are spelled as the settings' 'categories' have them.
    """
    from glossary_site.project import ImportRequest, format_losses, import_project, write_report

    report = import_project(request, ImportRequest(folder=folder, **wanted))
    print_issues(report.issues)
    for line in chain.from_iterable(file.diff(folder) for file in report.planned if wanted["dry"]):
        print_result(line, fg=_DIFF.get(line[:1]))
    is_printed = report_file == Path("-")
    if is_printed:
        print_result(format_losses(report).removesuffix("\n"))
    elif report_file is not None:
        write_report(report_file, report)
    for text in report.texts:
        print_line(f"{text.path}: read as glossary text, {text.form}", err=is_printed)
    for file in report.files:
        print_line(f"{file.path}: {file.reading}", err=is_printed)
    for line, style in _format_table(report):
        print_line(line, err=is_printed, **style)
    for line in _format_losses(report, is_listed=report_file is not None):
        print_line(line, err=is_printed)
    print_line(_describe_files(report, dry=wanted["dry"]), err=is_printed)
    if errors_in(report.issues):
        sys.exit(1)


def _format_table(report: "ImportReport") -> Iterator[tuple[str, dict[str, Any]]]:
    """The table of what the sources hold and what arrived, each line with its style."""
    width = max(len("in the source"), len(f"{report.source.senses:,}"))
    yield f"{'':<12}{'in the source':>{width}}{'arrived':>10}", {"bold": True}
    for row in report.table:
        merged = f"  {row.merged:,} are one with another of the same name" if row.merged else ""
        is_less = row.arrived + row.merged < row.source
        line = f"{row.name:<12}{row.source:>{width},}{row.arrived:>10,}"
        yield line + merged, {"fg": "yellow"} if is_less else {}
    if report.moved:
        yield f"{count(len(report.moved), 'old address')} kept", {}
    if report.repairs:
        yield count(report.repairs, "repair"), {}


def _format_losses(report: "ImportReport", *, is_listed: bool) -> Iterator[str]:
    """How much was lost of each kind, with the first of it."""
    from glossary_site.formats import sum_up_losses

    kinds = sum_up_losses(report.losses)
    if not kinds:
        yield "0 losses"
        return
    hint = "" if is_listed else "; --report FILE lists each"
    yield f"{count(len(report.losses), 'loss')} of {count(len(kinds), 'kind')}{hint}"
    width = len(f"{kinds[0][1]:,}")
    for loss, number in kinds:
        example = f", such as '{loss.shown}'" if loss.shown else ""
        yield f"  {number:>{width},}  {loss.kind}{example} ({loss.place})"


def _describe_files(report: "ImportReport", *, dry: bool) -> str:
    """What became of the files of the folder."""
    from glossary_site.project import Fate

    new, changed = (len(report.names(fate)) for fate in (Fate.NEW, Fate.CHANGED))
    parts = [
        f"{count(new + changed, 'file')} {'would be ' * dry}written to {report.folder}",
        f"{len(report.unchanged)} unchanged",
        f"{len(report.edited)} kept because they were edited",
    ]
    if deleted := len(report.names(Fate.DELETED)):
        parts.append(f"{deleted} not written again because they were deleted")
    if report.others:
        parts.append(f"{len(report.others)} of which these sources have no entry")
    return ", ".join(parts)


@click.command()
@click.option(
    "--format",
    "form",
    required=True,
    type=TableChoice(_exports),
    help="The form to write; docs/formats.md shows what each cannot carry.",
)
@click.option(
    "--output",
    "-o",
    required=True,
    type=PATH,
    help="The file to write; for 'markdown' and 'docset' a folder or a .tgz file.",
)
@request_options("entries", "config")
@printing_options
def export(request: BuildRequest, form: str, output: Path) -> None:
    """Write the glossary in another form.

    What the form cannot carry is printed on the standard error, field by field, with how much of it there is.
    """
    from glossary_site.formats import find_format
    from glossary_site.project import export_glossary

    report = export_glossary(replace(request, output=output), find_format(form))
    print_issues(report.issues)
    for loss in report.losses or ("nothing",):
        print_line(f"lost: {loss}", err=True)
    print_line(f"{count(report.records, 'record')} -> {output} ({count(report.files, 'file')})")
