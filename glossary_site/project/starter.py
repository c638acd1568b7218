"""``glossary new``: a small working project, as an example to replace.

Its files are those in ``starter_files/``, and schemas for editors.
"""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path

from glossary_site.disk import write_atomically
from glossary_site.issues import GlossaryError
from glossary_site.project.schemas import SCHEMAS, format_schema

#: Replaces the dot of hidden files, which packaging tools would leave out or obey.
_DOT = "dot-"


def _list_files(folder: Traversable, path: str = "") -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        name = path + (f".{each.name.removeprefix(_DOT)}" if each.name.startswith(_DOT) else each.name)
        if each.is_dir():
            yield from _list_files(each, f"{name}/")
        else:
            yield name, each.read_bytes()


def start_project(folder: Path) -> tuple[str, ...]:
    """Write the project into ``folder``, and return the paths of its files.

    Raises ``GlossaryError`` with ``project-not-empty``, or ``OSError``.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = "the folder is not empty" if folder.is_dir() else "there is a file of that name"
        raise GlossaryError.of("project-not-empty", message, "name a new folder", folder)
    names = []
    schemas = ((f".schemas/{name}.json", format_schema(name).encode()) for name in SCHEMAS)
    for name, data in chain(_list_files(files("glossary_site.project") / "starter_files"), schemas):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
        names.append(name)
    return tuple(names)
