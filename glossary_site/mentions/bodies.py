"""Every sense rendered and linked: the stage that takes most of a build's time, in chunks for any process."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from glossary_site.digest import digest
from glossary_site.glossary import Entry, Glossary, Name, names_of
from glossary_site.issues import Issue
from glossary_site.markup import render_body
from glossary_site.mentions.linker import (
    Choice,
    LinkedBody,
    Linker,
    LinkTable,
    Target,
    change_linker,
    make_linker,
    vocabulary,
)
from glossary_site.mentions.sense_bodies import Bodies
from glossary_site.mentions.store import BodyStore, Row, to_row
from glossary_site.records import Sense, sense_anchors
from glossary_site.values import compact
from glossary_site.workers import Executor, Job, chunked


class WordCounter(Protocol):
    """Tells how often each word of the search index, in a language, stands in a text; can be pickled."""

    @property
    def language(self) -> str:
        """The language of the index."""
        ...

    def __call__(self, text: str) -> Mapping[str, int]:
        """The words of ``text``, and how often each stands there."""
        ...


#: Entries a chunk: large enough to make a trip to another process worth while.
CHUNK = 100


def _names(entry: Entry) -> tuple[Name, ...]:
    return tuple(names_of(entry.record))


def _target(entry: Entry) -> Target:
    return Target(entry.id, _choices(entry.record.senses))


def _link_table(glossary: Glossary, mode: str) -> LinkTable:
    """All names that texts may mention, and all terms."""
    names = tuple(chain.from_iterable(map(_names, glossary.entries)))
    return LinkTable(names, tuple(map(_target, glossary.entries)), mode, glossary.left_out)


def _changed_table(
    before: LinkTable, glossary: Glossary, edits: Mapping[int, Entry], order: Sequence[int]
) -> LinkTable:
    """``before`` with the names of some entries in the places of their ``edits``, and in another order."""
    held: dict[str, list[Name]] = {}
    for name in before.names:
        held.setdefault(name.id, []).append(name)
    names: list[Name] = []
    targets: list[Target] = []
    for place, entry in zip(order, glossary.entries, strict=True):
        names += _names(entry) if place in edits else held[entry.id]
        targets.append(_target(entry) if place in edits else before.targets[place])
    return LinkTable(tuple(names), tuple(targets), before.mode, before.left_out)


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

    def mark(self, language: str) -> str:
        """The digest of all that, and of the language of the words."""
        rest = f"{self.shift} {self.first_line} {self.automatic} {language}"
        return digest(self.markdown, self.definition, self.prefix, rest, self.id, self.category)


def _tasks(entry: Entry, full: bool) -> Iterator[_Task]:
    """One task a sense; in full listings headings stand below each entry's own."""
    record = entry.record
    shift = 1 if full or len(record.senses) > 1 else 0
    automatic = record.autolink in ("both", "outgoing")
    for sense, anchor in zip(record.senses, sense_anchors(record.senses), strict=True):
        prefix = f"{record.id}-{anchor}"
        yield _Task(sense.body, sense.definition, prefix, shift, sense.body_line, record.id, sense.category, automatic)


#: The names of the glossary, and what counts the words of texts, None where nobody searches.
_Shared = tuple[LinkTable, WordCounter | None]
_Made = tuple[LinkedBody, Mapping[str, int]]


def _render(task: _Task, linker: Linker, count: WordCounter | None) -> _Made:
    body = render_body(task.markdown, task.definition, prefix=task.prefix, shift=task.shift, first_line=task.first_line)
    words = count(body.text) if count else {}
    return linker.link(body, task.id, task.category, automatic=task.automatic), words


def _render_chunk(tasks: Sequence[tuple[str, _Task]], shared: _Shared) -> tuple[_Made, ...]:
    table, count = shared
    linker = make_linker(table)
    return tuple(_render(task, linker, count) for _, task in tasks)


def _to_rows(made: Sequence[_Made]) -> tuple[Row, ...]:
    return tuple(to_row(body, words) for body, words in made)


