"""Every sense rendered and linked: the stage that takes most of a build's time, in chunks for any process."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from glossary_site.executor import Executor, chunked
from glossary_site.glossary import Entry, Glossary
from glossary_site.issues import Issue
from glossary_site.linking import LinkedBody, LinkTable, Target, make_linker
from glossary_site.markup import render_body
from glossary_site.matching import ABBREVIATION, ALIAS, TERM, Name
from glossary_site.urls import sense_anchors

#: Entries a chunk: large enough to make a trip to another process worth while.
CHUNK = 100


def _link_table(glossary: Glossary, mode: str) -> LinkTable:
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
    return LinkTable(tuple(names), tuple(targets), mode)


def _render_chunk(entries: Sequence[Entry], table: LinkTable, full: bool) -> tuple[tuple[LinkedBody, ...], ...]:
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


def render_bodies(
    glossary: Glossary,
    mode: str,
    executor: Executor,
    report: Callable[[int], None] = lambda _: None,
    *,
    full: bool = False,
) -> tuple[tuple[LinkedBody, ...], ...]:
    """The senses of each entry, rendered and linked.

    ``mode`` is ``SiteConfig.links``; ``report`` hears how many are done. ``full``: headings stand one level lower,
    because whole entries share a page.
    """
    render = partial(_render_chunk, table=_link_table(glossary, mode), full=full)
    rendered: list[tuple[LinkedBody, ...]] = []
    for chunk in executor.map(render, chunked(glossary.entries, CHUNK)):
        rendered.extend(chunk)
        report(len(rendered))
    return tuple(rendered)


def body_issues(glossary: Glossary, rendered: Sequence[Sequence[LinkedBody]]) -> Iterator[Issue]:
    """What rendering and linking found wrong, placed in the files of the senses."""
    for entry, bodies in zip(glossary.entries, rendered, strict=True):
        for sense, body in zip(entry.record.senses, bodies, strict=True):
            for issue in body.issues:
                yield Issue(issue.code, issue.severity, issue.message, issue.hint, sense.origin.path, issue.line)
