"""The linked bodies of a glossary: every sense is rendered and linked, in chunks that any process can work on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from typing import Protocol, overload
from urllib.parse import quote

from glossary_site.digest import Digested, digest, digest_all, digest_value
from glossary_site.glossary import Edit, Entry, Glossary
from glossary_site.issues import Issue
from glossary_site.markup import escape_line, render_body
from glossary_site.mentions.body_rows import Facts, Row, to_row
from glossary_site.mentions.link_table import HEADINGS_OF_TEXT, LinkTable
from glossary_site.mentions.linker import LinkedBody, Linker, Place
from glossary_site.mentions.store import BodyStore
from glossary_site.records import TextPage, list_remarks, sense_anchors
from glossary_site.text.definition import NO_DEFINITION, Definition
from glossary_site.values import Frozen, LazyMapping, replace
from glossary_site.workers import Executor, Job, chunked


class WordCounter(Protocol):
    """Counts the words of a text as the search index of a language has them. It can be pickled."""

    @property
    def language(self) -> str:
        """The language of the index."""
        ...

    def __call__(self, text: str) -> Mapping[str, int]:
        """How often each word occurs in ``text``."""
        ...


class BodySettings(Frozen):
    """How bodies are made.

    ``links`` and ``images`` are those of ``SiteConfig``. ``full``: headings are one level lower, because whole entries
    share a page. ``count`` counts the words of the texts for search, None where nobody searches.
    """

    links: str
    full: bool = False
    count: WordCounter | None = None
    images: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """The language of the counted words, "" where none are counted."""
        return self.count.language if self.count else ""


#: Entries a chunk: large enough to make a trip to another process worth while, and more in a large glossary, where a
#: worker has more names and words to find out that it then remembers.
CHUNK, _LARGEST_CHUNK = 100, 400
#: The words of one text in so many, and at most of so many texts, are looked up before workers are forked.
_SHARE, _MOST_COUNTED = 30, 1_000


class _Task(Frozen):
    """Everything that rendering and linking one sense depends on, but the names of the glossary."""

    markdown: str
    definition: Definition
    prefix: str
    shift: int
    first_line: int
    place: Place
    automatic: bool
    remarks: tuple[tuple[str, str], ...] = ()

    def mark(self, language: str) -> str:
        """The digest of the task, and of the language of the counted words."""
        definition, place = self.definition, self.place
        # Texts and numbers alone, which are digested as they are: there is a mark for each body of each build.
        made_of = (self.markdown, self.prefix, self.shift, self.first_line, self.automatic, self.remarks, language)
        written = (definition.text, definition.source, place.id, place.path, place.term, place.categories)
        return digest_value((*made_of, *written))


def _tasks(entry: Entry, full: bool) -> Iterator[_Task]:
    """One task a sense. In full listings headings are one level below each entry's own."""
    record = entry.record
    shift = 1 if full or len(record.senses) > 1 else 0
    automatic = record.autolink in ("both", "outgoing")
    # It is shown once, with the first sense.
    sound = (("audio", f"![{escape_line(record.term)}](<{quote(record.audio)}>)"),) if record.audio else ()
    for sense, anchor in zip(record.senses, sense_anchors(record.senses), strict=True):
        prefix = f"{record.id}-{anchor}"
        remarks = (*sound, *list_remarks(sense))
        sound = ()
        place = Place(record.id, sense.categories, sense.origin.path, record.term, sense.definition.text)
        yield _Task(sense.body, sense.definition, prefix, shift, sense.body_line, place, automatic, remarks)


#: The linker of the glossary, and what counts the words of texts.
_Shared = tuple[Linker, WordCounter | None]
_Made = tuple[LinkedBody, Mapping[str, int]]


def _render(task: _Task, linker: Linker, count: WordCounter | None) -> _Made:
    body = render_body(task.markdown, task.definition, prefix=task.prefix, shift=task.shift, first_line=task.first_line)
    # No heading has an id with "_" in it, so these are apart from those of the body.
    remarks = [
        (name, render_body(text, prefix=f"{task.prefix}_{number}", shift=task.shift, first_line=0))
        for number, (name, text) in enumerate(task.remarks, 1)
    ]
    words = count(" ".join((body.text, *(remark.text for _, remark in remarks)))) if count else {}
    return linker.link(body, task.place, automatic=task.automatic, remarks=remarks), words


def _render_chunk(tasks: Sequence[_Task], shared: _Shared) -> tuple[_Made, ...]:
    return tuple(_render(task, *shared) for task in tasks)


def _to_rows(made: Sequence[_Made]) -> tuple[Row, ...]:
    return tuple(to_row(body, words) for body, words in made)


def _task_of(page: TextPage) -> _Task:
    """The task of a page of text, which is no entry's."""
    return _Task(
        page.body, NO_DEFINITION, HEADINGS_OF_TEXT, 0, page.body_line, Place("", path=page.path), automatic=True
    )


