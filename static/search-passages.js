/** The sentence that a query matched, for results whose names and definitions do not show it. */
import { searchClient } from "./search-client.js";
import { showPassage } from "./search-results.js";

/** So many results have a sentence, the first: each costs the page of its term. */
const MOST = 5;
/** Readers type on within this time, in milliseconds. */
const PAUSE = 250;
const BLOCKS = "p, li, td, dd, figcaption";

const pages = new Map();

function page(address) {
  if (!pages.has(address)) {
    const loading = fetch(address).then((answer) => (answer.ok ? answer.text() : ""));
    pages.set(address, loading.then((html) => new DOMParser().parseFromString(html, "text/html")));
  }
  return pages.get(address);
}

/** The sentences of a result's meaning; those of the whole term where it leads there. */
async function sentencesOf({ url, lang }) {
  const { origin, pathname, hash } = new URL(url);
  const found = await page(origin + pathname);
  const part = (hash && found.getElementById(decodeURIComponent(hash.slice(1)))) || found.querySelector("main");
  const blocks = [...(part?.querySelectorAll(BLOCKS) ?? [])].filter((block) => !block.querySelector(BLOCKS));
  const segmenter = new Intl.Segmenter(lang, { granularity: "sentence" });
  return blocks
    .flatMap((block) => [...segmenter.segment(block.textContent.replace(/\s+/gu, " "))])
    .map(({ segment }) => segment.trim())
    .filter(Boolean);
}

let newest = 0;

/** Adds the sentences to `links`, those of `results`, when the reader pauses. */
export async function addPassages(query, links, results) {
  const turn = ++newest;
  const wanted = results.map((result, place) => ({ result, link: links[place] })).filter(({ result }) => result.isElsewhere);
  if (!wanted.length) return;
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  for (const { result, link } of wanted.slice(0, MOST)) {
    if (turn !== newest) return;
    const sentences = await sentencesOf(result).catch(() => []);
    const passage = sentences.length ? await searchClient.passage(query, sentences, result.root) : null;
    if (passage && turn === newest) showPassage(link, passage);
  }
}
