/* This program's search, through the same client and worker as on a site; its interface is there to be weighed. */
const folder = new URL("../static/", import.meta.url).href;
const { searchClient } = await import(`${folder}search-client.js`);
await Promise.all(["search-dialog.js", "search-box.js"].map((name) => import(folder + name)));

export async function find(query, limit) {
  const answer = await searchClient.search(query, limit);
  if (answer.error) throw new Error(answer.error);
  return answer.results.map(({ url }) => url.slice(url.indexOf("term/")).split("#")[0]);
}
