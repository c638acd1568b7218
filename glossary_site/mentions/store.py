"""Linked bodies by the digest of what they were made of: in memory, or in a file that the next build uses again.

A build needs only a few facts of most bodies. Their HTML is read when a page shows it, by the process that makes the
page. So no process ever holds all bodies of a large glossary. The only importer of sqlite3.
"""

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from glossary_site.attachments import Attachment, path_key
from glossary_site.digest import LENGTH, digest, digest_value
from glossary_site.disk import locked
from glossary_site.glossary import Edit, Name
from glossary_site.issues import GlossaryError, Issue
from glossary_site.json_rows import dump, load
from glossary_site.mentions.body_rows import (
    Facts,
    Row,
    find_files,
    find_issues,
    join_remarks,
    parse_facts,
    to_body,
)
from glossary_site.mentions.link_table import LinkTable, changed_targets
from glossary_site.mentions.linker import LinkedBody, Linker
from glossary_site.mentions.matcher import make_sieve
from glossary_site.values import parser

_CACHE = "bodies.sqlite"
#: The folder of what the names of the glossary are found by.
_CLAIMS = "claims"
#: SQLite finds rows this long several times as fast in a table with row numbers than in one without. What each build
#: reads of all bodies comes first: only the first texts of a long row are found without reading all of it.
_SCHEMA = """
create table meta (name text primary key, value text);
create table bodies (
  mark text primary key, digests text, facts text,
  lead text, html text, remarks text, mentions text, words text, counts text
);
"""
#: The columns that are the texts of a row.
_TEXTS = ", ".join(Row._fields)
_parse_table = parser(LinkTable)


class StoreDamagedError(Exception):
    """The file of a store does not hold what was written to it, or nothing more can be written to it."""


@contextmanager
def _one_error() -> Iterator[None]:
    """Raises ``StoreDamagedError`` for whatever goes wrong with the file of a store."""
    try:
        yield
    except (sqlite3.Error, OSError, ValueError, TypeError) as error:
        raise StoreDamagedError from error


def _sign(mark: str, text: str) -> str:
    """A text as the file holds it: after a digest, by which damage is found when the text is read again."""
    return digest(mark, text) + text


def _verify(mark: str, signed: str) -> str:
    """The text that was signed. Raises ``StoreDamagedError``."""
    text = signed[LENGTH:]
    if digest(mark, text) != signed[:LENGTH]:
        raise StoreDamagedError
    return text


#: The columns that pages are made of, which are the first.
_SHOWN = Row._fields[:4]


def _digest_shown(signed: Sequence[str]) -> str:
    """The digests of the columns that pages are made of, in a row, from the signed texts of those columns."""
    return "".join([each[:LENGTH] for each in signed[: len(_SHOWN)]])


#: No names at all.
_NO_TABLE = LinkTable((), (), "")


