import { siteRoot } from "./site-root.js";

/** Without this the link leads to the term that the build chose; with it, to any term of the glossary. */
export function randomTerm(link) {
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    let target = link.href;
    try {
      const terms = await (await fetch(new URL("terms.json", siteRoot))).json();
      target = new URL(terms[Math.floor(Math.random() * terms.length)].url, siteRoot).href;
    } catch {
      // The link's own target is as good a choice.
    }
    location.assign(target);
  });
}
