/* A classic worker: fetches the index once, ranks off the page's thread. Message: {id, query, limit, root}. */
importScripts("vendor/lunr.min.js", "tokenise.js");

const BOOSTS = { term: 10, names: 8, definition: 3, body: 1 };
const MAX_TOKENS = 16;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

let loading = null;

async function fetchJson(path, root, cache) {
  const response = await fetch(new URL(path, root), { cache });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

async function read(root) {
  const manifest = await fetchJson("search/manifest.json", root, "no-cache");
  const [index, documents] = await Promise.all([
    fetchJson(manifest.index, root, "default"),
    fetchJson(manifest.documents, root, "default"),
  ]);
  return { index: lunr.Index.load(index), documents };
}

/** Index and documents; a failure is forgotten, so that the next question tries again. */
function load(root) {
  loading ??= read(root).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

const stem = (index, token) => index.pipeline.runString(token)[0] ?? token;

/** What a word and its stem share: the prefix that finds both ("lithograph" of lithography, lithographi). */
function sharedPrefix(token, stemmed) {
  let length = 0;
  while (length < stemmed.length && token[length] === stemmed[length]) length++;
  return token.slice(0, length) || token;
}

/** Clauses are built one by one: Lunr's own query language would trip over `std::vector`. */
function rank(index, tokens, presence) {
  return index.query((query) => {
    tokens.forEach((token, place) => {
      const stemmed = stem(index, token);
      const prefix = sharedPrefix(token, stemmed) + "*";
      const unfinished = place === tokens.length - 1;
      const clause = { usePipeline: false };
      query.term(unfinished ? prefix : stemmed, { ...clause, presence, boost: 0.1 });
      for (const [field, boost] of Object.entries(BOOSTS)) {
        query.term(stemmed, { ...clause, fields: [field], boost });
        if (unfinished) query.term(prefix, { ...clause, fields: [field], boost: boost / 4 });
      }
    });
  });
}

/** The words of a document, as written, whose index terms matched. */
function matchedWords(index, found, entry) {
  const text = [entry.term, entry.category, entry.definition].join(" ").toLowerCase();
  const words = new Set(text.match(WORD));
  return [...words].filter((word) => tokenise(word).some((token) => stem(index, token) in found.matchData.metadata));
}

async function answer(query, limit, root) {
  const { index, documents } = await load(root);
  const tokens = tokenise(query).slice(0, MAX_TOKENS);
  if (!tokens.length) return { total: 0, results: [] };
  let found = rank(index, tokens, lunr.Query.presence.REQUIRED);
  if (!found.length) found = rank(index, tokens, lunr.Query.presence.OPTIONAL);
  const wanted = tokens.join(" ");
  const isName = (match) => documents[match.ref].names.some((name) => tokenise(name).join(" ") === wanted);
  const byTerm = new Map();
  for (const match of [...found.filter(isName), ...found]) {
    const { term } = documents[match.ref];
    if (!byTerm.has(term)) byTerm.set(term, match);
  }
  const results = [...byTerm.values()].slice(0, limit).map((match) => {
    const { term, url, category, definition } = documents[match.ref];
    return { term, url, category, definition, words: matchedWords(index, match, documents[match.ref]) };
  });
  return { total: byTerm.size, results };
}

addEventListener("message", async ({ data: { id, query, limit, root } }) => {
  try {
    postMessage({ id, near: [], error: "", ...(await answer(query, limit, root)) });
  } catch (error) {
    postMessage({ id, total: 0, results: [], near: [], error: String(error) });
  }
});
