"""Many files in one archive: the same files make the same bytes, on any day and any system."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

#: The endings of the archives that can be written.
ENDINGS = (".tar", ".tar.gz", ".tgz", ".zip")
#: The earliest time that a zip archive can express.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644


def archive_ending(path: Path) -> str:
    """The ending of a path that names the kind of archive, "" where it is none of ``ENDINGS``."""
    return next((ending for ending in ENDINGS if path.name.lower().endswith(ending)), "")


def write_archive(members: Iterable[tuple[str, bytes]], ending: str, stream: BinaryIO) -> None:
    """Write an archive of the kind ``ending`` to ``stream``, with one file in memory at a time.

    ``members`` are the path of each file in the archive, with ``/``, and its bytes.
    """
    if ending == ".zip":
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, data in members:
                member = zipfile.ZipInfo(path, _EPOCH)
                member.external_attr = _MODE << 16
                member.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(member, data)
    elif ending == ".tar":
        _write_tar(members, stream)
    else:
        with gzip.GzipFile("", "wb", fileobj=stream, mtime=0) as packed:
            _write_tar(members, packed)


def _write_tar(members: Iterable[tuple[str, bytes]], stream: BinaryIO | gzip.GzipFile) -> None:
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for path, data in members:
            member = tarfile.TarInfo(path)
            member.size, member.mode = len(data), _MODE
            archive.addfile(member, io.BytesIO(data))
