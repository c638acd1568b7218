"""Values in a folder of the cache, by the digests of what they were made of: what did not change is not made again."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar
from zlib import crc32

from glossary_site.digest import LENGTH, digest, program_digest
from glossary_site.disk.files import write_atomically
from glossary_site.json_rows import dump_bytes
from glossary_site.values import parser

Value = TypeVar("Value")
Made = TypeVar("Made")

#: Values a block, about, in which they are kept together, and at most: all of a block are made anew where one changes.
_BLOCK, _MOST = 64, 128


class Kept(Generic[Value]):
    """Values of one kind, a file each. Each is read by a digest of its text, which shows damage."""

    def __init__(self, folder: Path | None, kind: Any) -> None:
        """``kind`` is the type of the values, one that ``parser`` takes. Without a ``folder`` nothing is kept."""
        self._folder = folder
        self._parse = parser(kind)

    def find(self, key: str) -> Value | None:
        """The value that this version of the program kept under a key; None where there is none, or it is damaged."""
        if self._folder is None:
            return None
        name = _name(key)
        try:
            raw = (self._folder / name).read_bytes()
            if raw[:LENGTH] != _sign(name, raw[LENGTH:]):
                return None
            found: Value = self._parse(raw[LENGTH:])
        except (OSError, ValueError):
            return None
        return found

    def lacks(self, key: str) -> bool:
        """Whether a value is wanted under a key: there is none, and it can be kept. It is not read."""
        return self._folder is not None and not (self._folder / _name(key)).is_file()

    def put(self, key: str, value: Value) -> None:
        """Keep a value, unless it cannot be written, or has half a surrogate pair."""
        if self._folder is None:
            return
        name = _name(key)
        with suppress(OSError, TypeError):
            raw = dump_bytes(value)
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self._folder / name, _sign(name, raw) + raw)

    def remove_others(self, keys: Collection[str]) -> None:
        """Remove all values but those of these keys."""
        names = set(map(_name, keys))
        with suppress(OSError):
            for path in self._folder.iterdir() if self._folder else ():
                if path.name not in names:
                    path.unlink()


def make_in_blocks(
    kept: Kept[tuple[Made, ...]],
    values: Iterable[Value],
    find_key: Callable[[Value], tuple[str, str]],
    make: Callable[[Value], Made],
    shared: str = "",
) -> Iterator[Made]:
    """What ``make`` gives for each value. A block of values without a change is as it is ``kept``.

    ``find_key`` gives the name of a value and the digest of what is made of it alone, ``shared`` is the digest of what
    all are made of. The name of its last value decides where a block ends: other values leave it as it is, but for long
    blocks, which are cut.
    """
    keys: list[str] = []
    for key, block in cut_in_blocks(values, find_key, shared):
        found = kept.find(key)
        if found is None or len(found) != len(block):
            found = tuple(map(make, block))
            kept.put(key, found)
        keys.append(key)
        yield from found
    kept.remove_others(keys)


def cut_in_blocks(
    values: Iterable[Value], find_key: Callable[[Value], tuple[str, str]], shared: str = ""
) -> Iterator[tuple[str, list[Value]]]:
    """The blocks of ``make_in_blocks``, each with its digest."""
    block: list[Value] = []
    digests: list[str] = []
    for value in values:
        name, made_of = find_key(value)
        block.append(value)
        digests.append(made_of)
        if crc32(name.encode("utf-8", "surrogatepass")) % _BLOCK == 0 or len(block) == _MOST:
            yield digest(shared, *digests), block
            block, digests = [], []
    if block:
        yield digest(shared, *digests), block


def _name(key: str) -> str:
    return digest(program_digest(), key)


def _sign(name: str, raw: bytes) -> bytes:
    return digest(name, raw).encode("ascii")
