/** What scripts say, in the language of the page, which holds it as JSON (templates/parts/texts.html). */
const texts = JSON.parse(document.getElementById("texts")?.textContent || "{}");

/** The page's language; it is a setting, which may be no tag. */
function tag() {
  try {
    return Intl.getCanonicalLocales(document.documentElement.lang)[0] ?? "en";
  } catch {
    return "en";
  }
}

const kinds = new Intl.PluralRules(tag());
const numbers = new Intl.NumberFormat(tag());

/** The text of that name, with `{name}` filled in by `values`; where it has forms for counts, that of `values.count`. */
export function say(name, values = {}) {
  const found = texts[name] ?? "";
  const text = typeof found === "string" ? found : (found[kinds.select(values.count)] ?? found.other);
  return text.replace(/\{(\w+)\}/g, (hole, key) => {
    const value = values[key] ?? hole;
    return typeof value === "number" ? numbers.format(value) : value;
  });
}

/** The same as pieces for nodes: the value of `hole`, a list of nodes, stands where the text has it. */
export function sayAround(name, hole, nodes) {
  const [before, after] = say(name).split(`{${hole}}`);
  return [before, ...nodes, after ?? ""];
}
