/* Pagefind as its own interface asks it, with the pages of the first results. */
const pagefind = await import(new URL("../pages/pagefind/pagefind.js", import.meta.url).href);
await pagefind.init();

export async function find(query, limit) {
  const { results } = await pagefind.search(query);
  const shown = await Promise.all(results.slice(0, limit).map((result) => result.data()));
  return shown.map(({ url }) => url.slice(url.indexOf("term/")));
}
