import { NOTHING, searchClient } from "./search-client.js";
import { recentSearches, rememberSearch } from "./recent-searches.js";
import { addPassages } from "./search-passages.js";
import { resultLink, summary, suggestions } from "./search-results.js";
import { searchUrl } from "./site-root.js";
import { textOf } from "./texts.js";

/** The parts of a search form; all search forms have the same. */
export function partsOf(form) {
  return {
    input: form.querySelector("input"),
    list: form.querySelector(".results"),
    status: form.querySelector(".search-status"),
    help: form.querySelector(".search-help"),
    ways: form.querySelector(".search-ways"),
  };
}

/**
 * Shows answers while the reader types. `wanted` returns the number of results, the chosen filters and the
 * roots of the languages to search;
 * `onAnswer` is called after every change of the list.
 */
export function answerTyping(form, wanted, onAnswer) {
  const { input, list, status, help, ways } = partsOf(form);

  async function update() {
    const query = input.value.trim();
    const { limit, filters, roots } = wanted();
    const isAsked = query !== "" || Object.keys(filters).length > 0;
    const answer = isAsked ? await searchClient.search(query, limit, filters, roots) : NOTHING;
    if (!answer || query !== input.value.trim()) return;
    const nothing = isAsked && !answer.results.length;
    const links = isAsked ? answer.results.map(resultLink) : recentSearches();
    list.replaceChildren(...links);
    list.hidden = !links.length;
    status.textContent = isAsked ? summary(query.slice(0, 100), answer) : "";
    help.hidden = !nothing;
    ways.replaceChildren(...(nothing && query && !answer.error ? suggestions(query, answer) : []));
    onAnswer(query, answer);
    addPassages(query, links, answer.results);
  }

  input.addEventListener("input", update);
  for (const [part, kind] of [[form, "submit"], [list, "click"]]) {
    part.addEventListener(kind, () => rememberSearch(input.value.trim()));
  }
  return update;
}

/**
 * Makes a search form a combobox with a list of links (WAI-ARIA: list autocomplete, manual selection).
 * Enter opens the chosen term, or the search page if none is chosen.
 */
export function combobox(form, limit) {
  const { input, list, status, help } = partsOf(form);
  let active = -1;

  function choose(place) {
    const options = [...list.children];
    options[active]?.setAttribute("aria-selected", "false");
    active = options.length && place >= 0 ? place % options.length : -1;
    const option = options[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = help.hidden = true;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", textOf("termsFound"));
  // Otherwise a list that scrolls is a stop of the Tab key.
  list.tabIndex = -1;
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) {
    input.setAttribute(name, value);
  }

  const update = answerTyping(form, () => ({ limit, filters: {} }), () => {
    active = -1;
    input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-expanded", String(!list.hidden));
    [...list.children].forEach((option, place) => {
      option.id = `${list.id}-${place}`;
      option.tabIndex = -1;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
    });
  });

  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void update();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(active < 0 ? (step > 0 ? 0 : count - 1) : (active + step + count) % count);
    } else if (event.key === "Escape" && !list.hidden && !form.closest("dialog")) {
      event.preventDefault();
      close();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (active >= 0 && !list.hidden) list.children[active].click();
    else if (input.value.trim()) location.assign(searchUrl(input.value.trim()));
  });
  return { close, update };
}
