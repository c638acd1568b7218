/* MiniSearch with beginnings and slips allowed and this program's boosts: entries with all words, else with any. */
const { default: MiniSearch } = await import(new URL("../minisearch/minisearch.js", import.meta.url).href);
const { OPTIONS } = await import(new URL("./minisearch_options.js", import.meta.url).href);
const text = await (await fetch(new URL("../minisearch/index.json", import.meta.url))).text();
const index = MiniSearch.loadJSON(text, OPTIONS);

export async function find(query, limit) {
  const all = index.search(query, { combineWith: "AND" });
  const results = all.length ? all : index.search(query);
  return [...new Set(results.slice(0, 3 * limit).map(({ url }) => url.split("#")[0]))].slice(0, limit);
}
