"""``glossary export``: the glossary in another form, written to one file or folder, with an account of what is lost."""

import gzip
import io
import os
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from glossary_site.errors import GlossaryError
from glossary_site.executor import open_executor
from glossary_site.exports import Format, Loss, find_losses, load_writer, make_edition
from glossary_site.files import write_atomically
from glossary_site.issues import Issue, Severity
from glossary_site.ledger import LEDGER
from glossary_site.locks import locked
from glossary_site.output import check_output, write_site
from glossary_site.pages import Output
from glossary_site.pipeline import BuildRequest, analyse, fails_build, read_inputs

_ARCHIVES = (".tgz", ".tar.gz")


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote and what the format could not carry. ``issues`` are the glossary's own."""

    records: int
    files: int
    losses: tuple[Loss, ...]
    issues: tuple[Issue, ...]


def _pack(outputs: Sequence[Output], folder: str) -> bytes:
    """A compressed archive of the files below ``folder``; the same files make the same bytes."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for output in sorted(outputs, key=lambda output: output.path):
            member = tarfile.TarInfo(str(PurePosixPath(folder) / output.path))
            member.size, member.mode = len(output.data), 0o644
            archive.addfile(member, io.BytesIO(output.data))
    return gzip.compress(stream.getvalue(), mtime=0)


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
    is_archive = request.output.name.endswith(_ARCHIVES)
    if not form.ending and not is_archive:
        check_output(request.output, (request.entries, request.config))
    elif request.output.resolve().is_relative_to(request.entries.resolve()):
        message, hint = "the file would be among the entries", "choose another --output"
        raise GlossaryError([Issue("output-is-input", Severity.ERROR, message, hint, str(request.output))])
    with open_executor(request.jobs, 0) as executor:
        analysis = analyse(read_inputs(request), (request.entries / LEDGER).as_posix(), executor, lambda *_: None)
    if any(fails_build(issue, request.strict) for issue in analysis.issues):
        raise GlossaryError(analysis.issues)
    edition = make_edition(analysis.glossary, analysis.config, analysis.bodies_by_id, _date())
    outputs = tuple(write(edition))
    with locked(request.output):
        _write(request, form, outputs, is_archive=is_archive)
    return ExportReport(len(edition.records), len(outputs), find_losses(form, edition.records), analysis.issues)


def _write(request: BuildRequest, form: Format, outputs: Sequence[Output], *, is_archive: bool) -> None:
    if form.ending:
        write_atomically(request.output, outputs[0].data)
    elif is_archive:
        folder = request.output.name.removesuffix(".tgz").removesuffix(".tar.gz")
        write_atomically(request.output, _pack(outputs, f"{folder}.docset" if form.name == "docset" else folder))
    else:
        write_site(outputs, request.output)
