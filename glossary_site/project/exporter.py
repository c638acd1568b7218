"""``glossary export``: the glossary in another form, written to one file or folder, with an account of what is lost."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

from glossary_site.build import open_project
from glossary_site.disk import (
    FileCopy,
    Output,
    archive_ending,
    check_output,
    locked,
    real_path,
    replacing,
    write_archive,
    write_atomically,
    write_site,
)
from glossary_site.formats import Format, Loss, find_losses, load_writer, make_edition
from glossary_site.issues import GlossaryError, Issue
from glossary_site.request import BuildRequest
from glossary_site.values import Frozen


class ExportReport(Frozen):
    """What an export wrote and what the format could not carry. ``issues`` are the glossary's own."""

    records: int
    files: int
    losses: tuple[Loss, ...]
    issues: tuple[Issue, ...]


def _date() -> datetime:
    """Now, or the date that ``SOURCE_DATE_EPOCH`` fixes (reproducible-builds.org)."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC).replace(microsecond=0)


def export_glossary(request: BuildRequest, form: Format) -> ExportReport:
    """Write the glossary in one form to ``request.output``: a file, or for a form of many files a folder or archive.

    Raises ``GlossaryError`` with every issue where there is an error among them, with ``extra-missing``,
    ``output-is-input`` or those of ``check_output``.
    """
    write = load_writer(form)
    ending = archive_ending(request.output)
    if not form.ending and not ending:
        check_output(request.output, (request.entries, request.config))
    elif real_path(request.output).is_relative_to(real_path(request.entries)):
        message, hint = "the file would be among the entries", "choose another --output"
        raise GlossaryError.of("output-is-input", message, hint, request.output)
    with open_project(request) as project:
        project.refuse_errors()
        analysis = project.analysis
        edition = make_edition(analysis.glossary, analysis.config, analysis.bodies_by_id, _date())
        outputs = tuple(write(edition))
    with locked(request.output):
        _write(request, form, outputs, ending)
    return ExportReport(len(edition.records), len(outputs), find_losses(form, edition.records), analysis.issues)


def _write(request: BuildRequest, form: Format, outputs: Sequence[Output | FileCopy], ending: str) -> None:
    if form.ending:
        (whole,) = (output.data for output in outputs if isinstance(output, Output))
        write_atomically(request.output, whole)
    elif ending:
        folder = request.output.name[: -len(ending)] + (".docset" if form.name == "docset" else "")
        members = (
            (f"{folder}/{each.path}", each.data if isinstance(each, Output) else Path(each.source))
            for each in sorted(outputs, key=attrgetter("path"))
        )
        with replacing(request.output) as stream:
            write_archive(members, ending, stream)
    else:
        write_site(outputs, request.output)
