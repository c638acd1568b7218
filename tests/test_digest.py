"""Digests of frozen values: computed from all of their fields, or their own."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from glossary_site.digest import Digested, Shared, digest, digest_all, digest_file, digest_value, find_versions
from glossary_site.json_rows import dump, dump_bytes
from glossary_site.values import Frozen


class Loaf(Frozen):
    name: str
    weights: tuple[int, ...] = ()
    inner: "Loaf | None" = None


class Flour(Frozen, Shared, dict=True):
    name: str


class File(Frozen):
    digest: str
    text: str


def test_equal_values_have_equal_digests() -> None:
    assert digest_value(Loaf("rye", (1, 2), Loaf("oat"))) == digest_value(Loaf("rye", (1, 2), Loaf("oat")))


@pytest.mark.parametrize(
    "other", [Loaf("ryes", (1, 2)), Loaf("rye", (12,)), Loaf("rye", (1, 2), Loaf("")), ("rye", (1, 2), None)]
)
def test_other_values_have_other_digests(other: object) -> None:
    assert digest_value(other) != digest_value(Loaf("rye", (1, 2)))


@pytest.mark.parametrize("data", [b"", b"rye", bytes(3_000_001)])
def test_a_file_has_the_digest_of_its_bytes(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(data)
    assert digest_file(tmp_path / "file") == digest(data)


def test_the_parts_of_a_digest_do_not_run_together() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("a", "b") == digest_all(iter(("a", b"b")))


def test_a_digest_of_its_own_counts_for_a_value() -> None:
    assert digest_value(File("1", "kept")) == digest_value(File("1", "read again")) == "1"
    assert digest_value((File("1", "a"), Flour("rye"))) != digest_value((File("2", "a"), Flour("rye")))
    assert digest_value(Flour("rye")) == Flour("rye").digest != Flour("oat").digest


def test_a_frozen_set_has_one_digest_in_whatever_order_it_is() -> None:
    assert digest_value((1, frozenset((0, 8, 16)))) == digest_value((1, frozenset((16, 8, 0))))
    assert digest_value((1, frozenset("ab"))) == digest_value((1, ("a", "b"))) != digest_value((1, ("b", "a")))


def test_a_value_whose_digest_is_given_is_not_made() -> None:
    unread = Digested[str](lambda: pytest.fail("the value is made"), lambda: "1")
    assert digest_value(unread) == "1"
    assert Digested(lambda: Loaf("rye")).digest == digest_value(Loaf("rye"))


def test_the_versions_of_libraries_are_those_that_are_installed() -> None:
    found = [each.rpartition("-") for each in find_versions()]
    assert {"jinja2", "lunr", "markdown_it_py", "pygments"} <= {name for name, _, _ in found}
    assert [version(name) for name, _, _ in found] == [number for _, _, number in found]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError("the store is damaged")])
def test_what_a_digest_raises_is_raised_and_asked_once(error: BaseException) -> None:
    asked: list[BaseException] = []

    def find() -> str:
        asked.append(error)
        raise error

    with pytest.raises(type(error)):
        digest_value((Digested[str](lambda: "", find), 1))
    assert asked == [error]


@pytest.mark.parametrize("other", ["😀", "\ud83d", "??", 1 << 70])
def test_values_that_orjson_cannot_hold_have_digests_of_their_own(other: object) -> None:
    assert digest_value((other, "\ud800")) != digest_value(("\ud83d\ude00", "\ud800"))
    assert digest_value((other, "\ud800")) == digest_value((other, "\ud800"))


@pytest.mark.parametrize("write", [dump, dump_bytes])
def test_ctrl_c_while_a_value_is_written_is_not_lost(
    write: Callable[[object], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The JSON library makes another error of what is raised while it asks for the fields of a value."""

    def interrupt(_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("glossary_site.json_rows._as_list", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(Loaf("rye"))
