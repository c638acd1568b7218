"""Frozen values, read from JSON at once; mappings whose values are made when asked for. The only importer of msgspec.

``Frozen`` is the kind of nearly all values. What is gathered step by step, and changes, is a ``Struct`` of msgspec.

Most of what this program makes are small values, so their kind decides how long it takes: a value of msgspec is made,
copied, compared and read from JSON by compiled code, and its class in a tenth of the time of a dataclass's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

from msgspec import Struct, field
from msgspec.json import Decoder
from msgspec.structs import replace

__all__ = [
    "Frozen",
    "HeldAsBytes",
    "LazyMapping",
    "Struct",
    "as_dict",
    "field",
    "list_defaults",
    "list_fields",
    "parser",
    "replace",
    "values_of",
]

Key = TypeVar("Key")
Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A value whose fields cannot be set, equal to others of its class by them: in JSON, a list of them in their order.

    A class with a ``cached_property`` is declared with ``dict=True``. Types are checked where a value is parsed, not
    where it is made.
    """


def list_fields(kind: type[Frozen]) -> tuple[str, ...]:
    """The names of the fields of a class of values, in their order."""
    return kind.__struct_fields__


def list_defaults(kind: type[Frozen]) -> dict[str, Any]:
    """The default of each field that has one, by its name."""
    defaults = kind.__struct_defaults__
    return dict(zip(list_fields(kind)[-len(defaults) :], defaults, strict=True)) if defaults else {}


@cache
def values_of(kind: type[Frozen]) -> Callable[[Any], tuple[Any, ...]]:
    """A function from a value of that class to those of its fields."""
    names = list_fields(kind)
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda value: (get(value),)


def as_dict(value: Any) -> Any:
    """A value as JSON that names its fields: an object for each value in it, a list for each tuple.

    What is in mappings and sets stays as it is.
    """
    if isinstance(value, Frozen):
        return {name: as_dict(getattr(value, name)) for name in list_fields(type(value))}
    if isinstance(value, (tuple, list)):
        return [as_dict(each) for each in value]
    return value


@cache
def parser(kind: Any) -> Callable[[bytes | str], Any]:
    """A function from the JSON of a value of type ``kind`` to the value.

    It raises ``ValueError`` where a text is no JSON, or that of no such value.
    """
    return Decoder(kind).decode


def _represent(value: Frozen) -> str:
    """The code of a value, with its texts as texts."""
    kind = type(value)
    fields = map("{}={!r}".format, list_fields(kind), values_of(kind)(value))
    return f"{kind.__name__}({', '.join(fields)})"


class HeldAsBytes:
    """A field that holds a long text in fewer bytes: each use decodes it. To be made behind the class of the field.

    JSON leaves the UTF-8 of a text beside it, and one character beyond Latin-1 makes Python hold the whole text at two
    bytes a character or four. A text of ASCII alone is held as it is.
    """

    def __init__(self, kind: type[Frozen], name: str) -> None:
        self._slot = kind.__dict__[name]
        setattr(kind, name, property(self._read))
        kind.__repr__ = _represent  # type: ignore[method-assign, assignment]

    def _read(self, value: Frozen) -> str:
        held: str | bytes = self._slot.__get__(value)
        return held.decode("utf-8", "surrogatepass") if isinstance(held, bytes) else held

    def shrink(self, value: Frozen) -> None:
        """Hold the text of a new ``value`` so: for its ``__post_init__``."""
        held: str | bytes = self._slot.__get__(value)
        if isinstance(held, str) and not held.isascii():
            self._slot.__set__(value, held.encode("utf-8", "surrogatepass"))


class LazyMapping(Mapping[Key, Made]):
    """A mapping each value of which is made when it is asked for."""

    def __init__(self, keys: Callable[[], Iterable[Key]], make: Callable[[Key], Made]) -> None:
        """``make`` gives the value of a key, or raises ``KeyError``."""
        self._keys = keys
        self._make = make

    def __getitem__(self, key: Key) -> Made:
        return self._make(key)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys())

    def __len__(self) -> int:
        return sum(1 for _ in self)
