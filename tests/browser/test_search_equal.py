"""The index in shards gives the results of the whole index: the same references, order and scores, by Lunr itself.

lunr.js makes the whole index in the browser from the same words; the build makes the shards.
"""

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from search_pages import open_scripts, serve_documents

from glossary_site.search.analysis import index_words
from glossary_site.search.scores import BOOSTS, FIELDS, SearchDocument
from glossary_site.search.stemmer import stem

pytestmark = pytest.mark.browser
DOCUMENTS, QUERIES, SEED = 900, 1_200, 7

SYLLABLES = [a + b for a in "b d f g k l m n p r s t v tr pl st".split() for b in "a e i o u ar en il".split()]
ENDINGS = ["", "", "", "s", "ing", "ed", "ation", "ness", "ly", "er"]


def make_documents() -> list[SearchDocument]:
    draw = random.Random(SEED)
    words = ["".join(draw.choices(SYLLABLES, k=draw.randint(1, 3))) + draw.choice(ENDINGS) for _ in range(3_000)]
    words += ["c++", "c#", ".net", "café", "机器学习", "std", "tcp", "ip", "it", "who"]
    weights = [1 / (place + 3) for place in range(len(words))]

    def text(length: int) -> str:
        return " ".join(draw.choices(words, weights, k=length))

    return [
        SearchDocument(text(2), (text(1), text(2)), f"term/t{n}/#s", "", text(12), text(draw.randint(20, 120)))
        for n in range(DOCUMENTS)
    ]


def make_queries(documents: list[SearchDocument]) -> list[list[dict[str, object]]]:
    """Clauses for ``lunr.Query.clause``: presence 1 optional, 2 required, 3 prohibited; wildcard 1, 2, 3."""
    draw = random.Random(SEED)
    vocabulary = sorted({word for document in documents for word in index_words(document.body + " " + document.term)})

    def clause(kind: str) -> dict[str, object]:
        word = draw.choice(vocabulary)
        match kind:
            case "prefix":
                return {"term": word[: draw.randint(2, 4)], "wildcard": 2}
            case "infix":
                return {"term": f"{word[:1]}*{word[-1:]}"}
            case "fuzzy":
                place = draw.randrange(len(word))
                return {"term": word[:place] + draw.choice("aeiost") + word[place + 1 :], "editDistance": 1}
            case "required":
                return {"term": word, "presence": 2}
            case "prohibited":
                return {"term": word, "presence": 3}
            case "field":
                return {"term": word, "fields": draw.sample(FIELDS, 2)}
            case "boosted":
                return {"term": word, "boost": draw.choice([2, 5, 10])}
            case "unknown":
                return {"term": word + "qqq"}
        return {"term": word}

    kinds = ["plain", "plain", "prefix", "infix", "fuzzy", "required", "prohibited", "field", "boosted", "unknown"]
    queries = [[clause(kind)] for kind in kinds for _ in range(20)]
    while len(queries) < QUERIES:
        queries.append([clause(draw.choice(kinds)) for _ in range(draw.randint(2, 4))])
    return queries


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[SearchDocument]]]:
    documents = make_documents()
    folder = tmp_path_factory.mktemp("shards")
    for root in serve_documents(documents, folder):
        assert len(list(folder.glob("search/*/t*.json"))) > 5
        yield root, documents


WHOLE = """
({documents, fields, boosts}) => {
  const builder = new lunr.Builder();
  builder.ref("ref");
  fields.forEach((field) => builder.field(field, { boost: boosts[field] }));
  documents.forEach((words, ref) => builder.add({ ref, ...Object.fromEntries(fields.map((f, i) => [f, words[i]])) }));
  window.whole = builder.build();
}
"""

COMPARE = """
async ({queries, root}) => {
  const files = new SearchFiles(root);
  await files.load();
  // lunr.js numbers terms as it meets them, the shards in sorted order, so sums may differ in their last bits.
  const plain = (results) => results.map((result) => [String(result.ref), nano(result)]);
  const stem = lunr.Pipeline.load(["stemmer"]);
  const different = [];
  let found = 0;
  for (const clauses of queries) {
    const sharded = plain(await searchShards(files, clauses));
    const ready = clauses.map((clause) => {
      const fuzzy = clause.wildcard || clause.editDistance || clause.term.includes("*");
      const term = fuzzy ? clause.term : (stem.runString(clause.term)[0] ?? clause.term);
      return { ...clause, term, usePipeline: false };
    });
    const whole = plain(inOrder(window.whole.query((query) => ready.forEach((clause) => query.clause(clause)))));
    found += whole.length > 0;
    if (JSON.stringify(sharded) === JSON.stringify(whole)) continue;
    different.push({ clauses, sharded: sharded.slice(0, 3), whole: whole.slice(0, 3) });
  }
  return { found, different: different.slice(0, 3), count: different.length };
}
"""


def test_shards_rank_as_the_whole_index(shards: tuple[str, list[SearchDocument]], browser: Browser) -> None:
    root, documents = shards
    queries = make_queries(documents)
    page = open_scripts(browser, root)
    words = [
        [[stem(word) for word in index_words(text)] for text in (d.term, " ".join(d.names), d.definition, d.body)]
        for d in documents
    ]
    page.evaluate(WHOLE, {"documents": words, "fields": FIELDS, "boosts": BOOSTS})
    result = page.evaluate(COMPARE, {"queries": queries, "root": root})
    page.close()
    print(f"{len(queries)} queries, {result['found']} with results, {result['count']} different")
    assert len(queries) >= 1_000
    assert result["found"] > 800
    assert result["count"] == 0, result["different"]
