"""Files on disk to ``Attachment``: the door at which each is checked and measured. The only importer of imagesize."""

import os
import posixpath
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePath
from unicodedata import normalize

from glossary_site.attachments.kinds import KINDS, SVG, Kind, Shown, find_kind
from glossary_site.digest import digest
from glossary_site.disk import FileCopy, is_hidden, leads_out
from glossary_site.issues import GlossaryError
from glossary_site.language import slugify
from glossary_site.values import Frozen

#: Bytes of a file. Hosts of static sites refuse larger ones, and no reader waits for them.
MAX_BYTES = 25 * 1024 * 1024
#: Pixels of a picture: a browser needs four bytes for each, however few the file has.
MAX_PIXELS = 100_000_000
#: So many hexadecimal digits of the digest are in an address.
_MARK = 12


class _UnusableError(ValueError):
    """A file cannot be published. The text is why, the second argument what to do."""


class Attachment(Frozen):
    """A file that entries may show or link to.

    ``path`` is that of the file as the user would write it, with ``/``; ``content`` is the digest of its bytes.
    ``width`` and ``height`` are those of a picture, in pixels, as it is shown. ``fault`` is why the file cannot be
    published, "" where it can be, and ``hint`` what to do.
    """

    path: str
    content: str = ""
    width: int = 0
    height: int = 0
    fault: str = ""
    hint: str = ""

    @property
    def shown(self) -> Shown:
        """What a page makes of the file."""
        kind = find_kind(self.path)
        return kind.shown if kind else Shown.LINK

    @property
    def media_type(self) -> str:
        """The media type (IANA)."""
        kind = find_kind(self.path)
        return kind.media_type if kind else "application/octet-stream"

    @property
    def url(self) -> str:
        """The address of the file on the site, which another content would not have, so that it can be cached for ever.

        >>> Attachment("entries/Die photo.PNG", "0f" * 16).url
        'files/die-photo-0f0f0f0f0f0f.png'
        """
        name = PurePath(self.path)
        return f"files/{slugify(name.stem) or 'file'}-{self.content[:_MARK]}{name.suffix.lower()}"

    def read(self) -> bytes:
        """The bytes. Raises ``GlossaryError`` with ``file-changed`` where the file has others by now."""
        path = Path(self.path)
        raw = path.read_bytes() if path.is_file() else b""
        if digest(raw) != self.content:
            hint = "somebody saved it just now: do the same again"
            raise GlossaryError.of("file-changed", "the file changed while it was in use", hint, self.path)
        return raw

    def at(self, folder: str = "") -> FileCopy:
        """The file as it is copied into a site or an export, below ``folder``."""
        return FileCopy(folder + self.url, self.path, self.content)


class Attachments(Frozen, dict=True):
    """The files below the folders ``homes`` that entries and pages of text may refer to, sorted by path."""

    homes: tuple[str, ...] = ("",)
    files: tuple[Attachment, ...] = ()

    @cached_property
    def _by_path(self) -> dict[str, Attachment]:
        return {path_key(each.path): each for each in self.files}

    @cached_property
    def _by_letters(self) -> dict[str, Attachment]:
        return {path_key(each.path).casefold(): each for each in self.files}

    def find(self, path: str) -> Attachment | None:
        """The file at ``path``; None where there is none. The form of accents makes no difference."""
        return self._by_path.get(path_key(path))

    def find_in_other_case(self, path: str) -> Attachment | None:
        """The file whose path differs from ``path`` in the case of letters alone."""
        return self._by_letters.get(path_key(path).casefold())

    def holds(self, path: str) -> bool:
        """Whether ``path`` is below one of the folders."""
        return any(path_key(posixpath.relpath(path, home or ".")).split("/")[0] != ".." for home in self.homes)


#: Entries that may refer to no files.
NO_ATTACHMENTS = Attachments()


def path_key(path: str | Path) -> str:
    """A path without ``.`` and ``..`` within it, with accents in one form: that of the site, whatever the system's."""
    return normalize("NFC", os.path.normpath(path).replace(os.sep, "/"))


