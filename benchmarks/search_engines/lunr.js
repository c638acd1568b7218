/* lunr.js on one whole index: entries with all words; where there are none, words as they are, begun, with one slip. */
const load = (url) => new Promise((loaded) => {
  const script = document.createElement("script");
  script.src = url;
  script.onload = loaded;
  document.head.append(script);
});
const json = async (name) => (await fetch(new URL(`../lunr/${name}`, import.meta.url))).json();

await load(new URL("../lunr/lunr.js", import.meta.url).href);
export const [index, documents] = await Promise.all([json("index.json").then((found) => lunr.Index.load(found)), json("documents.json")]);

export async function find(query, limit) {
  const tokens = lunr.tokenizer(query);
  // A word that Lunr drops, as it does "the", would be required in vain.
  const kept = tokens.filter((token) => index.pipeline.runString(String(token)).length);
  const all = index.query((question) => question.term(kept, { presence: lunr.Query.presence.REQUIRED }));
  const any = (question) => {
    question.term(tokens, { boost: 10 });
    question.term(tokens, { boost: 5, wildcard: lunr.Query.wildcard.TRAILING });
    question.term(tokens, { editDistance: 1 });
  };
  const results = kept.length && all.length ? all : index.query(any);
  return [...new Set(results.slice(0, 3 * limit).map(({ ref }) => documents[ref].url.split("#")[0]))].slice(0, limit);
}