class Bodies(Sequence[tuple[LinkedBody, ...]]):
    """The linked senses of each entry, in the order of the glossary, and the ``texts``, which are pages of their own.

    Each is read when it is asked for.
    ``anew`` are the places, in order, of the entries that the last edit had rendered anew.
    """

    def __init__(
        self,
        marks: Sequence[tuple[str, ...]],
        store: BodyStore,
        settings: BodySettings,
        anew: Sequence[int] = (),
        texts: Sequence[TextPage] = (),
    ) -> None:
        """``marks`` are those of each entry's senses, by which the ``store`` holds them."""
        self._marks = marks
        self.texts = texts
        self.store = store
        self._settings = settings
        self.anew = anew

    @overload
    def __getitem__(self, place: int) -> tuple[LinkedBody, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[tuple[LinkedBody, ...]]: ...
    def __getitem__(self, place: int | slice) -> tuple[LinkedBody, ...] | Sequence[tuple[LinkedBody, ...]]:
        if isinstance(place, slice):
            return Bodies(self._marks[place], self.store, self._settings, (), self.texts)
        return tuple(map(self.store.get, self._marks[place]))

    @property
    def marks(self) -> frozenset[str]:
        """The marks of all bodies."""
        return frozenset((*chain.from_iterable(self._marks), *map(self._mark_of, self.texts)))

    def __len__(self) -> int:
        return len(self._marks)

    def get_ready(self) -> None:
        """Make what the first edit would wait for."""
        _ = self.store.linker.matcher

    def after(self, edit: Edit) -> "Bodies":
        """The bodies of ``edit.after``. Those of the new entries are rendered, and those that a name may change."""
        store, linker = self.store.after(edit)
        lost = self.store.marks - store.marks
        again = {place for place, marks in enumerate(self._marks) if not lost.isdisjoint(marks)} | edit.replaced.keys()
        anew = [place for place, before in enumerate(edit.order) if before in again]
        marks = [self._marks[before] for before in edit.order]
        entries = [edit.after.entries[place] for place in anew]
        found, wanted = _find_wanted(entries, self.texts, store, self._settings)
        for place, own in zip(anew, found, strict=True):
            marks[place] = own
        tasks = [*_make_tasks(wanted.values(), self._settings.full)]
        made = _render_chunk(tasks, (linker, self._settings.count))
        store.put(zip(wanted, _to_rows(made), strict=True))
        return Bodies(marks, store, self._settings, anew, self.texts)

    @property
    def digest(self) -> str:
        """The digest of the texts of all bodies, whatever is linked in them."""
        return digest_all((*map("".join, self._marks), *map(self._mark_of, self.texts)))

    def digest_at(self, place: int) -> str:
        """The digest of the texts of one entry's senses, whatever is linked in them."""
        return "".join(self._marks[place])

    def counts_digests(self) -> tuple[str, ...]:
        """Of each entry the digest of which terms its senses mention, and how often."""
        return tuple([digest_all(map(self.store.counts_digest, marks)) for marks in self._marks])

    def _mark_of(self, text: TextPage) -> str:
        return _task_of(text).mark(self._settings.language)

    @property
    def by_text(self) -> Mapping[TextPage, LinkedBody]:
        """The linked bodies of the ``texts``, each read when it is asked for."""
        return LazyMapping(lambda: self.texts, lambda text: self.store.get(self._mark_of(text)))

    @property
    def words_by_text(self) -> Mapping[TextPage, Digested[Mapping[str, int]]]:
        """The counted words of the ``texts``, each read when its value is asked for."""
        return LazyMapping(lambda: self.texts, lambda text: self._words_of(self._mark_of(text)))

    @property
    def text_issues(self) -> Iterator[Issue]:
        """What rendering and linking found wrong with the ``texts``."""
        for text in self.texts:
            yield from (replace(issue, path=text.path) for issue in self.store.issues.get(self._mark_of(text), ()))

    def issues_at(self, place: int) -> tuple[tuple[Issue, ...], ...]:
        """What was found wrong with each sense of one entry."""
        return tuple([self.store.issues.get(mark, ()) for mark in self._marks[place]])

    def facts_at(self, place: int) -> tuple[Facts, ...]:
        """The facts of one entry's senses."""
        return tuple(map(self.store.facts, self._marks[place]))

    def by_id(self, places: Mapping[str, int]) -> Mapping[str, tuple[LinkedBody, ...]]:
        """The linked senses by the ids of the entries, where each id is one entry's alone, from their ``places``."""
        return LazyMapping(places.keys, lambda identity: self[places[identity]])

    def digested_by_id(self, places: Mapping[str, int]) -> Mapping[str, Digested[tuple[LinkedBody, ...]]]:
        """The same as ``by_id``, each with its digest, and read only when its value is asked for."""

        def digested(identity: str) -> Digested[tuple[LinkedBody, ...]]:
            place = places[identity]
            marks = self._marks[place]
            return Digested(lambda: self[place], lambda: digest(*marks, *map(self.store.digest_of, marks)))

        return LazyMapping(places.keys, digested)

    def words_by_id(self, places: Mapping[str, int]) -> Mapping[str, tuple[Digested[Mapping[str, int]], ...]]:
        """The counted words of each entry's senses, by its id, each read when its value is asked for."""
        return LazyMapping(places.keys, lambda identity: tuple(map(self._words_of, self._marks[places[identity]])))

    def _words_of(self, mark: str) -> Digested[Mapping[str, int]]:
        return Digested(lambda: self.store.words(mark), lambda: mark)

    @property
    def files(self) -> frozenset[str]:
        """The paths of all files that the bodies show or link to, or would."""
        marks = self.marks if self.store.files else ()
        return frozenset(path for mark in marks for path in self.store.files.get(mark, ()))

    @property
    def facts(self) -> Mapping[int, tuple[Facts, ...]]:
        """The facts of each entry's senses by its place, each read when it is asked for."""
        return LazyMapping(lambda: range(len(self)), self.facts_at)


class _Wanted(Frozen):
    """A sense, or a page of text, that the store does not hold. Its task is made where it is rendered."""

    source: Entry | TextPage
    number: int

    @property
    def markdown(self) -> str:
        """The text."""
        return self.source.record.senses[self.number].body if isinstance(self.source, Entry) else self.source.body


def _tasks_of(source: Entry | TextPage, full: bool) -> Iterator[_Task]:
    return _tasks(source, full) if isinstance(source, Entry) else iter((_task_of(source),))


def _make_tasks(wanted: Iterable[_Wanted], full: bool) -> Iterator[_Task]:
    """The tasks, in order. Those of an entry are made together: each has an anchor that depends on the others."""
    for _, senses in groupby(wanted, lambda each: id(each.source)):
        several = list(senses)
        tasks = [*_tasks_of(several[0].source, full)]
        yield from (tasks[each.number] for each in several)


def _find_wanted(
    entries: Iterable[Entry], texts: Iterable[TextPage], store: BodyStore, settings: BodySettings
) -> tuple[list[tuple[str, ...]], dict[str, _Wanted]]:
    """The marks of each entry's senses, and by their marks what the store does not hold."""
    wanted: dict[str, _Wanted] = {}

    def find_marks(source: Entry | TextPage) -> tuple[str, ...]:
        marks = tuple([task.mark(settings.language) for task in _tasks_of(source, settings.full)])
        for number, mark in enumerate(marks):
            if mark not in store.marks:
                wanted[mark] = _Wanted(source, number)
        return marks

    marks = list(map(find_marks, entries))
    for text in texts:
        find_marks(text)
    return marks, wanted


def render_bodies(
    glossary: Glossary,
    settings: BodySettings,
    executor: Executor,
    report: Callable[[int, int], None] = lambda *_: None,
    store: BodyStore | None = None,
) -> Bodies:
    """The senses of each entry and the pages of text, rendered and linked.

    ``report`` is called with the number of bodies done, and of all. What the ``store`` of an earlier call holds is not
    rendered again.
    """
    store, linker = (store or BodyStore()).under(LinkTable.of(glossary, settings.links, settings.images))
    marks, wanted = _find_wanted(glossary.entries, glossary.texts, store, settings)
    bodies = Bodies(marks, store, settings, (), glossary.texts)
    store.keep(bodies.marks)
    done = 0
    chunks = chunked(list(wanted.items()), min(max(CHUNK, len(wanted) // CHUNK), _LARGEST_CHUNK))
    shared = linker, settings.count

    def prepare(chunk: Sequence[tuple[str, _Wanted]]) -> Sequence[_Task]:
        return [*_make_tasks((each for _, each in chunk), settings.full)]

    def warm_up() -> None:
        # Workers inherit the matcher, what the first text with code loads, and words that are counted in most texts.
        _ = linker.matcher
        if settings.count:
            for each in islice(wanted.values(), min(len(wanted) // _SHARE, _MOST_COUNTED)):
                settings.count(each.markdown)
        with_code = islice((each for each in wanted.values() if "```" in each.markdown), 1)
        _render_chunk([*_make_tasks(with_code, settings.full)], shared)

    made = executor.run(Job(prepare, _render_chunk, _to_rows, shared, warm_up), chunks)
    for chunk, rows in zip(chunks, made, strict=True):
        store.put([(mark, row) for (mark, _), row in zip(chunk, rows, strict=True)])
        done += len(rows)
        report(done, len(wanted))
    return bodies


def body_issues(entries: Sequence[Entry], bodies: Bodies, places: Iterable[int]) -> Iterator[Issue]:
    """What rendering and linking found wrong with the entries at ``places``, in the files of their senses."""
    for place in places:
        for sense, issues in zip(entries[place].record.senses, bodies.issues_at(place), strict=True):
            origin = sense.origin  # an issue of a definition has no line of its own
            yield from (replace(issue, path=origin.path, line=issue.line or origin.line) for issue in issues)
