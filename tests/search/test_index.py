"""The search index: the words, their stems, their scores, and the files that the browser reads."""

import json
import random
import unicodedata
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunr.builder import Builder

from glossary_site.config import SiteConfig
from glossary_site.search.analysis import chunks, fold, index_words, loose_key, name_key, tokenise
from glossary_site.search.files import DIGITS, LISTED
from glossary_site.search.languages import index_terms, pipeline, query_words, stemmer
from glossary_site.search.listed import list_late
from glossary_site.search.opensearch import opensearch
from glossary_site.search.scores import (
    BOOSTS,
    FIELDS,
    CountedIndex,
    Facets,
    SearchDocument,
    digested,
    score_index,
    script_order,
)
from glossary_site.search.shards import VERSION, index_outputs
from glossary_site.search.stemmer import stem
from glossary_site.values import replace

RYE = SearchDocument(
    "Rye bread", ("rugbrød", "RB"), "term/rye-bread/#flour", "Flour", "Rye bread is dark.", "It keeps.", ("rugbrød",)
)
KEY = SearchDocument("std::vector key", (), "term/key/#sense", "", "", "Deploying keys")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rye bread", ["rye", "bread"]),
        ("Crème BRÛLÉE", ["creme", "brulee"]),
        ("C++, C# and .NET", ["c++", "c#", "and", ".net"]),
        ("C++17 a+b #tag F#.", ["c++", "17", "a", "b", "tag", "f#"]),
        ("end.Next wait…then node.js", ["end", "next", "wait", "then", "node", "js"]),
        ("std::vector<int>", ["std", "vector", "int"]),
        ("TCP/IP x_1 2.5D a-b 1×1", ["tcp", "ip", "x", "1", "2", "5d", "a", "b", "1x1"]),
        ("ﬁne ｄｏｕｇｈ ² C＋＋", ["fine", "dough", "2", "c++"]),
        ("ΣΟΦΟΣ дрожжи", ["σοφοσ", "дрожжи"]),
        ("面包 机器学习 茶", ["面包", "机器", "器学", "学习", "茶"]),
        ("がん カタカナ", ["がん", "かた", "たか", "かな"]),
        ("baker's o’clock 'quoted'", ["bakers", "oclock", "quoted"]),
        ("straße smørrebrød", ["strasse", "smorrebrod"]),
        ("so\u00adft\u200b \u202ebidi\u202c", ["soft", "bidi"]),
        ("हिन्दी", ["हिन्दी"]),
        ("الكِتاب كتـــاب ماء ۱۲", ["كتاب", "كتاب", "ما", "12"]),
        ("آزمایش کنترل نقشهٔ", ["ازمايش", "كنترل", "نقشه"]),
        ("ʿUmar Hawaiʻi Qurʾān", ["umar", "hawaii", "quran"]),
        ("…—“”", []),
        ("", []),
    ],
)
def test_words_are_folded_but_keep_the_signs_that_distinguish_them(text: str, words: list[str]) -> None:
    assert tokenise(text) == words


def test_composed_and_decomposed_text_are_alike() -> None:
    for text in ("Crème brûlée", "Å", "ñandú", "がぎ", "각도"):
        assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_the_index_has_marked_words_bare_too() -> None:
    assert index_words("C++ .NET") == ["c++", "c", ".net", "net"]


@pytest.mark.parametrize(
    ("name", "key"),
    [("TCP/IP", "tcp ip"), ("  k-Means  ", "k means"), ("Baker's yeast", "bakers yeast"), ("∇", "∇"), ("→  ?", "→ ?")],
)
def test_names_are_looked_up_by_their_words(name: str, key: str) -> None:
    assert name_key(name) == key


@given(st.text(alphabet=st.sampled_from("abC '’.+#é\u0301…日本語はｶ-/×ßİΣς\u200b\u00adक्षिด1 \n_,\ud800"), max_size=20))
def test_pieces_of_a_text_have_its_words(text: str) -> None:
    pieces = [word for piece in chunks(text) for word in index_words(piece)]
    assert Counter(pieces) == Counter(index_words(text))


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
    index = dict(score_index([RYE, KEY]))
    words = "rye bread rugbrod rb is dark it keep std vector key deploy"
    assert sorted(index) == sorted(words.split())
    found = {term: [positions for positions, _ in fields] for term, fields in index.items()}
    assert found["key"] == [[1], [], [], [1]]
    assert found["rye"] == [[0], [], [0], []]
    assert found["rugbrod"] == [[], [0], [], []]


def make_documents(count: int) -> list[SearchDocument]:
    draw = random.Random(5)
    words = ["".join(draw.choices("abcdeiou", k=draw.randint(1, 5))) for _ in range(400)]

    def text(most: int) -> str:
        return " ".join(draw.choices(words, k=draw.randint(0, most)))

    return [SearchDocument(text(3), (text(2), text(1)), f"term/t{n}/#s", "", text(9), text(60)) for n in range(count)]


