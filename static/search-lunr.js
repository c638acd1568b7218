/*
 * Lunr over shards. A score needs only the postings of the query's own terms (`similarity` divides by the magnitude of
 * the query's vector, never by the document's), so an index of just these terms ranks as the whole one does.
 */

const byUnits = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Lunr's metadata of a word in a document: here none. */
const NOTHING = {};

function wildcardPattern(term, wildcard) {
  const { LEADING, TRAILING } = lunr.Query.wildcard;
  const start = wildcard & LEADING && !term.startsWith("*") ? "*" : "";
  return start + term + (wildcard & TRAILING && !term.endsWith("*") ? "*" : "");
}

/** The rows of the terms that a clause of `lunr.Query.clause` may match. */
async function rowsOf(files, clause) {
  const { term, editDistance = 0, wildcard = lunr.Query.wildcard.NONE } = clause;
  const pattern = wildcardPattern(term, wildcard);
  const star = pattern.indexOf("*");
  if (!editDistance && star < 0) return files.term(pattern);
  if (!editDistance && star === pattern.length - 1 && star > 0) return files.termsWith(pattern.slice(0, -1));
  const words = lunr.TokenSet.fromArray([...(await files.vocabulary())].sort(byUnits));
  const wanted = editDistance ? lunr.TokenSet.fromFuzzyString(pattern, editDistance) : lunr.TokenSet.fromString(pattern);
  const found = words.intersect(wanted).toArray();
  return (await Promise.all(found.map((word) => files.term(word)))).flat();
}

/** The constants of BM25, as in `lunr.Builder`. */
const [K1, B] = [1.2, 0.75];

/** Postings in Lunr's form: the references, their positions and scores in thousandths. */
function postings(steps, scores) {
  const refs = Object.create(null);
  const positions = new Array(steps.length);
  for (let at = 0, position = -1; at < steps.length; at++) {
    positions[at] = position += steps[at];
    refs[position] = NOTHING;
  }
  return { refs, positions, scores };
}

/** A row's postings for each field, with the scores of `lunr.Builder`; as in glossary_site/search/scores.py. */
function scored({ fields, documents, boosts, words, units }, row) {
  const found = fields.map((_, field) => ({ steps: row[2 * field + 1], numbers: row[2 * field + 2] }));
  const count = found.reduce((sum, { steps }) => sum + steps.length, 0);
  const idf = Math.log(1 + Math.abs((documents - count + 0.5) / (count + 0.5)));
  return found.map(({ steps, numbers }, field) => {
    const [average, unit] = [words[field] / documents, units[field]];
    const scores = numbers.map((number) => {
      const length = number % unit;
      const often = (number - length) / unit + 1;
      const score = (idf * ((K1 + 1) * often)) / (K1 * (1 - B + B * (length / average)) + often);
      return Math.floor(score * boosts[field] * 1000 + 0.5);
    });
    return postings(steps, scores);
  });
}

/** The same, computed once. */
const scoresOf = (manifest, row) => (row.scored ??= scored(manifest, row));

/**
 * A Lunr index of terms, each with its postings in each field. `everything` adds a vector for each document, which only
 * negated queries need; `boosts` of fields are taken out of the scores.
 */
function indexOf(manifest, found, { fields = manifest.fields, everything = false, boosts = [] } = {}) {
  const { pipeline, documents } = manifest;
  const unique = new Map(found);
  const terms = [...unique.keys()].sort(byUnits);
  const invertedIndex = Object.create(null);
  const elements = fields.map(() => new Map());
  terms.forEach((term, place) => {
    const posting = (invertedIndex[term] = { _index: place });
    unique.get(term).forEach(({ refs, positions, scores }, number) => {
      posting[fields[number]] = refs;
      const [vectors, boost] = [elements[number], boosts[number] ?? 1];
      for (let at = 0; at < positions.length; at++) {
        const vector = vectors.get(positions[at]);
        const score = scores[at] / 1000 / boost;
        if (vector) vector.push(place, score);
        else vectors.set(positions[at], [place, score]);
      }
    });
  });
  const fieldVectors = Object.create(null);
  fields.forEach((field, number) => {
    for (const [position, found] of elements[number]) fieldVectors[`${field}/${position}`] = new lunr.Vector(found);
    for (let ref = 0; everything && ref < documents; ref++) fieldVectors[`${field}/${ref}`] ??= new lunr.Vector();
  });
  const tokenSet = lunr.TokenSet.fromArray(terms);
  return new lunr.Index({ invertedIndex, fieldVectors, tokenSet, fields, pipeline: lunr.Pipeline.load(pipeline) });
}

/** The form of a word in the index. */
function stemmed(manifest, word) {
  return lunr.Pipeline.load(manifest.pipeline).runString(word)[0] ?? word;
}

/** Lunr's own results for `clauses`, ties in the order of the documents; `boosts` as for `indexOf`. */
async function searchShards(files, clauses, boosts = []) {
  const manifest = await files.load();
  const ready = clauses.map((clause) => {
    const open = clause.wildcard || clause.editDistance || clause.term.includes("*") || clause.usePipeline === false;
    return { ...clause, term: open ? clause.term : stemmed(manifest, clause.term), usePipeline: false };
  });
  const rows = (await Promise.all(ready.map((clause) => rowsOf(files, clause)))).flat();
  const everything = ready.every((clause) => clause.presence === lunr.Query.presence.PROHIBITED);
  const found = rows.map((row) => [row[0], scoresOf(manifest, row)]);
  const index = indexOf(manifest, found, { everything, boosts });
  return inOrder(index.query((query) => ready.forEach((clause) => query.clause({ ...clause }))));
}

/** Lunr's results for the documents that are nearest to these words in meaning; none of them need be in a document. */
async function searchNear(files, words) {
  const terms = words.map((word) => stemmed(files.manifest, word));
  const rows = (await Promise.all(terms.map((term) => files.near(term)))).flat();
  const found = rows.map(([word, steps, nearness]) => [word, [postings(steps, nearness)]]);
  const index = indexOf(files.manifest, found, { fields: ["near"] });
  return inOrder(index.query((query) => terms.forEach((term) => query.clause({ term, usePipeline: false }))));
}

/** Best first, ties in the order of the documents. Sums of the same numbers in another order differ in their last bits. */
const nano = ({ score }) => Math.round(score * 1e9);
const inOrder = (results) => results.sort((one, other) => nano(other) - nano(one) || one.ref - other.ref);
