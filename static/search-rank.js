/* The order of answers, as in glossary_site/search/ranking.py, which `glossary check --search` uses. */

const MAX_WORDS = 12;
const MAX_KEY = 120;
const BEGINNINGS = 20;
/** With fewer results, words that begin with the last one are looked for, too. */
const ENOUGH = 10;
/** The most shards of terms in which words that begin like the last one are looked for. */
const WIDEST_TERMS = 5;
/** How many words of a query are asked for even where all are frequent. */
const FEWEST = 3;

/** The words of a query without common ones, if there are others; as in glossary_site/search/frequent.py. */
function wordsUsed(manifest, words) {
  const common = manifest.frequent.slice(0, manifest.common);
  const used = words.filter((word) => !common.includes(stemmed(manifest, word)));
  return used.length ? used : words;
}

/** The words that are not frequent; where these are fewer than three, also the least frequent of the others. */
function wordsAsked(manifest, words) {
  const { frequent } = manifest;
  const rarity = words.map((word) => (frequent.indexOf(stemmed(manifest, word)) + 1 || frequent.length + 1));
  const least = Math.min(...[...rarity].sort((one, other) => other - one).slice(0, FEWEST));
  return words.filter((_, place) => rarity[place] >= least);
}

/** The words that are in the index; frequent ones need no look. */
async function wordsKnown(files, words) {
  const stems = words.map((word) => stemmed(files.manifest, word));
  const rows = await Promise.all(stems.map((stem) => files.manifest.frequent.includes(stem) || files.term(stem)));
  return words.filter((_, place) => rows[place] === true || rows[place].length);
}

/** The common beginning of a word and its stem, which finds both ("lithograph" of lithography and lithographi). */
function sharedStart(manifest, word) {
  const [plain, stem] = [fold(word), stemmed(manifest, word)];
  let length = 0;
  while (length < stem.length && plain[length] === stem[length]) length++;
  return plain.slice(0, length);
}

/** Whether to look for words that begin so; not if that were half of the index. */
function mayBegin(files, start) {
  return (start.length > 1 || start > "\u0fff") && files.width(start) <= WIDEST_TERMS;
}

/** Lunr's results for all words and all of `more`. If no entry has all the words `asked`, the others are not fetched. */
async function fromAll(files, words, asked, more = []) {
  const required = (terms) => terms.map((term) => ({ term, presence: lunr.Query.presence.REQUIRED }));
  const isPart = asked.length && asked.length < words.length + more.length;
  if (isPart && !(await searchShards(files, required(asked))).length) return [];
  return searchShards(files, [...required(words), ...more]);
}

/** Lunr's results for all words; then with the last word as a beginning; if there are none, by meaning, else for any word. */
async function fromText(files, words) {
  const { REQUIRED, OPTIONAL } = lunr.Query.presence;
  const { manifest } = files;
  const used = wordsUsed(manifest, words);
  const asked = wordsAsked(manifest, used);
  const all = await fromAll(files, used, asked);
  if (all.length >= ENOUGH) return all;
  const last = words.at(-1);
  const start = sharedStart(manifest, last);
  const unfinished = used.at(-1) === last && mayBegin(files, start) ? [{ term: `${start}*`, presence: REQUIRED }] : [];
  if (unfinished.length) {
    const finished = used.slice(0, -1);
    const seen = new Set(all.map(({ ref }) => ref));
    const more = await fromAll(files, finished, asked.filter((word) => finished.includes(word)), unfinished);
    all.push(...more.filter(({ ref }) => !seen.has(ref)));
  }
  if (!all.length) all.push(...(await searchNear(files, asked)));
  if (all.length || used.length < 2) return all;
  const known = await wordsKnown(files, used);
  const begun = known.includes(last) ? [] : unfinished;
  const any = [...wordsAsked(manifest, known).map((term) => ({ term })), ...begun];
  if (!any.length) return [];
  return searchShards(files, any.map((clause) => ({ ...clause, presence: OPTIONAL })), manifest.boosts);
}

/** For words that are not in the index: the results for the nearest words that are. */
async function fromNearWords(files, words) {
  const terms = await files.vocabulary();
  const clauses = words.flatMap((word) => {
    const stem = stemmed(files.manifest, word);
    const most = editsAllowed(stem.length);
    const near = terms.map((term) => ({ term, away: distance(stem, term, most) })).filter(({ away }) => away <= most);
    const least = Math.min(...near.map(({ away }) => away));
    return near.filter(({ away }) => away === least).map(({ term }) => ({ term, usePipeline: false }));
  });
  return clauses.length ? searchShards(files, clauses) : [];
}

/** The number of words of the query, in the index's form, that a document's names have. */
function wordsInNames({ matchData }) {
  return Object.values(matchData.metadata).filter(({ term, names }) => term || names).length;
}

/** For each word of `key` that is asked for, in the index's form: the documents that have it in their names. */
async function holdersOf(files, key) {
  const known = await wordsKnown(files, queryWords(files.manifest, key).slice(0, MAX_WORDS));
  const asked = wordsAsked(files.manifest, known);
  const stems = asked.map((word) => stemmed(files.manifest, word));
  const rows = await Promise.all(stems.map((stem) => files.term(stem)));
  const inNames = (row) => scoresOf(files.manifest, row).slice(0, 2).flatMap(({ positions }) => positions);
  return new Map(stems.map((stem, place) => [stem, new Set(rows[place].flatMap(inNames))]));
}

/**
 * The results of a query. `refs`: positions of documents, best first; `byName`: those found by their name, which lead to
 * the whole term; `nearly`: those found by a name like the query or within it, which lead to the sense that fits its
 * other words; `matches`: Lunr's results by position; `near`: without any refs, names like the query.
 */
async function rank(files, query) {
  const words = queryWords(files.manifest, query.slice(0, 10 * MAX_KEY)).slice(0, MAX_WORDS);
  const key = nameKey(query.slice(0, 10 * MAX_KEY)).slice(0, MAX_KEY);
  if (!key || !files.manifest.documents) return { refs: [], byName: new Set(), nearly: new Set(), matches: new Map(), near: [] };
  const [{ exact, beginning }, text] = await Promise.all([namesLike(files, key), words.length ? fromText(files, words) : []]);
  const distinct = new Set(words.map((word) => stemmed(files.manifest, word))).size;
  const named = text.filter((match) => wordsInNames(match) >= distinct);
  const near = exact.length ? [] : await namesNear(files, key);
  const ending = (await namesEndingWith(files, key)).slice(0, BEGINNINGS).map((row) => row[1]);
  const parts = key.split(" ").slice(0, MAX_WORDS);
  const alone = exact.length || beginning.length || named.length || parts.length < 2;
  const within = alone ? [] : await namesWithin(files, parts, await holdersOf(files, key));
  const byName = [...exact, ...beginning.slice(0, BEGINNINGS)].map((row) => row[1]);
  const nearly = [...near, ...within].map((row) => row[1]);
  let matches = text;
  if (!byName.length && !ending.length && !nearly.length && !text.length && words.length) matches = await fromNearWords(files, words);
  const positions = (found) => found.map(({ ref }) => Number(ref));
  const refs = [...new Set([...byName, ...positions(named), ...ending, ...nearly, ...positions(matches)])];
  return {
    refs,
    byName: new Set([...byName, ...ending]),
    nearly: new Set(nearly),
    matches: new Map(matches.map((match) => [Number(match.ref), match])),
    near: refs.length ? [] : (await namesAround(files, key, 3)).map((row) => row[1]),
  };
}
