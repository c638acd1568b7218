/*
 * Finds the names of a glossary in text: what the build of the glossary finds. The same as matcher.py and claims.py of
 * glossary_site/mentions, where the reasons are. Forms of names (plurals, cases) are in terms.json.
 */
import { Surroundings, openSpelling } from "./boundaries.js";
import rules from "./rules.js";
import { BLANK, findShape, fold, isSameShape, matchAt, pattern, plainSpelling, searchable, splitWords } from "./text.js";

/** What a name is to its term, the best kind first. */
const [TERM, ABBREVIATION, ALIAS] = [0, 1, 2];
/** In the place of a spelling's claims: it is a phrase in which a noun means nothing. */
const PHRASE = { claims: [] };
/** How far before a name words are looked at that make a verb of it. */
const NEAR_VERB = 20;
const TITLE = pattern(rules.title, "g");
const [COUNTED, MODEL] = [pattern(rules.counted, "y"), pattern(rules.model, "y")];
const byLanguage = (table, more) => Object.fromEntries(Object.entries(table).map(([name, each]) => [name, pattern(each, more)]));
const [BEFORE_VERB, AFTER_VERB] = [byLanguage(rules.beforeVerb), byLanguage(rules.afterVerb, "y")];

const hasInnerCase = (word) => /\p{Uppercase}/u.test([...word].slice(1).join(""));
const isUpper = (text) => /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
const isLower = (text) => /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
const isAlpha = (text) => /^\p{L}+$/u.test(text);
const isTitled = (word) => /^[\p{Lu}\p{Lt}][\p{Ll}\p{Lm}]*$/u.test(word);
const beginsWithCapital = (word = "") => /^\p{Uppercase}/u.test(word);

/** Each name of a term, its kind, and the forms in which texts write it, the name itself first. */
function* namesOf(term) {
  const kinds = [
    [[term.term], TERM],
    [term.abbreviations ?? [], ABBREVIATION],
    [term.aliases ?? [], ALIAS],
  ];
  for (const [names, kind] of kinds) {
    for (const name of names) yield { name, kind, forms: [name, ...(term.forms?.[name] ?? [])] };
  }
}

/** The words of a German name that are nouns: they begin with a capital wherever they are. */
function capitalsOf(name, language) {
  if (language !== "de") return [];
  const words = splitWords(plainSpelling(name));
  const isAdjective = rules.adjectives.some((ending) => words[0].toLowerCase().endsWith(ending));
  const first = words.length > 1 || isAdjective ? 1 : 0;
  return [...words.keys()].filter((place) => place >= first && beginsWithCapital(words[place]));
}

/** Each spelling of a term's names in any form, as it is searched for, with what a text must also show to mean it. */
function* claimsOf(term, language) {
  if (term.autolink) return;
  for (const { name, kind, forms } of namesOf(term)) {
    if ([...name].length < 2) continue;
    const capitals = capitalsOf(name, language);
    for (const [place, form] of forms.entries()) {
      const spelled = openSpelling(searchable(fold(form).folded));
      if (!spelled.trim()) continue;
      const spelling = plainSpelling(form);
      const words = splitWords(spelling);
      const isStrict = !isLower([...spelling].slice(1).join("")) && words.some(hasInnerCase);
      const strictCase = isStrict ? words.map((word) => (hasInnerCase(word) ? word : "")) : [];
      const ownCase = kind === ABBREVIATION ? words : strictCase;
      const rank = 8 * (place > 0) + 4 * !isStrict + kind;
      yield [spelled, { shape: findShape(spelling, language), ownCase, capitals, rank, term }];
    }
  }
}

function keepsCase(words, { ownCase, capitals }) {
  if (ownCase.length && words.length !== ownCase.length) return false;
  if (ownCase.some((wanted, place) => wanted && wanted !== words[place])) return false;
  return capitals.every((place) => beginsWithCapital(words[place]));
}

/** The term that a stretch of text names: the best claim decides, and none where two terms have an equal one. */
function chooseClaim(claims, surface, language) {
  const spelling = plainSpelling(surface);
  const [shape, words, capitals] = [findShape(spelling, language), splitWords(spelling), isUpper(surface)];
  const fitting = claims.filter((claim) => isSameShape(claim.shape, shape, capitals) && keepsCase(words, claim));
  const best = Math.min(...fitting.map((claim) => claim.rank));
  const terms = new Set(fitting.filter((claim) => claim.rank === best).map((claim) => claim.term));
  return terms.size === 1 ? [...terms][0] : undefined;
}

