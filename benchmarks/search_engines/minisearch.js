/* MiniSearch with beginnings and slips allowed, and the boosts that this program has. */
const { default: MiniSearch } = await import(new URL("../minisearch/minisearch.js", import.meta.url).href);
const { OPTIONS } = await import(new URL("./minisearch_options.js", import.meta.url).href);
const text = await (await fetch(new URL("../minisearch/index.json", import.meta.url))).text();
const index = MiniSearch.loadJSON(text, OPTIONS);

export async function find(query, limit) {
  const results = index.search(query);
  return [...new Set(results.slice(0, 3 * limit).map(({ url }) => url.split("#")[0]))].slice(0, limit);
}
