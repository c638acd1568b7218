"""Linked bodies by the mark of what they were made of: in memory, or in a file that the next build finds again.

A build needs of most bodies only a few facts; their HTML is read when a page shows it, by whichever process makes that
page. So no process ever holds the bodies of a large glossary together. The only importer of sqlite3.
"""

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from tempfile import TemporaryDirectory

from glossary_site.digest import LENGTH, digest
from glossary_site.disk import locked
from glossary_site.glossary import Edit, Name
from glossary_site.issues import GlossaryError, Issue
from glossary_site.mentions.linker import LinkedBody, Linker, LinkTable, changed_targets, unlinked_html
from glossary_site.mentions.matcher import Mention, make_sieve
from glossary_site.values import decoder, encoder

#: lead, html, mentions in both, words, facts: what ``LinkedBody`` holds, without its links cut into pieces, and how
#: often each word of the search index stands in its text.
Row = tuple[str, str, str, str, str]

_CACHE = "bodies.sqlite"
#: Rows this long are found several times as fast in a table of their own than in the index of their marks.
_SCHEMA = """
create table meta (name text primary key, value text);
create table bodies (mark text primary key, lead text, html text, mentions text, words text, facts text);
"""
_encode_issues, _decode_issues = encoder(tuple[Issue, ...]), decoder(tuple[Issue, ...])
_encode_table, _decode_table = encoder(LinkTable), decoder(LinkTable)


class StoreDamagedError(Exception):
    """The file of a store does not hold what was written to it, or takes nothing more."""


@contextmanager
def _used() -> Iterator[None]:
    """Whatever the file of a store cannot do is one error."""
    try:
        yield
    except (sqlite3.Error, OSError, ValueError, TypeError) as error:
        raise StoreDamagedError from error


@dataclass(frozen=True, slots=True)
class Facts:
    """What the stages after rendering need of every body: ``LinkedBody``'s fields of these names."""

    counts: Mapping[str, int]
    issues: tuple[Issue, ...]
    explicit: bool


def _seal(mark: str, text: str) -> str:
    """A text of a mark as the file holds it: what reads it again can tell that it is the one that was written."""
    return digest(mark, text) + text


def _unseal(mark: str, sealed: str) -> str:
    text = sealed[LENGTH:]
    if digest(mark, text) != sealed[:LENGTH]:
        raise StoreDamagedError
    return text


def _flatten(pieces: Sequence[str | Mention]) -> tuple[str, list[tuple[int, int, str, str]]]:
    return unlinked_html(pieces), [
        (each.start, each.end, each.id, each.anchor) for each in pieces if isinstance(each, Mention)
    ]


def _cut(html: str, mentions: Iterable[Sequence[object]]) -> tuple[str | Mention, ...]:
    pieces: list[str | Mention] = []
    done = 0
    for start, end, identity, anchor in mentions:
        if not (isinstance(start, int) and isinstance(end, int)):
            raise StoreDamagedError
        if start > done:
            pieces.append(html[done:start])
        pieces.append(Mention(start, end, str(identity), str(anchor), html[start:end]))
        done = end
    if done < len(html):
        pieces.append(html[done:])
    return tuple(pieces)


_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_row(body: LinkedBody, words: Mapping[str, int]) -> Row:
    """A body as texts, small to send and to keep."""
    (lead, in_lead), (html, in_html) = _flatten(body.lead), _flatten(body.html)
    facts = _dump((body.counts, _encode_issues(body.issues), body.explicit))
    return lead, html, _dump((in_lead, in_html)), _dump(words), facts


#: How facts without issues end, of a body without references and of one with them.
_NO_ISSUES = (",[],false]", ",[],true]")


def _read_facts(text: str) -> Facts:
    counts, issues, explicit = json.loads(text)
    named = {intern(identity): int(count) for identity, count in counts.items()}  # popular terms are named everywhere
    return Facts(named, _decode_issues(issues), bool(explicit))


#: No names at all.
_NO_TABLE = LinkTable((), (), "")