def test_scores_are_those_of_lunr() -> None:
    """lunr.py over the same words. It rounds halves to even, Lunr up: they may differ by a thousandth."""
    documents = make_documents(80)
    builder = Builder()
    builder.ref("ref")
    for field, boost in BOOSTS.items():
        builder.field(field, boost=boost)
    for ref, each in enumerate(documents):
        texts = (each.term, " ".join(each.names), each.definition, each.body)
        words = [[stem(word) for word in index_words(text)] for text in texts]
        builder.add({"ref": str(ref)} | dict(zip(FIELDS, words, strict=True)))
    reference = builder.build()
    index = dict(score_index(documents))
    assert sorted(reference.inverted_index) == sorted(index)
    compared = 0
    for term, fields in index.items():
        for field, (positions, scores) in zip(FIELDS, fields, strict=True):
            posting = reference.inverted_index[term]
            assert sorted(map(str, positions)) == sorted(posting[field])
            for position, score in zip(positions, scores, strict=True):
                vector = reference.field_vectors[f"{field}/{position}"].elements
                theirs = dict(zip(vector[::2], vector[1::2], strict=True))[posting["_index"]]
                assert score / 1000 == pytest.approx(theirs, abs=0.00101)
                compared += 1
    assert compared > 2_000


@pytest.mark.parametrize(("often", "before"), [(255, 0), (256, 0), (70_000, 2), (300, 65_536)])
def test_a_word_may_occur_often_and_in_any_of_many_documents(often: int, before: int) -> None:
    blank = SearchDocument("", (), "", "", "", "")
    documents = [*[blank] * before, replace(blank, body="etch " * often), replace(blank, body="etch mask")]
    index = CountedIndex(digested(documents))
    found = {row.term: [*index.fields.unpack(row)][-1] for row in index.rows()}
    assert found == {"etch": ([before, before + 1], [often, 1]), "mask": ([before + 1], [1])}


def test_other_languages_are_folded_and_not_stemmed() -> None:
    assert {"bakes", "creme"} <= {
        term for term, _ in score_index([SearchDocument("Bakes", (), "term/x/#s", "", "", "Crème")], "pl")
    }


def test_words_with_accents_are_under_the_stem_as_written_and_as_folded() -> None:
    assert index_terms("L’activité", "fr") == ["l", "activ", "activit"]
    assert stemmer("fr")("activités") == "activ"
    assert stemmer("fr")("activites") == "activit"
    assert query_words("L’activité", "fr-CA") == ["l", "activité"]
    assert index_terms("Häuser", "de") == ["haus"]
    assert index_terms("новый", "ru") == ["нов", "новы"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en-GB", ["stemmer"]), ("nb", ["snowball-norwegian"]), ("DE_at", ["snowball-german"]), ("pl", []), ("", [])],
)
def test_a_language_chooses_lunrs_pipeline(language: str, expected: list[str]) -> None:
    assert pipeline(language) == expected


@settings(max_examples=200)
@given(st.text(), st.text())
def test_terms_are_sorted_as_javascript_sorts_them(one: str, other: str) -> None:
    units = [text.encode("utf-16-be", "surrogatepass") for text in (one, other)]
    assert (script_order(one) < script_order(other)) == (units[0] < units[1])


def read_file(outputs: dict[str, bytes], manifest: dict[str, Any], kind: str, number: int) -> Any:
    """The file of a number among those of a kind, found as the browser finds it."""
    number_of_list, place = divmod(manifest["first"][kind] + number, LISTED)
    digests = manifest["files"]
    if number_of_list:
        digest = manifest["lists"][(number_of_list - 1) * DIGITS :][:DIGITS]
        digests = json.loads(outputs[f"search/files/i{number_of_list - 1}-{digest}.json"])
    return json.loads(outputs[f"search/files/{kind}{number}-{digests[place * DIGITS :][:DIGITS]}.json"])


def read(outputs: dict[str, bytes], manifest: dict[str, Any], kind: str, firsts: str) -> list[list[Any]]:
    """All rows of a kind in their order, each shard after its dividing key and before the next."""
    sorted_by = str if kind == "t" else loose_key
    rows: list[list[Any]] = []
    for number, first in enumerate(manifest[firsts]):
        shard = read_file(outputs, manifest, kind, number)
        following = manifest[firsts][number + 1 : number + 2]
        assert all(script_order(sorted_by(row[0])) >= script_order(first) for row in shard)
        assert not following or all(script_order(sorted_by(row[0])) < script_order(following[0]) for row in shard)
        rows += shard
    return rows


