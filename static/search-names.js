/* Search in names: equal, beginning so, ending so, nearly equal; as in glossary_site/search/ranking.py and names.py. */

/** The most shards for a lookup of names: readers do not want all names that begin with one letter. */
const WIDEST = 4;
const WIDEST_NEAR = 8;
/** The shortest end of a compound that is looked for, in letters; in scripts without spaces one is enough. */
const COMPOUND_END = 4;
/** The most names from within a longer query; more would hide results from the text. */
const WITHIN = 2;
/** Number of characters to look up at each end of a long name. */
const ENDS = 2;

/** The number of edits between two names, a swap of neighbours counting as one; if over `most`, `most + 1`. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}

const editsAllowed = (length) => (length >= 8 ? 2 : length >= 4 ? 1 : 0);

/** Terms before other names, short before long, then by the alphabet. */
const byKind = (one, other) =>
  other[2] - one[2] || one[0].length - other[0].length || byUnits(one[0], other[0]) || one[1] - other[1];

/** Name rows equal to the key, then equal but for spaces and signs, and those that begin with it, the best first. */
async function namesLike(files, key) {
  const rows = (await files.namesLoosely(key, WIDEST)).sort(byKind);
  const loose = looseKey(key);
  const isEqual = ([name]) => looseKey(name) === loose;
  const exact = rows.filter(([name]) => name === key);
  exact.push(...rows.filter((row) => isEqual(row) && row[0] !== key));
  return { exact, beginning: rows.filter((row) => row[0].startsWith(key) && !isEqual(row)) };
}

/** Name rows of compounds that end with the key, in languages and scripts that write them as one word. */
async function namesEndingWith(files, key) {
  const isEnd = FIRST_UNSPACED.test(key) || (files.manifest.compounds && key.length >= COMPOUND_END);
  if (!isEnd || key.includes(" ")) return [];
  const rows = await files.namesEnding(key, WIDEST);
  return rows.filter(([name]) => /[\p{L}\p{N}]$/u.test(name.slice(0, -key.length))).sort(byKind);
}

/** `key` with the two characters in its middle swapped: the only slip that changes both halves. */
function swapped(key, half) {
  return key.slice(0, half - 1) + key[half] + key[half - 1] + key.slice(half + 1);
}

/** Number of characters of a long key to look up: two, or more to stay within two files, up to a third. */
function endOf(firsts, key) {
  const shards = (length) => SearchFiles.shardsOf(firsts, looseKey(key.slice(0, length))).length;
  let length = ENDS;
  while (length < Math.floor(key.length / 3) && shards(length) > 2) length++;
  return length;
}

/**
 * Name rows nearly equal to the key, nearest first. One edit leaves the first half or the second unchanged, so only names
 * that begin with the one or end with the other are compared. Of a long name a third is enough, and less finds more of
 * the names that differ by two edits.
 */
async function namesNear(files, key) {
  const most = editsAllowed(key.length);
  if (!most) return [];
  const half = key.length >> 1;
  const { names, reversed } = files.manifest;
  const [first, last] = most > 1 ? [endOf(names, key), endOf(reversed, turn(key))] : [half, key.length - half];
  const found = await Promise.all([
    files.names(key.slice(0, first), WIDEST_NEAR),
    files.namesEnding(key.slice(key.length - last), WIDEST_NEAR),
    files.names(swapped(key, half), 2),
  ]);
  const near = new Map();
  for (const row of found.flat()) {
    const away = distance(key, row[0], most);
    if (away && away <= most) near.set(`${row[0]}/${row[1]}`, { away, row });
  }
  return [...near.values()].sort((one, other) => one.away - other.away || byKind(one.row, other.row)).map(({ row }) => row);
}

/** Whether a name may be `text`: it begins with one of the words in `holders`, and a document has all of these in its names. */
function mayBeName({ manifest }, text, holders) {
  const stems = queryWords(manifest, text).map((word) => stemmed(manifest, word));
  const [first, ...others] = stems.map((stem) => holders.get(stem));
  return [...(first ?? [])].some((position) => others.every((each) => each?.has(position) ?? true));
}

/**
 * Whole names within a longer query, the longest first. `holders`: for each word that is asked for, in the index's form,
 * the documents that have it in their names.
 */
async function namesWithin(files, words, holders) {
  const found = new Map();
  for (let length = words.length; length && found.size < WITHIN; length--) {
    for (let start = 0; start + length <= words.length && found.size < WITHIN; start++) {
      const key = words.slice(start, start + length).join(" ");
      if (found.has(start) || !mayBeName(files, key, holders)) continue;
      const equal = (await files.names(key, 1)).filter(([name]) => name === key).sort(byKind);
      if (equal.length) found.set(start, equal[0]);
    }
  }
  return [...found.values()];
}

/** For a query that finds nothing: the most similar names of the shard where it would be. */
async function namesAround(files, key, count) {
  const { names } = files.manifest;
  const [shard] = SearchFiles.shardsOf(names, looseKey(key));
  const rows = (await files.shard("n", shard ?? 0)).rows.map(([, ...row]) => row);
  const most = Math.ceil(key.length * 0.6);
  const likely = rows.map((row) => ({ row, away: distance(key, row[0], most) })).filter(({ away }) => away <= most);
  return likely.sort((one, other) => one.away - other.away || byKind(one.row, other.row)).slice(0, count).map(({ row }) => row);
}
