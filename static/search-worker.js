/*
 * A classic worker: fetches what a query needs and ranks off the page's thread. Messages: {id, query, limit, category,
 * root} -> {id, total, results, near, place, suggest, error}; {id, wanted: "categories", root} -> {id, categories}.
 */
importScripts(
  "vendor/lunr.min.js",
  "tokenise.js",
  "search-data.js",
  "search-names.js",
  "search-lunr.js",
  "search-rank.js",
);

let data = null;
let newest = 0;

class Overtaken extends Error {}

async function open(root) {
  if (data?.root !== root) data = new SearchData(root);
  await data.load();
}

/** The words of a document, as written, that a word of the query or of the index matched. */
function matchedWords(shown, match, words) {
  const found = match ? match.matchData.metadata : {};
  const text = [shown.term, shown.definition ?? ""].join(" ").toLowerCase();
  const hit = (word) => stemmed(data.manifest, word) in found || words.some((each) => word.startsWith(each));
  return [...new Set(text.match(/[\p{L}\p{N}\p{M}]+/gu))].filter((word) => tokenise(word).some(hit));
}

/** The documents at these positions as results, one a term, until there are `limit`. */
async function results(found, words, limit) {
  const byTerm = new Map();
  const seek = found.refs.slice(0, limit).map((ref) => data.document(ref));
  for (let at = 0; at < found.refs.length && byTerm.size < limit; at++) {
    const ref = found.refs[at];
    const shown = await (seek[at] ?? data.document(ref));
    const [place] = shown.url.split("#");
    if (byTerm.has(place)) continue;
    const url = found.byName.has(ref) && shown.senses ? place : shown.url;
    byTerm.set(place, { ...shown, url, words: matchedWords(shown, found.matches.get(ref), words) });
  }
  return [...byTerm.values()];
}

/** The page of the letter that the query begins with. */
function letterPage(query) {
  const { letters } = data.manifest;
  const [first = ""] = query.trim().normalize("NFC").toLocaleUpperCase();
  const [plain = ""] = fold(query.trim()).toUpperCase();
  return letters?.[first] ?? letters?.[plain] ?? "";
}

async function answer({ id, query, limit, category, root }) {
  await open(root);
  const found = await rank(data, query);
  if (category) {
    const { names, of } = await data.categories();
    found.refs = found.refs.filter((ref) => names[of[ref]] === category);
  }
  if (id !== newest) throw new Overtaken();
  const shown = await results(found, tokenise(query), limit);
  const near = await results({ ...found, refs: found.near, byName: new Set(found.near) }, [], 3);
  const { suggest = "" } = data.manifest;
  const total = shown.length < limit ? shown.length : found.refs.length;
  return { total, results: shown, near, place: letterPage(query), suggest };
}

/** Once more after a failure: the site may have been published anew since the page was opened. */
async function persist(work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Overtaken) throw error;
    data = null;
    return work();
  }
}

async function categories(root) {
  await open(root);
  return (await data.categories()).names;
}

addEventListener("message", async ({ data: message }) => {
  const { id, wanted, root } = message;
  if (!wanted) newest = id;
  try {
    const found = wanted ? { categories: await persist(() => categories(root)) } : await persist(() => answer(message));
    postMessage({ id, error: "", ...found });
  } catch (error) {
    if (error instanceof Overtaken) return;
    data = null;
    postMessage({ id, total: 0, results: [], near: [], place: "", suggest: "", error: String(error), categories: [] });
  }
});
