import { siteRoot } from "./site-root.js";

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

function element(name, content) {
  const made = document.createElement(name);
  made.append(content);
  return made;
}

/** `text` as nodes, each of the lower-case `words` in a <mark>. */
function marked(text, words) {
  const wanted = new Set(words);
  const nodes = document.createDocumentFragment();
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!wanted.has(word.toLowerCase())) continue;
    nodes.append(text.slice(end, index), element("mark", word));
    end = index + word.length;
  }
  nodes.append(text.slice(end));
  return nodes;
}

/** A search result as a link: term, category, definition. */
export function resultLink({ term, url, category, definition, words }) {
  const link = document.createElement("a");
  link.className = "result";
  link.href = new URL(url, siteRoot);
  link.append(element("b", marked(term, words)), " ");
  if (category) link.append(element("small", category));
  if (definition) link.append(" ", element("span", marked(definition, words)));
  return link;
}

/** What to say about an answer: a count, nothing found, or what went wrong. */
export function summary(query, { total, results, error }) {
  if (error) return "Search is not available: its data could not be loaded.";
  if (!total) return `Nothing found for “${query}”.`;
  const count = `${total} ${total === 1 ? "term" : "terms"} found`;
  return results.length < total ? `${count}, the first ${results.length} shown` : count;
}
