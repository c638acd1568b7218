/** Chooses light, dark, or what the system has; the script in the page's head applies the choice before first paint. */
const KEY = "theme";

/** The stored choice: "light", "dark" or "system". Storage may be forbidden. */
function chosen() {
  try {
    return localStorage.getItem(KEY) ?? "system";
  } catch {
    return "system";
  }
}

function apply(theme) {
  const { dataset } = document.documentElement;
  if (theme === "light" || theme === "dark") dataset.theme = theme;
  else delete dataset.theme;
  for (const input of document.querySelectorAll(".theme-switch input")) input.checked = input.value === theme;
}

export function themeSwitch() {
  apply(chosen());
  document.querySelector(".theme-switch")?.addEventListener("change", ({ target }) => {
    try {
      if (target.value === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, target.value);
    } catch {
      // The choice then holds for this page only.
    }
    apply(target.value);
  });
  addEventListener("storage", ({ key }) => key === KEY && apply(chosen()));
}
