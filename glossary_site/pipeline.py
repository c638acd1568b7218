"""The stages of a build, in order, on one screen."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from glossary_site.bodies import CHUNK, BodyMemory, body_issues, render_bodies
from glossary_site.changes import Change, read_log
from glossary_site.config import CONFIG_NAME, SiteConfig, read_config
from glossary_site.errors import GlossaryError
from glossary_site.executor import Executor, chunked, open_executor
from glossary_site.exports import site_exports
from glossary_site.glossary import Glossary, link_glossary
from glossary_site.issues import Issue, Severity, sort_key
from glossary_site.ledger import LEDGER, Pin, read_ledger
from glossary_site.linking import LinkedBody
from glossary_site.loader import RecordMemory, load_records
from glossary_site.locks import locked
from glossary_site.network import NetworkMemory, build_network
from glossary_site.output import Placed, check_output, open_stage, publish_stage
from glossary_site.pages import Output, Page, SitePlan
from glossary_site.publish import EMBED, left_out, publish
from glossary_site.render import render_pages
from glossary_site.search import search_outputs
from glossary_site.sources import Source, SourceMemory, read_sources
from glossary_site.theme import read_theme

#: Called as work goes on: stage, how much is done, how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: folders, settings given on the command line, and how."""

    entries: Path
    output: Path
    config: Path = Path(CONFIG_NAME)
    base_url: str = ""
    strict: bool = False
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything read from disk but the theme, and what was wrong with it."""

    config: SiteConfig
    sources: tuple[Source, ...]
    pins: tuple[Pin, ...]
    issues: tuple[Issue, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """The glossary as its authors wrote it, each entry's senses rendered and linked, and every issue, in order."""

    config: SiteConfig
    glossary: Glossary
    bodies: tuple[tuple[LinkedBody, ...], ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``left_out`` is what needs a ``base_url`` and found none; ``timings`` are seconds by stage."""

    terms: int
    senses: int
    pages: int
    changed: int
    kept: int
    removed: int
    left_out: tuple[str, ...]
    issues: tuple[Issue, ...]
    timings: Mapping[str, float]


@dataclass(slots=True)
class _Clock:
    timings: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.timings[name] = self.timings.get(name, 0) + time.perf_counter() - start


def fails_build(issue: Issue, strict: bool) -> bool:
    """Whether an issue keeps a build from being written."""
    return issue.severity is Severity.ERROR or (strict and issue.severity is Severity.WARNING)


def read_inputs(request: BuildRequest, memory: SourceMemory | None = None) -> Inputs:
    """Read settings, entries and the ledger of published ids."""
    config, config_issues = read_config(request.config, base_url=request.base_url)
    sources, source_issues = read_sources(request.entries, memory)
    pins, ledger_issues = read_ledger(request.entries)
    log = read_log(request.entries)
    return Inputs(config, sources, pins, (*config_issues, *source_issues, *ledger_issues, *log.issues), log.changes)


@dataclass(slots=True)
class Memory:
    """What an earlier build of this process worked out; every part is keyed by all that it depends on."""

    sources: SourceMemory = field(default_factory=SourceMemory)
    records: RecordMemory = field(default_factory=RecordMemory)
    bodies: BodyMemory = field(default_factory=BodyMemory)
    network: NetworkMemory = field(default_factory=NetworkMemory)


def analyse(
    inputs: Inputs,
    ledger: str,
    executor: Executor,
    progress: Progress = lambda *_: None,
    clock: _Clock | None = None,
    *,
    memory: Memory | None = None,
    drafts: bool = False,
) -> Analysis:
    """From sources to the linked glossary. ``ledger`` is the path that issues about published ids name."""
    clock = clock or _Clock()
    memory = memory or Memory()
    config = inputs.config
    with clock.stage("parse"):
        records, load_issues = load_records(inputs.sources, dict(config.categories), executor, memory.records)
    with clock.stage("link"):
        glossary = link_glossary(records, config, inputs.pins, ledger, drafts=drafts, recorded=inputs.changes)
    with clock.stage("markup"):
        bodies = render_bodies(
            glossary,
            config.links,
            executor,
            lambda done, total: progress("Reading", done, total),
            full=config.listing == "full",
            memory=memory.bodies,
        )
    issues = {*inputs.issues, *load_issues, *glossary.issues, *body_issues(glossary, bodies)}
    return Analysis(config, glossary, bodies, tuple(sorted(issues, key=sort_key)))


@contextmanager
def _collecting(issues: list[Issue]) -> Iterator[None]:
    """Adds what goes wrong in the block to ``issues``."""
    try:
        yield
    except GlossaryError as error:
        issues.extend(error.issues)


def build_site(request: BuildRequest, progress: Progress = lambda *_: None) -> BuildReport:
    """Build the site. Raises ``GlossaryError`` with every issue when any of them fails the build, or ``in-use``."""
    # From the reading on: of two builds at once, the one that read older entries must not come last.
    with locked(request.output):
        return _build(request, progress)


def _build(request: BuildRequest, progress: Progress) -> BuildReport:
    clock = _Clock()
    with clock.stage("read"):
        inputs = read_inputs(request)
        # Told together with what is wrong with the entries, not instead of it.
        with _collecting(issues := list[Issue]()):
            theme, static = read_theme(request.config.parent, inputs.config.accent)
        with _collecting(issues):
            check_output(request.output, (request.entries, request.config))
    with open_executor(request.jobs, len(inputs.sources)) as executor:
        analysis = analyse(inputs, (request.entries / LEDGER).as_posix(), executor, progress, clock)
        issues = [*issues, *analysis.issues]
        if any(fails_build(issue, request.strict) for issue in issues):
            raise GlossaryError(issues)
        glossary, config = analysis.glossary, analysis.config
        with clock.stage("plan"):
            # Only now is every id known to be one term's alone.
            bodies = {entry.id: body for entry, body in zip(glossary.entries, analysis.bodies, strict=True)}
            plan = SitePlan(glossary, bodies, build_network(glossary, analysis.bodies), config)
            pages = plan.urls
        with clock.stage("render and write"), open_stage(request.output) as stage:
            # The index takes longest, so it begins first.
            parts: list[Callable[[], Iterable[Page | Output]]] = [
                lambda: search_outputs(glossary, bodies, config),
                lambda: site_exports(glossary, config),
                lambda: publish(glossary, config, pages, theme.assets, (output.path for output in static)),
                lambda: static,
                *(partial(_plan_pages, plan, urls) for urls in chunked(pages, CHUNK)),
            ]
            placed: list[Placed] = []
            for part in executor.run(parts, lambda part: tuple(part()), render_pages, stage.write, theme):
                placed += part
                progress("Writing", min(len(placed), len(pages)), len(pages))
            written = publish_stage(stage, placed, EMBED)
    return BuildReport(
        terms=len(glossary.entries),
        senses=sum(map(len, analysis.bodies)),
        pages=len(pages),
        changed=written.changed,
        kept=written.kept,
        removed=written.removed,
        left_out=left_out(config, glossary),
        issues=analysis.issues,
        timings=clock.timings,
    )


def _plan_pages(plan: SitePlan, urls: Iterable[str]) -> Iterator[Page]:
    return map(plan.page, urls)
