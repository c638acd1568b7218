/* A page of Markdown and its mentions, as pieces of text: what remark and markdown-it have in common. */
import { readFileSync } from "node:fs";
import { Matcher } from "./matcher.js";
import rules from "./rules.js";
import { BLANK, findShape, pattern, plainSpelling } from "./text.js";

/** How often a term is linked: the first time on the page, or in each section, every time, or never. */
export const MODES = ["page", "section", "all", "off"];
/** Elements that hold no mentions, by name. */
export const OPAQUE = new Set(rules.opaque);
const REFERENCE = pattern(rules.reference, "g");
const RAW_TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(\/?)>/g;

/** How many elements without mentions a piece of raw HTML opens, less those that it closes. */
export function openedIn(html) {
  let depth = 0;
  for (const [, closes, name, isSingle] of html.matchAll(RAW_TAG)) {
    if (OPAQUE.has(name.toLowerCase()) && !isSingle) depth += closes ? -1 : 1;
  }
  return depth;
}

/**
 * @typedef {object} Options
 * @property {string | URL | object[]} terms the path of a terms.json, or what it holds
 * @property {string} site the address of the glossary's site: those of terms follow it
 * @property {string} [language] that of the glossary and of the pages (BCP 47): "en"
 * @property {"page" | "section" | "all" | "off"} [mode] how often a term is linked, where the front matter of a page has
 *   nothing else for `glossary`: "page"
 * @property {string} [goTo] the text of the link in a card that was opened by touch: "Go to this term"
 */

/** A glossary that Markdown is linked to. */
export class Glossary {
  #keyOf;
  #named;

  /**
   * Throws where an option is missing or wrong.
   *
   * @param {Options} options
   */
  constructor({ terms, site, language = "en", mode = MODES[0], goTo = "" } = {}) {
    if (!terms) throw new Error("remark-glossary: the option 'terms' is missing: the path of a terms.json");
    if (typeof site !== "string") throw new Error("remark-glossary: the option 'site' is missing: the address of the glossary");
    const found = Array.isArray(terms) ? terms : JSON.parse(readFileSync(terms, "utf8"));
    this.site = site === "" || site.endsWith("/") ? site : `${site}/`;
    this.goTo = goTo;
    this.mode = checkMode(mode);
    this.matcher = new Matcher(found, language);
    this.#keyOf = (name) => nameKey(name, language.split("-")[0].toLowerCase());
    this.#named = nameTable(found, this.#keyOf);
  }

  /** A page; `mode` is what its front matter has for `glossary`, if anything. */
  page(mode) {
    // YAML reads a bare "off" as false.
    return new Page(this, checkMode(mode === false ? "off" : (mode ?? this.mode)));
  }

  /** The term that a name or an id leads to; undefined where none or several bear it. */
  find(name) {
    return this.#named.get(this.#keyOf(name)) ?? undefined;
  }

  /** The anchor of the sense of a term in a category, which is named by its name or by the anchor; "" where it has none. */
  findAnchor({ anchors = {} }, category) {
    const isNamed = ([name, anchor]) => this.#keyOf(name) === this.#keyOf(category) || anchor === category;
    return Object.entries(anchors).find(isNamed)?.[1] ?? "";
  }
}

function checkMode(mode) {
  if (!MODES.includes(mode)) throw new Error(`remark-glossary: '${mode}' is no mode: write ${MODES.join(", ")}`);
  return mode;
}

const nameKey = (name, language) => findShape(plainSpelling(name.trim()), language).replace(/[-\s]+/g, " ");

/** Key of a name -> its term: names come before ids and forms; null where several terms have one of a kind. */
function nameTable(terms, keyOf) {
  const found = new Map();
  const kinds = [
    (term) => [term.term],
    (term) => term.abbreviations ?? [],
    (term) => term.aliases ?? [],
    (term) => [term.id],
    (term) => Object.values(term.forms ?? {}).flat(),
  ];
  for (const namesIn of kinds) {
    const ofKind = new Map();
    for (const term of terms) {
      for (const key of namesIn(term).map(keyOf)) {
        ofKind.set(key, ofKind.has(key) && ofKind.get(key) !== term ? null : term);
      }
    }
    for (const [key, term] of ofKind) if (!found.has(key)) found.set(key, term);
  }
  return found;
}

/** A reference in brackets: where it is, the name that it has, and what is shown; no name in `[[!text]]`. */
function parseReference(match) {
  const inner = match.groups.inner.split(/\s+/).join(" ").trim();
  const [start, end] = [match.index, match.index + match[0].length];
  if (inner.startsWith("!")) return { start, end, target: "", shown: inner.slice(1).trim() };
  const [target, ...shown] = inner.split("|");
  return { start, end, target: target.trim(), shown: shown.join("|").trim() };
}

class Page {
  #glossary;
  #mode;
  #linked = new Set();
  #defined = new Set();

  constructor(glossary, mode) {
    this.#glossary = glossary;
    this.#mode = mode;
  }

  /** A heading begins a section. */
  startSection() {
    if (this.#mode === "section") this.#linked.clear();
  }

  /**
   * A plain text in pieces: a string; or `{ text, href, attributes }`, a mention; or `{ text, unknown }`, a reference to a
   * name that no term has, or several have. `escaped` are the places of brackets that have a backslash in the source.
   */
  pieces(text, escaped = new Set()) {
    const isReference = ({ index }) => !escaped.has(index) && !escaped.has(index + 1);
    const references = [...text.matchAll(REFERENCE)].filter(isReference).map(parseReference);
    let blanked = text;
    for (const { start, end } of references) {
      blanked = blanked.slice(0, start) + BLANK.repeat(end - start) + blanked.slice(end);
    }
    const found = this.#mode === "off" ? [] : this.#glossary.matcher.find(blanked).filter(({ term }) => this.#isFirst(term));
    const pieces = [];
    let done = 0;
    for (const each of [...references, ...found].sort((one, other) => one.start - other.start)) {
      pieces.push(text.slice(done, each.start), each.term ? this.#mention(each, text) : this.#reference(each));
      done = each.end;
    }
    return [...pieces, text.slice(done)].filter(Boolean);
  }

  #isFirst(term) {
    if (this.#mode === "all") return true;
    const isFirst = !this.#linked.has(term);
    this.#linked.add(term);
    return isFirst;
  }

  #reference({ target, shown }) {
    if (!target) return shown;
    // "C#" is a name, "die#packaging" a name and a category.
    const mark = target.lastIndexOf("#");
    const [name, category] = mark < 0 ? [target, ""] : [target.slice(0, mark).trim(), target.slice(mark + 1).trim()];
    const whole = this.#glossary.find(target);
    const term = whole ?? this.#glossary.find(name);
    if (!term) return { text: shown || (/^[\p{L}\p{N}]/u.test(category) ? name : target), unknown: target };
    return this.#link(term, shown || (whole ? target : name), whole ? "" : this.#glossary.findAnchor(term, category));
  }

  #mention({ start, end, term }, text) {
    return this.#link(term, text.slice(start, end));
  }

  /** The first link to a term has the card of it, by which the others show theirs. */
  #link(term, text, anchor = "") {
    const { site, goTo } = this.#glossary;
    const isFirst = !this.#defined.has(term);
    this.#defined.add(term);
    const card = { "data-name": term.term, "data-definition": term.definition, ...(goTo && { "data-go-to": goTo }) };
    const attributes = { "data-term": term.id, ...(isFirst && term.definition ? card : {}) };
    return { text, href: site + term.url + (anchor && `#${anchor}`), attributes };
  }
}
