"""The door for input files: what comes in, what is turned away and why."""

import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

import pytest
from command_line import write_files

from glossary_site.disk import FileMemory
from glossary_site.issues import GlossaryError, Severity
from glossary_site.loader import MAX_BYTES, decode_source, read_source, read_sources
from glossary_site.loader.endings import ENDINGS, holds_entries
from glossary_site.loader.one_file.page import parse_glossary_file
from glossary_site.loader.readers import READERS, find_reader
from glossary_site.loader.sources import list_sources, read_damaged, read_unparsed
from glossary_site.records import parse_markdown


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain", "plain"),
        (b"\xef\xbb\xbfmarked", "marked"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("ß – “q”".encode(), "ß – “q”"),
        ("a\u2028b\x0cc\x85d".encode(), "a\u2028b\x0cc\x85d"),
    ],
)
def test_utf_8_text_is_read_with_plain_line_ends(raw: bytes, text: str) -> None:
    source, issues = decode_source(raw, "x.md")
    assert issues == ()
    assert source is not None and (source.path, source.text) == ("x.md", text)


@pytest.mark.parametrize(
    ("raw", "code", "severity", "line"),
    [
        (b"", "file-empty", Severity.WARNING, 0),
        (b" \n\t\r\n", "file-empty", Severity.WARNING, 0),
        (b"\xef\xbb\xbf", "file-empty", Severity.WARNING, 0),
        (b"\xff\xfea\0\0\0", "file-binary", Severity.ERROR, 0),
        (b"\n\xe4", "file-encoding", Severity.ERROR, 2),
        (b"\xff\xfe\0\xd8", "file-encoding", Severity.ERROR, 0),
        (b"\xfe\xff\0", "file-encoding", Severity.ERROR, 0),
        ("term".encode("utf-16-le"), "file-binary", Severity.ERROR, 0),
        (b"\x89PNG\r\n\x1a\n\0\0", "file-binary", Severity.ERROR, 0),
        (b"a\nb\n\nc \xe4 d", "file-encoding", Severity.ERROR, 4),
        (b"cut off \xc3", "file-encoding", Severity.ERROR, 1),
        (b"x" * (MAX_BYTES + 1), "file-too-large", Severity.ERROR, 0),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_text_is_turned_away(raw: bytes, code: str, severity: Severity, line: int) -> None:
    source, issues = decode_source(raw, "x.md")
    assert source is None
    assert [(i.code, i.severity, i.path, i.line) for i in issues] == [(code, severity, "x.md", line)]
    assert issues[0].hint


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_with_its_mark_is_read(mark: bytes, encoding: str) -> None:
    source, issues = decode_source(mark + "A térm.\r\nB".encode(encoding), "x.md")
    assert source is not None and source.text == "A térm.\nB"
    assert issues == ()


def test_a_large_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES * 100)
    _, issues = read_source(path, "large.txt")
    assert [issue.code for issue in issues] == ["file-too-large"]
    assert issues[0].message == "the file is too large: 3200 MB, the limit is 32 MB"


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    (tmp_path / "c.md").symlink_to("/dev/zero")
    for name in ("a.md", "b.md", "c.md"):
        source, issues = read_source(tmp_path / name, name)
        assert source is None and [(issue.code, issue.path) for issue in issues] == [("file-unreadable", name)]


def test_entries_may_be_one_file(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": "x", "a.png": "x"})
    assert list_sources(tmp_path / "a.md") == (((tmp_path / "a.md").as_posix(),), ())
    paths, issues = list_sources(tmp_path / "a.png")
    assert (paths, [issue.code for issue in issues]) == ((), ["entries-missing"])


def test_paths_in_the_present_folder_have_no_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a.md": "x", "b/c.md": "x", "b/.md": "x"})
    monkeypatch.chdir(tmp_path)
    assert list_sources(Path())[0] == ("a.md", "b/c.md")


def test_a_folder_that_cannot_be_listed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a.md": "x", "b/c.md": "x"})
    scan = os.scandir

    def refuse(path: str) -> Any:
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    paths, issues = list_sources(tmp_path)
    assert [Path(path).name for path in paths] == ["a.md"]
    assert [(issue.code, Path(issue.path).name) for issue in issues] == [("file-unreadable", "b")]


def test_the_text_of_a_damaged_file_is_shown_as_far_as_it_can_be(tmp_path: Path) -> None:
    damaged = {"a.md": b"a \xe4 b", "b.md": b"a\0b", "c.md": b"\xff\xfea\0\0\xd8", "d.md": b"\xfe\xff\0a\0\0"}
    write_files(tmp_path, {**damaged, "secret": "s", "empty.md": "", "e.xls": b"\0"})
    (tmp_path / "f.md").symlink_to(tmp_path / "gone.md")
    _, issues = read_sources(tmp_path)
    found = {Path(source.path).name: source for source in read_damaged(issues)}
    assert {name: source.text for name, source in found.items()} == {
        "a.md": "a \ufffd b",
        "b.md": "ab",
        "c.md": "a\ufffd",
        "d.md": "a",
        "f.md": "",
    }
    assert len({source.digest for source in found.values()}) == len(found)
    (tmp_path / "a.md").unlink()
    assert {Path(source.path).name: source.text for source in read_damaged(issues)}["a.md"] == ""


def test_files_of_any_kind_have_digests(tmp_path: Path) -> None:
    write_files(tmp_path, {"b.bin": b"\0", "a/c.md": "x", ".d": "x", "_e/f": "x"})
    sources, issues = read_unparsed(tmp_path)
    assert ([Path(each.path).name for each in sources], issues) == (["c.md", "b.bin"], ())
    assert [each.text for each in sources] == ["", ""] and sources[0].digest != sources[1].digest
    single, _ = read_unparsed(tmp_path / "b.bin")
    assert [each.path for each in single] == [(tmp_path / "b.bin").as_posix()]
    write_files(tmp_path, {"b.bin": b"\1"})
    assert [each.digest for each in read_unparsed(tmp_path)[0]] != [each.digest for each in sources]


def test_a_file_of_any_kind_that_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a.bin": b"\0", "b.bin": b"\0"})
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.bin":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    sources, issues = read_unparsed(tmp_path)
    assert [Path(each.path).name for each in sources] == ["b.bin"]
    assert [(issue.code, Path(issue.path).name) for issue in issues] == [("file-unreadable", "a.bin")]


def test_the_digest_depends_on_content_and_path() -> None:
    digests = {
        source.digest
        for raw, path in ((b"a", "x.md"), (b"b", "x.md"), (b"a", "y.md"), (b"a\r", "x.md"))
        if (source := decode_source(raw, path)[0])
    }
    assert len(digests) == 4


def test_files_are_listed_by_name_whatever_the_order_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["b.md", "a.txt", "sub/z.yml", "sub/a.yaml", "B.MD", "é.md", unicodedata.normalize("NFD", "è.md"), "10.md"]
    write_files(tmp_path, dict.fromkeys(names, "x"))
    scan = os.scandir

    @contextmanager
    def shuffled(path: str) -> Iterator[Iterator["os.DirEntry[str]"]]:
        with scan(path) as listed:
            yield iter(sorted(listed, key=lambda each: each.name, reverse=True))

    straight = list_sources(tmp_path)
    monkeypatch.setattr(os, "scandir", shuffled)
    assert list_sources(tmp_path) == straight
    found = [Path(path).relative_to(tmp_path).as_posix() for path in straight[0]]
    assert sorted(found) == sorted(names)
    assert found == sorted(found, key=lambda name: unicodedata.normalize("NFC", name))


def test_hidden_backup_and_underscore_names_are_left_alone(tmp_path: Path) -> None:
    write_files(tmp_path, dict.fromkeys([".a.md", "_a.md", "a.md~", ".git/a.md", "_drafts/a.md", "kept.md"], "x"))
    paths, issues = list_sources(tmp_path)
    assert [Path(path).name for path in paths] == ["kept.md"]
    assert issues == ()


def test_a_strange_file_is_reported(tmp_path: Path) -> None:
    write_files(tmp_path, {"list.xls": b"\xff\xd8", "photo.jpeg": b"\xff\xd8", "a.md": "x"})
    _, issues = list_sources(tmp_path)
    assert [(issue.code, issue.severity) for issue in issues] == [("file-unknown", Severity.WARNING)]
    assert issues[0].path.endswith("list.xls")


def test_a_page_about_the_project_is_left_out_beside_entries(tmp_path: Path) -> None:
    write_files(tmp_path, dict.fromkeys(["README.md", "team/README.md", "LICENSE.md", "license.md", "die.md"], "# X"))
    write_files(tmp_path, {"CHANGELOG.md": "---\nterm: Changelog\n---\n\nWhat changed."})
    sources, issues = read_sources(tmp_path)
    assert [Path(source.path).name for source in sources] == ["CHANGELOG.md", "die.md", "license.md"]
    assert [(issue.code, issue.severity) for issue in issues] == [("file-unknown", Severity.NOTE)] * 3


def test_a_folder_whose_only_page_is_left_alone_names_it(tmp_path: Path) -> None:
    write_files(tmp_path, {"_index.md": "# Words"})
    (issue,) = read_sources(tmp_path)[1]
    assert (issue.code, "if _index.md has the terms" in issue.hint) == ("entries-empty", True)


def test_a_readme_without_other_entries_is_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"README.md": "# X", "LICENSE.md": "# Y"})
    sources, issues = read_sources(tmp_path)
    assert (len(sources), issues) == (2, ())


