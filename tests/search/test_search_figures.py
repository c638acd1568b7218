"""The figures of search that do not depend on time, own glossary and made ones: what benchmarks/search.py prints."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.search_documents import load_documents
from benchmarks.search_queries import Question, body_questions, name_questions, slip_questions, term_place
from glossary_site.cli.commands import main
from glossary_site.search import QUERIES
from glossary_site.search.queries import parse_queries
from glossary_site.search.ranking import Ranking
from glossary_site.search.scores import SearchDocument

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=[("own", "words"), ("own", "meaning"), ("1000", "words")], ids=" ".join)
def searched(request: pytest.FixtureRequest) -> tuple[Sequence[SearchDocument], str]:
    which, by = request.param
    return load_documents(which), by


@pytest.fixture(scope="module")
def documents(searched: tuple[Sequence[SearchDocument], str]) -> Sequence[SearchDocument]:
    return searched[0]


@pytest.fixture(scope="module")
def ranking(searched: tuple[Sequence[SearchDocument], str]) -> Ranking:
    return Ranking(searched[0], by_meaning=searched[1] == "meaning")


def share(ranking: Ranking, questions: Sequence[Question], first: int) -> float:
    answers = ((each.url, ranking.search(each.query)[:first]) for each in questions)
    return sum(url in map(term_place, found) for url, found in answers) / len(questions)


def test_names_are_first(documents: Sequence[SearchDocument], ranking: Ranking) -> None:
    questions = name_questions(documents, 500)
    assert len(questions) > 300
    assert share(ranking, questions, 1) >= 0.995


def test_names_with_one_typing_error_are_found(documents: Sequence[SearchDocument], ranking: Ranking) -> None:
    assert share(ranking, slip_questions(documents, 300), 3) >= 0.97


def test_long_names_with_two_typing_errors_are_mostly_found(
    documents: Sequence[SearchDocument], ranking: Ranking
) -> None:
    assert share(ranking, slip_questions(documents, 200, 2), 3) >= 0.95


def test_three_words_of_an_entry_find_it(documents: Sequence[SearchDocument], ranking: Ranking) -> None:
    assert share(ranking, body_questions(documents, 300), 5) >= 0.98


def test_the_projects_own_queries_find_their_terms() -> None:
    expected, issues = parse_queries((ROOT / "entries" / QUERIES).read_text(encoding="utf-8"), QUERIES)
    assert not issues
    assert len(expected) >= 150
    result = CliRunner().invoke(
        main, ["check", "--search", "--entries", str(ROOT / "entries"), "--config", str(ROOT / "glossary.yml")]
    )
    reported = [line for line in result.output.split("\n") if "[search-" in line]
    assert [line for line in reported if "note [search-unread]" not in line] == []
    assert result.exit_code == 0


def test_a_query_that_fails_is_reported_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rye.md").write_text("---\nterm: Rye\ndefinition: Rye is a grain.\n---\n", encoding="utf-8")
    (tmp_path / "oat.md").write_text("---\nterm: Oat\ndefinition: Oat is a grain.\n---\n", encoding="utf-8")
    (tmp_path / QUERIES).write_text("1:\n  rye: Rye\n  oat: Rye\n  wheat: Bun\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--search", "--entries", "."])
    reported = [line for line in result.output.split("\n") if "[search-" in line]
    assert result.exit_code == 1
    assert len(reported) == 3
    assert "no query asks for 1 of 2 terms: Oat" in reported.pop()
    assert "'oat': 'Rye' is not found, not among the first 1; first is 'Oat'" in reported[0]
    assert f"{QUERIES}:3" in reported[0]
    assert "there is no term 'Bun'" in reported[1]


def test_terms_that_no_query_asks_for_are_in_one_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    entries = "".join(f"- {{term: Bread {n}, definition: It is bread number {n}., body: x}}\n" for n in range(13))
    (tmp_path / "breads.yml").write_text(entries, encoding="utf-8")
    command = ["check", "--search", "--entries", "."]
    assert "search-unread" not in CliRunner().invoke(main, command).stdout
    (tmp_path / QUERIES).write_text("1:\n  bread 0: Bread 0\n", encoding="utf-8")
    (line,) = [each for each in CliRunner().invoke(main, command).stdout.split("\n") if "search-unread" in each]
    assert "no query asks for 12 of 13 terms: Bread 1, Bread 10," in line
    assert "Bread 7, … (" in line
