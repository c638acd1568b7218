"""The kinds of files that entries may show or link to, in one table."""

import re
from enum import StrEnum

from glossary_site.values import Frozen


class Shown(StrEnum):
    """What a page makes of a file."""

    PICTURE = "picture"
    SOUND = "sound"
    LINK = "link"


class Kind(Frozen):
    """One kind of files: their endings, their media type (IANA), what a page makes of them, and how each begins.

    ``is_sure``: no file of another kind begins so.
    """

    endings: tuple[str, ...]
    media_type: str
    shown: Shown
    begins: re.Pattern[bytes]
    is_sure: bool = True


def _kind(endings: str, media_type: str, shown: Shown, begins: bytes, *, is_sure: bool = True) -> Kind:
    return Kind(tuple(endings.split()), media_type, shown, re.compile(begins, re.DOTALL), is_sure)


SVG = _kind(".svg", "image/svg+xml", Shown.PICTURE, rb"\xef\xbb\xbf|\s*<", is_sure=False)
KINDS = (
    _kind(".png", "image/png", Shown.PICTURE, rb"\x89PNG\r\n\x1a\n"),
    _kind(".jpg .jpeg", "image/jpeg", Shown.PICTURE, rb"\xff\xd8\xff"),
    _kind(".webp", "image/webp", Shown.PICTURE, rb"RIFF.{4}WEBP"),
    _kind(".avif", "image/avif", Shown.PICTURE, rb".{4}ftyp(?:avi[fs]|m[is]f1)"),
    _kind(".gif", "image/gif", Shown.PICTURE, rb"GIF8[79]a"),
    SVG,
    _kind(".pdf", "application/pdf", Shown.LINK, rb"%PDF-"),
    _kind(".mp3", "audio/mpeg", Shown.SOUND, rb"ID3|\xff[\xe2-\xff]", is_sure=False),
    _kind(".ogg .oga .opus", "audio/ogg", Shown.SOUND, rb"OggS"),
    _kind(".m4a", "audio/mp4", Shown.SOUND, rb".{4}ftyp", is_sure=False),
    _kind(".wav", "audio/wav", Shown.SOUND, rb"RIFF.{4}WAVE"),
)
PICTURES = tuple(kind for kind in KINDS if kind.shown is Shown.PICTURE)
_BY_ENDING = {ending: kind for kind in KINDS for ending in kind.endings}


def find_kind(path: str) -> Kind | None:
    """The kind of files that have the ending of ``path``, in any case; None where entries refer to no such file."""
    _, dot, ending = path.rpartition(".")  # by no class of paths: this is done for every file of entries
    return _BY_ENDING.get(dot + ending.lower())
