import { siteRoot } from "./site-root.js";

/** Leads the link to any term of the glossary; without this script it leads to one that the build chose. */
export function randomTerm(link) {
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    let target = link.href;
    try {
      const terms = await (await fetch(new URL("terms.json", siteRoot))).json();
      target = new URL(terms[Math.floor(Math.random() * terms.length)].url, siteRoot).href;
    } catch {
      // The link keeps the term that the build chose.
    }
    location.assign(target);
  });
}
