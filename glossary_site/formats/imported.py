"""What readers of other tools' glossaries take and give, and the Markdown and ids that they write."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from glossary_site.attachments import find_kind
from glossary_site.disk import leads_out
from glossary_site.formats.counting import Counts, ImportLoss, count_records
from glossary_site.formats.unkept import SourceText, find_unkept
from glossary_site.glossary import Pin, is_old_address, merge_records
from glossary_site.issues import Issue, Severity
from glossary_site.language import closest_language, name_slug
from glossary_site.loader import (
    find_inner_anchors,
    find_own,
    heading_slug,
    keep_qualifiers,
    read_raw,
    replace_links,
    split_name,
)
from glossary_site.markup import (
    Reference,
    escape_text,
    format_reference,
    is_local,
    parse_definition,
    replace_references,
)
from glossary_site.records import Field, Origin, Record, RecordReader, Sense, change_markdown
from glossary_site.text.words import name_key
from glossary_site.values import Frozen, Struct, field, replace
from glossary_site.yaml_text import Node

#: A file with a zero byte among so many is not text.
_BINARY = 10
#: Bytes that Windows-1252 has not, and more letters with marks in a row than languages written in it have.
_NOT_LATIN = re.compile(rb"[\x81\x8d\x8f\x90\x9d]|[\xc0-\xff]{4}")
#: In characters: what a name may lose that is in brackets behind it.
_MOST_IN_BRACKETS = 250
#: What files call Windows-1252, as browsers read it.
_WINDOWS = dict.fromkeys(("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1"), "cp1252")


class ImportSource(Frozen):
    """A file to import: its path as the user wrote it and its bytes (none for a folder).

    ``language`` is the site's; ``columns`` are the columns of a spreadsheet by the fields that they fill. ``fields``
    are those that the author has declared.
    """

    path: str
    raw: bytes
    language: str
    columns: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()

    def read_files(self, endings: Collection[str], notes: "ImportNotes") -> Iterator["ImportSource"]:
        """The files of a folder with one of these endings, by their paths, each by itself; of a file itself.

        Issues: those of ``read_raw``, ``file-outside`` (a link out of the folder).
        """
        folder = Path(self.path)
        if not folder.is_dir():
            yield self
            return
        for path in sorted(each for each in folder.rglob("*") if each.suffix.lower() in endings):
            of_file = notes.of_file(path.as_posix())
            if leads_out(path, folder):
                of_file.add_error("file-outside", "a link out of the folder", "copy the file in")
                continue
            raw, issues = read_raw(path, of_file.path)
            notes.issues += issues
            if raw is not None:
                yield replace(self, path=of_file.path, raw=raw)

    def decode(self, notes: "ImportNotes", declared: str = "") -> str:
        """The text, with its line ends as they are: UTF-8, UTF-16 with its mark, ``declared``, or Windows-1252.

        ``declared`` is the encoding that the file itself names.
        Issues: ``file-binary`` and ``file-encoding``, with "" as the text; ``file-encoding`` (warning) where the
        encoding is a guess.
        """
        if self.raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            text = self.raw.decode("utf-16", "replace")
            if "\ufffd" in text:
                notes.add_error("file-encoding", "the file begins as UTF-16 does, but is none", "save it as UTF-8", 1)
            return "" if "\ufffd" in text else text
        if self.raw.count(0) * _BINARY > len(self.raw):
            notes.add_error("file-binary", "the file is not text", "export it as text, in UTF-8")
            return ""
        try:
            return self.raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.raw.count(b"\n", 0, error.start) + 1
            byte = f"byte 0x{self.raw[error.start]:02x}"
        try:
            return self.raw.decode(_WINDOWS.get(declared.lower(), declared) or "utf-8")
        except (UnicodeDecodeError, LookupError):
            pass
        if b"\0" in self.raw or _NOT_LATIN.search(self.raw):
            notes.add_error("file-encoding", f"{byte} is not UTF-8", "save it as UTF-8", line)
            return ""
        message = f"{byte} is not UTF-8, so the file is read as Windows-1252"
        hint = "save it as UTF-8 if letters are wrong"
        notes.issues.append(Issue("file-encoding", Severity.WARNING, message, hint, self.path, line))
        return self.raw.decode("cp1252")

    def own_field(self, name: str) -> str:
        """The name of the declared field that a property of the file fills, "" where none is of its name."""
        row = find_own(name, self.fields)
        return row.name if row else ""

    def find_own(self, tags: Iterable[str]) -> str:
        """The one of the languages ``tags`` of a term whose text is the site's; "" where none is close to its own."""
        return closest_language(self.language, tags)


class ImportedGlossary(Frozen):
    """The records of another tool's glossary, what was wrong with it, and what of it could not be kept.

    ``source`` counts what its reader saw. ``addresses`` are those that its entries had on their old site, from its
    root, each with the record as it was read. ``concepts`` are the web addresses of the concepts that entries
    are, in the same way.
    """

    records: tuple[Record, ...]
    issues: tuple[Issue, ...] = ()
    losses: tuple[ImportLoss, ...] = ()
    source: Counts = field(default_factory=Counts)
    addresses: tuple[tuple[str, Record], ...] = ()
    concepts: tuple[tuple[str, Record], ...] = ()

    @property
    def references(self) -> int:
        """How many links between terms became references."""
        return self.source.references - sum(loss.counted == "references" for loss in self.losses)


