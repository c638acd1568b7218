"""``glossary new``: a small working project as an example to replace, or what makes a site of a glossary in one file.

Its files are those in ``starter_files/``, and schemas for editors.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain, takewhile
from pathlib import Path

from glossary_site.disk import leads_out, write_atomically
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.project.installing import Installing, find_installing
from glossary_site.project.schemas import SCHEMAS, format_schema
from glossary_site.request import CONFIG_NAME
from glossary_site.values import Frozen

#: Replaces the dot of hidden files, which packaging tools would leave out or obey.
_DOT = "dot-"
#: Where a project has its glossary, if that is one file, and the endings of such files.
_FOLDERS, _ENDINGS = (".", "docs", "doc"), (".md", ".markdown", ".mdx", ".rst", ".adoc", ".txt")


class StartedProject(Frozen):
    """The files that were written, those that were there and are kept, and how hosts install the program.

    ``source`` is the glossary in one file that the project is about, "" where it has entries.
    """

    files: tuple[str, ...]
    kept: tuple[str, ...]
    source: str
    installing: Installing


def find_glossary(folder: Path) -> str:
    """The path within ``folder`` of a glossary in one file (``GLOSSARY.md``, ``docs/glossary.md``), "" for none."""
    paths = (path for each in _FOLDERS if (folder / each).is_dir() for path in sorted((folder / each).iterdir()))
    found = (path for path in paths if path.stem.lower() == "glossary" and path.suffix.lower() in _ENDINGS)
    return next((path.relative_to(folder).as_posix() for path in found if path.is_file()), "")


def start_project(folder: Path) -> StartedProject:
    """Write the project into ``folder``: around the glossary in one file that is in it, or else an example.

    Raises ``GlossaryError`` with ``project-not-empty`` or ``file-outside`` (links that lead out of the folder), or
    ``OSError``; then the folder is as it was.
    """
    source = find_glossary(folder) if folder.is_dir() else ""
    if (folder / CONFIG_NAME).exists():
        message, hint = f"there is a {CONFIG_NAME} in it", "edit that; 'glossary doctor' lists what is missing"
        raise GlossaryError.of("project-not-empty", message, hint, folder)
    if not source and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = "the folder is not empty" if folder.is_dir() else "there is a file of that name"
        hint = "name a new folder, or put a GLOSSARY.md into this one"
        raise GlossaryError.of("project-not-empty", message, hint, folder)
    installing = find_installing()
    planned = dict(_list_project(source, installing))
    if outside := {(folder / name).parent for name in planned if leads_out((folder / name).parent, folder)}:
        message, hint = "a link leads out of the folder, so nothing is written there", "take the link away"
        raise GlossaryError(
            [Issue("file-outside", Severity.ERROR, message, hint, each.as_posix()) for each in sorted(outside)]
        )
    written: list[str] = []
    kept: list[str] = []
    try:
        for name, data in planned.items():
            path = folder / name
            if path.exists():
                kept.append(name)
                continue
            written.append(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, data)
    except OSError:  # a project with half of its files would be refused by the next 'glossary new'
        _remove(folder, written)
        raise
    return StartedProject(tuple(written), tuple(kept), source, installing)


def _remove(folder: Path, names: Iterable[str]) -> None:
    """Remove files, and the folders below ``folder`` that are empty without them."""
    for path in (folder / name for name in names):
        path.unlink(missing_ok=True)
        for parent in takewhile(folder.__ne__, path.parents):
            with suppress(OSError):  # there are other files in it
                parent.rmdir()


def _list_project(source: str, installing: Installing) -> Iterator[tuple[str, bytes]]:
    """The files of a project, by their paths."""
    marks = {
        b"@INSTALL@": f"pip install {installing.requirement}",
        b"@WHY@": installing.why,
        b"@SOURCE@": f"{source} " if source else "",
    }
    home = files("glossary_site.project") / "starter_files"
    example = () if source else _list_files(home / "example")
    for name, data in chain(_list_files(home / "every"), example):
        for mark, text in marks.items():
            data = data.replace(mark, text.encode())
        yield name, data
    yield from installing.files.items()
    for name in ("settings",) if source else SCHEMAS:
        yield f".schemas/{name}.json", format_schema(name).encode()


def _list_files(folder: Traversable, path: str = "") -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        name = path + (f".{each.name.removeprefix(_DOT)}" if each.name.startswith(_DOT) else each.name)
        if each.is_dir():
            yield from _list_files(each, f"{name}/")
        else:
            yield name, each.read_bytes()
