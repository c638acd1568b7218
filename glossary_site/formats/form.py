"""What a format is: how it is recognised, what reads and writes it, what it loses and what it needs."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from glossary_site.issues import GlossaryError
from glossary_site.values import Frozen, field

if TYPE_CHECKING:
    from glossary_site.disk import FileCopy, Output
    from glossary_site.formats.edition import Edition
    from glossary_site.formats.imported import ImportedGlossary, ImportSource

Write: TypeAlias = "Callable[[Edition], Iterable[Output | FileCopy]]"
Read: TypeAlias = "Callable[[ImportSource], ImportedGlossary]"
Recognise: TypeAlias = Callable[[Path], bool]

#: The ending of a format that is a folder of files.
FOLDER = "/"


class Import(Frozen):
    """What an import of a format takes, in words for its table in the documents.

    ``by`` is what recognises the format besides the ending of a file, "" where that suffices. ``keeps`` becomes
    fields, markup and references; what is ``lost`` is counted in the report. ``library`` parses the files: the name of
    a package, "" for the standard library and this program's own parsers.
    """

    by: str
    keeps: str
    lost: str
    library: str = ""


class Format(Frozen):
    """One format.

    ``endings`` are those of its files, the first is that of an export. ``reads``, ``writes`` and ``holds`` name
    functions as ``module.function``, "" where there is none; ``holds`` recognises a file or folder by what it holds,
    where other formats have its ending. ``loses`` has a note for each field that an export cannot carry whole;
    ``extra`` is the extra to install. ``takes`` describes an import, None where there is none.
    """

    name: str
    what: str
    endings: tuple[str, ...]
    reads: str = ""
    writes: str = ""
    loses: Mapping[str, str] = field(default_factory=dict)
    extra: str = ""
    holds: str = ""
    takes: Import | None = None

    @property
    def ending(self) -> str:
        """The ending of an exported file; "" for a folder."""
        return "" if self.endings[0] == FOLDER else self.endings[0]


def _load(form: Format, function: str) -> Callable[..., Any]:
    module, _, name = function.partition(".")
    try:
        found: Callable[..., Any] = getattr(import_module(f"glossary_site.formats.{module}"), name)
    except ModuleNotFoundError as error:
        if not form.extra or (error.name or "").startswith("glossary_site"):
            raise
        message = f"the format '{form.name}' needs the package '{error.name}'"
        hint = f"pip install 'glossary-site[{form.extra}]'"
        raise GlossaryError.of("extra-missing", message, hint) from error
    return found


def load_writer(form: Format) -> Write:
    """What writes a format of ``EXPORTS``. Raises ``GlossaryError`` with ``extra-missing``."""
    return _load(form, form.writes)


def load_reader(form: Format) -> Read:
    """What reads a format of ``IMPORTS`` but ``TEXT``. Raises ``GlossaryError`` with ``extra-missing``."""
    return _load(form, form.reads)


def load_recogniser(form: Format) -> Recognise:
    """What recognises a format whose ending others share."""
    return _load(form, form.holds)
