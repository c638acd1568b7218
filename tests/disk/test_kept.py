"""What builds keep is found again by what it was made of, as it was written or not at all."""

from pathlib import Path

import pytest

from glossary_site.digest import LENGTH, digest
from glossary_site.disk import Kept, cut_in_blocks, kept, make_in_blocks
from glossary_site.json_rows import dump_bytes
from glossary_site.values import Frozen

NAMES = tuple[str, ...]


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_a_value_is_found_by_what_it_was_made_of(tmp_path: Path) -> None:
    names = Kept[NAMES](tmp_path / "names", NAMES)
    assert names.find("a") is None
    names.put("a", ("oak", "ash"))
    assert Kept[NAMES](tmp_path / "names", NAMES).find("a") == ("oak", "ash")
    assert names.find("b") is None


def test_the_values_of_other_keys_are_removed(tmp_path: Path) -> None:
    names = Kept[NAMES](tmp_path, NAMES)
    for key in "abc":
        names.put(key, (key,))
    names.remove_others(["b"])
    assert [names.find(key) for key in "abc"] == [None, ("b",), None]
    assert only_file(tmp_path)


@pytest.mark.parametrize("text", [b"", b"x" * 40, b"\0" * LENGTH + b'["ash"]'])
def test_a_damaged_value_is_not_found(tmp_path: Path, text: bytes) -> None:
    names = Kept[NAMES](tmp_path, NAMES)
    names.put("a", ("oak",))
    only_file(tmp_path).write_bytes(text)
    assert names.find("a") is None


def test_one_value_in_the_place_of_another_is_not_found(tmp_path: Path) -> None:
    names = Kept[NAMES](tmp_path, NAMES)
    names.put("a", ("oak",))
    text = only_file(tmp_path).read_bytes()
    names.put("b", ("ash",))
    for file in tmp_path.iterdir():
        file.write_bytes(text)
    assert [names.find(key) for key in "ab"] == [("oak",), None]


class Tree(Frozen):
    name: str
    others: NAMES = ()


@pytest.mark.parametrize("value", [[], ["oak", [], []], 5, None])
def test_a_value_with_too_few_or_too_many_fields_is_not_found(tmp_path: Path, value: object) -> None:
    """A field that has a default may be missing."""
    trees = Kept[Tree](tmp_path, Tree)
    trees.put("a", Tree("oak"))
    assert trees.find("a") == Tree("oak")
    file, raw = only_file(tmp_path), dump_bytes(value)
    file.write_bytes(digest(file.name, raw).encode() + raw)
    assert trees.find("a") is None


def test_a_value_that_goes_deep_is_not_found(tmp_path: Path) -> None:
    trees = Kept[Tree](tmp_path, Tree)
    trees.put("a", Tree("oak"))
    file = only_file(tmp_path)
    for raw in (b'["oak",[],' + b"[" * 5_000, b'["oak",' + b"[" * 5_000, b"[" * 5_000):
        file.write_bytes(digest(file.name, raw).encode() + raw)
        assert trees.find("a") is None


@pytest.mark.parametrize("value", [5, None, [["oak", 5]], "x" * 5])
def test_a_signed_value_of_another_form_ends_nothing(tmp_path: Path, value: object) -> None:
    rows = Kept[tuple[NAMES, ...]](tmp_path, tuple[tuple[str, str], ...])
    rows.put("a", (("oak", "ash"),))
    file, raw = only_file(tmp_path), dump_bytes(value)
    file.write_bytes(digest(file.name, raw).encode() + raw)
    found = rows.find("a")
    assert found is None or isinstance(found, tuple)


def test_half_a_surrogate_pair_is_not_kept(tmp_path: Path) -> None:
    names = Kept[NAMES](tmp_path, NAMES)
    names.put("a", ("\ud800",))
    assert names.find("a") is None


def test_another_version_of_the_program_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Kept[NAMES](tmp_path, NAMES).put("a", ("oak",))
    monkeypatch.setattr(kept, "program_digest", lambda: "other")
    assert Kept[NAMES](tmp_path, NAMES).find("a") is None


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (None, tmp_path / "file"):
        names = Kept[NAMES](folder, NAMES)
        names.put("a", ("oak",))
        names.remove_others([])
        assert names.find("a") is None


def test_only_blocks_with_a_change_are_made_again(tmp_path: Path) -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    def build(names: list[str], changed: str = "", shared: str = "") -> list[str]:
        made.clear()
        blocks = Kept[NAMES](tmp_path, NAMES)
        return [*make_in_blocks(blocks, names, lambda name: (name, f"{name} {name == changed}"), make, shared)]

    names = [f"term {number}" for number in range(1_000)]
    expected = [name.upper() for name in names]
    assert build(names) == expected
    assert made == names
    assert build(names) == expected
    assert not made
    assert build(names, "term 500") == expected
    first, last = names.index(made[0]), names.index(made[-1])
    assert made == names[first : last + 1]
    assert first <= 500 <= last
    assert len(made) < 500
    assert build([*names[:500], "new", *names[500:]]) == [*expected[:500], "NEW", *expected[500:]]
    assert len(made) < 500
    assert build(names, shared="other settings") == expected
    assert made == names
    assert len([*tmp_path.iterdir()]) < 100, "blocks of earlier calls are removed"


def test_a_block_is_cut_where_no_name_ends_it() -> None:
    blocks = cut_in_blocks(range(300), lambda number: ("rye", str(number)))
    assert [len(block) for _, block in blocks] == [128, 128, 44]
