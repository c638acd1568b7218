/** The entry point: adds behaviour to the elements of the page. Every page is complete without it. */
import { copyLink } from "./copy-link.js";
import { hoverCards, inTemplate } from "./hover-cards.js";
import { narrow } from "./narrow.js";
import { pageKeys } from "./page-keys.js";
import { randomTerm } from "./random-term.js";
import { scrollFocus } from "./scroll-focus.js";
import { searchDialog, searchHome } from "./search-dialog.js";
import { searchUrl } from "./site-root.js";
import { textOf } from "./texts.js";
import { themeSwitch } from "./theme-switch.js";

/** Forms lead to the search page, even before its code is loaded; without JavaScript they lead to the list. */
function answerOnSearchPage(...forms) {
  for (const form of forms) form.action = searchUrl("").pathname;
}

const BEHAVIOURS = [
  [".theme-switch", themeSwitch],
  [".search-box", answerOnSearchPage],
  ["#search-dialog", searchDialog],
  [".search-over .search-box", searchHome],
  ["main.search .search-box", async (form) => (await import("./search-page.js")).searchPage(form)],
  ["main .filters", async (form) => (await import("./filters.js")).filterListing(form)],
  ["a.anchor", copyLink],
  ["a.random", randomTerm],
  ["nav.narrow", narrow],
  [".pagination", pageKeys],
  ["#cards, a.theirs", () => hoverCards({ mentions: "a.mention[data-term]", definitionOf: inTemplate("#cards"), goTo: () => textOf("goTo") })],
  [".table, .diagram pre, math", scrollFocus],
];

// The module is `async`: if a browser waited for it, it would show the page before it moves to the address's fragment.
if (document.readyState === "loading") {
  await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
}

for (const [selector, behaviour] of BEHAVIOURS) {
  const elements = document.querySelectorAll(selector);
  if (elements.length) behaviour(...elements);
}
