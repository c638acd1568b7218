"""The stages of a build, in order, on one screen."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from glossary_site.archive import archive_ending, pack
from glossary_site.assembly import Site, render_piece
from glossary_site.bad_entries import NOTHING, BadEntry, LeftOut, find_lost, is_hopeless, read_damaged, settle
from glossary_site.bodies import body_issues, render_bodies
from glossary_site.body_store import Bodies, BodyStore, StoreDamagedError, forget_store, open_store, recall_store
from glossary_site.build_state import BuildState, read_state, write_state
from glossary_site.changes import Change, read_log
from glossary_site.checks.quality import Quality, measure_quality
from glossary_site.config import CONFIG_NAME, Language, SiteConfig, read_config
from glossary_site.digest import digest_all
from glossary_site.errors import GlossaryError
from glossary_site.executor import Executor, open_executor
from glossary_site.files import replacing
from glossary_site.frozen import decoder, encoder
from glossary_site.glossary import Glossary, left_out_in, link_glossary, records_in
from glossary_site.issues import Issue, Severity, fails_build, sort_key
from glossary_site.ledger import LEDGER, Pin, pins_in, read_ledger
from glossary_site.linking import LinkedBody
from glossary_site.loader import RecordMemory, load_records
from glossary_site.locks import locked
from glossary_site.network import NetworkMemory, build_network
from glossary_site.other_languages import find_other_languages, prefix_issues
from glossary_site.output import Placed, Stage, Stamp, check_output, open_stage, publish_stage, read_manifest
from glossary_site.pages import Output, SitePlan
from glossary_site.program import program_digest
from glossary_site.publish import EMBED, left_out
from glossary_site.records import Record
from glossary_site.render import Theme
from glossary_site.sources import Source, SourceMemory, read_sources
from glossary_site.theme import read_theme, theme_in

#: Called as work goes on: stage, how much is done, how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: folders, settings given on the command line, and how.

    ``scheduler`` is the address of a Dask cluster that works instead of ``jobs`` processes; ``cache`` the folder of
    what one build keeps for the next, None for nothing.
    """

    entries: Path
    output: Path
    config: Path = Path(CONFIG_NAME)
    base_url: str = ""
    strict: bool = False
    jobs: int = 0
    scheduler: str = ""
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything read from disk but the theme, and what was wrong with it.

    ``damaged`` are files of entries that are no sources, as far as they can be read; ``left_out`` is to do without.
    """

    config: SiteConfig
    sources: tuple[Source, ...]
    pins: tuple[Pin, ...]
    issues: tuple[Issue, ...]
    changes: tuple[Change, ...] = ()
    damaged: tuple[Source, ...] = ()
    left_out: LeftOut = NOTHING


@dataclass(frozen=True, slots=True)
class Analysis:
    """The glossary as its authors wrote it, each entry's senses rendered and linked, and every issue, in order.

    ``further`` is the same in each further language of the site, by itself; their issues are among those of the whole.
    ``records`` are all that were read, those left out too; ``lost`` is what no record could be made of.
    """

    config: SiteConfig
    glossary: Glossary
    bodies: Bodies
    issues: tuple[Issue, ...]
    further: tuple["Analysis", ...] = ()
    records: tuple[Record, ...] = ()
    lost: LeftOut = NOTHING

    @property
    def languages(self) -> tuple["Analysis", ...]:
        """The glossary in each language that has pages, the site's own first."""
        return (self, *self.further)

    @property
    def bodies_by_id(self) -> Mapping[str, Sequence[LinkedBody]]:
        """The linked senses by the id of their entry, where every id is one entry's alone."""
        return self.bodies.by_id(entry.id for entry in self.glossary.entries)

    def quality(self) -> Quality:
        """The figures of the quality page; reads every body."""
        return measure_quality(self.glossary, self.bodies, self.issues)


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
    bad: tuple[str, ...] = ()


@dataclass(slots=True)
class _Clock:
    timings: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.timings[name] = self.timings.get(name, 0) + time.perf_counter() - start


def read_inputs(request: BuildRequest, memory: SourceMemory | None = None) -> Inputs:
    """Read settings, entries and the ledger of published ids."""
    config, config_issues = read_config(request.config, base_url=request.base_url)
    sources, source_issues = read_sources(request.entries, memory)
    pins, ledger_issues = read_ledger(request.entries)
    log = read_log(request.entries)
    issues = (*config_issues, *source_issues, *ledger_issues, *log.issues)
    return Inputs(config, sources, pins, issues, log.changes, read_damaged(source_issues))


