"""JSON as short as can be, for what is sent and kept, and back. The only importer of orjson.

A frozen value is a list of its fields (``values.parser`` reads it), a frozen set of texts one of them in order.
"""

import json
from collections.abc import Callable
from typing import Any

import orjson

from glossary_site.values import values_of


def dump_bytes(value: object) -> bytes:
    """A value as JSON in UTF-8. Raises ``TypeError`` for half a surrogate pair, which UTF-8 cannot hold."""
    return _dump(value, _as_list)


def _dump(value: object, plain: Callable[[Any], object]) -> bytes:
    """As ``orjson.dumps``. Raises what ``plain`` raises, which may be Ctrl-C, as it is."""
    try:
        return orjson.dumps(value, plain)
    except TypeError as error:
        if error.__cause__:
            raise error.__cause__ from None
        raise


def _as_list(value: Any) -> object:
    """What JSON has for a value that it has not."""
    return sorted(value) if isinstance(value, frozenset) else values_of(value.__class__)(value)


def dump(value: object) -> str:
    """A value as JSON, in which half a surrogate pair is "?", as on pages."""
    try:
        return dump_bytes(value).decode()
    except TypeError:
        whole = json.dumps(value, default=_as_list, ensure_ascii=False, separators=(",", ":"))
        return whole.encode("utf-8", "replace").decode()


def dump_frozen(value: object, plain: Callable[[Any], object]) -> bytes:
    """A value as JSON: other values of its type have other texts.

    ``plain`` is asked for what a value is that JSON has not. An enum is its value, and a text of another
    class a text. Raises what ``plain`` raises.
    """
    try:
        return _dump(value, plain)
    except TypeError:
        # Half a surrogate pair, or a number of more than 64 bits.
        return json.dumps(value, default=plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


def load(text: str | bytes) -> Any:
    """The value of a JSON text. Raises ``ValueError``."""
    return orjson.loads(text)
