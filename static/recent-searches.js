/** The reader's last queries, kept on the device alone and only if the reader wants it. */
import { searchUrl } from "./site-root.js";

const KEY = "search-recent";
const MOST = 8;

/** The queries, the last first; null if they are not wanted. */
function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(found) ? found.filter((each) => typeof each === "string").slice(0, MOST) : null;
  } catch {
    return null;
  }
}

function write(queries) {
  try {
    if (queries) localStorage.setItem(KEY, JSON.stringify(queries));
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage nothing is remembered.
  }
}

export const remembersSearches = () => read() !== null;

/** Begins to remember queries, or forgets all. */
export const rememberSearches = (isWanted) => write(isWanted ? [] : null);

/** Remembers a query, if that is wanted. */
export function rememberSearch(query) {
  const before = read();
  if (before && query) write([query, ...before.filter((each) => each !== query)].slice(0, MOST));
}

/** The last queries as links to their answers. */
export function recentSearches() {
  return (read() ?? []).map((query) => {
    const link = document.createElement("a");
    link.className = "result";
    link.href = searchUrl(query);
    link.textContent = query;
    return link;
  });
}
