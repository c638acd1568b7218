"""Archives: what goes in comes out, and the same files make the same bytes."""

import io
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from glossary_site.disk import archive_ending, write_archive
from glossary_site.disk.archive import ENDINGS

#: Bytes of a file that no test may find in memory as one piece.
LARGE = 20_000_000
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
def test_a_file_is_packed_as_its_bytes_are(ending: str, tmp_path: Path) -> None:
    for number, (_, data) in enumerate(MEMBERS):
        (tmp_path / str(number)).write_bytes(data)
    stream = io.BytesIO()
    write_archive(((name, tmp_path / str(number)) for number, (name, _) in enumerate(MEMBERS)), ending, stream)
    assert stream.getvalue() == packed(ending)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_large_file_is_packed_without_being_held(ending: str, tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(bytes(LARGE))
    tracemalloc.start()
    try:
        with (tmp_path / "archive").open("wb") as stream:
            write_archive([("film", tmp_path / "film")], ending, stream)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < LARGE / 4


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
