"""Files beside entries: which are found, how they are measured, and why one cannot be published."""

import io
from pathlib import Path

import pytest
from PIL import Image

from glossary_site.attachments import (
    KINDS,
    MAX_BYTES,
    Attachment,
    Attachments,
    Shown,
    find_attachments,
    find_kind,
    measure,
    read_attachment,
    read_attachments,
)


def draw(form: str, size: tuple[int, int] = (20, 10), orientation: int = 0) -> bytes:
    stream = io.BytesIO()
    image = Image.new("RGB", size, (10, 90, 120))
    exif = image.getexif()
    if orientation:
        exif[0x112] = orientation
    image.save(stream, form, exif=exif)
    return stream.getvalue()


SAMPLES = {
    ".png": draw("PNG"),
    ".jpg": draw("JPEG"),
    ".jpeg": draw("JPEG"),
    ".webp": draw("WEBP"),
    ".avif": draw("AVIF"),
    ".gif": draw("GIF"),
    ".svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>',
    ".pdf": b"%PDF-1.7\n",
    ".mp3": b"ID3\x04rest",
    ".ogg": b"OggS\0",
    ".oga": b"OggS\0",
    ".opus": b"OggS\0",
    ".m4a": b"\0\0\0\x20ftypM4A ",
    ".wav": b"RIFF\0\0\0\0WAVEfmt ",
}


def read(folder: Path) -> Attachments:
    return read_attachments((folder,), find_attachments(folder), read_attachment)


def test_there_is_a_sample_of_every_ending() -> None:
    assert list(SAMPLES) == [ending for kind in KINDS for ending in kind.endings]


@pytest.mark.parametrize("ending", SAMPLES)
def test_a_file_is_measured_and_digested(ending: str) -> None:
    found = measure(SAMPLES[ending], f"entries/a{ending}")
    assert (found.fault, found.hint) == ("", "")
    assert (found.width, found.height) == ((20, 10) if found.shown is Shown.PICTURE else (0, 0))
    assert found.content
    assert found.content != measure(SAMPLES[ending] + b"\n", f"entries/a{ending}").content


@pytest.mark.parametrize("ending", SAMPLES)
@pytest.mark.parametrize("other", [".png", ".pdf", ".wav"])
def test_a_file_of_another_kind_than_its_ending_cannot_be_published(ending: str, other: str) -> None:
    found = measure(SAMPLES[other], f"entries/a{ending.upper()}")
    if find_kind(f"a{ending}") == find_kind(f"a{other}"):
        assert not found.fault
    else:
        assert found.fault == f"the file is no {ending[1:].upper()}"
        assert other in found.hint


def test_a_photo_that_was_turned_has_the_size_in_which_it_is_shown() -> None:
    turned = measure(draw("JPEG", orientation=6), "a.jpg")
    assert (turned.width, turned.height) == (10, 20)


@pytest.mark.parametrize(
    ("raw", "name", "fault"),
    [
        (b"", "a.png", "the file is empty"),
        (b"%PDF-" + bytes(MAX_BYTES), "a.pdf", "too large: 25 MB"),
        (SAMPLES[".png"][:20], "a.png", "the picture is damaged"),
        (b"\xff\xd8\xff", "a.jpg", "the picture is damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.svg", "it has 'onload'"),
        (b"<html></html>", "a.svg", "its first element is <html>"),
        (b"words", "a.png", "the file is no PNG"),
    ],
)
def test_why_a_file_cannot_be_published(raw: bytes, name: str, fault: str) -> None:
    found = measure(raw, name)
    assert fault in found.fault
    assert found.hint
    assert found.content == ""


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    raw = bytearray(SAMPLES[".png"])
    raw[16:24] = (30_000).to_bytes(4, "big") * 2
    found = measure(bytes(raw), "a.png")
    assert found.fault == "the picture has 30,000 × 30,000 pixels, the limit is 100 million"


def test_a_file_of_80_mb_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as stream:
        stream.truncate(80 * 1024 * 1024)
    (found,) = read(tmp_path).files
    assert found.fault == "the file is too large: 80 MB, the limit is 25 MB"


def test_files_are_found_by_their_ending_but_not_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.PNG", "in/a.svg", "_draft.png", ".cache/a.png", "a.png~", "a.md", "a.tiff"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(SAMPLES[".png"])
    assert [Path(each.path).relative_to(tmp_path).as_posix() for each in read(tmp_path).files] == ["b.PNG", "in/a.svg"]


def test_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    home = tmp_path / "entries"
    home.mkdir()
    (tmp_path / "secret.png").write_bytes(SAMPLES[".png"])
    (home / "within.png").write_bytes(SAMPLES[".png"])
    (home / "out.png").symlink_to(tmp_path / "secret.png")
    (home / "in.png").symlink_to(home / "within.png")
    (home / "gone.png").symlink_to(home / "nothing.png")
    found = {Path(each.path).name: each.fault for each in read(home).files}
    assert found.pop("gone.png").startswith("it cannot be read")
    assert found == {"in.png": "", "out.png": "a link out of the folder of the entries", "within.png": ""}


def test_an_address_is_that_of_the_content_and_readable() -> None:
    assert Attachment("entries/Die photo.PNG", "ab" * 16).url == "files/die-photo-abababababab.png"
    assert Attachment("entries/???.png", "ab" * 16).url == "files/file-abababababab.png"
    assert Attachment("a/die.png", "ab" * 16).url == Attachment("b/die.png", "ab" * 16).url


def test_a_path_is_found_whatever_the_form_of_its_accents() -> None:
    files = Attachments(("entries",), (Attachment("entries/e\u0301.png", "1"), Attachment("entries/A.png", "2")))
    assert files.find("entries/\u00e9.png") == files.find("./entries/x/../e\u0301.png") == files.files[0]
    assert files.find("entries/a.png") is None
    assert files.find_in_other_case("entries/a.PNG") == files.files[1]


@pytest.mark.parametrize(
    ("home", "path", "is_held"),
    [
        ("entries", "entries/a.png", True),
        ("entries", "entries/../a.png", False),
        ("entries", "../a.png", False),
        ("entries", "entries2/a.png", False),
        (".", "a.png", True),
        (".", "../a.png", False),
        ("/x/entries", "/x/entries/b/a.png", True),
        ("/x/entries", "/x/a.png", False),
    ],
)
def test_what_is_below_the_folder(home: str, path: str, is_held: bool) -> None:
    assert Attachments((home,)).holds(path) is is_held
