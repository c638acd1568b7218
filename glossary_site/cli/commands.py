"""The commands.

What one command alone needs is imported when it runs, or every command would start late.
"""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from glossary_site import __version__
from glossary_site.build import CACHE, BuildRequest, build_archive, build_site, open_project
from glossary_site.cli.project import diff, doctor, explain, new
from glossary_site.cli.terminal import count, print_issues, show_progress, summarise_issues, tell_left_out
from glossary_site.config import CONFIG_NAME, read_config
from glossary_site.disk import archive_ending, locked, write_atomically
from glossary_site.formats import EXPORTS, IMPORTS, find_format, parse_columns
from glossary_site.glossary import format_ledger, write_ledger
from glossary_site.issues import GlossaryError, Issue, Severity, fails_build
from glossary_site.search import QUERIES, check_search
from glossary_site.workers import open_executor, skip_collection_at_exit


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="glossary")
def main() -> None:
    """Make a glossary website: text in, a browsable and searchable site out.

    Put entries into entries/ (Markdown, YAML or glossary text), settings into glossary.yml, and run
    'glossary build'. The site lands in _site/ and works on any file server, under any path.
    """


@main.command()
@click.option(
    "--entries", default="entries", show_default=True, type=click.Path(path_type=Path), help="Folder of the entries."
)
@click.option(
    "--output",
    default="_site",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder to make the site in, or an archive: .zip, .tar, .tar.gz, .tgz.",
)
@click.option(
    "--config",
    default=CONFIG_NAME,
    show_default=True,
    type=click.Path(path_type=Path),
    help="Settings; templates/ and static/ beside this file replace files of the theme.",
)
@click.option("--base-url", default="", help="Where the site will stand, for canonical links. Overrides the settings.")
@click.option("--strict", is_flag=True, help="Build nothing where there is an error or a warning.")
@click.option("--jobs", default=0, type=click.IntRange(0), help="Worker processes; 0 chooses.", show_default=True)
@click.option("--scheduler", default="", metavar="ADDRESS", help="Build on the Dask cluster at tcp://HOST:PORT.")
@click.option("--no-cache", is_flag=True, help="Use and keep nothing of earlier builds.")
@click.option("--verify", is_flag=True, help="Build once more, from nothing, and compare: is the cache right?")
@click.option("--timings", is_flag=True, help="Show where the time went.")
def build(
    entries: Path,
    output: Path,
    config: Path,
    base_url: str,
    strict: bool,
    jobs: int,
    scheduler: str,
    no_cache: bool,
    verify: bool,
    timings: bool,
) -> None:
    """Build the site.

    What did not change since the last build is not made again; .glossary-cache/ beside the settings knows it, and may
    be deleted at any time.

    All problems are printed, not only the first. An entry with an error is left out, and the last line says so; what
    refers to it stands as plain text until it is mended. An error that belongs to no entry (in the settings, the theme,
    the ledger), and with --strict any error or warning, leaves the last good site as it is. Exit code 0: built; 1: not
    built.
    """
    cache = None if no_cache else config.parent / CACHE
    request = BuildRequest(entries, output, config, base_url, strict, jobs, scheduler, cache)
    make = build_archive if archive_ending(output) else build_site
    if verify and make is build_archive:
        raise click.BadParameter("it compares folders; give --output one", param_hint="--verify")
    with show_progress() as progress:
        report = make(request, progress)
        verified = _verify(request, progress) if verify else 0
    print_issues(report.issues, notes=False)
    seconds = sum(report.timings.values())
    click.echo(
        f"{count(report.senses, 'entry')} ({count(report.terms, 'term')}), {count(report.pages, 'page')} "
        f"in {seconds:.2f} s -> {output} ({report.changed} files written, {report.kept} kept, {report.removed} removed)"
    )
    if report.issues:
        click.echo(summarise_issues(report.issues), err=True)
    if timings:
        for stage, spent in report.timings.items():
            click.echo(f"{spent:8.3f} s  {stage}")
    if verified:
        click.echo(f"{count(verified, 'file')} compared with a clean build: all equal")
    if report.left_out:
        click.echo(f"Left out for want of a base_url: {', '.join(report.left_out)}")
    tell_left_out(report.bad)


