import { FIELDS, addFilters, chosenIn, fillFilters } from "./filters.js";
import { answerTyping, partsOf } from "./search-box.js";
import { searchUrl, siteRoot } from "./site-root.js";

const STEP = 20;

/** The roots of the chosen languages, the page's own first; undefined on a site of one language. */
function rootsOf(languages) {
  if (!languages) return undefined;
  const chosen = languages.value === "all" ? [...languages.options] : [...languages.selectedOptions];
  const roots = chosen.map(({ dataset }) => dataset.root).filter(Boolean);
  return roots.map((root) => new URL(root, location.href).href).sort((one) => (one === siteRoot.href ? -1 : 0));
}

/** The page `search/?q=`: answers are plain links, and the address changes with the query and the filters. */
export async function searchPage(form) {
  const { input, list } = partsOf(form);
  const fields = [...form.querySelectorAll(FIELDS)];
  const languages = form.elements.lang;
  const more = document.querySelector(".search-more");
  const asked = new URLSearchParams(location.search);
  let limit = STEP;

  const update = answerTyping(form, () => ({ limit, filters: chosenIn(form), roots: rootsOf(languages) }), (query, { total, results }) => {
    const url = query ? searchUrl(query) : new URL(location.pathname, location.href);
    if (languages?.value) url.searchParams.set("lang", languages.value);
    history.replaceState(null, "", addFilters(url, fields));
    more.hidden = results.length >= total || results.length < limit;
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
  });
  input.addEventListener("input", () => (limit = STEP));
  form.addEventListener("change", ({ target }) => {
    if (!fields.includes(target) && target !== languages) return;
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
    if (!step || event.isComposing || event.target instanceof HTMLSelectElement) return;
    const stops = [input, ...list.children];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  if (!matchMedia("(pointer: coarse)").matches) input.focus();
  const language = languages?.querySelector(`[value="${CSS.escape(asked.get("lang") ?? "")}"]`);
  if (language) language.selected = true;
  input.value ||= asked.get("q") ?? "";
  // Without filters in the address the answers need not wait for what there is to choose from.
  const filling = fillFilters(form);
  if (fields.some(({ name }) => asked.has(name))) await filling;
  update();
}