class BodyStore:
    """Bodies in memory, by their marks, true under the names and targets of one ``LinkTable``.

    ``issues`` are those of the bodies that have any, ``files`` the paths of the files that those name which name any.
    """

    def __init__(self, linker: Linker | None = None) -> None:
        """``linker`` is that of the bodies' table."""
        self.issues: dict[str, tuple[Issue, ...]] = {}
        self.files: dict[str, tuple[str, ...]] = {}
        self.linker = linker or Linker(_NO_TABLE)
        self._rows: dict[str, Row] = {}
        self._facts: dict[str, Facts] = {}

    @property
    def marks(self) -> AbstractSet[str]:
        """The marks of all bodies that there are."""
        return self._rows.keys()

    def put(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Add bodies by their marks."""
        rows = tuple(rows)
        self._note_facts((mark, row.facts) for mark, row in rows)
        self._put_rows(rows)

    def get(self, mark: str) -> LinkedBody:
        """The body of a mark."""
        *shown, counts, facts = self._shown(mark)
        return to_body((*shown, facts), self._facts.get(mark) or parse_facts(counts, facts))

    def words(self, mark: str) -> Mapping[str, int]:
        """How often the text of a mark has each word of the search index."""
        found: Mapping[str, int] = load(self._words(mark))
        return found

    def facts(self, mark: str) -> Facts:
        """The facts of a mark."""
        found = self._facts.get(mark)
        if found is None:
            found = self._facts[mark] = parse_facts(self._rows[mark].counts, self._rows[mark].facts)
        return found

    def digest_of(self, mark: str) -> str:
        """The digests of what pages show of a mark, which others may change where its text stays the same."""
        return _digest_shown([digest(mark, each) for each in self._rows[mark][: len(_SHOWN)]])

    def counts_digest(self, mark: str) -> str:
        """The digest of which terms a mark mentions, and how often."""
        return digest(self._rows[mark].counts)

    def _note_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        for mark, text in facts:
            if issues := find_issues(text):
                self.issues[mark] = issues
            if files := find_files(text):
                self.files[mark] = files

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
            names = {*edit.names_before} ^ {*edit.names_after}
            now._drop_named(names, changed_targets(edit), linker.table.language)
        return now, linker

    def _copy(self, linker: Linker) -> "BodyStore":
        now = BodyStore(linker)
        now.issues, now.files = dict(self.issues), dict(self.files)
        now._rows, now._facts = dict(self._rows), dict(self._facts)
        return now

    def _drop_changed(self, before: LinkTable, table: LinkTable) -> None:
        whole = (before.mode, before.language, before.images, before.included)
        if whole != (table.mode, table.language, table.images, table.included):
            self._drop(list(self.marks))
            return
        self._drop_with_files({*before.attachments.files} ^ {*table.attachments.files})
        targets = {target.id for target in {*before.targets} ^ {*table.targets}}
        names = {*before.names} ^ {*table.names}
        others = (before.left_out, before.elsewhere, before.texts) != (table.left_out, table.elsewhere, table.texts)
        if targets or names or others:
            self._drop_named(names, targets, table.language)

    def _drop_with_files(self, changed: Collection[Attachment]) -> None:
        """Remove the bodies that name one of the ``changed`` files, or whose hint may name it."""
        paths = {path_key(each.path).casefold() for each in changed}
        self._drop([mark for mark, files in self.files.items() if any(each.casefold() in paths for each in files)])

    def _drop_named(self, names: Iterable[Name], targets: AbstractSet[str], language: str) -> None:
        """Remove the bodies in which one of the names may occur, or a mention leads to one of the targets."""
        may_name = make_sieve(names, language)
        self._drop(
            [
                mark
                for mark, html, facts in self._htmls()
                if facts.explicit or not targets.isdisjoint(facts.counts) or may_name(html)
            ]
        )

    def _shown(self, mark: str) -> Sequence[str]:
        """A row without its words."""
        lead, html, remarks, mentions, _, counts, facts = self._rows[mark]
        return lead, html, remarks, mentions, counts, facts

    def _words(self, mark: str) -> str:
        return self._rows[mark].words

    def _put_rows(self, rows: Sequence[tuple[str, Row]]) -> None:
        self._rows.update(rows)

    def _drop(self, marks: Iterable[str]) -> None:
        for mark in marks:
            del self._rows[mark]
            self.issues.pop(mark, None)
            self.files.pop(mark, None)
            self._facts.pop(mark, None)

    def _htmls(self) -> Iterator[tuple[str, str, Facts]]:
        return ((mark, row.all_html, self.facts(mark)) for mark, row in self._rows.items())


class DiskStore(BodyStore):
    """Bodies in a file of SQLite. Each forked worker reads it by its own connection."""

    def __init__(self, path: Path, program: str) -> None:
        """What another ``program`` (a digest) wrote is not used. Raises ``StoreDamagedError``."""
        super().__init__()
        self._path = path
        self._digests: dict[str, str] = {}  # those of what pages show, by all marks
        self._counts: dict[str, str] = {}  # those of their counts
        self._connections: dict[int, sqlite3.Connection] = {}
        try:
            with _one_error():
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
        for mark, *signed in connection.execute("select mark, digests, facts from bodies"):
            digests, facts = (_verify(mark, each) for each in signed)
            self._digests[mark], self._counts[mark] = digests[:-LENGTH], digests[-LENGTH:]
            self._note_facts([(mark, facts)])

    @property
    def marks(self) -> AbstractSet[str]:
        """The marks of all bodies that there are."""
        return self._digests.keys()

    def digest_of(self, mark: str) -> str:
        """As that of a store in memory."""
        return self._digests[mark]

    def counts_digest(self, mark: str) -> str:
        """As that of a store in memory."""
        return self._counts[mark]

    def facts(self, mark: str) -> Facts:
        """The facts of a mark, from the file. Raises ``StoreDamagedError``."""
        counts, facts = self._read("select counts, facts from bodies where mark = ?", mark)
        return parse_facts(counts, facts)

    def under(self, table: LinkTable) -> tuple[BodyStore, Linker]:
        """This very store without the other bodies, and a linker that it does not keep: a build links once."""
        made_of = digest_value(table)
        if self._read_meta("table-digest") != made_of:
            self._drop_changed(self._read_table(), table)
            self._write_meta({"table": dump(table), "table-digest": made_of})
        return self, Linker(table, folder=self._path.with_name(_CLAIMS))

    def after(self, edit: Edit) -> tuple[BodyStore, Linker]:
        """As ``under``, for the table of ``edit.after``."""
        return self.under(self._read_table().after(edit))

    def copied(self) -> BodyStore:
        """The same bodies in memory. Raises ``StoreDamagedError``."""
        held = BodyStore(Linker(self._read_table()))
        with _one_error():
            for mark, *row in self._connect().execute(f"select mark, {_TEXTS} from bodies"):  # noqa: S608 - ours
                held._rows[mark] = Row(*[_verify(mark, each) for each in row])
            held._note_facts((mark, row.facts) for mark, row in held._rows.items())
        return held

    def close(self) -> None:
        """Close the file."""
        for process, connection in self._connections.items():
            if process == os.getpid():
                connection.close()
        self._connections = {}

    def _connect(self) -> sqlite3.Connection:
        process = os.getpid()
        if process not in self._connections:
            connection = sqlite3.connect(self._path, check_same_thread=False)
            connection.execute("pragma journal_mode = wal")
            # A crash of this program leaves the file whole; damage from a crash of the machine is found by digests.
            connection.execute("pragma synchronous = off")
            # In kilobytes, a quarter of SQLite's own: each worker has a cache of its own, beside the system's.
            connection.execute("pragma cache_size = -500")
            self._connections[process] = connection
        return self._connections[process]

    def _read_table(self) -> LinkTable:
        """The table that the bodies are true under."""
        with _one_error():
            found = self._read_meta("table")
            table: LinkTable = _parse_table(found) if found else _NO_TABLE
        return table

    def _read_meta(self, name: str) -> str:
        """A text that holds for all bodies, "" where there is none."""
        with _one_error():
            found = self._connect().execute("select value from meta where name = ?", (name,)).fetchone()
            return _verify(name, found[0]) if found else ""

    def _write_meta(self, texts: Mapping[str, str]) -> None:
        signed = [(name, _sign(name, text)) for name, text in texts.items()]
        with _one_error(), self._connect() as connection:
            connection.executemany("insert or replace into meta values (?, ?)", signed)

    def _read(self, query: str, mark: str) -> Sequence[str]:
        """The texts that a query finds for a mark. Raises ``StoreDamagedError``."""
        with _one_error():
            found = self._connect().execute(query, (mark,)).fetchone()
            if found is None:
                raise StoreDamagedError
            return [_verify(mark, each) for each in found]

    def _shown(self, mark: str) -> Sequence[str]:
        return self._read("select lead, html, remarks, mentions, counts, facts from bodies where mark = ?", mark)

    def _words(self, mark: str) -> str:
        (words,) = self._read("select words from bodies where mark = ?", mark)
        return words

    def _put_rows(self, rows: Sequence[tuple[str, Row]]) -> None:
        signed = []
        for mark, row in rows:
            texts = [_sign(mark, each) for each in row]
            # The digest that a text is signed with is that of the text.
            self._digests[mark], self._counts[mark] = _digest_shown(texts), digest(row.counts)
            signed.append((mark, _sign(mark, self._digests[mark] + self._counts[mark]), *texts))
        places = "?, ?, ?, ?, ?, ?, ?, ?, ?"
        query = f"insert or replace into bodies (mark, digests, {_TEXTS}) values ({places})"  # noqa: S608 - ours
        with _one_error(), self._connect() as connection:
            connection.executemany(query, signed)

    def _drop(self, marks: Iterable[str]) -> None:
        # In one transaction with the next change of the store.
        dropped = list(marks)
        for mark in dropped:
            del self._digests[mark], self._counts[mark]
            self.issues.pop(mark, None)
            self.files.pop(mark, None)
        with _one_error():
            self._connect().executemany("delete from bodies where mark = ?", ((mark,) for mark in dropped))

    def _htmls(self) -> Iterator[tuple[str, str, Facts]]:
        with _one_error():
            for mark, *row in self._connect().execute("select mark, lead, html, remarks, counts, facts from bodies"):
                lead, html, remarks, counts, facts = (_verify(mark, each) for each in row)
                yield mark, lead + html + join_remarks(remarks), parse_facts(counts, facts)


@contextmanager
def open_store(folder: Path | None, program: str) -> Iterator["DiskStore"]:
    """The store in a cache folder, or a temporary one where ``folder`` is None, cannot be used or is in use.

    A damaged store is begun anew. Raises ``StoreDamagedError`` where no file can be written.
    """
    with ExitStack() as held:
        try:
            if folder is None:
                raise OSError
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")  # the cache is of use to this machine alone
            held.enter_context(locked(folder / _CACHE))
        except (OSError, GlossaryError):
            with _one_error():
                folder = Path(held.enter_context(TemporaryDirectory(prefix="glossary-")))
        yield held.enter_context(closing(_open_or_begin(folder / _CACHE, program)))


def _open_or_begin(path: Path, program: str) -> DiskStore:
    try:
        return DiskStore(path, program)
    except StoreDamagedError:
        delete_store(path.parent)
        return DiskStore(path, program)


def copy_store(folder: Path | None, program: str) -> BodyStore:
    """The store in a cache folder, copied into memory; an empty one where there is none or it is damaged."""
    if folder is None or not (folder / _CACHE).is_file():
        return BodyStore()
    try:
        with open_store(folder, program) as store:
            return store.copied()
    except StoreDamagedError:
        return BodyStore()


def delete_store(folder: Path | None) -> None:
    """Remove the store of a cache folder, if there is one."""
    if folder is None:
        return
    for ending in ("", "-wal", "-shm"):
        (folder / f"{_CACHE}{ending}").unlink(missing_ok=True)