def _verify(request: BuildRequest, progress: Callable[[str, int, int], None]) -> int:
    from glossary_site.build import verify_build

    return verify_build(request, progress)


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--to", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the YAML files."
)
@click.option(
    "--report", "report_file", type=click.Path(path_type=Path, dir_okay=False), help="Write what was found as JSON."
)
@click.option(
    "--from",
    "kind",
    type=click.Choice([each.name for each in IMPORTS]),
    help="What the files hold, where their names do not say: .txt is glossary text.",
)
@click.option("--columns", default="", help="Which columns of a CSV file to read: term=Name,definition=Meaning.")
@click.option("--force", is_flag=True, help="Write over files that were edited since the last import.")
@click.option(
    "--config",
    default=CONFIG_NAME,
    show_default=True,
    type=click.Path(path_type=Path),
    help="Settings; its 'categories' pin how categories are spelled.",
)
@click.option("--jobs", default=0, type=click.IntRange(0), help="Worker processes; 0 chooses.", show_default=True)
def import_(
    files: tuple[Path, ...],
    folder: Path,
    report_file: Path | None,
    kind: str | None,
    columns: str,
    force: bool,
    config: Path,
    jobs: int,
) -> None:
    """Bring glossary text, or another tool's glossary, into one YAML file a term.

    FILES hold glossary text in either form (a page saved as text, or a bare stream of entries), which is normalised; or
    an export of this program, SKOS, TBX, CSV, a Sphinx glossary, a folder of Markdown, HTML or Glosario's YAML. What
    cannot be kept is told, file by file. Files that somebody edited since an earlier import are kept. Importing twice
    changes nothing.
    """
    from glossary_site.project import count_totals, format_report, import_glossaries

    try:
        mapped = parse_columns(columns) if columns else {}
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--columns") from error
    settings, config_issues = read_config(config)
    if config_issues:
        raise GlossaryError(config_issues)
    with open_executor(jobs, 0) as executor:
        report = import_glossaries(files, folder, settings, executor, kind=kind or "", columns=mapped, force=force)
    if report_file is not None:
        write_atomically(report_file, format_report(report))
    print_issues(report.issues)
    totals = count_totals(report)
    for file in report.files:
        click.echo(f"{file.path}: {count(len(file.entries), 'entry')}, {file.form}")
    for arrived in report.arrived:
        counts = ", ".join(f"{number:,} {name}" for name, number in arrived.counts.items())
        click.echo(f"{arrived.path}: {arrived.kind}: {counts}")
    click.echo(
        f"{count(totals['entries'], 'entry')}, {count(totals['terms'], 'term')}, "
        f"{count(totals['categories'], 'category')}, {count(totals['repairs'], 'repair')}, "
        f"{count(totals['losses'], 'lost word')}"
    )
    click.echo(
        f"{count(len(report.written), 'file')} written to {folder}, {len(report.unchanged)} unchanged, "
        f"{len(report.edited)} kept because they were edited"
    )
    if any(issue.severity is Severity.ERROR for issue in report.issues):
        sys.exit(1)


_entries_option = click.option(
    "--entries", default="entries", show_default=True, type=click.Path(path_type=Path), help="Folder of the entries."
)
_config_option = click.option(
    "--config", default=CONFIG_NAME, show_default=True, type=click.Path(path_type=Path), help="Settings."
)


