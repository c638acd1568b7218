/*
 * A classic worker: fetches what a query needs and ranks off the page's thread. Messages: {id, query, limit, filters,
 * root} -> {id, total, results, near, place, suggest, error}; {id, wanted: "facets", all, root} -> {id, facets}.
 */
importScripts(
  "vendor/lunr.min.js",
  "tokenise.js",
  "search-language.js",
  "search-files.js",
  "search-names.js",
  "search-lunr.js",
  "search-rank.js",
);

let opened = null;
let newest = 0;

class Overtaken extends Error {}

/** The site's search files; with `anew` they are read again, the manifest without the browser's cache. */
async function open(root, anew) {
  if (anew || opened?.root !== root) opened = new SearchFiles(root, anew ? "reload" : "no-cache");
  const files = opened;
  await files.load();
  return files;
}

/** The words of a document, as written, that the query matched. */
function matchedWords(files, shown, match, words) {
  const found = match ? match.matchData.metadata : {};
  const text = [shown.term, shown.definition ?? ""].join(" ").toLowerCase();
  const hit = (word) => stemmed(files.manifest, word) in found || words.some((each) => word.startsWith(each));
  const parts = (word) => queryWords(files.manifest, word);
  return [...new Set(text.match(/[\p{L}\p{N}\p{M}]+/gu))].filter((word) => parts(word).some(hit));
}

/** The position of the sense that fits the query's text best; the term's senses begin at `ref`. */
function bestSense({ matches }, ref, senses) {
  for (const position of matches.keys()) if (position >= ref && position < ref + senses) return position;
  return undefined;
}

/** The documents at these positions as results, one a term, until there are `limit`. */
async function results(files, found, words, limit) {
  const byTerm = new Map();
  const seek = found.refs.slice(0, limit).map((ref) => files.document(ref));
  // The first failure is reported below; further ones need no report.
  for (const each of seek) each.catch(() => {});
  for (let at = 0; at < found.refs.length && byTerm.size < limit; at++) {
    const ref = found.refs[at];
    const first = await (seek[at] ?? files.document(ref));
    const [place] = first.url.split("#");
    if (byTerm.has(place)) continue;
    const fits = found.nearly.has(ref) ? bestSense(found, ref, first.senses ?? 1) : ref;
    const shown = fits === undefined || fits === ref ? first : await files.document(fits);
    const whole = first.senses && (fits === undefined || found.byName.has(ref));
    const marked = matchedWords(files, shown, found.matches.get(fits ?? ref), words);
    byTerm.set(place, { ...shown, url: whole ? place : shown.url, words: marked });
  }
  return [...byTerm.values()];
}

/** The page of the letter that the query begins with; digits and symbols share one. */
function letterPage(files, query) {
  const letters = files.manifest.letters ?? {};
  const [first = ""] = query.trim().normalize("NFC").toUpperCase();
  const [plain = ""] = fold(query.trim()).toUpperCase();
  const other = Object.keys(letters).find((label) => !/^\p{L}/u.test(label));
  return letters[first] ?? letters[plain] ?? (/^\p{L}/u.test(plain) ? "" : (letters[other] ?? ""));
}

/** The positions among `refs` of the documents that fit all `filters`. */
async function filtered(files, refs, filters) {
  const wanted = Object.entries(filters);
  if (!wanted.length) return refs;
  const facets = await files.facets(wanted.some(([name]) => name !== "category"));
  const tests = wanted.map(([name, value]) => {
    const { names, of } = facets[name] ?? { names: [], of: [] };
    const number = names.indexOf(value);
    return (ref) => number >= 0 && (of[ref] === number || (Array.isArray(of[ref]) && of[ref].includes(number)));
  });
  return refs.filter((ref) => tests.every((fits) => fits(ref)));
}

/** All documents in their order, as results; where no category is chosen, each leads to the whole term. */
function everything(files, { category }) {
  const refs = Array.from({ length: files.manifest.documents }, (_, ref) => ref);
  return { refs, byName: new Set(category ? [] : refs), nearly: new Set(), matches: new Map(), near: [] };
}

async function answer(files, { id, query, limit, filters }) {
  const found = query ? await rank(files, query) : everything(files, filters);
  found.refs = await filtered(files, found.refs, filters);
  if (id !== newest) throw new Overtaken();
  const shown = await results(files, found, queryWords(files.manifest, query), limit);
  const near = await results(files, { ...found, refs: found.near, byName: new Set(found.near), nearly: new Set() }, [], 3);
  const { suggest = "" } = files.manifest;
  const total = shown.length < limit ? shown.length : found.refs.length;
  return { total, results: shown, near, place: letterPage(files, query), suggest };
}

/** Tries again after a failure: the site may have been published again since the page was opened. */
async function persist(root, work) {
  try {
    return await work(await open(root));
  } catch (error) {
    if (error instanceof Overtaken) throw error;
    return work(await open(root, true));
  }
}

async function facets(files, { all }) {
  const found = Object.entries(await files.facets(all));
  return { facets: Object.fromEntries(found.map(([name, { names }]) => [name, names])) };
}

addEventListener("message", async ({ data: message }) => {
  const { id, wanted, root } = message;
  if (!wanted) newest = id;
  try {
    const found = await persist(root, (files) => (wanted ? facets(files, message) : answer(files, message)));
    postMessage({ id, error: "", ...found });
  } catch (error) {
    if (error instanceof Overtaken) return;
    opened = null;
    postMessage({ id, total: 0, results: [], near: [], place: "", suggest: "", error: String(error), facets: {} });
  }
});
