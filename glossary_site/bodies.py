"""Every sense rendered and linked: the stage that takes most of a build's time, in chunks for any process."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from glossary_site.digest import digest
from glossary_site.executor import Executor, chunked, map_chunks
from glossary_site.frozen import compact
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


@compact
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

    def mark(self) -> str:
        """The digest of all that."""
        rest = f"{self.shift} {self.first_line} {self.automatic}"
        return digest(self.markdown, self.definition, self.prefix, rest, self.id, self.category)


def _tasks(entry: Entry, full: bool) -> Iterator[_Task]:
    """One task a sense; in full listings headings stand below each entry's own."""
    record = entry.record
    shift = 1 if full or len(record.senses) > 1 else 0
    automatic = record.autolink in ("both", "outgoing")
    for sense, anchor in zip(record.senses, sense_anchors(record.senses), strict=True):
        prefix = f"{record.id}-{anchor}"
        yield _Task(sense.body, sense.definition, prefix, shift, sense.body_line, record.id, sense.category, automatic)


def _render_chunk(tasks: Sequence[_Task], table: LinkTable) -> tuple[LinkedBody, ...]:
    linker = make_linker(table)
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
    """Bodies of an earlier build, by what went into them. A changed name forgets the bodies that it may stand in.

    ``bodies`` are true under ``table``; both may come from another process.
    """

    def __init__(self, table: LinkTable | None = None, bodies: dict[str, LinkedBody] | None = None) -> None:
        self.table = table
        self.bodies = bodies or {}

    def same(self, table: LinkTable) -> LinkTable:
        """``table``, or the equal one of the last build, for which a linker is made already."""
        return self.table if self.table == table else table

    def recall(self, table: LinkTable) -> dict[str, LinkedBody]:
        """The bodies that are still true under ``table``."""
        before, self.table = self.table, table
        if before is table:
            return self.bodies
        if before is None or before.mode != table.mode:
            self.bodies = {}
        elif before != table:
            names = {*before.names} ^ {*table.names}
            targets = {target.id for target in {*before.targets} ^ {*table.targets}}
            may_name = make_sieve(name.text for name in names)
            self.bodies = {
                mark: body
                for mark, body in self.bodies.items()
                if not body.explicit
                and not any(identity in targets for identity, _ in body.counts)
                and not may_name(joined_html(body))
            }
        return self.bodies

    def keep(self, bodies: dict[str, LinkedBody]) -> None:
        """Remember the bodies of this build, and no others."""
        self.bodies = bodies


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
    tasks = [tuple((task.mark(), task) for task in _tasks(entry, full)) for entry in glossary.entries]
    known = dict(memory.recall(table)) if memory is not None else {}
    wanted = [each for senses in tasks for each in senses if each[0] not in known]
    done = 0
    for chunk in map_chunks(executor, _render_chunk, chunked([task for _, task in wanted], CHUNK), table):
        for body in chunk:
            known[wanted[done][0]] = body
            done += 1
        report(done, len(wanted))
    if memory is not None:
        memory.keep({mark: known[mark] for senses in tasks for mark, _ in senses})
    return tuple(tuple(known[mark] for mark, _ in senses) for senses in tasks)


def body_issues(glossary: Glossary, rendered: Sequence[Sequence[LinkedBody]]) -> Iterator[Issue]:
    """What rendering and linking found wrong, placed in the files of the senses."""
    for entry, bodies in zip(glossary.entries, rendered, strict=True):
        for sense, body in zip(entry.record.senses, bodies, strict=True):
            for issue in body.issues:
                yield Issue(issue.code, issue.severity, issue.message, issue.hint, sense.origin.path, issue.line)
