"""The bytes that search loads through the real client and worker, as benchmarks/search.py counts them."""

import os
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
FIRST, FURTHER = 100_000, 60_000


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


@pytest.mark.parametrize(("which", "by_meaning"), [("own", False), ("corpus", False), ("2000", True)])
def test_queries_are_light(browser: Browser, tmp_path: Path, which: str, by_meaning: bool) -> None:
    if which == "corpus" and not CORPUS.is_dir():
        pytest.skip(f"the real documents are not at {CORPUS}")
    documents = load_documents(which)
    made = (name_questions(documents, 40), body_questions(documents, 40), slip_questions(documents, 40))
    build_ours(documents, tmp_path, by_meaning=by_meaning)
    with serving(tmp_path) as (root, traffic):
        firsts = {each.query: first_bytes(browser, root, traffic, each.query) for kind in made for each in kind[:2]}
        assert min(firsts.values()) > 30_000, "scripts and the manifest are counted"
        assert {query: size for query, size in firsts.items() if size > FIRST} == {}
        assert heavy(browser, root, traffic, [each for three in zip(*made, strict=False) for each in three]) == []


def test_descriptions_are_light(browser: Browser, tmp_path: Path) -> None:
    build_ours(load_documents("own"), tmp_path, by_meaning=True)
    asked = [each.text for each in read_descriptions("own")[:6]]
    with serving(tmp_path) as (root, traffic):
        sizes = {query: first_bytes(browser, root, traffic, query) for query in asked}
    assert {query: size for query, size in sizes.items() if size > FIRST} == {}
