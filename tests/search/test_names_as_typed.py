"""Names are found as people type them: without marks, spaces, accents, in another script of the same words."""

import json
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from glossary_site.search.analysis import fold, loose_key, marked_words, name_key, tokenise
from glossary_site.search.ranking import Ranking
from glossary_site.search.scores import SearchDocument

STATIC = Path(__file__).parents[2] / "static"


def make_ranking(language: str, *names: str) -> Ranking:
    """A glossary of terms, each with its other names after ``|`` and its text after ``:``."""
    documents = []
    for number, each in enumerate(names):
        head, _, body = each.partition(": ")
        term, *others = head.split("|")
        documents.append(SearchDocument(term, (term, *others), f"term/{number}/#a", "", "", body, tuple(others)))
    return Ranking(documents, language)


def find_first(ranking: Ranking, query: str) -> str:
    return next((found.term for found in ranking.search(query)), "")


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("I/O", "io"),
        ("Ph.D.", "PhD"),
        ("3-D", "3d"),
        ("k-NN", "knn"),
        ("A.I.", "ai"),
        ("AT&T", "att"),
        ("QA", "q&a"),
        ("U.S.", "US"),
        ("Node.js", "nodejs"),
        ("Wi-Fi", "wifi"),
        ("R&D", "rd"),
        ("24/7", "247"),
        ("CI/CD pipeline", "cicd pipeline"),
        ("time series data base", "timeseriesdatabase"),
        ("OAuth 2.0", "oauth2.0"),
        ("ʿAṣabiyya", "asabiyya"),
        ("صورة", "صوره"),
        ("الذكاء الاصطناعي", "ذكاء اصطناعي"),
        ("هوش مصنوعی", "هوش مصنوعي"),
        ("צה״ל", "צהל"),
    ],
)
def test_a_name_is_first_with_and_without_its_marks(written: str, typed: str) -> None:
    around = ("Ionisation", "Attention", "Usher", "Air", "Knnx", "Phdx: io knn ai att us rd wifi", "3dx")
    for name, query in ((written, typed), (typed, written)):
        assert find_first(make_ranking("en", name, *around), query) == name


def test_an_exact_name_is_before_one_that_differs_in_marks() -> None:
    ranking = make_ranking("en", "U.S.", "US", "C++", "C")
    assert [find_first(ranking, query) for query in ("us", "u.s.", "c", "c++")] == ["US", "U.S.", "C", "C++"]


@pytest.mark.parametrize(
    ("language", "term", "reading", "typed"),
    [
        ("ja", "深層学習", "しんそうがくしゅう", "しんそうがくしゅう"),
        ("ja", "深層学習", "しんそうがくしゅう", "シンソウガクシュウ"),
        ("zh", "机器学习", "jī qì xué xí", "jiqixuexi"),
        ("zh", "机器学习", "jī qì xué xí", "ji qi xue xi"),
        ("zh", "绿色", "lǜsè", "luse"),
    ],
)
def test_a_reading_finds_its_term(language: str, term: str, reading: str, typed: str) -> None:
    assert find_first(make_ranking(language, "字", f"{term}|{reading}"), typed) == term


@pytest.mark.parametrize(
    ("language", "name", "typed"),
    [
        ("de", "Übertragungsnetz", "Netz"),
        ("de-AT", "Übertragungsnetz", "netz"),
        ("nl", "Gegevensbank", "bank"),
        ("sv", "Kraftnätverk", "verk"),
        ("da", "Elforsyningsnet", "forsyningsnet"),
        ("nb", "Kraftnett", "nett"),
        ("fi", "Sähköverkko", "verkko"),
        ("ja", "深層学習", "学習"),
        ("zh", "机器学习", "学习"),
        ("zh", "机器学习", "习"),
        ("ko", "기계학습", "학습"),
    ],
)
def test_the_end_of_a_compound_is_before_the_text(language: str, name: str, typed: str) -> None:
    ranking = make_ranking(language, f"Aa: {typed}, {typed} {typed}.", f"Bb: {typed}.", name)
    assert find_first(ranking, typed) == name


def test_in_other_languages_the_end_of_a_word_is_no_name() -> None:
    assert find_first(make_ranking("en", "Framework", "Labour: Work is done."), "work") == "Labour"


def test_the_browser_folds_all_letters_of_unicode_alike() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed")
    chars = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code))[0] in "LMNP"]
    texts = [text for char in chars for text in (char, f"a{char}b", f"ال{char * 3}")]
    script = f"""{(STATIC / "tokenise.js").read_text(encoding="utf-8")}
    const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
    const read = (text) => [fold(text), tokenise(text), markedWords(text), nameKey(text), looseKey(nameKey(text))];
    process.stdout.write(JSON.stringify(texts.map(read)));"""
    ran = subprocess.run(
        [node, "-e", script], input=json.dumps(texts), capture_output=True, encoding="utf-8", check=True
    )
    different = [
        text
        for text, found in zip(texts, json.loads(ran.stdout), strict=True)
        if found != [fold(text), tokenise(text), marked_words(text), name_key(text), loose_key(name_key(text))]
    ]
    assert len(texts) > 400_000
    assert different == []
