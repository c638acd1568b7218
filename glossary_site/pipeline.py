"""The stages of a build, in order, on one screen."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from glossary_site.config import CONFIG_NAME, SiteConfig, read_config
from glossary_site.errors import GlossaryError
from glossary_site.executor import chunked, open_executor
from glossary_site.exports import terms_json
from glossary_site.glossary import Entry, Glossary, link_glossary
from glossary_site.issues import Issue, Severity, sort_key
from glossary_site.ledger import LEDGER, read_ledger
from glossary_site.linking import LinkedBody, LinkTable, Target, make_linker
from glossary_site.loader import CHUNK, load_records
from glossary_site.markup import render_body
from glossary_site.matching import ABBREVIATION, ALIAS, TERM, Name
from glossary_site.network import build_network
from glossary_site.output import check_output, write_site
from glossary_site.pages import Output, Page, plan_pages
from glossary_site.render import Theme, render_pages
from glossary_site.search import SearchDocument, index_outputs
from glossary_site.sources import Source, read_sources
from glossary_site.theme import read_theme
from glossary_site.urls import sense_anchors, term_url

#: Called as the build goes on: stage, how much is done, how much there is.
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
class BuildReport:
    """What a build did. ``timings`` are seconds by stage."""

    terms: int
    senses: int
    pages: int
    changed: int
    kept: int
    removed: int
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


def _link_table(glossary: Glossary, config: SiteConfig) -> LinkTable:
    """All names that texts may mention. A term that takes no incoming links still answers to ``[[its name]]``."""
    names: list[Name] = []
    for entry in glossary.entries:
        record = entry.record
        incoming = record.autolink in ("both", "incoming")
        names.append(Name(record.term, record.id, TERM, incoming))
        names += [Name(short, record.id, ABBREVIATION, incoming) for short in record.abbreviations]
        names += [Name(alias, record.id, ALIAS, incoming) for alias in record.aliases]
    targets = (
        Target(
            entry.id,
            tuple(
                zip(
                    [sense.category for sense in entry.record.senses],
                    sense_anchors(entry.record.senses),
                    strict=True,
                )
            )
            if len(entry.record.senses) > 1
            else (),
        )
        for entry in glossary.entries
    )
    return LinkTable(tuple(names), tuple(targets), config.links)


def _render_bodies(entries: Sequence[Entry], table: LinkTable, full: bool) -> tuple[tuple[LinkedBody, ...], ...]:
    """Render and link every sense of some entries; in full listings headings stand below each entry's own."""
    linker = make_linker(table)
    rendered: list[tuple[LinkedBody, ...]] = []
    for entry in entries:
        record = entry.record
        shift = 1 if full or len(record.senses) > 1 else 0
        outgoing = record.autolink in ("both", "outgoing")
        bodies = []
        for sense, anchor in zip(record.senses, sense_anchors(record.senses), strict=True):
            prefix = f"{record.id}-{anchor}"
            body = render_body(sense.body, sense.definition, prefix=prefix, shift=shift, first_line=sense.body_line)
            bodies.append(linker.link(body, record.id, sense.category, automatic=outgoing))
        rendered.append(tuple(bodies))
    return tuple(rendered)


def _search_documents(glossary: Glossary, bodies: Mapping[str, Sequence[LinkedBody]]) -> list[SearchDocument]:
    documents: list[SearchDocument] = []
    for entry in glossary.entries:
        record = entry.record
        anchors = sense_anchors(record.senses)
        for sense, body, anchor in zip(record.senses, bodies[entry.id], anchors, strict=True):
            names = (*record.abbreviations, *record.aliases, *sense.keywords)
            url = f"{term_url(record.id)}#{anchor}"
            documents.append(SearchDocument(record.term, names, url, sense.category, sense.definition, body.text))
    return documents


def _body_issues(glossary: Glossary, rendered: Sequence[Sequence[LinkedBody]]) -> Iterator[Issue]:
    for entry, bodies in zip(glossary.entries, rendered, strict=True):
        for sense, body in zip(entry.record.senses, bodies, strict=True):
            for issue in body.issues:
                yield Issue(issue.code, issue.severity, issue.message, issue.hint, sense.origin.path, issue.line)


def fails_build(issue: Issue, strict: bool) -> bool:
    """Whether an issue keeps a build from being written."""
    return issue.severity is Severity.ERROR or (strict and issue.severity is Severity.WARNING)


def read_request(request: BuildRequest) -> tuple[SiteConfig, tuple[Source, ...], list[Issue]]:
    """Settings and sources of a build, and what was wrong with them."""
    config, config_issues = read_config(request.config, base_url=request.base_url)
    sources, source_issues = read_sources(request.entries)
    return config, sources, [*config_issues, *source_issues]


def render_site(
    glossary: Glossary,
    bodies: Mapping[str, Sequence[LinkedBody]],
    pages: Sequence[Page],
    theme: Theme,
    rendered: Iterator[tuple[Output, ...]],
) -> Iterator[Output]:
    """Every file of the site but the static ones."""
    yield from chain.from_iterable(rendered)
    yield terms_json(glossary)
    yield from index_outputs(_search_documents(glossary, bodies))


def build_site(request: BuildRequest, progress: Progress = lambda *_: None) -> BuildReport:
    """Build the site. Raises ``GlossaryError`` with every issue when any of them fails the build."""
    clock = _Clock()
    with clock.stage("read"):
        config, sources, issues = read_request(request)
        theme, static = read_theme(request.config.parent, config.accent)
        pins, ledger_issues = read_ledger(request.entries)
        issues += ledger_issues
        check_output(request.output, (request.entries, request.config))
    with open_executor(request.jobs, len(sources)) as executor:
        with clock.stage("parse"):
            records, load_issues = load_records(sources, dict(config.categories), executor)
        with clock.stage("link"):
            glossary = link_glossary(records, config, pins, (request.entries / LEDGER).as_posix())
            table = _link_table(glossary, config)
        issues += [*load_issues, *glossary.issues]
        rendered: list[tuple[LinkedBody, ...]] = []
        with clock.stage("markup"):
            render = partial(_render_bodies, table=table, full=config.listing == "full")
            for chunk in executor.map(render, chunked(glossary.entries, CHUNK)):
                rendered.extend(chunk)
                progress("Reading", len(rendered), len(glossary.entries))
        issues = sorted({*issues, *_body_issues(glossary, rendered)}, key=sort_key)
        if any(fails_build(issue, request.strict) for issue in issues):
            raise GlossaryError(issues)
        # Only now is every id known to be one term's alone.
        bodies = {entry.id: body for entry, body in zip(glossary.entries, rendered, strict=True)}
        with clock.stage("plan"):
            pages = plan_pages(glossary, bodies, build_network(glossary, rendered), config)
        with clock.stage("render and write"):
            outputs = render_site(
                glossary,
                bodies,
                pages,
                theme,
                _counted(executor.map(partial(render_pages, theme=theme), chunked(pages, CHUNK)), len(pages), progress),
            )
            written = write_site(chain(outputs, static), request.output)
    return BuildReport(
        terms=len(glossary.entries),
        senses=sum(map(len, rendered)),
        pages=len(pages),
        changed=written.changed,
        kept=written.kept,
        removed=written.removed,
        issues=tuple(issues),
        timings=clock.timings,
    )


def _counted(chunks: Iterator[tuple[Output, ...]], total: int, progress: Progress) -> Iterator[tuple[Output, ...]]:
    done = 0
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        progress("Writing", done, total)
