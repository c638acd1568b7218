/** Keeps this page, and the terms listed on it, for reading offline (setting `offline: yes`). */
import { siteRoot } from "./site-root.js";

async function keepThisPage() {
  // One for all languages of the site, beside the folder of static files.
  await navigator.serviceWorker.register(new URL("../../sw.js", import.meta.url));
  const { active } = await navigator.serviceWorker.ready;
  const terms = new URL("term/", siteRoot).href;
  const listed = document.documentElement.dataset.kind === "listing" && !navigator.connection?.saveData;
  const links = listed ? [...document.querySelectorAll("main a[href]")] : [];
  const urls = links.map((link) => link.href.split("#")[0]).filter((url) => url.startsWith(terms));
  active.postMessage({ keep: [location.href.split("#")[0], ...new Set(urls)] });
}

if ("serviceWorker" in navigator) keepThisPage().catch(() => {});
