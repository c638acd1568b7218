"""A build: whether anything is to be made, the site made beside the old one and swapped in, what was done."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from operator import call
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from glossary_site.build.bad_entries import BadEntry, is_hopeless
from glossary_site.build.pieces import SiteBuild, render_piece
from glossary_site.build.pipeline import (
    BuildRequest,
    Clock,
    Inputs,
    Memory,
    Progress,
    analyse,
    open_memory,
    plan_sites,
    read_inputs,
    settle_entries,
)
from glossary_site.build.site_files import find_sites
from glossary_site.build.state import BuildState, previous_site, read_state, write_state
from glossary_site.digest import digest_all, program_digest
from glossary_site.disk import (
    Output,
    SiteFile,
    Stamp,
    archive_ending,
    check_output,
    locked,
    open_stage,
    publish_stage,
    read_manifest,
    replacing,
    write_archive,
)
from glossary_site.glossary import LEDGER
from glossary_site.issues import GlossaryError, Issue, Severity, fails_build
from glossary_site.language import collation
from glossary_site.mentions import StoreDamagedError, forget_store
from glossary_site.publish import EMBED, left_out
from glossary_site.renderer import Theme, read_theme
from glossary_site.values import codec
from glossary_site.workers import Job, open_executor

_encode_issues, _decode_issues = codec(tuple[Issue, ...])


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``left_out`` is what needs a ``base_url`` and found none; ``timings`` are seconds by stage.

    ``bad`` are the places of entries that are left out for their errors.
    """

    terms: int
    senses: int
    pages: int
    changed: int
    kept: int
    removed: int
    left_out: tuple[str, ...]
    issues: tuple[Issue, ...]
    timings: Mapping[str, float]
    drafts: int = 0
    bad: tuple[str, ...] = ()


@contextmanager
def _collecting(issues: list[Issue]) -> Iterator[None]:
    """Adds what goes wrong in the block to ``issues``."""
    try:
        yield
    except GlossaryError as error:
        issues.extend(error.issues)


def _inputs_digest(inputs: Inputs, theme: Theme) -> str:
    """The digest of everything that a site is made of."""
    said = repr((inputs.config, inputs.pins, inputs.changes, inputs.issues, inputs.damaged, theme))
    return digest_all((program_digest(), said, *(source.digest for source in inputs.sources)))


def last_build(request: BuildRequest, inputs: Inputs, theme: Theme) -> BuildState | None:
    """What the last build left, where it was one of this theme and these inputs; not whether its files still stand."""
    state = read_state(request.cache, request.output)
    return state if state.inputs and state.inputs == _inputs_digest(inputs, theme) else None


def _said_before(report: Mapping[str, Any], clock: Clock) -> BuildReport:
    """What the last build said of the same inputs."""
    issues = _decode_issues(report["issues"])
    counts = {name: int(report[name]) for name in ("terms", "senses", "pages", "kept", "drafts")}
    left, bad = (tuple(map(str, report[name])) for name in ("left_out", "bad"))
    return BuildReport(**counts, changed=0, removed=0, left_out=left, issues=issues, timings=clock.timings, bad=bad)


def _to_say_again(report: BuildReport) -> dict[str, Any]:
    return {
        "terms": report.terms,
        "senses": report.senses,
        "pages": report.pages,
        "kept": report.kept + report.changed,
        "left_out": report.left_out,
        "drafts": report.drafts,
        "bad": report.bad,
        "issues": _encode_issues(report.issues),
    }


