"""Names imported and patterns compiled when they are first used: a command loads only what it runs."""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, cast


def import_late(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package (PEP 562): it finds each public name in the module that ``modules`` gives."""

    def find_name(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return find_name


class _LatePattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._pattern, self._flags), name)
        setattr(self, name, found)  # so that it is a plain attribute from now on
        return found


def compile_late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled when it is first used: one of the letters of many scripts takes 2 ms."""
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))
