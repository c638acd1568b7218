import { remembersSearches, rememberSearches } from "./recent-searches.js";
import { searchUrl } from "./site-root.js";

const LIMIT = 8;
const KEY = "search-slash";

/** Whether `/` opens the search; readers must be able to turn off a single-key shortcut (WCAG 2.1.4). */
function slashOpens() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

function isTyping({ target }) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** Makes `form` a combobox; its code is fetched only when a reader opens the search. */
async function load(form) {
  const { combobox } = await import("./search-box.js");
  return combobox(form, LIMIT);
}

/** The field on the front page: its list closes when focus leaves. */
export function searchHome(form) {
  async function begin() {
    const { close, update } = await load(form);
    form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!form.contains(relatedTarget)) close();
    });
    update();
  }
  if (form.contains(document.activeElement)) begin();
  else form.addEventListener("focusin", begin, { once: true });
}

/** Opens the dialog by button, Ctrl-K or ⌘-K, and `/`. */
export function searchDialog(dialog) {
  const form = dialog.querySelector("form");
  const opener = document.querySelector(".search-open");
  const slash = dialog.querySelector("[name=slash]");
  let loading = null;

  async function open() {
    if (dialog.open) return;
    dialog.showModal();
    form.elements.q.select();
    loading ??= load(form);
    (await loading).update();
  }

  if (opener && /Mac|iPhone|iPad/.test(navigator.platform)) opener.querySelector("kbd").textContent = "⌘ K";
  opener?.addEventListener("click", open);
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  // Otherwise the first Escape would only clear the search field.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    // While a word is composed, Escape gives up the word and not the search.
    if (!event.isComposing) dialog.close();
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });

  const all = dialog.querySelector(".search-all");
  all?.addEventListener("click", () => {
    const url = searchUrl(form.elements.q.value.trim());
    url.searchParams.set("lang", "all");
    all.href = url;
  });

  const recent = dialog.querySelector("[name=recent]");
  recent.checked = remembersSearches();
  recent.addEventListener("change", () => rememberSearches(recent.checked));

  slash.checked = slashOpens();
  slash.addEventListener("change", () => {
    try {
      localStorage.setItem(KEY, slash.checked ? "on" : "off");
    } catch {
      // Without storage the shortcut cannot be changed.
    }
  });

  addEventListener("keydown", (event) => {
    const { key, altKey, shiftKey } = event;
    const command = event.ctrlKey || event.metaKey;
    const withK = command && !shiftKey && !altKey && key.toLowerCase() === "k";
    const withSlash = key === "/" && !command && !altKey && !isTyping(event) && slashOpens();
    if (withK || withSlash) {
      event.preventDefault();
      open();
    }
  });
}
