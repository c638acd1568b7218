"""The stages from files to pages, in order: read, parse, link, render the bodies, plan."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from glossary_site.build.bad_entries import BadEntry, find_lost, read_damaged, settle
from glossary_site.checks import Quality, count_quality
from glossary_site.config import CONFIG_NAME, Language, SiteConfig, read_config
from glossary_site.digest import program_digest
from glossary_site.glossary import (
    NOTHING,
    Change,
    Glossary,
    LeftOut,
    Pin,
    left_out_in,
    link_glossary,
    pins_in,
    read_ledger,
    read_log,
    records_in,
)
from glossary_site.issues import Issue, sort_key
from glossary_site.loader import RecordMemory, Source, SourceMemory, load_records, read_sources
from glossary_site.mentions import (
    Bodies,
    BodyStore,
    LinkedBody,
    body_issues,
    build_network,
    open_store,
    recall_store,
    render_bodies,
)
from glossary_site.pages import Contents, SitePlan, find_other_languages, prefix_issues
from glossary_site.records import Record
from glossary_site.search import WordCounter
from glossary_site.workers import Executor

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
        return self.bodies.by_id(self.glossary.places())

    @property
    def words_by_id(self) -> Mapping[str, Sequence[Mapping[str, int]]]:
        """The plain text of each sense by the id of its entry, as above."""
        return self.bodies.words_by_id(self.glossary.places())

    def quality(self) -> Quality:
        """The figures of the quality page; reads every body."""
        return count_quality(self.glossary, self.bodies, self.issues)


@dataclass(slots=True)
class Clock:
    """How long each stage took, in seconds."""

    timings: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Adds the time of the block to the stage."""
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
    """What an earlier build of this process worked out. Each part finds a result by all that it depends on."""

    sources: SourceMemory = field(default_factory=SourceMemory)
    records: RecordMemory = field(default_factory=RecordMemory)
    bodies: BodyStore = field(default_factory=BodyStore)
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
    clock: Clock | None = None,
    *,
    memory: Memory | None = None,
    drafts: bool = False,
) -> Analysis:
    """From sources to the linked glossary. ``ledger`` is the path that issues about published ids name."""
    clock = clock or Clock()
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
    glossary: Glossary, config: SiteConfig, memory: Memory, executor: Executor, progress: Progress, clock: Clock
) -> Analysis:
    with clock.stage("markup"):
        bodies = render_bodies(
            glossary,
            config.links,
            executor,
            lambda done, total: progress("Reading", done, total),
            full=config.listing == "full",
            store=memory.bodies,
            count=WordCounter(config.language),
        )
        memory.bodies = bodies.store
    found = body_issues(glossary.entries, map(bodies.issues_at, range(len(bodies))))
    return Analysis(config, glossary, bodies, (*glossary.issues, *found))


def plan_sites(analysis: Analysis, *, with_quality: bool = False) -> tuple[SitePlan, ...]:
    """The pages of a glossary in each of its languages, the site's own first; every id is one entry's alone there.

    ``with_quality``: with the page of its figures, whatever the settings say.
    """
    glossaries = [each.glossary for each in analysis.languages]
    others = find_other_languages(analysis.config, glossaries)
    plans = []
    for each, elsewhere in zip(analysis.languages, others, strict=True):
        network = build_network(each.glossary, each.bodies.facts)
        measure = each.quality if with_quality or each.config.quality else None
        bodies = each.bodies.digested_by_id(each.glossary.places())
        plans.append(SitePlan(Contents(each.glossary, bodies, network, measure), each.config, elsewhere))
    return tuple(plans)


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
