import { addFilters, chosenIn, fillFilters } from "./filters.js";
import { answerTyping, partsOf } from "./search-box.js";
import { searchUrl } from "./site-root.js";

const STEP = 20;

/** The page `search/?q=`: answers are plain links, and the address changes with the query and the filters. */
export async function searchPage(form) {
  const { input, list } = partsOf(form);
  const fields = [...form.querySelectorAll("select")];
  const more = document.querySelector(".search-more");
  const asked = new URLSearchParams(location.search);
  let limit = STEP;

  const update = answerTyping(form, () => ({ limit, filters: chosenIn(form) }), (query, { total, results }) => {
    const url = query ? searchUrl(query) : new URL(location.pathname, location.href);
    history.replaceState(null, "", addFilters(url, fields));
    more.hidden = results.length >= total || results.length < limit;
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
  });
  input.addEventListener("input", () => (limit = STEP));
  form.addEventListener("change", ({ target }) => {
    if (!fields.includes(target)) return;
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
    if (!step || event.isComposing || fields.includes(event.target)) return;
    const stops = [input, ...list.children];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  if (!matchMedia("(pointer: coarse)").matches) input.focus();
  input.value ||= asked.get("q") ?? "";
  // Without filters in the address the answers need not wait for what there is to choose from.
  const filling = fillFilters(form);
  if (fields.some(({ name }) => asked.has(name))) await filling;
  update();
}