def _build(
    request: BuildRequest,
    inputs: Inputs,
    theme: tuple[Theme, tuple[Output, ...]],
    problems: Sequence[Issue],
    state: BuildState,
    clock: Clock,
    progress: Progress,
    opened: AbstractContextManager[Memory],
) -> tuple[BuildReport, dict[str, Stamp], dict[str, str]]:
    """What the build did, the stamps of its files, and what its pages are made of."""
    with (
        opened as memory,
        open_executor(request.jobs, len(inputs.sources), request.scheduler) as executor,
    ):
        ledger = (request.entries / LEDGER).as_posix()
        analysed = partial(analyse, ledger=ledger, executor=executor, progress=progress, clock=clock, memory=memory)
        analysis, bad = analysed(inputs), tuple[BadEntry, ...]()
        issues = [*problems, *analysis.issues]
        if any(fails_build(issue, request.strict) for issue in issues):
            if request.strict or any(fails_build(issue, False) for issue in problems):
                raise GlossaryError(issues)
            analysis, bad = settle_entries(request, inputs, analysed, analysis)
        analysis = replace(analysis, records=())  # what follows needs none, and they take memory
        with clock.stage("plan"):
            plans = plan_sites(analysis)  # only now is every id known to be one term's alone
            total = sum(len(plan.urls) for plan in plans)
            for plan in plans:
                collation(plan.config.language).forget()
        previous = previous_site(request.cache, request.output)
        with clock.stage("render and write"), open_stage(request.output, state.files, previous) as stage:
            placed: dict[str, SiteFile] = {}
            pages: dict[str, str] = {}
            for site in find_sites(analysis, plans, *theme):
                parts = SiteBuild(site, stage, state)
                pieces, large = parts.pieces()
                job = Job(call, render_piece, parts.place, site.theme, parts.warm_up, large)
                making = executor.run(job, pieces)
                for number, (files, made_of) in enumerate(making):
                    # The first is the search index: beside that there is no room for what takes a look at all texts.
                    whole = () if number else parts.place_texts()
                    placed |= {each.path: each for each in (*files, *whole)}
                    pages |= dict(made_of)
                    progress("Writing", min(len(placed), total), total)
            written = publish_stage(stage, placed.values(), tuple(plan.elsewhere.prefix + EMBED for plan in plans))
    entries = [entry for each in analysis.languages for entry in each.glossary.entries]
    report = BuildReport(
        terms=len(entries),
        senses=sum(len(entry.record.senses) for entry in entries),
        pages=total,
        changed=written.changed,
        kept=written.kept,
        removed=written.removed,
        left_out=left_out(analysis.config, analysis.glossary),
        issues=analysis.issues,
        timings=clock.timings,
        drafts=sum(each.glossary.drafts for each in analysis.languages),
        bad=tuple(each.place for each in bad for _ in each.records or (None,)),
    )
    return report, {path: each.stamp for path, each in placed.items()}, pages


def build_site(request: BuildRequest, progress: Progress = lambda *_: None) -> BuildReport:
    """Build the site, or see that it stands.

    Raises ``GlossaryError`` with every issue when any of them fails the build, or with ``in-use``.
    """
    # From the reading on: of two builds at once, the one that read older entries must not come last.
    with locked(request.output):
        return _build_or_keep(request, progress)


def _build_or_keep(request: BuildRequest, progress: Progress) -> BuildReport:
    clock = Clock()
    with clock.stage("read"):
        inputs = read_inputs(request)
        theme, static = Theme((), ""), tuple[Output, ...]()
        # Told together with what is wrong with the entries, not instead of it.
        with _collecting(issues := list[Issue]()):
            theme, static = read_theme(
                request.config.parent, inputs.config.accent, inputs.config.language, inputs.config.tags
            )
        with _collecting(issues):
            check_output(request.output, (request.entries, request.config))
        state = read_state(request.cache, request.output)
        made_of = "" if issues else _inputs_digest(inputs, theme)
        if made_of and made_of == state.inputs and state.stands(request.output):
            report = _said_before(state.report, clock)
            if not (request.strict and any(fails_build(issue, True) for issue in report.issues)):
                return report
    # What cannot become a site leaves nothing behind: the folder may not even be a glossary's.
    hopeless = not inputs.sources or is_hopeless((*issues, *inputs.issues), request.entries, request.strict)
    cache = None if hopeless else request.cache
    build = partial(_build, request, inputs, (theme, static), issues, state, clock, progress)
    try:
        report, files, pages = build(open_memory(cache, inputs.config))
    except StoreDamagedError:
        # Damaged, or the disk is full: without any file, the entries still make the same site.
        for folder in ("", *(each.prefix for each in inputs.config.languages)):
            forget_store(cache / folder if cache else None)
        report, files, pages = build(nullcontext(Memory()))
    write_state(request.cache, request.output, BuildState(made_of, pages, files, _to_say_again(report)))
    return report


def build_archive(request: BuildRequest, progress: Progress = lambda *_: None) -> BuildReport:
    """Build the site and put it into one archive, whose ending says which (``archive.ENDINGS``).

    Raises as ``build_site`` does.
    """
    archive = request.output
    if archive.resolve().is_relative_to(request.entries.resolve()):
        message, hint = "the file would be among the entries", "choose another --output"
        raise GlossaryError([Issue("output-is-input", Severity.ERROR, message, hint, str(archive))])
    with locked(archive), TemporaryDirectory(prefix="glossary-") as passing:
        # Where there is a cache, the unpacked site stays there, for the next build to begin from.
        folder = request.cache / "site" if request.cache else Path(passing) / "site"
        report = build_site(replace(request, output=folder), progress)
        with replacing(archive) as stream:
            paths = sorted(read_manifest(folder))
            write_archive(((path, (folder / path).read_bytes()) for path in paths), archive_ending(archive), stream)
    return report
