/*
 * Lunr over shards. A score needs only the postings of the query's own terms (`similarity` divides by the magnitude of
 * the query's vector, never by the document's), so an index that holds just these terms ranks as the whole one does.
 */

/** A clause as `lunr.Query.clause` takes it. The terms that it may match, as rows of the shards. */
async function rowsOf(data, clause) {
  const { term, editDistance = 0, wildcard = lunr.Query.wildcard.NONE } = clause;
  const pattern = wildcardPattern(term, wildcard);
  const star = pattern.indexOf("*");
  if (!editDistance && star < 0) return data.terms(pattern);
  if (!editDistance && star === pattern.length - 1 && star > 0) return data.terms(pattern.slice(0, -1), true);
  const words = lunr.TokenSet.fromArray((await data.vocabulary()).toSorted(byUnits));
  const wanted = editDistance ? lunr.TokenSet.fromFuzzyString(pattern, editDistance) : lunr.TokenSet.fromString(pattern);
  const found = words.intersect(wanted).toArray();
  return (await Promise.all(found.map((word) => data.terms(word)))).flat();
}

const byUnits = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

function wildcardPattern(term, wildcard) {
  const { LEADING, TRAILING } = lunr.Query.wildcard;
  return (wildcard & LEADING && !term.startsWith("*") ? "*" : "") + term + (wildcard & TRAILING && !term.endsWith("*") ? "*" : "");
}

/** A real Lunr index of these rows; `everything`: with a vector for each document, which only negated queries need. */
function indexOf(manifest, rows, everything) {
  const { fields, pipeline, documents } = manifest;
  const unique = new Map(rows.map((row) => [row[0], row]));
  const terms = [...unique.keys()].sort(byUnits);
  const invertedIndex = Object.create(null);
  const elements = new Map();
  terms.forEach((term, place) => {
    const posting = (invertedIndex[term] = { _index: place });
    fields.forEach((field, number) => {
      const refs = (posting[field] = Object.create(null));
      const flat = unique.get(term)[number + 1];
      for (let at = 0; at < flat.length; at += 2) {
        refs[flat[at]] = {};
        const key = `${field}/${flat[at]}`;
        if (!elements.has(key)) elements.set(key, []);
        elements.get(key).push(place, flat[at + 1] / 1000);
      }
    });
  });
  const fieldVectors = {};
  for (const [key, found] of elements) fieldVectors[key] = new lunr.Vector(found);
  if (everything) {
    for (let ref = 0; ref < documents; ref++) for (const field of fields) fieldVectors[`${field}/${ref}`] ??= new lunr.Vector();
  }
  return new lunr.Index({
    invertedIndex,
    fieldVectors,
    tokenSet: lunr.TokenSet.fromArray(terms),
    fields,
    pipeline: lunr.Pipeline.load(pipeline),
  });
}

/** Lunr's own results for `clauses`, ties in the order of the documents. */
async function searchShards(data, clauses) {
  const manifest = await data.load();
  const stem = lunr.Pipeline.load(manifest.pipeline);
  const ready = clauses.map((clause) => {
    const fuzzy = clause.wildcard || clause.editDistance || clause.term.includes("*");
    const term = clause.usePipeline === false || fuzzy ? clause.term : (stem.runString(clause.term)[0] ?? clause.term);
    return { ...clause, term, usePipeline: false };
  });
  const rows = (await Promise.all(ready.map((clause) => rowsOf(data, clause)))).flat();
  const negated = ready.every((clause) => clause.presence === lunr.Query.presence.PROHIBITED);
  const index = indexOf(manifest, rows, negated);
  return inOrder(index.query((query) => ready.forEach((clause) => query.clause({ ...clause }))));
}

/** Best first, ties in the order of the documents. Sums of the same numbers in another order differ in their last bits. */
const nano = ({ score }) => Math.round(score * 1e9);
const inOrder = (results) => results.sort((one, other) => nano(other) - nano(one) || one.ref - other.ref);