def path_from(path: str, address: str) -> str:
    """The path of what a relative address in the file ``path`` leads to, without a query and a fragment.

    >>> path_from("entries/parts/saw.md", "../die.png?size=2#top")
    'entries/die.png'
    """
    return path_key(posixpath.join(posixpath.dirname(path), address.partition("#")[0].partition("?")[0]))


def find_attachments(home: Path) -> Iterator[Path]:
    """The files below ``home`` that have the ending of a kind; no link to a folder is followed.

    What starts with ``.`` or ``_`` or ends with ``~`` is left alone, as among entries.
    """
    for parent, folders, names in os.walk(home):
        folders[:] = [name for name in folders if not is_hidden(name)]
        yield from (Path(parent, name) for name in names if find_kind(name) and not is_hidden(name))


_Read = Callable[[Path, str], Attachment]


def read_attachments(homes: Sequence[Path], paths: Iterable[Path], read: _Read) -> Attachments:
    """The files at ``paths``, each by ``read``, which is ``read_attachment`` or remembers what that gave.

    One that leads out of the folders ``homes`` by a link is not read, and has a ``fault``.
    """
    names = sorted({path.as_posix(): path for path in paths}.items())
    files = (
        _unusable(name, "a link out of the folder of the entries", "copy what it leads to into the folder")
        if all(leads_out(path, home) for home in homes)
        else read(path, name)
        for name, path in names
    )
    return Attachments(tuple(home.as_posix() for home in homes), tuple(files))


def read_attachment(path: Path, name: str) -> Attachment:
    """The file at ``path`` under the display name ``name``. One that cannot be published has a ``fault``."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _unusable(name, "this is no ordinary file", "take it out")
        if status.st_size > MAX_BYTES:
            return _too_large(name, status.st_size)
        return measure(path.read_bytes(), name)
    except OSError as error:
        return _unusable(name, f"it cannot be read: {error.strerror}", "check its rights")


def measure(raw: bytes, name: str) -> Attachment:
    """The bytes of a file that is, or would be, at ``name``, checked and measured; they are not held."""
    kind = find_kind(name)
    if not raw:
        return _unusable(name, "the file is empty", "save it again")
    if len(raw) > MAX_BYTES:
        return _too_large(name, len(raw))
    if kind is None or not kind.begins.match(raw):
        return _unusable(name, f"the file is no {PurePath(name).suffix[1:].upper()}", _true_kind(raw))
    try:
        width, height = _size(raw, kind)
    except _UnusableError as error:
        return _unusable(name, *error.args)
    return Attachment(name, digest(raw), width, height)


def _size(raw: bytes, kind: Kind) -> tuple[int, int]:
    """The width and height of a picture, 0 for other kinds. Raises ``_UnusableError``."""
    if kind.shown is not Shown.PICTURE:
        return 0, 0
    if kind is SVG:
        from glossary_site.attachments.svg import SvgError, read_svg_size  # as imagesize, below

        try:
            return read_svg_size(raw)
        except SvgError as error:
            hint = "save it as plain SVG in UTF-8, without scripts and links to elsewhere"
            raise _UnusableError(str(error), hint) from error
    import imagesize  # takes time to load, and most glossaries have no pictures

    width, height = imagesize.get(BytesIO(raw))
    if width < 1 or height < 1:
        raise _UnusableError("the picture is damaged: it has no size", "save it again")
    if width * height > MAX_PIXELS:
        fault = f"the picture has {width:,} × {height:,} pixels, the limit is {MAX_PIXELS // 1_000_000} million"
        raise _UnusableError(fault, "make it smaller")
    return int(width), int(height)


def _true_kind(raw: bytes) -> str:
    """What to do with a file of another kind than its ending."""
    true = next((kind for kind in KINDS if kind.is_sure and kind.begins.match(raw)), None)
    return f"let its name end in {true.endings[0]}, which it is" if true else "save it again"


def _too_large(name: str, size: int) -> Attachment:
    fault = f"the file is too large: {size / 1024 / 1024:.0f} MB, the limit is {MAX_BYTES // 1024 // 1024} MB"
    return _unusable(name, fault, "make it smaller")


def _unusable(name: str, fault: str, hint: str) -> Attachment:
    return Attachment(name, fault=fault, hint=hint)
