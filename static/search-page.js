import { answerTyping, partsOf } from "./search-box.js";
import { searchUrl } from "./site-root.js";

const LIMIT = 50;

/** The page `search/?q=`: its answers are plain links, and its address follows what is typed. */
export function searchPage(form) {
  const { input, list } = partsOf(form);
  const update = answerTyping(form, LIMIT, (query) => {
    history.replaceState(null, "", query ? searchUrl(query) : new URL(location.pathname, location.href));
  });

  function show() {
    input.value ||= new URLSearchParams(location.search).get("q") ?? "";
    update();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
  });
  // Up and down walk through field and answers; Enter is the link's own.
  form.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [input, ...list.children];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  if (!matchMedia("(pointer: coarse)").matches) input.focus();
  show();
}
