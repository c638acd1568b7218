"""Digests of content: short, and the same in every run and on every machine."""

import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

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

    A value is made of dataclasses, tuples, texts and numbers. One that has a ``digest`` of its own counts by that.
    """
    found: str = _plain(value)
    return found if _has_digest(value.__class__) else digest(repr(found))


class Shared:
    """A frozen value that many others hold: its digest is computed once, and counts for it in theirs."""

    @cached_property
    def digest(self) -> str:
        """The digest of the value."""
        return digest(repr(_plain_fields(self)))


@cache
def _getter(kind: type) -> tuple[Callable[[Any], tuple[Any, ...]] | None, bool]:
    """A function from a dataclass to its fields, None where ``kind`` is no dataclass; whether all fields are texts."""
    if not is_dataclass(kind):
        return None, False
    names = [field.name for field in fields(kind)]
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda value: (get(value),), all(
        each.type in (str, "str") for each in fields(kind)
    )


def _plain(value: Any) -> Any:
    """A value with each dataclass as a tuple, whose ``repr`` takes a fifth of the time."""
    if value.__class__ is tuple:
        return [each if each.__class__ is str else _plain(each) for each in value]
    return value.digest if _has_digest(value.__class__) else _plain_fields(value)


@cache
def _has_digest(kind: type) -> bool:
    """Whether values of that type have a digest of their own, which counts for them."""
    return hasattr(kind, "digest")


def _plain_fields(value: Any) -> Any:
    kind = value.__class__
    get, holds_texts = _getter(kind)
    if get is None:
        return value
    held = get(value)
    return kind.__name__, held if holds_texts else _plain(held)


def digest_fields(value: Any) -> dict[str, str]:
    """The digest of each field of a dataclass, by the field's name."""
    return {field.name: digest_value(getattr(value, field.name)) for field in fields(value)}


class Digested(Generic[Value]):
    """A value with its digest, each made when it is first asked for."""

    def __init__(self, make: Callable[[], Value], find_digest: Callable[[], str] | None = None) -> None:
        """``find_digest`` gives the digest of the value that ``make`` gives; without it the value is digested."""
        self._make = make
        self._find_digest = find_digest

    @cached_property
    def value(self) -> Value:
        """The value itself."""
        return self._make()

    @cached_property
    def digest(self) -> str:
        """The digest of the value."""
        return self._find_digest() if self._find_digest else digest_value(self.value)


#: The libraries whose versions may change the bytes of a site.
_LIBRARIES = (
    "markdown-it-py",
    "mdit-py-plugins",
    "pygments",
    "math-core",
    "jinja2",
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
        for each in folder.iterdir():
            name = re.sub("[-.]", "_", each.name.partition("-")[0].lower())
            if each.suffix in (".dist-info", ".egg-info") and name in names:
                found.setdefault(name, each.stem)  # the first is the one that is imported
    return sorted(found.values())


@cache
def program_digest() -> str:
    """The digest of the program and its libraries. Caches depend on it: another program may make another site."""
    package = Path(__file__).parent
    files = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".js", ".css", ".ini", ".json", ".mo"))
    return digest_all((*find_versions(), *(part for path in files for part in (path.name, path.read_bytes()))))
