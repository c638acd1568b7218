/* lunr.js on one whole index, asked for any of the words: what `index.search` does. */
import { documents, index } from "./lunr.js";

export async function find(query, limit) {
  const words = lunr.tokenizer(query);
  const results = index.query((question) => question.term(words));
  return [...new Set(results.slice(0, 3 * limit).map(({ ref }) => documents[ref].url.split("#")[0]))].slice(0, limit);
}