@main.command()
@_entries_option
@_config_option
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    type=click.Choice(["text", "json", "github"]),
    help="For people, for programs, or for the checks of a pull request.",
)
@click.option(
    "--external", is_flag=True, help="List links that leave the site, as file:line address, and nothing else."
)
@click.option("--search", is_flag=True, help=f"Also run the queries in entries/{QUERIES} and search for every name.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Tell only what this file of known findings lacks.")
@click.option(
    "--write-baseline", type=click.Path(path_type=Path), help="Write what is found to a file of known findings."
)
@click.option("--style", type=click.Choice(["iso704"]), help="Also ask that a definition can stand for its term.")
def check(
    entries: Path,
    config: Path,
    strict: bool,
    form: str,
    external: bool,
    search: bool,
    baseline: Path | None,
    write_baseline: Path | None,
    style: str | None,
) -> None:
    """Read everything and say what could be better.

    Prints each finding as file:line with a stable code, how bad it is, and what to do. The README lists the rules.
    Exit code 0: nothing bad; 1: errors, with --strict also warnings.
    """
    from glossary_site.checks import check_glossary, compare_with_baseline, find_external_links, read_baseline
    from glossary_site.checks import write_baseline as save_baseline
    from glossary_site.cli.issue_forms import format_issues

    with show_progress() as progress, open_project(BuildRequest(entries, Path(), config), progress) as project:
        analysis = project.analysis
    if external:
        for link in (link for each in analysis.languages for link in find_external_links(each.glossary)):
            click.echo(f"{link.path}:{link.line} {link.url}")
        return
    found = set(analysis.issues)
    for each in analysis.languages:
        found.update(check_glossary(each.glossary, each.bodies, style=bool(style)))
    if search:
        found |= set(check_search(analysis.glossary, analysis.words_by_id, analysis.config, entries / QUERIES))
    if write_baseline:
        save_baseline(write_baseline, found, entries)
    listed = read_baseline(path) if (path := write_baseline or baseline) else Counter()
    comparison = compare_with_baseline(found, listed, entries)
    issues = comparison.new
    if listed:
        fixed = f", {comparison.fixed} fixed since: --write-baseline removes them" if comparison.fixed else ""
        click.echo(f"{count(comparison.listed, 'known finding')} in {path}{fixed}", err=True)
    if form == "text":
        for issue in issues:
            click.echo(str(issue))
        click.echo(summarise_issues(issues) or "Nothing to correct.", err=True)
    else:
        click.echo(format_issues(issues, form))
    if any(fails_build(issue, strict) for issue in issues):
        sys.exit(1)


@main.command()
@_entries_option
@_config_option
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; the next free one if taken."
)
@click.option("--strict-port", is_flag=True, help="Fail when the port is taken.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--open", "open_", is_flag=True, help="Open the site in the browser.")
@click.option("--poll", is_flag=True, help="Look at the files now and then: for network drives and WSL.")
@click.option("--base-url", default="", help="As for build.")
@click.option(
    "--jobs", default=0, type=click.IntRange(0), help="Processes for the start; 0 chooses.", show_default=True
)
@click.option("--no-cache", is_flag=True, help="Use nothing that a build kept.")
@click.option(
    "--output",
    default="_site",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where the last build is: its pages are shown until the preview has made its own.",
)
def serve(
    entries: Path,
    config: Path,
    port: int,
    strict_port: bool,
    host: str,
    open_: bool,
    poll: bool,
    base_url: str,
    jobs: int,
    no_cache: bool,
    output: Path,
) -> None:
    """Preview the site while you edit: what you save appears in the open page.

    Nothing is written to disk; what a build kept makes the start short. Drafts are shown. Problems appear over the
    page, with file and line, until they are mended. Ctrl-C ends it.
    """
    from glossary_site.preview import PreviewRequest, Update, serve_preview

    if host not in ("127.0.0.1", "localhost", "::1"):
        click.secho(
            f"Warning: with --host {host} everyone who reaches this machine can read the preview.", fg="red", err=True
        )

    def announce(url: str) -> None:
        click.echo(f"Preview at {url} (Ctrl-C ends it)")
        if open_:
            click.launch(url)

    def report(changed: frozenset[str], update: Update) -> None:
        names = ", ".join(sorted(changed)[:3]) + (f" and {len(changed) - 3} more" if len(changed) > 3 else "")
        problems = summarise_issues([issue for issue in update.issues if issue.severity is not Severity.NOTE])
        shown = f", {count(update.rendered, 'page')} rendered" if update.rendered else ""
        click.echo(f"{names or 'Built'}: {update.milliseconds:.0f} ms{shown}" + (f"; {problems}" if problems else ""))
        print_issues(issue for issue in update.issues if issue.severity is Severity.ERROR)

    cache = None if no_cache else config.parent / CACHE
    request = BuildRequest(entries, output, config, base_url, jobs=jobs, cache=cache)
    try:
        serve_preview(PreviewRequest(request, host, port, strict_port, poll), announce, report)
    except OSError as error:
        raise click.ClickException(f"cannot listen at {host}:{port}: {error.strerror}") from error
    except KeyboardInterrupt:
        click.echo("Bye.")


