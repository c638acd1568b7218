/*
 * A classic worker: fetches what a query needs and ranks off the page's thread. Messages: {id, wanted: "search",
 * query, limit, filters, roots} -> {id, total, results, near, place, suggest, error}; {id, wanted: "facets", all, roots}
 * -> {id, facets}; {id, wanted: "passage", sentences, query, roots} -> {id, passage}: the sentence that fits best, and
 * its words. `roots` are those of the languages to search, the page's own first.
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

const opened = new Map();
let newest = 0;

class Overtaken extends Error {}

/** The search files at a root; with `anew` they are read again, the manifest without the browser's cache. */
async function open(root, anew) {
  if (anew || !opened.has(root)) opened.set(root, new SearchFiles(root, anew ? "reload" : "no-cache"));
  const files = opened.get(root);
  await files.load();
  return files;
}

const WRITTEN = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, "gu");

/** The parts of a word in a script without spaces that are asked for: characters alone and in pairs, as the index has them. */
function askedParts(word, isAsked) {
  const marked = Array(word.length).fill(false);
  for (let at = 0; at < word.length; at++) {
    if (isAsked(word[at])) marked[at] = true;
    if (isAsked(word.slice(at, at + 2))) marked.fill(true, at, at + 2);
  }
  const parts = marked.map((is, at) => (is ? word[at] : " ")).join("");
  return parts.split(" ").filter(Boolean);
}

/** The words of `text`, as written in lower case, that are `stems` of the index or begin like `words` of the query. */
function matchedWords({ manifest }, text, stems, words) {
  const hit = (word) => stems.has(stemmed(manifest, word)) || words.some((each) => word.startsWith(each));
  const isHit = (written) => queryWords(manifest, written).some(hit);
  const isAsked = (part) => queryWords(manifest, part).some((word) => words.includes(word));
  const written = new Set(text.toLowerCase().match(WRITTEN));
  return [...written].flatMap((word) => (FIRST_UNSPACED.test(word) ? askedParts(word, isAsked) : isHit(word) ? [word] : []));
}

/** The words of a result that the query matched, and whether the query has others, which are elsewhere in its text. */
function matched(files, shown, match, words) {
  const { manifest } = files;
  const stems = new Set(Object.keys(match ? match.matchData.metadata : {}));
  const found = matchedWords(files, `${shown.term} ${shown.definition ?? ""}`, stems, words);
  const parts = found.flatMap((word) => queryWords(manifest, word));
  const isShown = (word) => parts.some((part) => part.startsWith(word) || stemmed(manifest, part) === stemmed(manifest, word));
  return { words: found, isElsewhere: Boolean(match) && !words.every(isShown) };
}

/** The sentence that has most words of the query, the first of several, as { text, words }; null if none has any. */
function bestPassage(files, sentences, query) {
  const words = queryWords(files.manifest, query);
  const stems = new Set(words.map((word) => stemmed(files.manifest, word)));
  const distinct = (found) => new Set(found.map((word) => stemmed(files.manifest, word))).size;
  const rated = sentences.map((text) => {
    const found = matchedWords(files, text, stems, words);
    return { text, words: found, count: distinct(found) };
  });
  const most = Math.max(0, ...rated.map(({ count }) => count));
  return most ? rated.find(({ count }) => count === most) : null;
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
    const hits = matched(files, shown, found.matches.get(fits ?? ref), words);
    const own = { lang: files.manifest.language, root: files.root, isNamed: found.byName.has(ref) };
    byTerm.set(place, { ...own, ...shown, ...hits, url: new URL(whole ? place : shown.url, files.root).href });
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

async function answerFrom(files, { id, query, limit, filters }) {
  const found = query ? await rank(files, query) : everything(files, filters);
  found.refs = await filtered(files, found.refs, filters);
  if (id !== newest) throw new Overtaken();
  const shown = await results(files, found, queryWords(files.manifest, query), limit);
  const near = await results(files, { ...found, refs: found.near, byName: new Set(found.near), nearly: new Set() }, [], 3);
  const { suggest = "" } = files.manifest;
  const total = shown.length < limit ? shown.length : found.refs.length;
  return { total, results: shown, near, place: letterPage(files, query), suggest };
}

/** The answers of several languages as one: what was found by its name first, else their results in turn. */
function together(answers, limit) {
  const turns = Array.from({ length: limit }, (_, place) => answers.map(({ results }) => results[place])).flat();
  const found = turns.filter(Boolean).sort((one, other) => other.isNamed - one.isNamed);
  const total = answers.reduce((sum, each) => sum + each.total, 0);
  return { ...answers[0], total, results: found.slice(0, limit), near: answers.flatMap(({ near }) => near).slice(0, 3) };
}

async function answer(message) {
  const answers = await Promise.all(message.roots.map((root) => persist(root, (files) => answerFrom(files, message))));
  return answers.length > 1 ? together(answers, message.limit) : answers[0];
}

async function passage({ roots: [root], sentences, query }) {
  return { passage: await persist(root, (files) => bestPassage(files, sentences, query)) };
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

async function facets({ roots: [root], all }) {
  const found = Object.entries(await persist(root, (files) => files.facets(all)));
  return { facets: Object.fromEntries(found.map(([name, { names }]) => [name, names])) };
}

const ANSWERS = { search: answer, facets, passage };

addEventListener("message", async ({ data: message }) => {
  const { id, wanted } = message;
  if (wanted === "search") newest = id;
  try {
    postMessage({ id, error: "", ...(await ANSWERS[wanted](message)) });
  } catch (error) {
    if (error instanceof Overtaken) return;
    opened.clear();
    const nothing = { total: 0, results: [], near: [], place: "", suggest: "", facets: {}, passage: null };
    postMessage({ id, ...nothing, error: String(error) });
  }
});
