"""A build: whether anything changed, and if so, the site made anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from glossary_site.build.inputs import Inputs, keep_head
from glossary_site.build.project import Project, open_project
from glossary_site.build.seen_files import keep_seen_files
from glossary_site.build.stages import READ, Progress, be_silent
from glossary_site.build.state import BuildReport, BuildState, read_state, write_state
from glossary_site.digest import digest_value, program_digest
from glossary_site.disk import (
    adopt_folder,
    archive_ending,
    check_output,
    locked,
    make_own_folder,
    read_manifest,
    real_path,
    replacing,
    write_archive,
)
from glossary_site.issues import GlossaryError, Issue, fails_build
from glossary_site.renderer import Theme
from glossary_site.request import BuildRequest
from glossary_site.values import Frozen, replace


@contextmanager
def _collecting(issues: list[Issue]) -> Iterator[None]:
    """Adds what goes wrong in the block to ``issues``."""
    try:
        yield
    except GlossaryError as error:
        issues.extend(error.issues)


class _MadeOf(Frozen):
    """All that a site is made of: a site is a function of this value alone."""

    program: str
    inputs: Inputs
    theme: Theme


def _digest_inputs(project: Project) -> str:
    """The digest of all that a site is made of. Raises ``GlossaryError`` as ``Project.theme`` does."""
    theme, _ = project.theme
    return digest_value(_MadeOf(program_digest(), project.inputs, theme))


def last_build(project: Project) -> BuildState | None:
    """What the last build left, where it had this theme and these inputs; its files may have changed since."""
    state = read_state(project.cache, project.request.output)
    return state if state.inputs and state.inputs == _digest_inputs(project) else None


def build_site(request: BuildRequest, progress: Progress = be_silent) -> BuildReport:
    """Build the site, or find that nothing has changed.

    ``request.output`` is a folder, or one archive, whose form its ending gives (``archive.ENDINGS``). Raises
    ``GlossaryError`` with every issue when any of them fails the build, or with ``in-use``.
    """
    if request.cache and request.trust_cache:
        adopt_folder(request.cache)
    build = _build_archive if archive_ending(request.output) else _build_folder
    return build(request, progress)


def _build_folder(request: BuildRequest, progress: Progress) -> BuildReport:
    # The lock comes before the reading: of two builds at once, the one that read older entries must not end last.
    with locked(request.output), open_project(request, progress, on_disk=True) as project:
        return _build_or_keep(project)


def _build_archive(request: BuildRequest, progress: Progress) -> BuildReport:
    archive = request.output
    for folder in filter(None, (request.entries, request.public)):
        if real_path(archive).is_relative_to(real_path(folder)):
            message, hint = f"the file would be among those of {folder}", "choose another --output"
            raise GlossaryError.of("output-is-input", message, hint, archive)
    with locked(archive), TemporaryDirectory(prefix="glossary-") as passing:
        # Where there is a cache, the unpacked site stays there, for the next build to begin from.
        cache = request.cache if request.cache and make_own_folder(request.cache) else None
        folder = (cache or Path(passing)) / "site"
        report = _build_folder(replace(request, output=folder), progress)
        with replacing(archive) as stream:
            paths = sorted(read_manifest(folder))
            write_archive(((path, folder / path) for path in paths), archive_ending(archive), stream)
    return report


def _build_or_keep(project: Project) -> BuildReport:
    request = project.request
    with project.timer.run(READ):
        made_of = ""
        # Reported together with what is wrong with the entries, not instead of it.
        with _collecting(problems := list[Issue]()):
            made_of = _digest_inputs(project)
        with _collecting(problems):
            check_output(request.output, project.input_paths)
        state = read_state(project.cache, request.output)
        if not problems and made_of == state.inputs and state.is_intact(request.output):
            kept = state.report.kept + state.report.changed
            report = replace(state.report, changed=0, kept=kept, removed=0, timings=project.timer.timings)
            if not (request.strict and any(fails_build(issue, True) for issue in report.issues)):
                keep_seen_files(project.cache, request.entries, project.seen)
                return report
    if problems:
        # Nothing is kept: the folder may not even be a glossary's.
        raise GlossaryError((*problems, *replace(project, on_disk=False).analysis.issues))
    from glossary_site.build.making import make_site  # with all that makes pages: most builds of a day change nothing

    made = replace(make_site(project, state), inputs=made_of)
    write_state(project.cache, request.output, made)
    keep_head(project.inputs, project.cache)
    keep_seen_files(project.cache, request.entries, project.seen)
    return made.report
