/** Chooses light, dark, or the system's scheme; the script in the page's head applies the choice before first paint. */
const KEY = "theme";

/** The stored choice: "light", "dark" or "system". Storage may be forbidden. */
function chosen() {
  try {
    return localStorage.getItem(KEY) ?? "system";
  } catch {
    return "system";
  }
}

function store(theme) {
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Without storage the choice is lost with the page.
  }
}

export function themeSwitch(fieldset) {
  function apply(theme) {
    const { dataset } = document.documentElement;
    if (theme === "light" || theme === "dark") dataset.theme = theme;
    else delete dataset.theme;
    for (const input of fieldset.querySelectorAll("input")) input.checked = input.value === theme;
  }

  apply(chosen());
  fieldset.addEventListener("change", ({ target }) => {
    store(target.value);
    apply(target.value);
  });
  addEventListener("storage", ({ key }) => key === KEY && apply(chosen()));
}
