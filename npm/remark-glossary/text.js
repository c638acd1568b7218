/*
 * Text as names are found in it: what is alike to a reader is alike here. The same as folding.py and shapes.py of
 * glossary_site/mentions, where the reasons are.
 */
import rules from "./rules.js";

/** A pattern of rules.js, which is for the whole text, for a place in it ("y") or for every place ("g"). */
export const pattern = ({ source, flags }, more = "") => new RegExp(source, flags + more);
/** A pattern that must fit a whole text. */
export const whole = ({ source, flags }) => new RegExp(`^(?:${source})$`, flags);
/** The match of a pattern with the flag "y" at a place of a text, with "g" the first from there on. */
export function matchAt(pattern, text, place) {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

/** The signs for punctuation and symbols, for dashes and slashes, and for what holds no name. */
export const [MARK, DASH, BLANK] = ["\x01", "\x02", "\0"];

const [DROPPED, CHANGED, COMPOSED] = [rules.dropped, rules.changed, rules.composed].map((each) => pattern(each, "g"));
const [CHANGED_ON, COMPOSED_ON] = [rules.changedOn, rules.composedOn].map((each) => pattern(each, "y"));
const anyOf = (table) => new RegExp(`[${Object.keys(table).join("")}]`, "g");
const [PAIRED, ALIKE, DOTLESS] = [rules.pairs, rules.alike, rules.dotless].map(anyOf);
/** A text without such characters is regular as it is. */
const IRREGULAR = /[^\0-\x7f]|\s\s/;
const ACCENTED = pattern(rules.accented, "g");
const SHARP_S = pattern(rules.sharpS, "g");
const SPACE = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
const BY_NAME = { space: " ", part: " ", times: "x" };
const among = (characters) => new Set([...characters]);
const [SLASHES, APOSTROPHES, RAISED, LOWERED, LONG_DASHES] = [
  rules.slashes,
  rules.apostrophes,
  rules.raised,
  rules.lowered,
  rules.longDashes,
].map(among);
const LONG_DASH = "—";

const isDash = (char) => /^\p{Pd}$/u.test(char) || char === rules.minus;
const withoutAccents = (text) => text.replace(ACCENTED, (letter) => [...letter.normalize("NFD")][0]);

function foldCharacter(char) {
  if (char === BLANK || char === DASH) return char;
  if (SPACE.test(char)) return " ";
  if (isDash(char) || SLASHES.has(char)) return DASH;
  if (APOSTROPHES.has(char) || RAISED.has(char)) return MARK;
  if (/^(?!\p{Pc})[\p{P}\p{S}\p{C}\p{Z}]$/u.test(char) || (/^\p{No}$/u.test(char) && !LOWERED.has(char))) return MARK;
  const small = char.normalize("NFKC").toLowerCase();
  const lower = withoutAccents(small.length === char.length ? small : char);
  return rules.alike[lower] ?? rules.dotless[lower] ?? lower;
}

/** A function of a character that remembers its results, applied to each character of a text. */
function characterwise(change) {
  const changed = new Map();
  return (text) => {
    let result = "";
    for (const char of text) {
      let to = changed.get(char);
      // A text keeps its length, so that places in one are places in the other.
      if (to === undefined) changed.set(char, (to = change(char).padEnd(char.length, MARK)));
      result += to;
    }
    return result;
  };
}

const foldLetters = characterwise(foldCharacter);

function regular(text) {
  const composed = text.normalize(rules.halfMarks.includes(text.at(-1)) ? "NFKC" : "NFC");
  return composed.replace(DROPPED, "").replace(PAIRED, (letter) => rules.pairs[letter]);
}

/** As finditer of Python: where an empty match is, another one that is not may begin. */
function* matchesOf(text, anyMatch, filledMatch) {
  if (!IRREGULAR.test(text)) return;
  let place = 0;
  let match;
  while ((match = matchAt(anyMatch, text, place))) {
    yield match;
    place = match.index + match[0].length;
    if (match[0]) continue;
    const next = matchAt(filledMatch, text, place);
    if (next) yield next;
    place += next ? next[0].length : 1;
  }
}

/**
 * A text in regular letters (`text`), the same folded (`folded`), and the way back to places in the source: `start` of
 * the character at a place, `end` of a stretch that ends at a place.
 */
export function fold(source) {
  const changes = [];
  let text = "";
  let done = 0;
  const isComposed = source.normalize("NFC") === source;
  const patterns = isComposed ? [CHANGED, CHANGED_ON] : [COMPOSED, COMPOSED_ON];
  for (const match of matchesOf(source, ...patterns)) {
    const kind = Object.keys(BY_NAME).find((name) => match.groups[name] !== undefined);
    const made = BY_NAME[kind] ?? regular(match[0]);
    if (made === match[0]) continue;
    const opened = text.length + match.index - done;
    text += source.slice(done, match.index) + made;
    done = match.index + match[0].length;
    changes.push({ opened, closed: text.length, ended: done });
  }
  text += source.slice(done);
  const back = (place, isBefore) => {
    const change = changes.findLast(isBefore);
    return change ? place + change.ended - change.closed : place;
  };
  return {
    text,
    folded: foldLetters(text),
    start: (place) => back(place, (change) => change.closed <= place),
    end: (place) => back(place, (change) => change.opened < place),
  };
}

/** Folded text in which only spaces part words, and a space is at each end. */
export const searchable = (folded) => ` ${folded.replace(/[\0-\x03]/g, " ")} `;

function findSign(char) {
  if (LONG_DASHES.has(char)) return LONG_DASH;
  if (isDash(char) || SLASHES.has(char)) return "-";
  if (APOSTROPHES.has(char)) return "'";
  if (SPACE.test(char)) return " ";
  const usual = char.normalize("NFKC");
  return [...usual].length === 1 && !RAISED.has(char) ? usual : char;
}

const useSigns = characterwise(findSign);

/** A spelling in its own case, with one sign for all of a kind: spaces, dashes, slashes, apostrophes. */
export const plainSpelling = (text) => useSigns(fold(text.replace(SHARP_S, rules.sharp)).text);

/** The words of a plain spelling: spaces, dashes and slashes part them. */
export const splitWords = (spelling) => spelling.split(/[ —-]/);

/** The shape of a plain spelling in a language. */
export function findShape(spelling, language) {
  if (rules.turkic.includes(language)) return spelling.replaceAll("İ", "i").replaceAll("I", "ı").toLowerCase();
  const dotted = spelling.replace(DOTLESS, (letter) => rules.dotless[letter]);
  return dotted.toLowerCase().replace(ALIKE, (letter) => rules.alike[letter]);
}

/** Whether the shape of a text is that of a name. A text in capitals has no accents in Greek, and no ß. */
export function isSameShape(name, text, capitals) {
  if (capitals) [name, text] = [name, text].map((each) => withoutAccents(each).replaceAll(rules.sharp, "ss"));
  name = name.replaceAll(LONG_DASH, "-");
  const spaced = (shape) => shape.slice(0, 1) + shape.slice(1, -1).replaceAll("-", " ") + shape.slice(1).slice(-1);
  return text.includes(LONG_DASH) ? name === text.replaceAll(LONG_DASH, "-") : spaced(name) === spaced(text);
}
