/** The scripts' texts in the page's language; the page holds them as JSON (templates/parts/texts.html). */
const texts = JSON.parse(document.getElementById("texts")?.textContent || "{}");

/** The page's language, "en" if the setting is no language tag. */
function tag() {
  try {
    return Intl.getCanonicalLocales(document.documentElement.lang)[0] ?? "en";
  } catch {
    return "en";
  }
}

const kinds = new Intl.PluralRules(tag());

/** A count as the pages write it: with their mark between thousands, and with digits of 0 to 9 in every language. */
const format = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, texts.thousands ?? ",");

/** The text of this name, with `values` for each `{name}`; of a text with forms for counts, that of `values.count`. */
export function textOf(name, values = {}) {
  const found = texts[name] ?? "";
  const text = typeof found === "string" ? found : (found[kinds.select(values.count)] ?? found.other);
  return text.replace(/\{(\w+)\}/g, (hole, key) => {
    const value = values[key] ?? hole;
    return typeof value === "number" ? format(value) : value;
  });
}

/** What is between two names in a row. */
export const comma = texts.comma ?? ", ";

/** The text of this name as a list, with `nodes` in the place of `{hole}`. */
export function textAround(name, hole, nodes) {
  const [before, after] = textOf(name).split(`{${hole}}`);
  return [before, ...nodes, after ?? ""];
}