@dataclass(slots=True)
class Memory:
    """What an earlier build of this process worked out; every part is keyed by all that it depends on."""

    sources: SourceMemory = field(default_factory=SourceMemory)
    records: RecordMemory = field(default_factory=RecordMemory)
    bodies: BodyStore = field(default_factory=BodyStore)
    network: NetworkMemory = field(default_factory=NetworkMemory)
    languages: dict[str, "Memory"] = field(default_factory=dict)

    def of(self, language: Language) -> "Memory":
        """What is remembered of a further language of the site."""
        return self.languages.setdefault(language.prefix, Memory())


def _recorded_in(prefix: str, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The recorded changes of a further language's terms, by the ids that they have in it."""
    return tuple(
        replace(change, id=change.id.removeprefix(prefix), into=change.into.removeprefix(prefix))
        for change in changes
        if change.id.startswith(prefix)
    )


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
        read, load_issues = load_records(inputs.sources, dict(config.categories), executor, memory.records)
        lost = find_lost(read, load_issues, inputs.sources, inputs.damaged)
    records, left_out = inputs.left_out.without(read), inputs.left_out.plus(lost)
    prefixes = tuple(each.prefix for each in config.languages)
    recorded = [change for change in inputs.changes if not change.id.startswith(prefixes)]
    with clock.stage("link"):
        link = partial(link_glossary, ledger_path=ledger, drafts=drafts)
        glossary = link(records, config, inputs.pins, recorded=recorded, left_out=left_out)
    whole = _with_bodies(glossary, config, memory, executor, progress, clock)
    further = []
    for language in config.languages:
        own = records_in(language, records)
        with clock.stage("link"):
            changes = _recorded_in(language.prefix, inputs.changes)
            pins = pins_in(language.prefix, inputs.pins)
            within = config.in_language(language)
            absent = left_out_in(language, left_out)
            linked = link(own, within, pins, recorded=changes, left_out=absent)
        further.append(_with_bodies(linked, within, memory.of(language), executor, progress, clock))
    issues = {*inputs.issues, *load_issues, *prefix_issues(config, glossary, CONFIG_NAME)}
    issues.update(*(each.issues for each in (whole, *further)))
    return replace(whole, issues=tuple(sorted(issues, key=sort_key)), further=tuple(further), records=read, lost=lost)


def settle_entries(
    request: BuildRequest, inputs: Inputs, analysed: Callable[[Inputs], Analysis], first: Analysis | None = None
) -> tuple[Analysis, tuple[BadEntry, ...]]:
    """The glossary without its bad entries, with every issue on the way, and what those are. Raises as ``settle``."""
    found, bad, issues = settle(lambda out: analysed(replace(inputs, left_out=out)), request.entries, first)
    return replace(found, issues=issues), bad


def _with_bodies(
    glossary: Glossary, config: SiteConfig, memory: Memory, executor: Executor, progress: Progress, clock: _Clock
) -> Analysis:
    with clock.stage("markup"):
        bodies = render_bodies(
            glossary,
            config.links,
            executor,
            lambda done, total: progress("Reading", done, total),
            full=config.listing == "full",
            store=memory.bodies,
        )
    return Analysis(config, glossary, bodies, (*glossary.issues, *body_issues(glossary, bodies.facts)))


def plan_sites(
    analysis: Analysis, networks: Callable[[int], NetworkMemory] | None = None, *, with_quality: bool = False
) -> tuple[SitePlan, ...]:
    """The pages of a glossary in each of its languages, the site's own first; every id is one entry's alone there.

    ``networks`` gives what an earlier plan of the same process remembers of a language, by its number.
    ``with_quality``: with the page of its figures, whatever the settings say.
    """
    glossaries = [each.glossary for each in analysis.languages]
    others = find_other_languages(analysis.config, glossaries)
    stale = analysis.glossary.stale
    plans = []
    for number, (each, elsewhere) in enumerate(zip(analysis.languages, others, strict=True)):
        glossary, facts = each.glossary, each.bodies.facts
        network = networks(number).build(glossary, facts) if networks else build_network(glossary, facts)
        by_id = each.bodies.facts_by_id(entry.id for entry in glossary.entries)
        prefix = elsewhere.prefix
        changed = frozenset(name.removeprefix(prefix) for name in stale if name.startswith(prefix))
        quality = each.quality if with_quality or each.config.quality else None
        plans.append(SitePlan(glossary, each.bodies_by_id, network, each.config, by_id, elsewhere, changed, quality))
    return tuple(plans)


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


def _said_before(report: Mapping[str, Any], clock: _Clock) -> BuildReport:
    """What the last build said of the same inputs."""
    issues = decoder(tuple[Issue, ...])(report["issues"])
    counts = {name: int(report[name]) for name in ("terms", "senses", "pages", "kept")}
    left, bad = (tuple(map(str, report[name])) for name in ("left_out", "bad"))
    return BuildReport(**counts, changed=0, removed=0, left_out=left, issues=issues, timings=clock.timings, bad=bad)


def _to_say_again(report: BuildReport) -> dict[str, Any]:
    return {
        "terms": report.terms,
        "senses": report.senses,
        "pages": report.pages,
        "kept": report.kept + report.changed,
        "left_out": report.left_out,
        "bad": report.bad,
        "issues": encoder(tuple[Issue, ...])(report.issues),
    }


def _build(
    request: BuildRequest,
    inputs: Inputs,
    theme: tuple[Theme, tuple[Output, ...]],
    problems: Sequence[Issue],
    state: BuildState,
    clock: _Clock,
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
        with clock.stage("plan"):
            plans = plan_sites(analysis)  # only now is every id known to be one term's alone
            total = sum(len(plan.urls) for plan in plans)
        with clock.stage("render and write"), open_stage(request.output, state.files) as stage:
            placed: dict[str, Placed] = {}
            pages: dict[str, str] = {}
            for site in sites(analysis, plans, *theme, stage, state):
                making = executor.run(site.pieces(), lambda make: make(), render_piece, site.place, site.theme)
                for files, made_of in making:
                    placed |= {each.path: each for each in files}
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
        bad=tuple(each.place for each in bad for _ in each.records or (None,)),
    )
    return report, {path: each.stamp for path, each in placed.items()}, pages


def sites(
    analysis: Analysis,
    plans: Sequence[SitePlan],
    theme: Theme,
    static: tuple[Output, ...],
    stage: Stage,
    state: BuildState,
) -> Iterator[Site]:
    """The site in each language; static files are those of all, and stand once."""
    languages = tuple(plans) if analysis.further else ()
    for each, plan in zip(analysis.languages, plans, strict=True):
        prefix = plan.elsewhere.prefix
        own = theme_in(theme, each.config.language, prefix) if prefix else theme
        files = () if prefix else static
        yield Site(each.glossary, each.bodies, each.config, plan, own, files, stage, state, languages)


@contextmanager
def open_memory(cache: Path | None, config: SiteConfig) -> Iterator[Memory]:
    """What the cache folder remembers, each language by itself. Raises as ``open_store`` does."""
    with ExitStack() as held:

        def bodies(folder: Path | None) -> BodyStore:
            return held.enter_context(open_store(folder, program_digest()))

        further = {
            each.prefix: Memory(bodies=bodies(cache / each.prefix if cache else None)) for each in config.languages
        }
        yield Memory(bodies=bodies(cache), languages=further)


def recall_memory(cache: Path | None, config: SiteConfig) -> Memory:
    """What ``open_memory`` would find, held in memory, for a preview, which writes nothing."""
    further = {
        each.prefix: Memory(bodies=recall_store(cache / each.prefix if cache else None, program_digest()))
        for each in config.languages
    }
    return Memory(bodies=recall_store(cache, program_digest()), languages=further)


def build_site(request: BuildRequest, progress: Progress = lambda *_: None) -> BuildReport:
    """Build the site, or see that it stands.

    Raises ``GlossaryError`` with every issue when any of them fails the build, or with ``in-use``.
    """
    # From the reading on: of two builds at once, the one that read older entries must not come last.
    with locked(request.output):
        return _build_or_keep(request, progress)


def _build_or_keep(request: BuildRequest, progress: Progress) -> BuildReport:
    clock = _Clock()
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
            pack(((path, (folder / path).read_bytes()) for path in paths), archive_ending(archive), stream)
    return report
