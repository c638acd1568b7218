/** The site's root as an absolute URL, on any page; every URL in the site's JSON files is relative to it. */
export const siteRoot = new URL(document.documentElement.dataset.root, location.href);

/** The address of the page with the answers to `query`. */
export function searchUrl(query) {
  const url = new URL("search/", siteRoot);
  url.searchParams.set("q", query);
  return url;
}
