"""The bytes that search loads through the real client and worker, as benchmarks/search.py counts them."""

import os
import statistics
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.descriptions import read_descriptions
from benchmarks.search import ASK, LIMIT, open_engine
from benchmarks.search_documents import load_documents
from benchmarks.search_queries import Question, body_questions, name_questions, slip_questions
from benchmarks.search_site import Traffic, build_ours, serving

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("GLOSSARY_CORPUS") or ROOT.parent / "shared" / "corpus")
FIRST, FURTHER, DESCRIPTION = 75_000, 60_000, 100_000
#: Queries of a kind.
MANY = 20 if os.environ.get("AUDIT") == "full" else 6


def first_bytes(browser: Browser, root: str, traffic: Traffic, query: str) -> int:
    traffic.take()
    page = open_engine(browser, root, "ours")
    page.evaluate(ASK, [[query], LIMIT])
    page.context.close()
    return traffic.take().size


def heavy(browser: Browser, root: str, traffic: Traffic, questions: Sequence[Question]) -> list[tuple[str, int]]:
    """The queries that load more bytes than a further query may."""
    page = open_engine(browser, root, "ours")
    page.evaluate(ASK, [["a"], LIMIT])
    found: list[tuple[str, int]] = []
    for each in questions:
        traffic.take()
        assert page.evaluate(ASK, [[each.query], LIMIT]) != [[]]
        size = traffic.take().size
        if size > FURTHER:
            found.append((each.query, size))
    page.context.close()
    return found


in_audit = pytest.mark.skipif(os.environ.get("AUDIT") != "full", reason="measured by make audit")


@pytest.mark.parametrize(
    ("which", "by_meaning"),
    [
        ("own", True),
        pytest.param("own", False, marks=in_audit),
        pytest.param("corpus", False, marks=in_audit),
        pytest.param("2000", True, marks=in_audit),
    ],
)
def test_queries_are_light(browser: Browser, tmp_path: Path, which: str, by_meaning: bool) -> None:
    if which == "corpus" and not CORPUS.is_dir():
        pytest.skip(f"the real documents are not at {CORPUS}")
    documents = load_documents(which)
    made = (name_questions(documents, MANY), body_questions(documents, MANY), slip_questions(documents, MANY))
    build_ours(documents, tmp_path, by_meaning=by_meaning)
    with serving(tmp_path) as (root, traffic):
        firsts = {each.query: first_bytes(browser, root, traffic, each.query) for kind in made for each in kind[:2]}
        assert min(firsts.values()) > 30_000, "scripts and the manifest are counted"
        assert {query: size for query, size in firsts.items() if size > FIRST} == {}
        assert heavy(browser, root, traffic, [each for three in zip(*made, strict=False) for each in three]) == []


def description_bytes(browser: Browser, site: Path, count: int) -> list[int]:
    """The bytes of each first query that is one of so many descriptions."""
    with serving(site) as (root, traffic):
        return [first_bytes(browser, root, traffic, each.text) for each in read_descriptions("own")[:count]]


def test_descriptions_are_light(browser: Browser, tmp_path: Path) -> None:
    build_ours(load_documents("own"), tmp_path, by_meaning=True)
    assert max(description_bytes(browser, tmp_path, 6)) <= DESCRIPTION


@in_audit
@pytest.mark.parametrize("by_meaning", [False, True])
def test_descriptions_are_light_among_10_000_entries(browser: Browser, tmp_path: Path, by_meaning: bool) -> None:
    build_ours(load_documents("real 10000"), tmp_path, by_meaning=by_meaning)
    sizes = description_bytes(browser, tmp_path, 25)
    median = statistics.median(sizes)
    print(
        f"\nbytes of a description among 10,000 entries, {by_meaning = }: median {median:,.0f}, at most {max(sizes):,}"
    )
    assert median <= DESCRIPTION
