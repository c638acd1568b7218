import { siteRoot } from "./site-root.js";
import { comma, textOf, textAround } from "./texts.js";

/** Scripts without spaces between words, and Korean, whose words have endings. */
const UNSPACED = ["Han", "Hira", "Kana", "Hang", "Thai", "Laoo", "Mymr", "Khmr"].map((script) => `\\p{scx=${script}}`).join("");
const WORD = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, "gu");
const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
const SCHEMES = ["http:", "https:", "mailto:"];

function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

/** The places, as [start, end], of the lower-case `words` in a word: all of it, or parts in a script without spaces. */
function* places(word, words) {
  const lower = word.toLowerCase();
  if (!IS_UNSPACED.test(lower)) {
    if (words.includes(lower)) yield [0, word.length];
    return;
  }
  for (let at = 0; at < lower.length; at++) {
    const found = words.filter((each) => lower.startsWith(each, at)).reduce((a, b) => (a.length < b.length ? b : a), "");
    if (!found) continue;
    yield [at, at + found.length];
    at += found.length - 1;
  }
}

/** `text` as nodes, each of the lower-case `words` in a <mark>. */
function marked(text, words) {
  const nodes = document.createDocumentFragment();
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    for (const [from, to] of places(word, words)) {
      nodes.append(text.slice(end, index + from), element("mark", text.slice(index + from, index + to)));
      end = index + to;
    }
  }
  nodes.append(text.slice(end));
  return nodes;
}

/** A search result as a link: term, category or number of senses, what to use instead, definition. */
export function resultLink({ term, url, lang, category, definition, note, senses, repeats, words }) {
  const link = document.createElement("a");
  link.className = "result";
  link.href = new URL(url, siteRoot);
  if (lang && lang !== document.documentElement.lang) {
    link.lang = link.hreflang = lang;
    link.dir = "auto";
  }
  link.append(element("b", marked(term, words)), " ");
  const whole = senses && !url.includes("#");
  if (whole) link.append(element("small", textOf(repeats ? "entries" : "meanings", { count: senses })));
  else if (category) link.append(element("small", category));
  if (note) link.append(" ", element("em", note));
  if (definition) link.append(" ", element("span", marked(definition, words)));
  return link;
}

/** Shows the sentence that matched, instead of a definition without it. */
export function showPassage(link, { text, words }) {
  link.querySelector("span")?.remove();
  link.append(" ", element("span", marked(text, words)));
}

/** The status line of an answer: a count, nothing found, or an error. */
export function summary(query, { total, results, error }) {
  if (error) return textOf("noSearch");
  if (!total) return query ? textOf("notFound", { query }) : textOf("found", { count: 0 });
  if (results.length < total) return textOf("foundMore", { total, count: results.length });
  return textOf("found", { count: total });
}

function link(text, url) {
  const made = element("a", text);
  made.href = new URL(url, siteRoot);
  return made;
}

/** Suggestions without results: the nearest names, the page for the term, a way to propose it. */
export function suggestions(query, { near, place, suggest }) {
  const ways = [];
  if (near.length) {
    const names = near.flatMap(({ term, url }) => [comma, link(term, url)]).slice(1);
    ways.push(element("p", ...textAround("didYouMean", "names", names)));
  }
  if (place) ways.push(element("p", link(textOf("place"), place)));
  const address = suggest && new URL(suggest.replaceAll("{term}", encodeURIComponent(query.toWellFormed())), siteRoot);
  const offer = textOf("suggest", { query: query.slice(0, 60) });
  if (address && SCHEMES.includes(address.protocol)) ways.push(element("p", link(offer, address)));
  return ways;
}
