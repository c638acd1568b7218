import { answerTyping, partsOf } from "./search-box.js";
import { searchClient } from "./search-client.js";
import { searchUrl } from "./site-root.js";

const STEP = 20;

/** Adds the categories to their select element. */
async function fillCategories(choice, chosen) {
  const names = await searchClient.categories();
  choice.append(...names.map((name) => new Option(name, name, false, name === chosen)));
  choice.hidden = !names.length;
}

/** The page `search/?q=`: answers are plain links, and the address changes with the query and the category. */
export function searchPage(form) {
  const { input, list } = partsOf(form);
  const choice = form.querySelector("select");
  const more = document.querySelector(".search-more");
  const asked = new URLSearchParams(location.search);
  let limit = STEP;
  let category = asked.get("category") ?? "";

  const update = answerTyping(form, () => ({ limit, category }), (query, { total, results }) => {
    const url = query ? searchUrl(query) : new URL(location.pathname, location.href);
    if (query && category) url.searchParams.set("category", category);
    history.replaceState(null, "", url);
    more.hidden = results.length >= total || results.length < limit;
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
  });
  input.addEventListener("input", () => (limit = STEP));
  choice.addEventListener("change", () => {
    category = choice.value;
    limit = STEP;
    update();
  });
  more.addEventListener("click", async () => {
    const before = list.children.length;
    limit += STEP;
    await update();
    list.children[before]?.focus();
  });
  // Up and down move between field and answers; Enter opens a link as usual.
  form.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing || event.target === choice) return;
    const stops = [input, ...list.children];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  if (!matchMedia("(pointer: coarse)").matches) input.focus();
  input.value ||= asked.get("q") ?? "";
  update();
  fillCategories(choice, category);
}