def test_a_link_out_of_the_folder_is_refused_and_one_within_is_not(tmp_path: Path) -> None:
    write_files(tmp_path, {"secret.md": "x", "entries/a.md": "x"})
    (tmp_path / "entries/out.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "entries/within.md").symlink_to(tmp_path / "entries/a.md")
    (tmp_path / "entries/folder").symlink_to(tmp_path)
    (tmp_path / "entries/itself").symlink_to(tmp_path / "entries")
    (tmp_path / "entries/_kept").symlink_to(tmp_path)
    (tmp_path / "entries/round.md").symlink_to("round.md")
    paths, issues = list_sources(tmp_path / "entries")
    assert [Path(path).name for path in paths] == ["a.md", "round.md", "within.md"]
    assert [issue.code for issue in read_source(Path(paths[1]), "round.md")[1]] == ["file-unreadable"]
    found = [(issue.code, Path(issue.path).name) for issue in issues]
    assert found == [("file-outside", "folder"), ("file-outside", "out.md")]


def test_only_the_file_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": "x", "c.md": b"\0"})
    (tmp_path / "b.md").symlink_to(tmp_path / "gone.md")
    sources, issues = read_sources(tmp_path)
    assert [Path(source.path).name for source in sources] == ["a.md"]
    assert [(issue.code, Path(issue.path).name) for issue in issues] == [
        ("file-unreadable", "b.md"),
        ("file-binary", "c.md"),
    ]


@pytest.mark.parametrize("files", [{}, {"empty.md": ""}, {"notes.docx": "x"}, {"_a.md": "x"}])
def test_a_folder_without_entries_is_an_error(tmp_path: Path, files: dict[str, str]) -> None:
    write_files(tmp_path, files)
    _, issues = read_sources(tmp_path)
    assert [issue.code for issue in issues if issue.severity is Severity.ERROR] == ["entries-empty"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    _, issues = read_sources(tmp_path / "none")
    assert [(issue.code, issue.path) for issue in issues] == [("entries-missing", str(tmp_path / "none"))]


def test_the_texts_of_many_files_are_held_by_a_memory_alone(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": "first\r\n"})
    (source,), _ = read_sources(tmp_path)
    assert (source.held, source.text) == (None, "first\n")
    (held,), _ = read_sources(tmp_path, FileMemory(read_source))
    assert (held.held, held.digest) == ("first\n", source.digest)


def test_a_file_of_equal_size_and_time_is_read_again(tmp_path: Path) -> None:
    memory = FileMemory(read_source)
    write_files(tmp_path, {"a.md": "first\n", "b.md": "other\n"})
    read_sources(tmp_path, memory)
    status = (tmp_path / "a.md").stat()
    write_files(tmp_path, {"a.md": "FIRST\n"})
    os.utime(tmp_path / "a.md", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (tmp_path / "a.md").stat().st_mtime_ns == status.st_mtime_ns
    sources, _ = read_sources(tmp_path, memory)
    assert [source.text for source in sources] == ["FIRST\n", "other\n"]


@pytest.mark.parametrize("now", [None, "second\n"])
def test_a_file_that_changes_while_it_is_read_is_reported(tmp_path: Path, now: str | None) -> None:
    write_files(tmp_path, {"a.md": "first\n"})
    (source,), _ = read_sources(tmp_path)
    (tmp_path / "a.md").unlink()
    write_files(tmp_path, {"a.md": now} if now else {})
    with pytest.raises(GlossaryError) as raised:
        _ = source.text
    assert [(each.code, each.path) for each in raised.value.issues] == [("file-changed", source.path)]


def test_a_reader_is_found_by_the_ending_in_any_case() -> None:
    endings = [ending for reader in READERS for ending in reader.endings]
    assert set(endings) == set(ENDINGS)
    assert all(find_reader(f"entries/a{ending.upper()}", "") is find_reader(f"a{ending}", "") for ending in endings)


@pytest.mark.parametrize(
    ("text", "parse"),
    [
        ("---\nterm: Rye\n---\nA grain.\n", parse_markdown),
        ("\n+++\ndefinition = 'A grain.'\n+++\n", parse_markdown),
        ('{"aliases": []}\nA grain.\n', parse_markdown),
        ("---\nterm: Rye\n", parse_markdown),
        ("---\ntitle: Words\n---\n# Words\n", parse_glossary_file),
        ("# Words\n\n**Rye**: term: a grain.\n", parse_glossary_file),
        ("{note} This page\nlists words.\n", parse_glossary_file),
    ],
)
def test_a_markdown_file_holds_one_entry_or_a_whole_glossary(text: str, parse: object) -> None:
    reader = find_reader("a.md", text)
    assert reader and reader.parse is parse


@pytest.mark.parametrize("name", ["a.yaml.bak", "txt", ".md", "a.md~", "_a.md", ".a.md", "b/_c/a.md", "b~/a.md"])
def test_other_files_hold_no_entries(name: str) -> None:
    assert holds_entries(PurePath("b/a.md"))
    assert not holds_entries(PurePath(name))


@pytest.mark.parametrize("name", ["wafer.md", "wafer.markdown", "wafer.mdx"])
def test_markdown_with_the_fields_of_an_entry_is_one_entry(name: str) -> None:
    reader = find_reader(name, "---\nterm: Wafer\n---\n\n# A disc\n\n# A biscuit\n")
    assert reader is not None and reader.parse is parse_markdown
