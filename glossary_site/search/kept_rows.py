"""The rows of an index in the cache: the next build counts only documents that changed, and reads only their rows.

A file has all rows. Its first line is a checksum of the rest, which shows damage, the second has the digest of the
program and a ``Head``, and then come the rows. A folder has the terms of each document, in blocks of documents: they
name the rows that change where the document does.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import suppress
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from tempfile import SpooledTemporaryFile
from zlib import crc32

from glossary_site.digest import program_digest
from glossary_site.disk import Kept, replacing
from glossary_site.json_rows import dump_bytes, load
from glossary_site.search.term_rows import TermRow
from glossary_site.values import Frozen, values_of

_ROWS, _WORDS = "search.jsonl", "words"
#: Bytes that are held in memory; more of them are written to a temporary file.
_HELD = 1_000_000
#: Bytes of a temporary file that are read at a time.
_PART = 1 << 20


class Lines:
    """Lines of JSON in a temporary file, with their lengths in bytes."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self._stream = SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115 - closed by ``close``

    def close(self) -> None:
        """Remove the temporary file."""
        self._stream.close()

    def append(self, line: bytes) -> None:
        """Add the next line."""
        self._stream.write(line + b"\n")
        self.lengths.append(len(line))

    def lists(self, counts: Iterable[int]) -> Iterator[bytes]:
        """All lines as JSON lists of so many each."""
        self._stream.seek(0)
        done = 0
        for count in counts:
            length = sum(self.lengths[done : done + count]) + count
            yield b"[" + self._stream.read(length)[:-1].replace(b"\n", b",") + b"]"
            done += count

    def parts(self) -> Iterator[bytes]:
        """All lines, each with its end, some of them at a time."""
        self._stream.seek(0)
        while part := self._stream.read(_PART):
            yield part


class Head(Frozen):
    """What is known of an index without its rows.

    ``digests`` are those of the documents. ``lengths`` has a row for each field: how many words each document has
    there. ``blocks`` are the keys of blocks of documents, and how many each has. For each of the ``terms``, there is
    the number of its ``postings`` and the length of its row in bytes (``sizes``).
    """

    digests: Sequence[str] = ()
    lengths: Sequence[Sequence[int]] = ()
    blocks: Sequence[tuple[str, int]] = ()
    terms: Sequence[str] = ()
    postings: Sequence[int] = ()
    sizes: Sequence[int] = ()


_NO_HEAD = Head()


class KeptIndex:
    """The index of an earlier build in a folder of the cache; an empty one where there is none."""

    def __init__(self, folder: Path | None = None, head: Head = _NO_HEAD, rows: bytes = b"") -> None:
        """Without a ``folder`` nothing is kept."""
        self.head = head
        self._folder = folder
        self._rows = rows
        self._words = Kept[tuple[str, ...]](folder and folder / _WORDS, tuple[str, ...])
        self._read: tuple[str, Sequence[str] | None] = "", None

    @property
    def terms(self) -> Set[str]:
        """All terms."""
        return self._places.keys()

    def row(self, term: str) -> TermRow:
        """The row of one of the ``terms``."""
        place = self._places[term]
        end = self._ends[place] - 1
        return TermRow(term, self.head.postings[place], self._rows[end - self.head.sizes[place] : end])

    @property
    def is_whole(self) -> bool:
        """Whether the terms of all documents are there: another build into the same cache may have removed some."""
        return not any(self._words.lacks(key) for key, _ in self.head.blocks)

    def words(self, place: int) -> Sequence[str] | None:
        """The terms of a document; None where its block is damaged: any row may have the document."""
        key, number = self._blocks[place]
        if self._read[0] != key:
            self._read = key, self._words.find(key)
        block = self._read[1]
        return None if block is None else block[number].split(" ")

    def lacks_words(self, key: str) -> bool:
        """Whether the terms of a block of documents are to be put here."""
        return self._words.lacks(key)

    def put_words(self, key: str, words: Iterable[Iterable[str]]) -> None:
        """Keep the terms of each document of a block. No term has a space."""
        self._words.put(key, tuple(map(" ".join, words)))

    def replace(self, head: Head, rows: Lines) -> None:
        """Keep another index for the next build, if it can be written."""
        if self._folder is None:
            return
        first = dump_bytes((program_digest(), *values_of(Head)(head))) + b"\n"
        checksum = crc32(first)
        for part in rows.parts():
            checksum = crc32(part, checksum)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with replacing(self._folder / _ROWS) as stream:
                stream.write(b"%08x\n%b" % (checksum, first))
                stream.writelines(rows.parts())
        self._words.remove_others([key for key, _ in head.blocks])

    @cached_property
    def _places(self) -> dict[str, int]:
        return {term: place for place, term in enumerate(self.head.terms)}

    @cached_property
    def _ends(self) -> Sequence[int]:
        return [*accumulate(size + 1 for size in self.head.sizes)]

    @cached_property
    def _blocks(self) -> Sequence[tuple[str, int]]:
        """The block of each document, and its place there."""
        return [(key, number) for key, size in self.head.blocks for number in range(size)]


NO_INDEX = KeptIndex()


def read_index(folder: Path | None) -> KeptIndex:
    """What this version of the program kept; an empty index where there is none, or a part is missing or damaged."""
    if folder is None:
        return NO_INDEX
    try:
        checksum, _, rest = (folder / _ROWS).read_bytes().partition(b"\n")
        if checksum != b"%08x" % crc32(rest):
            return KeptIndex(folder)
        first, _, rows = rest.partition(b"\n")
        program, *parts = load(first)
    except (OSError, ValueError):
        return KeptIndex(folder)
    kept = KeptIndex(folder, Head(*parts), rows)
    return kept if program == program_digest() and kept.is_whole else KeptIndex(folder)
