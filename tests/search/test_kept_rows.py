"""The rows of an index are kept: the next build counts documents that changed, and gives the same index."""

import random
from contextlib import closing
from pathlib import Path
from shutil import rmtree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary_site.digest import Digested, digest
from glossary_site.search import kept_rows
from glossary_site.search.kept_rows import Head, Lines, read_index
from glossary_site.search.scores import CountedIndex, SearchDocument, digested
from glossary_site.values import replace

WORDS = (
    "bake",
    "baking",
    "rye",
    "sour dough",
    "Crème",
    "salt",
    "\N{COOKED RICE}",
    "\ue000",
    "\ud83c",
    "a\ud83cb",
    "oven",
)
texts = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
documents = st.builds(
    SearchDocument,
    term=texts,
    names=st.tuples(texts),
    url=st.just("u"),
    category=st.just(""),
    definition=texts,
    body=texts,
)
Index = tuple[list[list[int]], list[bytes]]


def count(given: list[SearchDocument], folder: Path | None = None) -> Index:
    before = read_index(folder)
    index = CountedIndex(digested(given), "en", before)
    lengths = [[*each] for each in index.fields.lengths]
    rows = [*index.rows()]
    with closing(Lines()) as lines:
        for row in rows:
            lines.append(row.line)
        terms, postings = [row.term for row in rows], [row.postings for row in rows]
        before.replace(Head(index.digests, lengths, index.blocks, terms, postings, lines.lengths), lines)
    return lengths, [row.line for row in rows]


@given(
    builds=st.lists(st.lists(documents, max_size=6), min_size=2, max_size=4), order=st.randoms(use_true_random=False)
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_an_index_of_kept_rows_is_that_of_all_documents(
    builds: list[list[SearchDocument]], order: random.Random, tmp_path: Path
) -> None:
    rmtree(tmp_path / "kept", ignore_errors=True)
    path = tmp_path / "kept"
    before: list[SearchDocument] = []
    for added in builds:
        now = [*order.sample(before, len(before) // 2), *added]
        order.shuffle(now)
        assert count(now, path) == count(now)
        before = now


def test_only_what_changed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    read: list[str] = []

    def document(term: str, text: str) -> SearchDocument:
        def find() -> dict[str, int]:
            read.append(text)
            return {text: 1}

        return SearchDocument(term, (), term, "", "", "", counted=Digested(find, lambda: digest(text)))

    before = [document(term, text) for term, text in (("rye", "a"), ("oven", "b"), ("salt", "c"))]
    count(before, path)
    assert read == ["a", "b", "c"]
    read.clear()
    after = [document("loaf", "d"), *(replace(each) for each in before[:1]), document("oven", "e"), before[2]]
    found = count(after, path)
    assert read == ["d", "e"]
    assert found == count(after)


@pytest.mark.parametrize("damage", [b"", b"0\n", b"00000000\n[]\n"])
def test_a_damaged_file_is_not_used(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "search.jsonl"
    one = [SearchDocument("rye", (), "u", "", "", "bread")]
    count(one, tmp_path)
    whole = path.read_bytes()
    assert [*read_index(tmp_path).terms] == ["bread", "rye"]
    path.write_bytes(damage or whole.replace(b"bread", b"break"))
    assert not read_index(tmp_path).terms
    count(one, tmp_path)
    assert path.read_bytes() == whole


@pytest.mark.parametrize("damage", ["lost", "changed"])
def test_without_the_terms_of_documents_all_rows_are_looked_through(tmp_path: Path, damage: str) -> None:
    one = SearchDocument("rye", (), "u", "", "", "bread")
    for body in ("loaf", "bread bread", "oven"):
        count([one, SearchDocument("oven", (), "u", "", "", "hot loaf")], tmp_path)
        for each in (tmp_path / "words").iterdir():
            if damage == "lost":
                each.unlink()
            else:
                each.write_bytes(each.read_bytes()[:-1])
        after = [replace(one, body=body), SearchDocument("salt", (), "u", "", "", "")]
        assert count(after, tmp_path) == count(after)


@pytest.mark.parametrize("damage", ["lost", "changed"])
def test_terms_that_were_not_found_are_not_kept(tmp_path: Path, damage: str) -> None:
    many = [SearchDocument(f"rye{number}", (), "u", "", "", f"bread{number}") for number in range(300)]
    count(many, tmp_path)

    def size() -> int:
        return sum(each.stat().st_size for each in (tmp_path / "words").iterdir())

    whole = size()
    for each in (tmp_path / "words").iterdir():
        if damage == "lost":
            each.unlink()
        else:
            each.write_bytes(each.read_bytes()[:-1])
    after = [replace(many[0], body="loaf"), *many[1:]]
    assert count(after, tmp_path) == count(after)
    assert size() < 1.1 * whole
    assert count(after, tmp_path) == count(after)
    assert 0.9 * whole < size() < 1.1 * whole


def test_what_another_program_kept_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count([SearchDocument("rye", (), "u", "", "", "bread")], tmp_path)
    monkeypatch.setattr(kept_rows, "program_digest", lambda: "another")
    assert not read_index(tmp_path).terms


def test_where_nothing_can_be_kept_the_index_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    one = [SearchDocument("rye", (), "u", "", "", "bread")]
    assert count(one, tmp_path / "file" / "search.jsonl") == count(one)


def test_rows_are_packed_anew_where_a_document_becomes_ten_times_as_long(tmp_path: Path) -> None:
    short = [
        SearchDocument("rye", (), "u", "", "", "bread bread loaf"),
        SearchDocument("oven", (), "u", "", "", "loaf"),
    ]
    count(short, tmp_path)
    for longer in ("loaf " * 12, "loaf"):
        after = [short[0], replace(short[1], body=longer)]
        assert count(after, tmp_path) == count(after)
