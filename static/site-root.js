/** The site's root as an absolute URL, whatever page we are on; every URL in the site's data is relative to it. */
export const siteRoot = new URL(document.documentElement.dataset.root, location.href);

/** The page that shows the answers to `query`, and can be linked. */
export function searchUrl(query) {
  const url = new URL("search/", siteRoot);
  url.searchParams.set("q", query);
  return url;
}