class ImportNotes(Struct):
    """What a reader notes of one file while it reads it: what is wrong, what could not be kept, references made."""

    path: str
    issues: list[Issue] = field(default_factory=list)
    losses: list[ImportLoss] = field(default_factory=list)
    addresses: list[tuple[str, Record]] = field(default_factory=list)
    references: int = 0
    concepts: list[tuple[str, Record]] = field(default_factory=list)

    def of_file(self, path: str) -> "ImportNotes":
        """The notes of one file of a folder, whose issues, losses and addresses are also those of the folder."""
        return ImportNotes(path, self.issues, self.losses, self.addresses)

    def keep_address(self, address: str, record: Record, line: int = 0) -> None:
        """Note where an entry was on its old site; an address that cannot be a page of this one is a loss."""
        if is_old_address(address):
            self.addresses.append((address, record))
        else:
            self.count_loss("an old address is not kept", address, line)

    def add_error(self, code: str, message: str, hint: str, line: int = 0) -> None:
        """Note why something could not be read."""
        self.issues.append(Issue(code, Severity.ERROR, message, hint, self.path, line))

    def count_loss(self, kind: str, example: str, line: int = 0, counted: str = "") -> None:
        """Note a thing that could not be kept: its kind in words, itself, and the row of the table that counts it."""
        self.losses.append(ImportLoss(kind, " ".join(example.split()), self.path, line, counted))

    def make_reference(self, name: str, shown: str, line: int = 0) -> str:
        """A reference to the term ``name`` (or id), ``shown`` so in Markdown; a loss where none can be written."""
        reference = format_reference(name, name if shown == escape_text(name) else shown)
        if not reference:
            self.count_loss("a link is too long to be a reference", name, line, "references")
            return shown
        self.references += 1
        return reference

    def glossary(self, records: Iterable[Record] = (), texts: Iterable[SourceText] = ()) -> ImportedGlossary:
        """The records that were read, with everything noted; a loss for each of the ``texts`` that is in neither."""
        records = tuple(records)
        self.losses += find_unkept(texts, records, self.losses, self.path) if records else ()
        seen = count_records(records)
        if self.references:
            seen = replace(seen, references=self.references)
        lost = Counter(loss.counted for loss in self.losses)
        missing = Counts(lost["terms"], lost["senses"], lost["aliases"], lost["references"], lost["pictures"])
        noted = tuple(self.issues), tuple(self.losses), seen + missing, tuple(self.addresses)
        return ImportedGlossary(records, *noted, tuple(self.concepts))


def add_own(record: Record, given: Mapping[str, Sequence[str]], source: ImportSource, issues: list[Issue]) -> Record:
    """A record with the texts that its file has for declared fields; a field that is no list has the first.

    Issues: those of ``RecordReader``.
    """
    lists = {row.name for row in source.fields if row.is_list}
    path, line = record.origin.path or source.path, record.origin.line
    nodes = {
        name: Node(tuple(Node(text, line) for text in texts) if name in lists else texts[0], line)
        for name, texts in given.items()
        if texts
    }
    return RecordReader(path, issues, source.fields).add_own(record, nodes) if nodes else record


def render_picture(address: str, text: str) -> str:
    """Markdown of a picture whose address can be read from here; "" for another. ``text`` is Markdown."""
    is_kept = address.startswith(("https://", "http://")) or (is_local(address) and find_kind(address))
    return f"![{text}](<{address}>)" if is_kept and not set(address) & set("<>\n") else ""


def make_id(name: str, language: str = "") -> str:
    """The id of a name, with its language before it where it has one of its own; "" where the name makes none."""
    slug = name_slug(name)
    return f"{language.lower()}/{slug}" if language and slug else slug


class FreeIds:
    """Gives each id once: the next that asks for it gets the first with a number behind it that is free."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Those that are ``taken`` are given to none."""
        self._taken = set(taken)
        self._numbers: dict[str, Iterator[int]] = {}

    def take(self, identity: str) -> str:
        """The id, or one with a number behind it."""
        free = identity
        while free in self._taken:
            free = f"{identity}-{next(self._numbers.setdefault(identity, count(2)))}"
        self._taken.add(free)
        return free


def merge_imported(records: Iterable[Record]) -> tuple[tuple[Record, ...], list[Issue]]:
    """Records merged by name, each with an id of its own: where two give the same one, the next gets another."""
    merged, issues = merge_records(records)
    ids = FreeIds()
    found = tuple(replace(record, id=ids.take(record.id)) for record in merged)
    # The ids are kept with the entries, so that nobody needs to choose them.
    chosen = ("id-collision", "id-missing", "slug-collision")
    return found, [issue for issue in issues if issue.code not in chosen]


