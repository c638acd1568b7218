/* A classic worker: fetches what a query needs and ranks off the page's thread. Message: {id, query, limit, root}. */
importScripts("vendor/lunr.min.js", "tokenise.js", "search-data.js", "search-names.js", "search-lunr.js");

const BOOSTS = { term: 10, names: 8, definition: 3, body: 1 };
const MAX_TOKENS = 12;
const BEGINNINGS = 20;

let data = null;

function clausesFor(tokens, presence) {
  return tokens.flatMap((term, place) => {
    const unfinished = place === tokens.length - 1;
    const wildcard = lunr.Query.wildcard.TRAILING;
    // One clause says that the word must occur at all; the others weigh where it does.
    const any = unfinished ? { term, wildcard, presence, boost: 0.1 } : { term, presence, boost: 0.1 };
    const weighed = Object.entries(BOOSTS).flatMap(([field, boost]) => {
      const whole = { term, fields: [field], boost };
      return unfinished ? [whole, { term, wildcard, fields: [field], boost: boost / 4 }] : [whole];
    });
    return [any, ...weighed];
  });
}

/** What a word and its stem share finds both ("lithograph" of lithography and lithographi). */
function sharedStart(stem, token) {
  const stemmed = stem.runString(token)[0] ?? token;
  let length = 0;
  while (length < stemmed.length && token[length] === stemmed[length]) length++;
  return token.slice(0, length) || token;
}

async function fromText(tokens) {
  const stem = lunr.Pipeline.load(data.manifest.pipeline);
  const clauses = (presence) =>
    clausesFor(tokens, presence).map((clause) =>
      clause.wildcard ? { ...clause, term: sharedStart(stem, clause.term) } : clause,
    );
  const found = await searchShards(data, clauses(lunr.Query.presence.REQUIRED));
  if (found.length || tokens.length < 2) return found;
  return searchShards(data, clauses(lunr.Query.presence.OPTIONAL));
}

const inNames = (match, count) =>
  Object.values(match.matchData.metadata).filter((fields) => fields.term || fields.names).length >= count;

/** Document positions in the order of the answer: names, words in names, near misses, text. */
async function rank(query) {
  const tokens = tokenise(query).slice(0, MAX_TOKENS);
  const key = nameKey(query).slice(0, 200);
  if (!tokens.length) return { refs: [], matched: new Map(), near: [] };
  const { exact, beginning } = await namesLike(data, key);
  const text = await fromText(tokens);
  const matched = new Map(text.map((match) => [Number(match.ref), match]));
  const named = text.filter((match) => inNames(match, tokens.length)).map((match) => Number(match.ref));
  const near = exact.length || beginning.length ? [] : await namesNear(data, key);
  const refs = [...exact, ...beginning.slice(0, BEGINNINGS), ...named, ...near.map((row) => row[1]), ...matched.keys()];
  return { refs: [...new Set(refs)], matched, near };
}

/** The words of a document, as written, that a word of the query or of the index matched. */
function matchedWords(shown, match, tokens) {
  const stem = lunr.Pipeline.load(data.manifest.pipeline);
  const found = match ? match.matchData.metadata : {};
  const words = new Set([shown.term, shown.category ?? "", shown.definition ?? ""].join(" ").toLowerCase().match(/[\p{L}\p{N}\p{M}+#.]+/gu));
  const hit = (token) => (stem.runString(token)[0] ?? token) in found || tokens.some((each) => token.startsWith(each));
  return [...words].map((word) => word.replace(/\.+$/, "")).filter((word) => tokenise(word).some(hit));
}

async function answer(query, limit, root) {
  if (data?.root !== root) data = new SearchData(root);
  await data.load();
  const { refs, matched, near } = await rank(query);
  const tokens = tokenise(query);
  const byTerm = new Map();
  for (let at = 0; at < refs.length && byTerm.size < limit; at++) {
    const shown = await data.document(refs[at]);
    const place = shown.url.split("#")[0];
    if (!byTerm.has(place)) byTerm.set(place, { ...shown, words: matchedWords(shown, matched.get(refs[at]), tokens) });
  }
  const rest = refs.length > byTerm.size ? refs.length : byTerm.size;
  const names = await Promise.all(near.slice(0, 3).map(([, ref]) => data.document(ref)));
  return { total: byTerm.size < limit ? byTerm.size : rest, results: [...byTerm.values()], near: names };
}

addEventListener("message", async ({ data: { id, query, limit, root } }) => {
  try {
    postMessage({ id, error: "", ...(await answer(query, limit, root)) });
  } catch (error) {
    data = null;
    postMessage({ id, total: 0, results: [], near: [], error: String(error) });
  }
});
