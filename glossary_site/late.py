"""Names of a package that are imported when they are first used: a command loads only what it runs."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def import_late(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package (PEP 562): it finds each public name in the module that ``modules`` gives."""

    def find_name(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return find_name