/** Titles of works in quotes, blanked out: three words or more, most of them with a capital first. */
const withoutTitles = (text) =>
  text.replace(TITLE, (title) => {
    const words = title.match(/\p{L}+/gu) ?? [];
    const large = words.filter(beginsWithCapital).length;
    return words.length >= 3 && 2 * large > words.length ? BLANK.repeat(title.length) : title;
  });

/** Finds every name of a glossary. Names of one character are left to explicit references. */
export class Matcher {
  #language;
  /** Character -> the same for what follows it; under "" the claims of the spelling that ends there, and those chosen. */
  #tree = new Map();

  /** `terms` are those of terms.json, `language` (BCP 47) that of the names and of the texts. */
  constructor(terms, language = "en") {
    this.#language = language.split("-")[0].toLowerCase();
    for (const term of terms) {
      for (const [spelled, claim] of claimsOf(term, this.#language)) {
        const end = this.#endOf(spelled);
        if (!end.has("")) end.set("", { claims: [], chosen: new Map() });
        end.get("").claims.push(claim);
      }
    }
    for (const phrase of rules.phrases[this.#language] ?? []) {
      const end = this.#endOf(searchable(phrase));
      if (!end.has("")) end.set("", PHRASE);
    }
  }

  #endOf(spelled) {
    let node = this.#tree;
    for (const char of spelled.split("")) {
      if (!node.has(char)) node.set(char, new Map());
      node = node.get(char);
    }
    return node;
  }

  /** Every spelling in a searchable text, from the left and the longest first: where it is in the folded text. */
  #spellings(hay) {
    const found = [];
    for (let first = 0; first < hay.length; first += 1) {
      let node = this.#tree;
      for (let place = first; node && place < hay.length; place += 1) {
        node = node.get(hay[place]);
        const claimed = node?.get("");
        if (claimed) found.push({ start: first - (hay[first] !== " "), end: place - (hay[place] === " "), claimed });
      }
    }
    return found.sort((one, other) => one.start - other.start || other.end - one.end);
  }

  /**
   * Every mention in a plain text, in order: `start`, `end` and `term`.
   *
   * Of several names at one place the longest is found.
   */
  find(text) {
    const visible = withoutTitles(text);
    const folding = fold(visible);
    const hay = searchable(folding.folded);
    const surroundings = new Surroundings(folding, this.#language);
    const found = [];
    let free = 0;
    for (const { start, end, claimed } of this.#spellings(hay)) {
      if (start < free) continue;
      if (claimed === PHRASE) {
        free = matchAt(COUNTED, hay, end + 1) ? start : end;
        continue;
      }
      const [place, behind] = [folding.start(start), folding.end(end)];
      const surface = visible.slice(place, behind);
      const term = this.#choose(claimed, surface);
      if (!term || !surroundings.isWord(start, end) || this.#isVerb(folding.folded, start, end, surface)) continue;
      free = end;
      if (isTitled(surface) && matchAt(MODEL, visible, behind)) continue;
      found.push({ start: place, end: behind, term });
    }
    return found;
  }

  /** The term that `surface` names; texts write few names in few ways. */
  #choose({ claims, chosen }, surface) {
    if (!chosen.has(surface)) chosen.set(surface, chooseClaim(claims, surface, this.#language));
    return chosen.get(surface);
  }

  /** Whether a noun of one word is used as a verb: the words beside it show that ("they batch their work"). */
  #isVerb(folded, start, end, surface) {
    const pattern = BEFORE_VERB[this.#language];
    if (!pattern || !isAlpha(surface) || !isLower(surface) || surface.endsWith("s")) return false;
    if (AFTER_VERB[this.#language] && matchAt(AFTER_VERB[this.#language], folded, end)) return true;
    const from = Math.max(0, start - NEAR_VERB);
    const before = pattern.exec(folded.slice(from, start));
    return before !== null && !/[\p{L}\p{N}]/u.test(folded.slice(Math.max(0, from + before.index - 1), from + before.index));
  }
}