def test_shards_hold_the_whole_index_in_order() -> None:
    documents = make_documents(1_500)
    outputs = {output.path: output.data for output in index_outputs(list_late(documents))}
    manifest = json.loads(outputs["search/manifest.json"])
    assert manifest["version"] == VERSION
    assert all(path.startswith("search/files/") for path in outputs if path != "search/manifest.json")
    counted = CountedIndex(digested(documents))
    index = {row.term: [*counted.fields.unpack(row)] for row in counted.rows()}
    rows = read(outputs, manifest, "t", "terms")
    assert len(manifest["terms"]) > 3
    assert [row[0] for row in rows] == list(index)
    for term, *flat in rows:
        for number, (positions, counts) in enumerate(index[term]):
            steps, packed = flat[2 * number : 2 * number + 2]
            assert [sum(steps[: n + 1]) - 1 for n in range(len(steps))] == positions
            unit = manifest["units"][number]
            assert [each // unit + 1 for each in packed] == counts
            assert [each % unit for each in packed] == [
                counted.fields.lengths[number][position] for position in positions
            ]
    names = read(outputs, manifest, "n", "names")
    backward = [[key[::-1], *rest] for key, *rest in read(outputs, manifest, "r", "reversed")]
    assert len(manifest["names"]) > 1
    assert sorted(names) == sorted(backward)
    shown = read_file(outputs, manifest, "d", 1)
    assert shown[0]["url"] == documents[manifest["perFile"]].url


def test_a_changed_text_changes_the_shards_of_its_own_words_alone() -> None:
    documents = make_documents(1_500)
    before = {output.path: output.data for output in index_outputs(list_late(documents))}
    changed = documents[700]
    rare = min(index_words(changed.body), key=lambda word: sum(word in each.body.split() for each in documents))
    documents[700] = replace(changed, body=f"{changed.body} {rare}")
    after = {output.path: output.data for output in index_outputs(list_late(documents))}
    assert all(before[path] == data for path, data in after.items() if path in before and "manifest" not in path)
    new = [path.removeprefix("search/files/")[:1] for path in after.keys() - before.keys()]
    words = {stem(word) for word in index_words(changed.body)}
    assert 0 < new.count("t") <= len(words)
    assert set(new) <= {"t", "i"}
    assert {output.path for output in index_outputs(list_late(documents))} == after.keys()


def test_a_small_site_has_one_file_of_each_kind() -> None:
    names = [output.path.removeprefix("search/") for output in index_outputs(list_late([RYE, KEY]))]
    assert [name.removeprefix("files/")[:1] for name in names] == ["c", "v", "n", "r", "t", "d", "m"]
    assert names[-1] == "manifest.json"


def test_a_glossary_without_entries_has_an_empty_index() -> None:
    outputs = {output.path: output.data for output in index_outputs([])}
    manifest = json.loads(outputs["search/manifest.json"])
    assert (manifest["documents"], manifest["terms"], manifest["names"]) == (0, [], [])


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Glossary", "Glossary"),
        ("Semiconductors and more & <all>", "Semiconductors"),
        ("N" * 40, "N" * 16),
        ("", "Glossary"),
    ],
)
def test_opensearch_has_a_short_name(title: str, short: str) -> None:
    (output,) = opensearch(SiteConfig(title=title, base_url="https://example.org/a&b/"))
    root = ElementTree.fromstring(output.data)  # noqa: S314 - our own bytes
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    found, url = root.find(f"{space}ShortName"), root.find(f"{space}Url")
    assert found is not None
    assert url is not None
    assert found.text == short
    assert url.get("template") == "https://example.org/a&b/search/?q={searchTerms}"
    assert list(opensearch(SiteConfig(title=title))) == []


def facet_file(kind: str, *documents: SearchDocument) -> dict[str, Any] | None:
    found = [
        output.data for output in index_outputs(list_late(documents)) if output.path.startswith(f"search/files/{kind}")
    ]
    return json.loads(found[0]) if found else None


def test_categories_are_numbers_of_each_document() -> None:
    documents = [
        replace(RYE, facets=Facets(("Tools / Mills",), ("Tools",))),
        replace(KEY, facets=Facets(("Art",))),
        RYE,
    ]
    assert facet_file("c", *documents) == {"names": ["Art", "Tools", "Tools / Mills"], "of": [[2, 1], 0, -1]}


def test_tags_statuses_and_letters_are_in_a_file_where_there_is_something_to_choose() -> None:
    plain = replace(RYE, facets=Facets(status="current", letter="R"))
    tagged = replace(KEY, facets=Facets(tags=("b", "a"), status="draft", letter="K"))
    assert facet_file("f", plain, plain) is None
    assert facet_file("f", plain, tagged) == {
        "tag": {"names": ["a", "b"], "of": [-1, [1, 0]]},
        "status": {"names": ["current", "draft"], "of": [0, 1]},
        "letter": {"names": ["R", "K"], "of": [0, 1]},
    }
