"""Digests of content: short, and the same in every run and on every machine."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from hashlib import blake2b
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

from glossary_site.json_rows import dump_frozen
from glossary_site.values import Frozen, list_fields

Value = TypeVar("Value")

#: Hexadecimal digits of a digest: 128 bits, so that no two contents of a glossary share one.
LENGTH = 32
#: So many bytes of a file are read at a time.
_PART = 1 << 20


def digest(*parts: str | bytes) -> str:
    """The digest of ``parts``, in order; ``("ab", "c")`` and ``("a", "bc")`` differ. Texts are encoded in UTF-8."""
    return digest_all(parts)


def digest_all(parts: Iterable[str | bytes]) -> str:
    """The digest of all ``parts``, in their order."""
    state = blake2b(digest_size=LENGTH // 2)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(b"%d:" % len(raw))
        state.update(raw)
    return state.hexdigest()


def digest_file(path: Path | str) -> str:
    """The digest of a file's bytes, as of ``digest``, with a part of them in memory at a time. Raises ``OSError``."""
    state = blake2b(digest_size=LENGTH // 2)
    with Path(path).open("rb") as stream:
        state.update(b"%d:" % os.fstat(stream.fileno()).st_size)
        while part := stream.read(_PART):
            state.update(part)
    return state.hexdigest()


def digest_value(value: Any) -> str:
    """The digest of a frozen value: equal values have equal digests.

    A value is made of frozen values, tuples, texts and numbers. One that has a ``digest`` of its own counts by that.
    """
    return value.digest if hasattr(value.__class__, "digest") else _digest_plain(value)


def _digest_plain(value: Any) -> str:
    """The digest of a value, whether or not it has one of its own: short, since it is taken of thousands of values."""
    return blake2b(dump_frozen(value, _plain), digest_size=LENGTH // 2).hexdigest()


class Shared:
    """A frozen value that many others hold: its digest is computed once, and counts for it in theirs."""

    @cached_property
    def digest(self) -> str:
        """The digest of the value."""
        kind: Any = self.__class__
        return _digest_plain(_fields_of(kind)(self))


def _plain(value: Any) -> Any:
    """What counts for a value that is no tuple, text or number: the name of its class and its fields, or a digest.

    Of a frozen set its values in order.
    """
    return _plainer(value.__class__)(value)


@cache
def _plainer(kind: type) -> Callable[[Any], Any]:
    """``_plain`` for values of that type."""
    if hasattr(kind, "digest"):
        return attrgetter("digest")
    if issubclass(kind, frozenset):
        return sorted
    return _fields_of(kind) if issubclass(kind, Frozen) else repr


@cache
def _fields_of(kind: type) -> Callable[[Any], Any]:
    """A function from a frozen value to the name of its class and its fields."""
    return attrgetter("__class__.__name__", *list_fields(kind))


def digest_fields(value: Frozen) -> dict[str, str]:
    """The digest of each field of a value, by the field's name."""
    return {name: digest_value(getattr(value, name)) for name in list_fields(type(value))}


class Digested(Generic[Value]):
    """A value with its digest, each made when it is first asked for. Two are equal where their digests are."""

    def __init__(self, make: Callable[[], Value], find_digest: Callable[[], str] | None = None) -> None:
        """``find_digest`` gives the digest of the value that ``make`` gives; without it the value is digested."""
        self._make = make
        self._find_digest = find_digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Digested) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def value(self) -> Value:
        """The value itself."""
        return self._make()

    @cached_property
    def digest(self) -> str:
        """The digest of the value."""
        return self._find_digest() if self._find_digest else digest_value(self.value)


#: The endings of the program's files that may change the bytes of a site.
_OF_PROGRAM = (".py", ".js", ".css", ".ini", ".json", ".mo")
#: The libraries whose versions may change the bytes of a site.
_LIBRARIES = (
    "markdown-it-py",
    "mdit-py-plugins",
    "pygments",
    "math-core",
    "jinja2",
    "orjson",
    "lunr",
    "pyicu-wheels",
    "anyascii",
    "ftfy",
    "langcodes",
    "imagesize",
    "snowballstemmer",
    "tree-sitter-bash",
)


def find_versions() -> list[str]:
    """The libraries with their versions, as their folders of metadata are named: ``jinja2-3.1.6``, in order.

    ``importlib.metadata`` reads them as e-mail, and takes thirty times as long.
    """
    names = {name.replace("-", "_") for name in _LIBRARIES}
    found: dict[str, str] = {}
    for folder in filter(Path.is_dir, map(Path, sys.path)):
        for each in os.listdir(folder):  # noqa: PTH208 - no path for each of a thousand names
            name = re.sub("[-.]", "_", each.partition("-")[0].lower())
            if name in names and each.endswith((".dist-info", ".egg-info")):
                found.setdefault(name, each.rpartition(".")[0])  # the first is the one that is imported
    return sorted(found.values())


def _list_program() -> Iterator[str]:
    """The paths of the program's files. What Python compiled of them follows from them."""
    for folder, folders, names in os.walk(Path(__file__).parent):
        folders[:] = (name for name in folders if name != "__pycache__")
        yield from (f"{folder}/{name}" for name in names if name.endswith(_OF_PROGRAM))


def _read_bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - each command reads hundreds, whole
        return stream.read()


@cache
def program_digest() -> str:
    """The digest of the program and its libraries. Caches depend on it: another program may make another site."""
    files = ((path.rpartition("/")[2], _read_bytes(path)) for path in sorted(_list_program()))
    return digest_all(chain(find_versions(), chain.from_iterable(files)))