def _itself(chunk: Sequence[tuple[str, _Task]]) -> Sequence[tuple[str, _Task]]:
    return chunk


def render_bodies(
    glossary: Glossary,
    mode: str,
    executor: Executor,
    report: Callable[[int, int], None] = lambda *_: None,
    *,
    full: bool = False,
    store: BodyStore | None = None,
    count: WordCounter | None = None,
) -> Bodies:
    """The senses of each entry, rendered and linked, as a ``store`` then holds them.

    ``mode`` is ``SiteConfig.links``; ``report`` hears how many are done, and of how many. ``full``: headings stand one
    level lower, because whole entries share a page. What the store holds already is not rendered again.
    ``count`` counts the words of the texts for search.
    """
    store = store or BodyStore()
    language = count.language if count else ""
    table = store.recall(_link_table(glossary, mode))
    marks: list[tuple[str, ...]] = []
    wanted: dict[str, _Task] = {}
    for entry in glossary.entries:
        tasks = {task.mark(language): task for task in _tasks(entry, full)}
        marks.append(tuple(tasks))
        wanted |= {mark: task for mark, task in tasks.items() if mark not in store.marks}
    store.keep({mark for senses in marks for mark in senses})
    done = 0
    chunks = chunked(list(wanted.items()), CHUNK)
    shared = table, count
    first = next((each for each in wanted.items() if "```" in each[1].markdown), None)

    def warm_up() -> None:
        # Loads what texts with code need.
        _render_chunk([first] if first else [], shared)

    made = executor.run(Job(_itself, _render_chunk, _to_rows, shared, warm_up), chunks)
    for chunk, rows in zip(chunks, made, strict=True):
        store.put([(mark, row) for (mark, _), row in zip(chunk, rows, strict=True)])
        done += len(rows)
        report(done, len(wanted))
    return Bodies(marks, store.snapshot())


def render_edits(
    before: Glossary,
    glossary: Glossary,
    edits: Mapping[int, Entry],
    order: Sequence[int],
    bodies: Bodies,
    store: BodyStore,
    count: WordCounter,
) -> tuple[Bodies, Collection[int]] | None:
    """The bodies after ``edits`` of entries in some places of the glossary ``before``, whose bodies a store holds.

    Also all places whose bodies are rendered anew: those that mention what has another name, too. ``order`` is that of
    the places in the ``glossary`` from now on. None where the store was never told a table of names.
    """
    table = store.table
    if table is None:
        return None
    gone = [name for place in edits for name in _names(before.entries[place])]
    come = [name for entry in edits.values() for name in _names(entry)]
    targets = {
        target.id for place, entry in edits.items() for target in {_target(before.entries[place])} ^ {_target(entry)}
    }
    if gone != come or targets:
        changed = _changed_table(table, glossary, edits, order)
        change_linker(table, changed, gone, come)
        store.change_table(changed, {*gone} ^ {*come}, targets)
        table = changed
    again = {*edits, *bodies.missing(store)}
    marks: dict[int, tuple[str, ...]] = {}
    wanted: dict[str, _Task] = {}
    for place in again:
        senses = _tasks(edits.get(place, before.entries[place]), full=False)
        tasks = {task.mark(count.language): task for task in senses}
        marks[place] = tuple(tasks)
        wanted |= {mark: task for mark, task in tasks.items() if mark not in store.marks}
    store.put(zip(wanted, _to_rows(_render_chunk([*wanted.items()], (table, count))), strict=True))
    return bodies.with_marks(marks, order, store), again


def body_issues(entries: Iterable[Entry], found: Iterable[Sequence[Sequence[Issue]]]) -> Iterator[Issue]:
    """What rendering and linking ``found`` wrong with each sense of the entries, placed in the files of the senses."""
    for entry, senses in zip(entries, found, strict=True):
        for sense, issues in zip(entry.record.senses, senses, strict=True):
            for issue in issues:
                yield Issue(issue.code, issue.severity, issue.message, issue.hint, sense.origin.path, issue.line)
