"""``glossary import`` and ``glossary export``: other forms to entries, and entries to other forms."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary_site.cli.options import PATH, TableChoice, request_options, verbose_option
from glossary_site.cli.terminal import count, print_issues
from glossary_site.issues import errors_in
from glossary_site.request import BuildRequest

if TYPE_CHECKING:
    from glossary_site.project import ImportReport


def _imports() -> Iterator[str]:
    from glossary_site.formats import IMPORTS

    return (form.name for form in IMPORTS)


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
    "--to", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the YAML files."
)
@click.option(
    "--report", "report_file", type=click.Path(path_type=Path, dir_okay=False), help="Write what was found as JSON."
)
@click.option(
    "--from",
    "kind",
    type=TableChoice(_imports),
    help="What the files hold, where their names do not show it: .txt is glossary text.",
)
@click.option(
    "--columns",
    default="",
    callback=_parse_columns,
    help="Which columns of a CSV file to read: term=Name,definition=Meaning.",
)
@click.option("--force", is_flag=True, help="Write over files that were edited since the last import.")
@request_options("config", "jobs")
@verbose_option
def import_(request: BuildRequest, folder: Path, report_file: Path | None, **wanted: Any) -> None:
    """Convert glossary text, or another tool's glossary, to one YAML file a term.

    FILES hold glossary text in either form (a page saved as text, or a bare stream of entries), which is normalised; or
    an export of this program, SKOS, TBX, CSV, a Sphinx glossary, a folder of Markdown, HTML or Glosario's YAML. What
    cannot be kept is reported, file by file. Files that somebody edited since an earlier import are kept. Importing
    twice changes nothing. Categories are spelled as the settings' 'categories' have them.
    """
    from glossary_site.project import ImportRequest, import_project, write_report

    report = import_project(request, ImportRequest(folder=folder, **wanted))
    if report_file is not None:
        write_report(report_file, report)
    _print_imported(report)
    click.echo(
        f"{count(len(report.written), 'file')} written to {folder}, {len(report.unchanged)} unchanged, "
        f"{len(report.edited)} kept because they were edited"
    )
    if errors_in(report.issues):
        sys.exit(1)


def _print_imported(report: "ImportReport") -> None:
    from glossary_site.project import count_totals

    print_issues(report.issues)
    for text in report.texts:
        click.echo(f"{text.path}: {count(len(text.entries), 'entry')}, {text.form}")
    for file in report.files:
        counts = ", ".join(f"{number:,} {name}" for name, number in file.counts.items())
        click.echo(f"{file.path}: {file.form}: {counts}")
    totals = count_totals(report)
    nouns = {"entries": "entry", "terms": "term", "categories": "category", "repairs": "repair", "losses": "lost word"}
    click.echo(", ".join(count(totals[name], noun) for name, noun in nouns.items()))


@click.command()
@click.option(
    "--format",
    "form",
    required=True,
    type=TableChoice(_exports),
    help="The form; the README's table shows what each is and what it cannot carry.",
)
@click.option(
    "--output",
    required=True,
    type=PATH,
    help="The file to write; for 'markdown' and 'docset' a folder or a .tgz file.",
)
@request_options("entries", "config")
@verbose_option
def export(request: BuildRequest, form: str, output: Path) -> None:
    """Write the glossary in another form.

    What the form cannot carry is printed on the standard error, field by field, with how much of it there is. Exit code
    0: written; 1: not written, because the entries have errors.
    """
    from glossary_site.formats import find_format
    from glossary_site.project import export_glossary

    report = export_glossary(replace(request, output=output), find_format(form))
    print_issues(report.issues)
    for loss in report.losses or ("nothing",):
        click.echo(f"lost: {loss}", err=True)
    click.echo(f"{count(report.records, 'record')} -> {output} ({count(report.files, 'file')})")
