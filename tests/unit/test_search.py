"""The search index: the words, their stems, and the files that the browser reads."""

import json
import unicodedata

import pytest

from glossary_site.search import SearchDocument, index_outputs
from glossary_site.search.analysis import fold, tokenise
from glossary_site.search.index import VERSION, build_index
from glossary_site.search.stemmer import stem

RYE = SearchDocument(
    "Rye bread", ("rugbrød", "RB"), "term/rye-bread/#flour", "Flour", "Rye bread is dark.", "It keeps."
)
KEY = SearchDocument("std::vector key", (), "term/key/#sense", "", "", "Deploying keys")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rye bread", ["rye", "bread"]),
        ("Crème BRÛLÉE", ["creme", "brulee"]),
        ("C++ and C#", ["c", "and", "c"]),
        ("std::vector<int>", ["std", "vector", "int"]),
        ("x_1 2.5D a-b", ["x", "1", "2", "5d", "a", "b"]),
        ("ﬁne ｄｏｕｇｈ ²", ["fine", "dough", "2"]),
        ("ΣΟΦΟΣ дрожжи 面包", ["σοφος", "дрожжи", "面包"]),
        ("…—“”", []),
        ("", []),
    ],
)
def test_words_are_folded_runs_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert tokenise(text) == words


def test_composed_and_decomposed_text_are_alike() -> None:
    for text in ("Crème brûlée", "Å", "ñandú"):
        assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        # What lunr.js 2.3.9 makes of them; lunr.py's own stemmer gives "kei" and "deploi" for the first two.
        ("key", "key"),
        ("deploy", "deploy"),
        ("keys", "key"),
        ("deployed", "deploy"),
        ("baking", "bake"),
        ("flying", "fli"),
        ("happy", "happi"),
        ("relational", "relat"),
        ("hopping", "hop"),
        ("caresses", "caress"),
        ("ponies", "poni"),
        ("adoption", "adopt"),
        ("yeast", "yeast"),
        ("ying", "ying"),
        ("controll", "control"),
        ("is", "is"),
        ("", ""),
        ("5nm", "5nm"),
        ("面包", "面包"),
    ],
)
def test_stems_are_those_of_the_browser(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_every_word_of_a_document_is_indexed_under_its_stem_and_its_field() -> None:
    index = build_index([RYE, KEY])
    inverted = dict(index["invertedIndex"])
    assert index["fields"] == ["term", "names", "definition", "body"]
    assert index["pipeline"] == ["stemmer"]
    words = "rye bread rugbrød rb is dark it keep std vector key deploy"
    assert sorted(inverted) == sorted(words.split())
    assert set(inverted["key"]["term"]) == {"1"}
    assert set(inverted["key"]["body"]) == {"1"}
    assert set(inverted["rye"]["term"]) == {"0"}
    assert inverted["rye"]["names"] == {}


def test_the_manifest_names_files_by_their_content() -> None:
    outputs = {output.path: output.data for output in index_outputs([RYE, KEY])}
    manifest = json.loads(outputs["search/manifest.json"])
    assert manifest["version"] == VERSION
    assert set(outputs) == {"search/manifest.json", manifest["index"], manifest["documents"]}
    documents = json.loads(outputs[manifest["documents"]])
    assert documents[0] == {
        "term": "Rye bread",
        "url": "term/rye-bread/#flour",
        "names": ["rugbrød", "RB"],
        "category": "Flour",
        "definition": "Rye bread is dark.",
    }
    index = json.loads(outputs[manifest["index"]])
    assert {ref for _, fields in index["invertedIndex"] for ref in fields["term"]} == {"0", "1"}
    changed = {output.path for output in index_outputs([RYE])}
    assert manifest["index"] not in changed and manifest["documents"] not in changed
    assert {output.path for output in index_outputs([RYE, KEY])} == set(outputs)


def test_a_glossary_without_entries_has_an_empty_index() -> None:
    outputs = {output.path: output.data for output in index_outputs([])}
    manifest = json.loads(outputs["search/manifest.json"])
    assert outputs[manifest["index"]] == b"null"
    assert outputs[manifest["documents"]] == b"[]"
