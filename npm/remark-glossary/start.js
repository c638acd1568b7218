
/** The card of a mention: the first link to its term on the page has the definition. */
function definitionOf({ dataset: { term } }) {
  const first = document.querySelector(`a[data-term="${CSS.escape(term)}"][data-definition]`);
  if (!first) return null;
  const card = document.createElement("p");
  const name = document.createElement("b");
  name.textContent = first.dataset.name;
  card.append(name, " ", first.dataset.definition);
  return card;
}

// Programs that render pages import this on a server, too.
if (typeof document !== "undefined") {
  hoverCards({
    mentions: "a[data-term]",
    definitionOf,
    goTo: () => document.querySelector("a[data-go-to]")?.dataset.goTo ?? "Go to this term",
  });
}
