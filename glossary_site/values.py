"""Frozen dataclasses pickled quickly, and converted to JSON and back; mappings whose values are made when asked for."""

import copyreg
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, dataclass_transform, get_args, get_origin, get_type_hints

Key = TypeVar("Key")
Made = TypeVar("Made")
Convert = Callable[[Any], Any]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def compact(kind: type[Made]) -> type[Made]:
    """Makes a class a frozen dataclass with slots that is pickled several times as fast: fields without names."""
    made = dataclass(frozen=True, slots=True)(kind)
    names = [each.name for each in fields(made)]  # type: ignore[arg-type]
    getter = attrgetter(*names)
    values = getter if len(names) > 1 else lambda value: (getter(value),)

    def reduce(value: Any) -> tuple[Any, tuple[Any, ...]]:
        return made, values(value)

    copyreg.pickle(made, reduce)
    return made


def hold_as_bytes(kind: type, name: str) -> None:
    """Have a compact class hold its field ``name``, a long text, in fewer bytes: each use decodes it.

    JSON leaves the UTF-8 of a text beside it, and one character beyond Latin-1 makes Python hold the whole text at two
    bytes a character or four. A text of ASCII alone is held as it is.
    """
    slot = kind.__dict__[name]

    def get(value: Any) -> Any:
        held = slot.__get__(value)
        return held.decode("utf-8", "surrogatepass") if held.__class__ is bytes else held

    def put(value: Any, text: str) -> None:
        # Raises ``TypeError`` where that is no text, as a damaged cache may have it.
        slot.__set__(value, text if str.isascii(text) else text.encode("utf-8", "surrogatepass"))

    setattr(kind, name, property(get, put))


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


def _same(value: Any) -> Any:
    return value


@cache
def codec(kind: Any) -> tuple[Convert, Convert]:
    """Two functions: from values of type ``kind`` to values for ``json``, where a dataclass is a list, and back.

    A type consists of dataclasses, tuples, frozen sets of ``str``, enums, ``str``, numbers, ``bool``, None and
    ``str | X``. Of other JSON, the second function raises ``TypeError`` or ``ValueError``, or makes a wrong value.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        inner = [codec(each) for each in arguments if each not in (NoneType, str)]
        if not inner or inner[0] == (_same, _same):
            return _same, _same
        ((encode, decode),) = inner
        return (
            lambda value: value if value is None or isinstance(value, str) else encode(value),
            lambda value: value if value is None or isinstance(value, str) else decode(value),
        )
    if origin is tuple and arguments[-1] is Ellipsis:
        encode, decode = codec(arguments[0])
        return (
            _same if encode is _same else lambda value: list(map(encode, value)),
            tuple if decode is _same else lambda value: tuple(map(decode, value)),
        )
    if origin is tuple:
        encoders, decoders = zip(*map(codec, arguments), strict=True)
        return (
            lambda value: [encode(each) for encode, each in zip(encoders, value, strict=True)],
            lambda value: tuple([decode(each) for decode, each in zip(decoders, value, strict=True)]),
        )
    if origin is frozenset:
        return sorted, frozenset
    if is_dataclass(kind):
        hints, names = get_type_hints(kind), [each.name for each in fields(kind)]
        encoders, decoders = zip(*(codec(hints[name]) for name in names), strict=True)
        parts = list(zip(map(attrgetter, names), encoders, strict=True))
        # Most fields are texts and numbers, which JSON gives as they are.
        decoded = [(place, decode) for place, decode in enumerate(decoders) if decode is not _same]
        make: Any = kind

        def decode_fields(value: Any) -> Any:
            held = list(value)
            if len(held) != len(decoders):
                raise ValueError(f"{len(held)} fields in place of {len(decoders)}")
            for place, decode in decoded:
                held[place] = decode(held[place])
            return make(*held)

        return lambda value: [encode(get(value)) for get, encode in parts], decode_fields
    return _same, kind if isinstance(kind, type) and issubclass(kind, Enum) else _same
