/*
 * Keeps the opened pages, and those listed on them, for reading offline. With a network every page is loaded from it.
 * Static files, and those of entries, are named by their content and fetched only once. The build writes VERSION and
 * SHELL above.
 */
const PREFIX = `glossary ${registration.scope} `;
const CACHE = PREFIX + VERSION;
const LASTING = ["static/", "files/"].map((folder) => new URL(folder, registration.scope).href);
const AT_ONCE = 4;

/** The caches of this site, the newest first. */
async function generations() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX)).reverse();
}

async function kept(url) {
  for (const name of await generations()) {
    const found = await (await caches.open(name)).match(url, { ignoreSearch: true });
    if (found) return found;
  }
  return undefined;
}

/** The address without query and fragment: all searches are one page. */
function plain(url) {
  const address = new URL(url);
  return address.origin + address.pathname;
}

/** The page shown in place of one that is not kept, in the language of the folder of `url`. */
function offlinePage(url) {
  const pages = SHELL.filter((each) => each.endsWith("offline.html")).map((each) => new URL(each, registration.scope).href);
  return pages.findLast((page) => url.startsWith(new URL(".", page).href)) ?? pages[0];
}

async function keep(url, response) {
  // A player asks for parts of a file (206), which no cache takes.
  if (response.status === 200 && response.type === "basic" && !response.redirected) {
    await (await caches.open(CACHE)).put(plain(url), response);
  }
}

async function answer(request, lasting) {
  const { url } = request;
  if (LASTING.some((folder) => url.startsWith(folder))) {
    const found = await kept(url);
    if (found) return found;
  }
  try {
    const response = await fetch(request);
    lasting(keep(url, response.clone()));
    return response;
  } catch (error) {
    const found = await kept(url);
    if (found) return found;
    if (request.mode === "navigate") return Response.redirect(offlinePage(url));
    throw error;
  }
}

async function keepAll(urls) {
  const waiting = urls.filter((url) => url.startsWith(registration.scope));
  const next = async () => {
    for (let url = waiting.pop(); url; url = waiting.pop()) {
      if (!(await kept(url))) await fetch(url).then((response) => keep(url, response), () => {});
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)));
});

/** Pages kept before a change of theme stay, with their static files; older ones are removed. */
addEventListener("activate", (event) => {
  const tidy = async () => {
    const [, , ...old] = await generations();
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(tidy());
});

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope)) return;
  event.respondWith(answer(event.request, (work) => event.waitUntil(work)));
});

/** A page sends the addresses to keep: { keep: [url, …] }. */
addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keepAll(event.data.keep));
});
