"""Archives: what goes in comes out, and the same files make the same bytes."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from glossary_site.disk import archive_ending, write_archive
from glossary_site.disk.archive import ENDINGS

MEMBERS = (
    ("a/index.html", b"<p>a"),
    ("größe/index.html", "größe".encode()),
    ("empty", b""),
    (f"{'x' * 200}/y", b"\0" * 9),
)


def packed(ending: str) -> bytes:
    stream = io.BytesIO()
    write_archive(iter(MEMBERS), ending, stream)
    return stream.getvalue()


def unpacked(ending: str, data: bytes) -> dict[str, bytes]:
    if ending == ".zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}
    with tarfile.open(fileobj=io.BytesIO(data), mode="r" if ending == ".tar" else "r:gz") as archive:
        streams = {member.name: archive.extractfile(member) for member in archive}
        return {name: stream.read() for name, stream in streams.items() if stream}


@pytest.mark.parametrize("ending", ENDINGS)
def test_all_files_are_in_the_archive(ending: str) -> None:
    assert unpacked(ending, packed(ending)) == dict(MEMBERS)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_bytes_are_the_same_at_any_time(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = packed(ending)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert packed(ending) == first


@pytest.mark.parametrize(
    ("name", "ending"), [("a.ZIP", ".zip"), ("a.b.tar.gz", ".tar.gz"), ("_site", ""), ("a.tgz", ".tgz"), ("zip", "")]
)
def test_the_ending_names_the_kind(name: str, ending: str) -> None:
    assert archive_ending(Path("x") / name) == ending