def pin_addresses(found: ImportedGlossary, records: Iterable[Record]) -> tuple[Pin, ...]:
    """What the ledger has of the old addresses of a glossary: to which of the merged ``records`` each leads."""
    merged: dict[tuple[str, Origin], dict[str, Record]] = defaultdict(dict)
    for record in records:
        for place in _places(record):
            merged[place].setdefault(record.term, record)
    pins: dict[str, Pin] = {}
    for address, read in found.addresses:
        if now := _find_merged(read, [merged[place] for place in _places(read)]):
            pins[address] = Pin(address, now.term, moved_to=now.id or make_id(now.term))
    return tuple(pins.values())


def _find_merged(read: Record, here: Sequence[Mapping[str, Record]]) -> Record | None:
    """What became of a record that was read: the one record ``here``, or the one of its name where there are several.

    A name may have lost what was in brackets behind it. A file may have all its entries on one line.
    """
    if sum(map(len, here)) == 1:
        return next(record for named in here for record in named.values())
    length = len(read.term)
    names = (read.term[:end] for end in range(length, max(length - _MOST_IN_BRACKETS, 0), -1))
    return next((named[name] for name in names for named in here if name in named), None)


def _places(record: Record) -> list[tuple[str, Origin]]:
    """What stays of a record when it is merged with others: its language, and where its senses are."""
    return list(dict.fromkeys((record.language, sense.origin) for sense in record.senses))


def distinct_ids(entries: Sequence[tuple[str, str, str]]) -> tuple[str, ...]:
    """Ids for the entries of a source, from name, language ("" is the site's) and mark: its id or address there.

    "" where the name suffices: no other entry of that name has another mark. An entry without a mark has no id.

    >>> distinct_ids([("Java", "", "https://x.org/c1"), ("Java", "", "https://x.org/c2"), ("Rye", "", "c3")])
    ('java-c1', 'java-c2', '')
    """
    marks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, language, mark in entries:
        if mark:
            marks[name_key(name), language].add(mark)
    # How many marks of a name end in a part.
    ends = {key: Counter(name_slug(_last_part(mark)) for mark in same) for key, same in marks.items()}
    return tuple(
        _make_marked_id(name, language, mark, ends[name_key(name), language])
        if mark and len(marks[name_key(name), language]) > 1
        else ""
        for name, language, mark in entries
    )


def _make_marked_id(name: str, language: str, mark: str, ends: Mapping[str, int]) -> str:
    """An id of a name and the last part of its mark; of the whole mark where others have that part, too."""
    own = name_slug(_last_part(mark))
    if not own or ends[own] > 1:
        own = name_slug(mark.rpartition("://")[2])
    slug = name_slug(name)
    return make_id(own if slug in own else f"{slug}-{own}", language)


def _last_part(address: str) -> str:
    return re.split(r"[/#]", address.rstrip("/#"))[-1]


def split_names_of(records: Iterable[Record]) -> tuple[Record, ...]:
    """Records whose names have no more names in brackets behind them: ``Pull request (PR)``; references follow."""
    records = tuple(records)
    names = keep_qualifiers([split_name(record.term) for record in records])
    terms = {name.whole: name.term for name in names if name.whole != name.term}
    if not terms:
        return records

    def rename(reference: Reference) -> str:
        target = reference.target
        return format_reference(terms.get(target, target), reference.shown or target) or f"[[!{reference.shown}]]"

    def rename_in(sense: Sense) -> Sense:
        return _change_texts(sense, lambda text: replace_references(text, rename))

    return tuple(
        replace(
            record,
            term=name.term,
            part_of_speech=record.part_of_speech or name.part_of_speech,
            aliases=_without((name.term, *name.abbreviations), (*record.aliases, *name.aliases)),
            abbreviations=_without((name.term,), (*record.abbreviations, *name.abbreviations)),
            senses=tuple(map(rename_in, record.senses)),
            related=tuple(terms.get(each, each) for each in record.related),
        )
        for record, name in zip(records, names, strict=True)
    )


def link_anchors_of(records: Iterable[Record]) -> tuple[Record, ...]:
    """Records with references in place of links to others by their anchors on a page of all: ``[a cache](#cache)``."""
    records = tuple(records)
    addresses = {
        f"#{anchor}": each.term
        for each in records
        for anchor in (make_id(each.term), heading_slug(each.term), each.id)
        if anchor
    }

    def link(sense: Sense) -> Sense:
        own = {f"#{anchor}" for anchor in find_inner_anchors(sense.body)}

        def find(address: str) -> str:
            return "" if address.lower() in own else addresses.get(address.lower(), "")

        return _change_texts(sense, lambda text: replace_links(text, find))

    return tuple(replace(record, senses=tuple(map(link, record.senses))) for record in records)


def _change_texts(sense: Sense, change: Callable[[str], str]) -> Sense:
    """A sense with its Markdown and its definition as ``change`` makes it of them."""
    written = change(sense.definition.source)
    definition = sense.definition if written == sense.definition.source else parse_definition(written)
    return replace(change_markdown(sense, change), definition=definition)


def _without(taken: Collection[str], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name not in taken))
