import { combobox } from "./search-box.js";

const LIMIT = 8;
const KEY = "search-slash";

/** Whether `/` opens the search; a single-key shortcut must be possible to turn off (WCAG 2.1.4). */
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

export function searchDialog() {
  const dialog = document.querySelector("#search-dialog");
  if (!dialog) return;
  const { input, update } = combobox(dialog.querySelector("form"), LIMIT);
  const opener = document.querySelector(".search-open");
  const slash = dialog.querySelector("[name=slash]");

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.focus();
    input.select();
    update();
  }

  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  if (apple && opener) opener.querySelector("kbd").textContent = "⌘ K";
  opener?.addEventListener("click", open);
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });

  slash.checked = slashOpens();
  slash.addEventListener("change", () => {
    try {
      localStorage.setItem(KEY, slash.checked ? "on" : "off");
    } catch {
      // Without storage the shortcut stays as it was.
    }
  });

  addEventListener("keydown", (event) => {
    const withK = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
    const withSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (withK || (withSlash && !isTyping(event) && slashOpens())) {
      event.preventDefault();
      open();
    }
  });
}

/** The field on the front page: the same combobox, its list closed when focus leaves. */
export function homeSearch() {
  const form = document.querySelector(".hero .search-box");
  if (!form) return;
  const { close } = combobox(form, LIMIT);
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.contains(relatedTarget)) close();
  });
}
