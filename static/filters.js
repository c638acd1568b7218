import { searchClient } from "./search-client.js";
import { resultLink, summary } from "./search-results.js";

const STEP = 50;
/** All selects but that of the language. */
export const FIELDS = "select:not([name=lang])";

/** The filters of a form, as they are chosen: {letter, category, tag, status}, without those that choose nothing. */
export function chosenIn(form) {
  const fields = [...form.querySelectorAll(FIELDS)];
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]).filter(([, value]) => value));
}

/** Gives the filters of a form their choices, and chooses what the address names, else what the page is about. */
export async function fillFilters(form) {
  const asked = new URLSearchParams(location.search);
  const fields = [...form.querySelectorAll(FIELDS)];
  const facets = await searchClient.facets(fields.some(({ name }) => name !== "category"));
  for (const field of fields) {
    const names = facets[field.name] ?? [];
    const given = [...field.options].slice(1);
    for (const option of given) option.hidden = option.disabled = !names.includes(option.value);
    if (!given.length) field.append(...names.map((name) => new Option(name, name)));
    field.value = asked.get(field.name) ?? field.dataset.chosen ?? "";
    if (field.selectedIndex < 0) field.value = "";
    field.hidden = !names.length;
  }
  return fields;
}

/** Writes the filters into an address, without those that its page has by itself. */
export function addFilters(url, fields) {
  for (const { name, value, dataset } of fields) {
    if (value !== (dataset.chosen ?? "")) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  return url;
}

/** Filters a listing in its page: the entries that fit are shown instead of its lines, and the address names them. */
export function filterListing(form) {
  const details = form.querySelector("details");
  const [list, status, more] = [".results", ".search-status", ".search-more"].map((name) => form.querySelector(name));
  const main = form.closest("main");
  let fields = null;
  let hasBegun = false;
  let newest = 0;
  let limit = STEP;

  async function update() {
    const turn = ++newest;
    const isFiltered = fields.some(({ value, dataset }) => value !== (dataset.chosen ?? ""));
    history.replaceState(null, "", addFilters(new URL(location.href), fields));
    const answer = isFiltered ? await searchClient.search("", limit, chosenIn(form)) : { total: 0, results: [] };
    // Without a filter there is nothing to wait for: an earlier answer may still come, and is not the one.
    if (!answer || turn !== newest) return;
    main.classList.toggle("filtered", isFiltered && !answer.error);
    list.replaceChildren(...answer.results.map(resultLink));
    list.hidden = !answer.results.length;
    status.textContent = isFiltered ? summary("", answer) : "";
    more.hidden = answer.results.length >= answer.total || answer.results.length < limit;
  }

  async function begin() {
    if (hasBegun) return;
    hasBegun = true;
    fields = await fillFilters(form);
    await update();
  }

  details.addEventListener("toggle", begin);
  form.addEventListener("change", () => {
    limit = STEP;
    update();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", async () => {
    const before = list.children.length;
    limit += STEP;
    await update();
    list.children[before]?.focus();
  });
  // Somebody may have opened them before this script was there: they stay open.
  const asked = new URLSearchParams(location.search);
  if ([...form.querySelectorAll("select")].some(({ name }) => asked.has(name))) details.open = true;
  if (details.open) begin();
}