class BodyStore:
    """Bodies in memory, by their marks, true under the names and targets of one ``LinkTable``.

    ``issues`` are those of the bodies that have any.
    """

    def __init__(self, linker: Linker | None = None) -> None:
        """``linker`` is that of the bodies' table."""
        self.issues: dict[str, tuple[Issue, ...]] = {}
        self.linker = linker or Linker(_NO_TABLE)
        self._rows: dict[str, Row] = {}
        self._facts: dict[str, Facts] = {}

    @property
    def marks(self) -> AbstractSet[str]:
        """The marks of all bodies that there are."""
        return self._rows.keys()

    def put(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Keep bodies by their marks."""
        rows = tuple(rows)
        self._note_issues((mark, row[4]) for mark, row in rows)
        self._put_rows(rows)

    def get(self, mark: str) -> LinkedBody:
        """The body of a mark."""
        lead, html, mentions, said = self._shown(mark)
        facts = self._facts.get(mark) or _read_facts(said)
        in_lead, in_html = json.loads(mentions)
        return LinkedBody(_cut(lead, in_lead), _cut(html, in_html), facts.counts, facts.issues, facts.explicit)

    def words(self, mark: str) -> Mapping[str, int]:
        """How often each word of the search index stands in the text of a mark."""
        found: Mapping[str, int] = json.loads(self._words(mark))
        return found

    def facts(self, mark: str) -> Facts:
        """The facts of a mark; what is held in memory is read once."""
        found = self._facts.get(mark)
        if found is None:
            found = self._facts[mark] = _read_facts(self._rows[mark][4])
        return found

    def _note_issues(self, said: Iterable[tuple[str, str]]) -> None:
        for mark, text in said:
            if not text.endswith(_NO_ISSUES):
                self.issues[mark] = _read_facts(text).issues

    def keep(self, marks: Collection[str]) -> None:
        """Remove all bodies but these."""
        self._drop([mark for mark in self.marks if mark not in marks])

    def under(self, table: LinkTable) -> tuple["BodyStore", Linker]:
        """A store of the bodies that are true under ``table`` too, and the table's linker.

        A body is not where a name that one of the tables alone has may occur in it, or where it mentions a target that
        differs.
        """
        before = self.linker.table
        linker = self.linker if before == table else Linker(table)
        now = self._copy(linker)
        if linker is not self.linker:
            now._drop_changed(before, table)
        return now, linker

    def after(self, edit: Edit) -> tuple["BodyStore", Linker]:
        """As ``under``, for the table of ``edit.after``."""
        linker = self.linker.after(edit)
        now = self._copy(linker)
        if linker is not self.linker:
            now._drop_named({*edit.names_before} ^ {*edit.names_after}, changed_targets(edit))
        return now, linker

    def _copy(self, linker: Linker) -> "BodyStore":
        now = BodyStore(linker)
        now.issues, now._rows, now._facts = dict(self.issues), dict(self._rows), dict(self._facts)
        return now

    def _drop_changed(self, before: LinkTable, table: LinkTable) -> None:
        if before.mode != table.mode:
            self._drop(list(self.marks))
        else:
            targets = {target.id for target in {*before.targets} ^ {*table.targets}}
            self._drop_named({*before.names} ^ {*table.names}, targets)

    def _drop_named(self, names: Iterable[Name], targets: AbstractSet[str]) -> None:
        """Remove the bodies in which one of the names may occur, or a mention leads to one of the targets."""
        may_name = make_sieve(name.text for name in names)
        self._drop(
            [
                mark
                for mark, html, facts in self._htmls()
                if facts.explicit or not targets.isdisjoint(facts.counts) or may_name(html)
            ]
        )

    def _shown(self, mark: str) -> Sequence[str]:
        """All of a row but the words."""
        lead, html, mentions, _, facts = self._rows[mark]
        return lead, html, mentions, facts

    def _words(self, mark: str) -> str:
        return self._rows[mark][3]

    def _put_rows(self, rows: Sequence[tuple[str, Row]]) -> None:
        self._rows.update(rows)

    def _drop(self, marks: Iterable[str]) -> None:
        for mark in marks:
            del self._rows[mark]
            self.issues.pop(mark, None)
            self._facts.pop(mark, None)

    def _htmls(self) -> Iterator[tuple[str, str, Facts]]:
        return ((mark, row[0] + row[1], self.facts(mark)) for mark, row in self._rows.items())


class DiskStore(BodyStore):
    """Bodies in a file of SQLite. Forked workers read it by connections of their own."""

    def __init__(self, path: Path, program: str) -> None:
        """What another ``program`` (a digest) wrote is not used. Raises ``StoreDamagedError``."""
        super().__init__()
        self._path = path
        self._marks: set[str] = set()
        self._connections: dict[int, sqlite3.Connection] = {}
        try:
            with _used():
                self._open(program)
        except StoreDamagedError:
            self.close()
            raise

    def _open(self, program: str) -> None:
        connection = self._connect()
        begun = connection.execute("select 1 from sqlite_master where name = 'meta'").fetchone()
        select = "select value from meta where name = 'program'"
        if not begun or connection.execute(select).fetchone() != (program,):
            # Another program's tables may have other columns.
            connection.executescript(f"drop table if exists bodies; drop table if exists meta; {_SCHEMA}")
            connection.execute("insert into meta values ('program', ?)", (program,))
            connection.commit()
        for mark, facts in connection.execute("select mark, facts from bodies"):
            self._marks.add(mark)
            self._note_issues([(mark, _unseal(mark, facts))])

    @property
    def marks(self) -> AbstractSet[str]:
        """The marks of all bodies that there are."""
        return self._marks

    def facts(self, mark: str) -> Facts:
        """The facts of a mark, from the file. Raises ``StoreDamagedError``."""
        (facts,) = self._read("select facts from bodies where mark = ?", mark)
        return _read_facts(facts)

    def under(self, table: LinkTable) -> tuple[BodyStore, Linker]:
        """The store itself without the other bodies, and a linker for the caller alone: a build links once."""
        before = self._read_table()
        if before != table:
            self._drop_changed(before, table)
            self._write_table(table)
        return self, Linker(table)

    def after(self, edit: Edit) -> tuple[BodyStore, Linker]:
        """As ``under``, for the table of ``edit.after``."""
        return self.under(self._read_table().after(edit))

    def copied(self) -> BodyStore:
        """The same bodies in memory. Raises ``StoreDamagedError``."""
        held = BodyStore(Linker(self._read_table()))
        with _used():
            for mark, *row in self._connect().execute("select mark, lead, html, mentions, words, facts from bodies"):
                lead, html, mentions, words, facts = (_unseal(mark, each) for each in row)
                held._rows[mark] = lead, html, mentions, words, facts
            held._note_issues((mark, row[4]) for mark, row in held._rows.items())
        return held

    def close(self) -> None:
        """Let go of the file."""
        for process, connection in self._connections.items():
            if process == os.getpid():
                connection.close()
        self._connections = {}

    def _connect(self) -> sqlite3.Connection:
        process = os.getpid()
        if process not in self._connections:
            connection = sqlite3.connect(self._path, check_same_thread=False)
            connection.execute("pragma journal_mode = wal")
            # A crash of this program leaves the file whole; what a crash of the machine leaves, the seals tell.
            connection.execute("pragma synchronous = off")
            self._connections[process] = connection
        return self._connections[process]

    def _read_table(self) -> LinkTable:
        """The table that the bodies are true under."""
        with _used():
            found = self._connect().execute("select value from meta where name = 'table'").fetchone()
            table: LinkTable = _decode_table(json.loads(_unseal("table", found[0]))) if found else _NO_TABLE
        return table

    def _write_table(self, table: LinkTable) -> None:
        sealed = _seal("table", _dump(_encode_table(table)))
        with _used(), self._connect() as connection:
            connection.execute("insert or replace into meta values ('table', ?)", (sealed,))

    def _read(self, query: str, mark: str) -> Sequence[str]:
        """The texts that a query finds for a mark, as they were written."""
        with _used():
            found = self._connect().execute(query, (mark,)).fetchone()
            if found is None:
                raise StoreDamagedError
            return [_unseal(mark, each) for each in found]

    def _shown(self, mark: str) -> Sequence[str]:
        return self._read("select lead, html, mentions, facts from bodies where mark = ?", mark)

    def _words(self, mark: str) -> str:
        (words,) = self._read("select words from bodies where mark = ?", mark)
        return words

    def _put_rows(self, rows: Sequence[tuple[str, Row]]) -> None:
        self._marks.update(mark for mark, _ in rows)
        with _used(), self._connect() as connection:
            connection.executemany(
                "insert or replace into bodies values (?, ?, ?, ?, ?, ?)",
                ((mark, *[_seal(mark, each) for each in row]) for mark, row in rows),
            )

    def _drop(self, marks: Iterable[str]) -> None:
        # Part of the transaction that the next change of the store ends.
        gone = list(marks)
        self._marks.difference_update(gone)
        for mark in gone:
            self.issues.pop(mark, None)
        with _used():
            self._connect().executemany("delete from bodies where mark = ?", ((mark,) for mark in gone))

    def _htmls(self) -> Iterator[tuple[str, str, Facts]]:
        with _used():
            for mark, *row in self._connect().execute("select mark, lead, html, facts from bodies"):
                lead, html, facts = (_unseal(mark, each) for each in row)
                yield mark, lead + html, _read_facts(facts)


@contextmanager
def open_store(folder: Path | None, program: str) -> Iterator["DiskStore"]:
    """The store in a cache folder; a passing one where ``folder`` is None, cannot be used or is in use.

    Whatever is wrong with a cache costs time and nothing else. Raises ``StoreDamagedError`` where no file takes it.
    """
    with ExitStack() as held:
        try:
            if folder is None:
                raise OSError
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")  # nothing here is anyone's but this machine's
            held.enter_context(locked(folder / _CACHE))
        except (OSError, GlossaryError):
            with _used():
                folder = Path(held.enter_context(TemporaryDirectory(prefix="glossary-")))
        store = held.enter_context(closing(_open_or_begin(folder / _CACHE, program)))
        yield store


def _open_or_begin(path: Path, program: str) -> DiskStore:
    try:
        return DiskStore(path, program)
    except StoreDamagedError:
        forget_store(path.parent)
        return DiskStore(path, program)


def recall_store(folder: Path | None, program: str) -> BodyStore:
    """What a cache folder holds, in memory, for a process that keeps nothing; empty where there is nothing to use."""
    if folder is None or not (folder / _CACHE).is_file():
        return BodyStore()
    try:
        with open_store(folder, program) as store:
            return store.copied()
    except StoreDamagedError:
        return BodyStore()


def forget_store(folder: Path | None) -> None:
    """Remove the store of a cache folder, if there is one."""
    if folder is None:
        return
    for ending in ("", "-wal", "-shm"):
        (folder / f"{_CACHE}{ending}").unlink(missing_ok=True)
