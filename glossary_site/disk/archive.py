"""Many files in one archive: the same files make the same bytes, on any day and any system."""

import gzip
import io
import os
import shutil
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

#: The endings of the archives that can be written.
ENDINGS = (".tar", ".tar.gz", ".tgz", ".zip")
#: The earliest time that a zip archive can express.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644
#: So many bytes of a file are in memory at a time.
_PART = 1 << 20


def archive_ending(path: Path) -> str:
    """The ending of a path that names the kind of archive, "" where it is none of ``ENDINGS``."""
    return next((ending for ending in ENDINGS if path.name.lower().endswith(ending)), "")


def write_archive(members: Iterable[tuple[str, bytes | Path]], ending: str, stream: BinaryIO) -> None:
    """Write an archive of the kind ``ending`` to ``stream``.

    ``members`` are the path of each file in the archive, with ``/``, and its bytes, or the file that has them. Of such
    a file a part is in memory at a time. Raises ``OSError``.
    """
    if ending == ".zip":
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, data in members:
                member = zipfile.ZipInfo(path, _EPOCH)
                member.external_attr = _MODE << 16
                member.compress_type = zipfile.ZIP_DEFLATED
                with _open_member(data) as (source, member.file_size), archive.open(member, "w") as packed:
                    shutil.copyfileobj(source, packed, _PART)
    elif ending == ".tar":
        _write_tar(members, stream)
    else:
        with gzip.GzipFile("", "wb", fileobj=stream, mtime=0) as packed:
            _write_tar(members, packed)


@contextmanager
def _open_member(data: bytes | Path) -> Iterator[tuple[BinaryIO, int]]:
    """The bytes of a member as a stream, and how many they are."""
    with io.BytesIO(data) if isinstance(data, bytes) else data.open("rb") as stream:
        yield stream, len(data) if isinstance(data, bytes) else os.fstat(stream.fileno()).st_size


def _write_tar(members: Iterable[tuple[str, bytes | Path]], stream: BinaryIO | gzip.GzipFile) -> None:
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for path, data in members:
            member = tarfile.TarInfo(path)
            member.mode = _MODE
            with _open_member(data) as (source, member.size):
                archive.addfile(member, source)
