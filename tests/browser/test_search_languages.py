"""Sites in other languages: index and browser use one stemmer, and only that is served."""

import json
import os
import unicodedata
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from random import Random

import pytest
from conftest import build_project, serve
from playwright.sync_api import Browser, Page, expect
from search_pages import snowball_scripts
from test_search import ROOT, vocabulary
from test_search_twin import ODD, Searched, compare

from benchmarks.search_documents import made_documents
from glossary_site.search.analysis import fold, marked_words
from glossary_site.search.languages import SNOWBALL
from glossary_site.search.scores import SearchDocument

pytestmark = pytest.mark.browser
#: Made words a language.
WORDS = 8_000 if os.environ.get("AUDIT") == "full" else 2_000
#: Made entries of a glossary, whose words are the queries.
ENTRIES = 300 if os.environ.get("AUDIT") == "full" else 100
LANGUAGES = sorted({name: tag for tag, name in SNOWBALL.items()}.values())


def made_words(name: str, count: int) -> list[str]:
    """Words of a language's own letters, with every ending and beginning for which its algorithm has a rule."""
    made = getattr(import_module(f"snowballstemmer.{name}_stemmer"), f"{name.capitalize()}Stemmer")
    values = [value for value in vars(made).values() if isinstance(value, (list, set, dict))]
    tables = [[each.s for each in value] for value in values if isinstance(value, list)]
    parts = [part.lower() for table in tables for part in table if part]
    signs = sorted({sign for value in values for sign in value if isinstance(sign, str)} | set("".join(parts)))
    draw = Random(name)
    found = set(parts)
    assert len(parts) > 40
    while len(found) < count:
        stem = "".join(draw.choices(signs, k=draw.randint(0, 7))).lower()
        endings = draw.choices(parts, k=draw.choice((1, 1, 2)))
        found.add(draw.choice(("", "", *parts)) + stem + "".join(endings))
    return sorted(found | set(map(fold, found)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stemmer_is_the_browsers_word_by_word(browser: Browser, language: str) -> None:
    name = SNOWBALL[language]
    words = made_words(name, WORDS)
    page = browser.new_page()
    for script in snowball_scripts(language):
        page.add_script_tag(content=script)
    script = (
        f"words => {{ const made = new {name.capitalize()}Stemmer(); return words.map((one) => made.stemWord(one)); }}"
    )
    theirs = page.evaluate(script, words)
    page.close()
    made = getattr(import_module(f"snowballstemmer.{name}_stemmer"), f"{name.capitalize()}Stemmer")()
    ours = [made.stemWord(word) for word in words]
    assert sum(word != stem for word, stem in zip(words, ours, strict=True)) > len(words) / 4
    assert [each for each in zip(words, ours, theirs, strict=True) if each[1] != each[2]] == []


def test_words_keep_their_accents_alike_in_index_and_browser(browser: Browser) -> None:
    made = [word for language in LANGUAGES for word in made_words(SNOWBALL[language], 500)]
    odd = [
        "L’École d'été",
        "l\u0301\u0301x \u0301",
        "İstanbul STRASSE ß",
        "ﬁn ＡＢ 1×1",
        "机器学习 c++ .net",
        "\ud800é",
        "soft\u00adhyphen",
    ]
    texts = [*made, *(unicodedata.normalize("NFD", word) for word in made), *odd, *vocabulary()]
    page = browser.new_page()
    page.add_script_tag(content=(ROOT / "static" / "tokenise.js").read_text(encoding="utf-8"))
    theirs = page.evaluate("texts => JSON.parse(texts).map(markedWords)", json.dumps(texts))
    page.close()
    ours = [marked_words(text) for text in texts]
    assert [each for each in zip(texts, ours, theirs, strict=True) if each[1] != each[2]] == []


def in_french(documents: list[SearchDocument]) -> list[SearchDocument]:
    """Documents with words in many forms, accents and apostrophes, beside those given."""
    draw = Random(1)
    verbs = "développ form calcul mesur séch orient prépar règl isol".split()
    endings = "er é ée ées ation ations ement ait eront eur euse".split()
    made = [
        SearchDocument(
            f"{verb.capitalize()}{ending} {number}",
            (f"l’{verb}{ending} n° {number}",),
            f"term/f{number}/#s",
            "",
            f"L’{verb}{draw.choice(endings)} d'une activité.",
            " ".join(f"qu'{draw.choice(verbs)}{draw.choice(endings)}" for _ in range(30)),
            (f"l’{verb}{ending} n° {number}",),
        )
        for number, (verb, ending) in enumerate((verb, ending) for verb in verbs for ending in endings)
    ]
    return [*made, *documents]


def test_a_french_glossary_is_answered_alike(browser: Browser, tmp_path: Path) -> None:
    documents = in_french(made_documents(ENTRIES, 7))
    texts = " ".join(f"{each.term} {each.definition}" for each in documents)
    words = sorted({*texts.split(), *fold(texts).split()})
    queries = [*words, *(f"{one} {other}" for one, other in zip(words, reversed(words), strict=True)), *ODD]
    assert compare(Searched(documents, "fr"), queries, browser, tmp_path) == []


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    bodies = {
        "Dach": "Dächer schützen Häuser vor Regen.",
        "Fluss": "Flüsse führen Wasser, das in der Straße fehlt.",
        "Brot": "Brote werden gebacken.",
    }
    files = {
        f"entries/{term.lower()}.md": f"---\nterm: {term}\ndefinition: {term} ist ein Wort.\n---\n\n{body}\n"
        for term, body in bodies.items()
    }
    files["glossary.yml"] = "title: Wörter\nlanguage: de-AT\n"
    built = build_project(tmp_path_factory.mktemp("german"), files)
    for root in serve(built):
        yield built, root


@pytest.mark.parametrize("query", ["Haus", "häusern", "HÄUSERS", "schützt", "schutzen", "regens"])
def test_other_forms_of_a_word_are_found(page: Page, german: tuple[Path, str], query: str) -> None:
    page.goto(f"{german[1]}search/?q={query}")
    expect(page.locator("main .result")).to_have_count(1)
    expect(page.locator("main .result")).to_contain_text("Dach")


def test_what_was_found_is_marked_in_every_form(page: Page, german: tuple[Path, str]) -> None:
    page.goto(f"{german[1]}search/?q=worten")
    expect(page.locator("main .result")).to_have_count(3)
    expect(page.locator("main .result mark").first).to_have_text("Wort")


def test_a_site_serves_the_stemmer_of_its_language_only(built: Path, german: tuple[Path, str]) -> None:
    def served(site: Path) -> list[str]:
        return sorted(path.name for path in site.glob("static/*/vendor/snowball/*"))

    assert served(german[0]) == ["COPYING", "base-stemmer.js", "german-stemmer.js"]
    assert served(built) == []
