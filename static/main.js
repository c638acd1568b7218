/** The entry: gives what is on the page its behaviour. Every page is whole without it. */
import { copyLink } from "./copy-link.js";
import { hoverCards } from "./hover-cards.js";
import { narrow } from "./narrow.js";
import { pageKeys } from "./page-keys.js";
import { randomTerm } from "./random-term.js";
import { scrollFocus } from "./scroll-focus.js";
import { searchDialog, searchHome } from "./search-dialog.js";
import { searchUrl } from "./site-root.js";
import { themeSwitch } from "./theme-switch.js";

/** Whoever is quicker than the code of the search still reaches its page; without JavaScript forms lead to the list. */
function answerOnSearchPage(...forms) {
  for (const form of forms) form.action = searchUrl("").pathname;
}

const BEHAVIOURS = [
  [".theme-switch", themeSwitch],
  [".search-box", answerOnSearchPage],
  ["#search-dialog", searchDialog],
  [".search-over .search-box", searchHome],
  ["main.search .search-box", async (form) => (await import("./search-page.js")).searchPage(form)],
  ["a.anchor", copyLink],
  ["a.random", randomTerm],
  ["nav.narrow", narrow],
  [".pagination", pageKeys],
  ["#cards", hoverCards],
  [".table, .diagram pre, math", scrollFocus],
];

// It comes when it comes: a browser that waited for it would show the page before the place that the address names.
if (document.readyState === "loading") {
  await new Promise((settle) => document.addEventListener("DOMContentLoaded", settle, { once: true }));
}

for (const [selector, behaviour] of BEHAVIOURS) {
  const elements = document.querySelectorAll(selector);
  if (elements.length) behaviour(...elements);
}
