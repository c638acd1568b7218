/** The entry: gives what is on the page its behaviour. Every page is whole without it. */
import { copyLink } from "./copy-link.js";
import { hoverCards } from "./hover-cards.js";
import { randomTerm } from "./random-term.js";
import { scrollFocus } from "./scroll-focus.js";
import { searchDialog, searchHome } from "./search-dialog.js";
import { themeSwitch } from "./theme-switch.js";

const BEHAVIOURS = [
  [".theme-switch", themeSwitch],
  ["#search-dialog", searchDialog],
  [".hero .search-box", searchHome],
  ["main.search .search-box", async (form) => (await import("./search-page.js")).searchPage(form)],
  ["a.anchor", copyLink],
  ["a.random", randomTerm],
  ["#cards", hoverCards],
  [".table, .diagram pre, math", scrollFocus],
];

for (const [selector, behaviour] of BEHAVIOURS) {
  const elements = document.querySelectorAll(selector);
  if (elements.length) behaviour(...elements);
}
