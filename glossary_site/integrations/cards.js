
/* Behind hover-cards.js, in one function with it. FILES and GO_TO are put before both. */
const base = document.currentScript.src;
const definitions = new Map();
/** Each file of definitions calls it. */
self.glossaryDefinitions = (pairs) => pairs.forEach(([term, html]) => definitions.set(term, html));

const loading = new Map();

/** A promise of the end of loading a file; one that could not be loaded is asked for again by the next card. */
function load(file) {
  if (!loading.has(file)) {
    const script = document.createElement("script");
    const ended = new Promise((end) => {
      script.onload = end;
      script.onerror = () => end(loading.delete(file));
    });
    loading.set(file, ended);
    script.src = new URL(file, base);
    document.head.append(script);
  }
  return loading.get(file);
}

hoverCards({
  mentions: "a[data-term]",
  async definitionOf({ dataset: { term } }) {
    const file = FILES.findLast(([first]) => first <= term);
    if (file) await load(file[1]);
    if (!definitions.has(term)) return null;
    const card = document.createElement("p");
    card.innerHTML = definitions.get(term);
    return card;
  },
  goTo: () => GO_TO,
});
