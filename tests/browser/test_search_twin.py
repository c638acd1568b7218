"""`glossary check --search` ranks as the browser does: one order of answers, computed in two languages."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from search_pages import open_scripts, serve_documents

from benchmarks.descriptions import read_descriptions
from benchmarks.search_documents import load_glossary, made_documents
from benchmarks.search_queries import body_questions, name_questions, slip_questions
from glossary_site.search import QUERIES
from glossary_site.search.queries import parse_queries
from glossary_site.search.ranking import Ranking
from glossary_site.search.scores import SearchDocument

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
#: How many times the usual number of queries.
MANY = 2 if os.environ.get("AUDIT") == "full" else 1
#: Number of answers to compare: those that the dialog shows.
SHOWN = 8

ODD = [
    "",
    "…",
    "c+",
    "the",
    "a b c d e f g h i j k l m n o p",
    "__proto__",
    "constructor",
    "toString valueOf",
    "title:x ^~99 * +a -b",
    "<img src=x onerror=alert(1)>",
    "\u202eabc\u202c",
    "🙂" * 50,
    "x" * 10_000,
    "机器 学习",
    "κ",
]

RANK = """async ([queries, root]) => {
  const files = new SearchFiles(root);
  await files.load();
  const found = [];
  for (const query of queries) found.push((await rank(files, query)).refs);
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Searched:
    """The documents of a site, its language, and whether it is searched by meaning."""

    documents: Sequence[SearchDocument]
    language: str = "en"
    by_meaning: bool = False


def compare(
    searched: Searched, queries: Sequence[str], browser: Browser, folder: Path
) -> list[tuple[str, list[str], list[str]]]:
    """The queries whose first answers differ, with both lists. Most queries have an answer."""
    documents, language, by_meaning = searched.documents, searched.language, searched.by_meaning
    ranking = Ranking(documents, language, by_meaning=by_meaning)
    different: list[tuple[str, list[str], list[str]]] = []
    answered = 0
    for root in serve_documents(documents, folder, language, by_meaning=by_meaning):
        page = open_scripts(browser, root, language)
        answers = page.evaluate(RANK, [queries, root])
        page.close()
        for query, refs in zip(queries, answers, strict=True):
            theirs = list(dict.fromkeys(documents[ref].url.partition("#")[0] for ref in refs))[:SHOWN]
            ours = [document.url.partition("#")[0] for document in ranking.search(query)][:SHOWN]
            answered += bool(theirs)
            if ours != theirs:
                different.append((query, ours, theirs))
    assert answered > len(queries) * 0.9
    return different


def test_the_projects_own_queries_are_answered_alike(browser: Browser, tmp_path: Path) -> None:
    documents = load_glossary(ROOT / "entries", ROOT / "glossary.yml")
    expected, _ = parse_queries((ROOT / "entries" / QUERIES).read_text(encoding="utf-8"), QUERIES)
    asked = [each.query for each in expected]
    for made in (
        name_questions(documents, 300 * MANY),
        slip_questions(documents, 100 * MANY),
        body_questions(documents, 100),
    ):
        asked += [each.query for each in made]
    beginnings = [query[: len(query) * 2 // 3] for query in asked[::3]]
    queries = [*asked, *beginnings, *ODD]
    assert compare(Searched(documents), queries, browser, tmp_path) == []


def test_descriptions_are_answered_alike(browser: Browser, tmp_path: Path) -> None:
    documents = load_glossary(ROOT / "entries", ROOT / "glossary.yml")
    queries = [*(each.text for each in read_descriptions("own")), *ODD, "steel", "unhappy customers", "steel steel qq"]
    assert compare(Searched(documents, by_meaning=True), queries, browser, tmp_path) == []


def test_a_site_of_many_shards_is_answered_alike(browser: Browser, tmp_path: Path) -> None:
    documents = made_documents(1_000, 4)
    # On such a site the lists of names with a common beginning are cut; whole names and words are not.
    made = (name_questions(documents, 150), slip_questions(documents, 100), body_questions(documents, 80))
    queries = [each.query for questions in made for each in questions if len(each.query) > 5]
    queries += [*long_queries(queries), *(f"what is the {query} of a" for query in queries[::10])]
    assert compare(Searched(documents), queries, browser, tmp_path) == []


def long_queries(queries: Sequence[str]) -> list[str]:
    """Pairs of queries with frequent words, and with one that no document has."""
    pairs = zip(queries[::5], queries[-1::-5], strict=True)
    return [f"{one} of {other} for {extra}" for one, other in pairs for extra in ("the", "unheardofword")]


#: By language: terms, each with its other names, and what readers type.
TYPED = {
    "en": (
        (
            "I/O",
            "Ph.D.",
            "3-D printing",
            "k-NN",
            "A.I.",
            "AT&T",
            "QA",
            "U.S.",
            "US",
            "C++",
            "C",
            ".NET",
            "Iota",
            "Attention",
        ),
        (
            "io",
            "i o",
            "phd",
            "3d",
            "3d printing",
            "knn",
            "k n",
            "ai",
            "att",
            "q&a",
            "us",
            "u.s.",
            "c++",
            "c#",
            "net",
            "at t",
        ),
    ),
    "de": (
        ("Übertragungsnetz", "Netz", "Stromnetz", "Netzwerk", "W-LAN"),
        ("netz", "stromnetz", "nets", "wlan", "w lan", "werk"),
    ),
    "ja": (
        ("深層学習|しんそうがくしゅう", "学習", "強化学習", "カメラ"),
        ("学習", "習", "しんそう", "シンソウガクシュウ", "かめら"),
    ),
    "ar": (("الذكاء الاصطناعي", "صورة", "ماء"), ("ذكاء", "الذكاء", "ذكاء اصطناعي", "صوره", "ما", "الصوره")),
}


@pytest.mark.parametrize("language", TYPED)
def test_names_as_people_type_them_are_answered_alike(browser: Browser, tmp_path: Path, language: str) -> None:
    names, queries = TYPED[language]
    documents = []
    for number, each in enumerate(names):
        term, *others = each.split("|")
        documents.append(SearchDocument(term, (term, *others), f"term/{number}/#a", "", "", "", tuple(others)))
    assert compare(Searched(documents, language), queries, browser, tmp_path) == []
