"""The rows of an index in a file of the cache: the next build counts only documents that changed.

The first line is a checksum of the rest, which shows damage. The second has the digest of the program, those of the
documents, and for each field how many words each document has. Then come the rows, in JavaScript's order.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from zlib import crc32

from glossary_site.digest import program_digest
from glossary_site.disk import replacing
from glossary_site.json_rows import dump_bytes, load
from glossary_site.search.term_rows import TermRow, parse_row

#: Bytes that are held in memory; more of them are written to a temporary file.
HELD = 8_000_000


@dataclass(frozen=True, slots=True)
class KeptRows:
    """The rows of an earlier build. ``lengths`` has a row for each field, a number for each of the ``digests``."""

    digests: Sequence[str] = ()
    lengths: Sequence[Sequence[int]] = ()
    lines: bytes = b""

    def __iter__(self) -> Iterator[TermRow]:
        """The rows in JavaScript's order, each parsed as it is asked for."""
        return (parse_row(line.rstrip()) for line in BytesIO(self.lines))


NO_ROWS = KeptRows()


def read_rows(path: Path | None) -> KeptRows:
    """What this version of the program kept; nothing where there is none, or the file is damaged."""
    if path is None:
        return NO_ROWS
    try:
        checksum, _, rest = path.read_bytes().partition(b"\n")
        if checksum != b"%08x" % crc32(rest):
            return NO_ROWS
        head, _, lines = rest.partition(b"\n")
        program, digests, lengths = load(head)
    except (OSError, ValueError):
        return NO_ROWS
    return KeptRows(digests, lengths, lines) if program == program_digest() else NO_ROWS


def keep_rows(
    path: Path | None, digests: Sequence[str], lengths: Iterable[Sequence[int]], rows: Iterable[TermRow]
) -> Iterator[TermRow]:
    """The ``rows`` themselves; they are in the file when all were asked for, if it can be written."""
    if path is None:
        yield from rows
        return
    head = dump_bytes((program_digest(), digests, [[*each] for each in lengths])) + b"\n"
    checksum = crc32(head)
    with SpooledTemporaryFile(max_size=HELD) as held:
        for row in rows:
            line = row.line + b"\n"
            checksum = crc32(line, checksum)
            held.write(line)
            yield row
        held.seek(0)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(path) as stream:
                stream.write(b"%08x\n%b" % (checksum, head))
                copyfileobj(held, stream)
