"""``glossary import`` and ``glossary export``: other forms to entries, and entries to other forms."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from glossary_site.cli.options import PATH, TableChoice, request_options, verbose_option
from glossary_site.cli.terminal import count, print_issues
from glossary_site.issues import GlossaryError, Severity
from glossary_site.request import BuildRequest


def _imports() -> Iterator[str]:
    from glossary_site.formats import IMPORTS

    return (form.name for form in IMPORTS)


def _exports() -> Iterator[str]:
    from glossary_site.formats import EXPORTS

    return (form.name for form in EXPORTS)


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
@click.option("--columns", default="", help="Which columns of a CSV file to read: term=Name,definition=Meaning.")
@click.option("--force", is_flag=True, help="Write over files that were edited since the last import.")
@request_options("config", "jobs")
@verbose_option
def import_(
    request: BuildRequest,
    files: tuple[Path, ...],
    folder: Path,
    report_file: Path | None,
    kind: str | None,
    columns: str,
    force: bool,
) -> None:
    """Convert glossary text, or another tool's glossary, to one YAML file a term.

    FILES hold glossary text in either form (a page saved as text, or a bare stream of entries), which is normalised; or
    an export of this program, SKOS, TBX, CSV, a Sphinx glossary, a folder of Markdown, HTML or Glosario's YAML. What
    cannot be kept is reported, file by file. Files that somebody edited since an earlier import are kept. Importing
    twice changes nothing. Categories are spelled as the settings' 'categories' have them.
    """
    from glossary_site.config import read_config
    from glossary_site.disk import write_atomically
    from glossary_site.formats import parse_columns
    from glossary_site.project import count_totals, format_report, import_glossaries
    from glossary_site.workers import open_executor

    try:
        mapped = parse_columns(columns) if columns else {}
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--columns") from error
    config, issues = read_config(request.config)
    if issues:
        raise GlossaryError(issues)
    with open_executor(request.jobs, 0) as executor:
        report = import_glossaries(files, folder, config, executor, kind=kind or "", columns=mapped, force=force)
    if report_file is not None:
        write_atomically(report_file, format_report(report))
    print_issues(report.issues)
    for text in report.texts:
        click.echo(f"{text.path}: {count(len(text.entries), 'entry')}, {text.form}")
    for file in report.files:
        counts = ", ".join(f"{number:,} {name}" for name, number in file.counts.items())
        click.echo(f"{file.path}: {file.form}: {counts}")
    totals = count_totals(report)
    nouns = {"entries": "entry", "terms": "term", "categories": "category", "repairs": "repair", "losses": "lost word"}
    click.echo(", ".join(count(totals[name], noun) for name, noun in nouns.items()))
    click.echo(
        f"{count(len(report.written), 'file')} written to {folder}, {len(report.unchanged)} unchanged, "
        f"{len(report.edited)} kept because they were edited"
    )
    if any(issue.severity is Severity.ERROR for issue in report.issues):
        sys.exit(1)


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
