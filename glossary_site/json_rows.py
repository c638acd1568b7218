"""JSON as short as can be, for what is sent and kept, and back. The only importer of orjson."""

import json
from collections.abc import Callable
from typing import Any

import orjson


def dump_bytes(value: object) -> bytes:
    """A value as JSON in UTF-8. Raises ``TypeError`` for half a surrogate pair, which UTF-8 cannot hold."""
    return orjson.dumps(value)


def dump(value: object) -> str:
    """A value as JSON, in which half a surrogate pair is "?", as on pages."""
    try:
        return dump_bytes(value).decode()
    except TypeError:
        whole = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        return whole.decode()


def dump_frozen(value: object, plain: Callable[[Any], object]) -> bytes:
    """A value as JSON: other values of its type have other texts.

    ``plain`` is asked for what a value is that JSON has not. An enum is its value, and a text of another
    class a text. Raises what ``plain`` raises.
    """
    try:
        return orjson.dumps(value, plain, orjson.OPT_PASSTHROUGH_DATACLASS)
    except TypeError as error:
        if error.__cause__:  # what ``plain`` raised, which may be Ctrl-C
            raise error.__cause__ from None
        # Half a surrogate pair, or a number of more than 64 bits.
        return json.dumps(value, default=plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


def load(text: str | bytes) -> Any:
    """The value of a JSON text. Raises ``ValueError``."""
    return orjson.loads(text)