@main.command()
@_entries_option
@_config_option
def pin(entries: Path, config: Path) -> None:
    """Pin the ids of all terms, as you do when you publish: links to them will last.

    Writes entries/.ids.yml; commit it. A term renamed later keeps its address; a term taken away fails the build until
    the ledger says where it went.
    """
    with open_project(BuildRequest(entries, Path(), config)) as project:
        project.refuse_errors()
        analysis, pins = project.analysis, project.inputs.pins
    prefixes = ("", *(each.prefix for each in analysis.config.languages))
    records = [
        replace(entry.record, id=prefix + entry.id)
        for prefix, each in zip(prefixes, analysis.languages, strict=True)
        for entry in each.glossary.entries
    ]
    new = len({record.id for record in records} - {pin.id for pin in pins})
    with locked(entries):
        changed = write_ledger(entries, format_ledger(pins, records))
    click.echo(f"{count(len(records), 'id')} pinned, {new} of them new" + ("" if changed else "; nothing changed"))


@main.command()
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice([each.name for each in EXPORTS]),
    help="The form; the README's table says what each is and what it cannot carry.",
)
@click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write; for 'markdown' and 'docset' a folder or a .tgz file.",
)
@_entries_option
@_config_option
def export(form: str, output: Path, entries: Path, config: Path) -> None:
    """Write the glossary in another form.

    What the form cannot carry is told on the standard error, field by field, with how much of it there is. Exit code 0:
    written; 1: not written, because the entries have errors.
    """
    from glossary_site.project import export_glossary

    report = export_glossary(BuildRequest(entries, output, config), find_format(form))
    print_issues(report.issues, notes=False)
    for loss in report.losses:
        click.echo(f"lost: {loss}", err=True)
    if not report.losses:
        click.echo("lost: nothing", err=True)
    click.echo(f"{count(report.records, 'record')} -> {output} ({count(report.files, 'file')})")


for _command in (new, doctor, diff, explain):
    main.add_command(_command)


def run(arguments: Sequence[str] | None = None, *, default_command: str = "") -> None:
    """Run the command line, with ``default_command`` where the first argument names none; problems end with exit 1."""
    skip_collection_at_exit()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if default_command and (not words or words[0] not in (*main.commands, "-h", "--help", "--version")):
        words.insert(0, default_command)
    try:
        main.main(words, prog_name="glossary")
    except GlossaryError as error:
        print_issues(error.issues)
        click.echo(f"Nothing was written: {summarise_issues(error.issues)}.", err=True)
        sys.exit(1)
    except OSError as error:
        message = f"cannot be used: {error.strerror or error}"
        hint = "check that its folder is there and may be written to"
        print_issues([Issue("file-unusable", Severity.ERROR, message, hint, str(error.filename or ""))])
        sys.exit(1)
