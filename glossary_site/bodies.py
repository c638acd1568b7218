"""Every sense rendered and linked: the stage that takes most of a build's time, in chunks for any process."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from glossary_site.executor import Executor, chunked
from glossary_site.glossary import Entry, Glossary
from glossary_site.issues import Issue
from glossary_site.linking import Choice, LinkedBody, LinkTable, Target, joined_html, make_linker, vocabulary
from glossary_site.markup import render_body
from glossary_site.matching import ABBREVIATION, ALIAS, TERM, Name, make_sieve
from glossary_site.records import Sense
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
    targets = (Target(entry.id, _choices(entry.record.senses)) for entry in glossary.entries)
    return LinkTable(tuple(names), tuple(targets), mode)


def _choices(senses: Sequence[Sense]) -> tuple[Choice, ...]:
    """Several senses of a term as a mention chooses among them."""
    if len(senses) < 2:
        return ()
    return tuple(
        Choice(sense.category, anchor, vocabulary(" ".join((sense.definition, sense.body, *sense.keywords))))
        for sense, anchor in zip(senses, sense_anchors(senses), strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Task:
    """Everything that rendering and linking one sense depends on, but the names of the glossary."""

    markdown: str
    definition: str
    prefix: str
    shift: int
    first_line: int
    id: str
    category: str
    automatic: bool


def _tasks(entry: Entry, full: bool) -> Iterator[_Task]:
    """One task a sense; in full listings headings stand below each entry's own."""
    record = entry.record
    shift = 1 if full or len(record.senses) > 1 else 0
    automatic = record.autolink in ("both", "outgoing")
    for sense, anchor in zip(record.senses, sense_anchors(record.senses), strict=True):
        prefix = f"{record.id}-{anchor}"
        yield _Task(sense.body, sense.definition, prefix, shift, sense.body_line, record.id, sense.category, automatic)


def _render_chunk(tasks: Sequence[_Task], table: Callable[[], LinkTable]) -> tuple[LinkedBody, ...]:
    linker = make_linker(table())
    return tuple(
        linker.link(
            render_body(
                task.markdown, task.definition, prefix=task.prefix, shift=task.shift, first_line=task.first_line
            ),
            task.id,
            task.category,
            automatic=task.automatic,
        )
        for task in tasks
    )


class BodyMemory:
    """Bodies of an earlier build, by what went into them. A changed name forgets the bodies that it may stand in."""

    def __init__(self) -> None:
        self._bodies: dict[_Task, LinkedBody] = {}
        self._table: LinkTable | None = None

    def same(self, table: LinkTable) -> LinkTable:
        """``table``, or the equal one of the last build, for which a linker is made already."""
        return self._table if self._table == table else table

    def recall(self, table: LinkTable) -> dict[_Task, LinkedBody]:
        """The bodies that are still true under ``table``."""
        before, self._table = self._table, table
        if before is table:
            return self._bodies
        if before is None or before.mode != table.mode:
            self._bodies = {}
        elif before != table:
            names = {*before.names} ^ {*table.names}
            targets = {target.id for target in {*before.targets} ^ {*table.targets}}
            may_name = make_sieve(name.text for name in names)
            self._bodies = {
                task: body
                for task, body in self._bodies.items()
                if not body.explicit
                and not any(identity in targets for identity, _ in body.counts)
                and not may_name(joined_html(body))
            }
        return self._bodies

    def keep(self, bodies: dict[_Task, LinkedBody]) -> None:
        """Remember the bodies of this build, and no others."""
        self._bodies = bodies


def render_bodies(
    glossary: Glossary,
    mode: str,
    executor: Executor,
    report: Callable[[int, int], None] = lambda *_: None,
    *,
    full: bool = False,
    memory: BodyMemory | None = None,
) -> tuple[tuple[LinkedBody, ...], ...]:
    """The senses of each entry, rendered and linked.

    ``mode`` is ``SiteConfig.links``; ``report`` hears how many are done, and of how many. ``full``: headings stand one
    level lower, because whole entries share a page. With a ``memory`` only what changed since is rendered.
    """
    table = _link_table(glossary, mode)
    if memory is not None:
        table = memory.same(table)
    tasks = [tuple(_tasks(entry, full)) for entry in glossary.entries]
    known = dict(memory.recall(table)) if memory is not None else {}
    wanted = [task for senses in tasks for task in senses if task not in known]
    done = 0
    for chunk in executor.map(partial(_render_chunk, table=executor.share(table)), chunked(wanted, CHUNK)):
        for body in chunk:
            known[wanted[done]] = body
            done += 1
        report(done, len(wanted))
    if memory is not None:
        memory.keep({task: known[task] for senses in tasks for task in senses})
    return tuple(tuple(known[task] for task in senses) for senses in tasks)


def body_issues(glossary: Glossary, rendered: Sequence[Sequence[LinkedBody]]) -> Iterator[Issue]:
    """What rendering and linking found wrong, placed in the files of the senses."""
    for entry, bodies in zip(glossary.entries, rendered, strict=True):
        for sense, body in zip(entry.record.senses, bodies, strict=True):
            for issue in body.issues:
                yield Issue(issue.code, issue.severity, issue.message, issue.hint, sense.origin.path, issue.line)
