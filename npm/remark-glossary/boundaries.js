/*
 * Whether a name that was found is a word by itself: no part of a longer word, of an address or of a path. The same as
 * boundaries.py of glossary_site/mentions, where the reasons are.
 */
import rules from "./rules.js";
import { BLANK, DASH, MARK, matchAt, pattern, whole } from "./text.js";

const FREE = new Set(["", " ", BLANK]);
const JOINTS = new Set([MARK, DASH]);
const [OPEN_BEFORE, OPEN_BEHIND] = [pattern(rules.openBefore), pattern(rules.openBehind)];
const [UNSPACED, UNSPACED_RUN] = [pattern(rules.unspaced), pattern(rules.unspacedRun, "g")];
const HANGUL_RUN = pattern(rules.hangul, "y");
const [AFTER_VOWEL, AFTER_CONSONANT] = [whole(rules.afterVowel), whole(rules.afterConsonant)];
/** The syllables of Korean in Unicode's order: the first, and how many have the same beginning and vowel. */
const [FIRST_SYLLABLE, ENDINGS] = [0xac00, 28];
const PREFIXES = Object.fromEntries(Object.entries(rules.prefixes).map(([language, each]) => [language, whole(each)]));
const [LEFT, JOINED_LEFT, ELIDED] = [rules.left, rules.joinedLeft, rules.elided].map((each) => pattern(each));
const [RIGHT, JOINED_RIGHT, PAUSE] = [rules.right, rules.joinedRight, rules.pause].map((each) => pattern(each, "y"));
const [ADDRESS, FILE] = [pattern(rules.address, "y"), pattern(rules.file, "y")];
const SEGMENTER = new Intl.Segmenter("und", { granularity: "word" });

const isLetter = (char) => !FREE.has(char) && !JOINTS.has(char);
const isAddress = (piece) => matchAt(ADDRESS, piece, 0) !== null;

/** A searchable spelling without its first space, its last one or both, where a word may be written together. */
export function openSpelling(spelled) {
  const begin = OPEN_BEFORE.test(spelled[1]) ? 1 : 0;
  return spelled.slice(begin, OPEN_BEHIND.test(spelled.at(-2)) ? -1 : undefined);
}

/** The places at which a word begins or ends, within stretches of scripts without spaces, by ICU's dictionaries. */
function wordEdges(text) {
  const edges = new Set();
  for (const run of text.matchAll(UNSPACED_RUN)) {
    for (const word of SEGMENTER.segment(run[0])) edges.add(run.index + word.index);
    edges.add(run.index + run[0].length);
  }
  return edges;
}

/** Whether the dictionaries have a text of scripts without spaces as one word of several letters. */
function isOneWord(text) {
  if (text.length < 2 || !Array.from(text).every((char) => UNSPACED.test(char))) return false;
  return wordEdges(text).size === 2;
}

/** What is around the names in a text, as `fold` gives it. */
export class Surroundings {
  #text;
  #folded;
  #language;
  #edges;
  #piece = { start: 0, stop: 0, isAddress: false, isEnclosed: false };

  constructor({ text, folded }, language) {
    this.#text = text;
    this.#folded = folded;
    this.#language = language;
  }

  /** Whether the stretch is one word or several, and no part of a longer one or of an address. */
  isWord(start, end) {
    const before = this.#folded.slice(Math.max(0, start - 1), start);
    const behind = this.#folded.slice(end, end + 1);
    if (FREE.has(before) && FREE.has(behind)) return true;
    if (isLetter(before) && !this.#mayBegin(start, end)) return false;
    if (isLetter(behind) && !this.#mayEnd(end)) return false;
    if (!JOINTS.has(before) && (!JOINTS.has(behind) || matchAt(PAUSE, this.#text, end))) return true;
    return !this.#isInAddress(start, end);
  }

  #isEdge(place) {
    this.#edges ??= wordEdges(this.#folded);
    return this.#edges.has(place);
  }

  #mayBegin(start, end) {
    const folded = this.#folded;
    if (UNSPACED.test(folded[start])) return this.#isEdge(start) && !this.#isDivided(start, end);
    let first = start;
    while (first > Math.max(0, start - rules.lettersBefore) && isLetter(folded[first - 1])) first -= 1;
    const match = PREFIXES[this.#language]?.exec(folded.slice(first, start));
    return Boolean(match) && (match[1] === undefined || end - start >= rules.leastLetters);
  }

  /** Whether two other words could divide the stretch, one from before it and one from behind it. */
  #isDivided(start, end) {
    const words = (from, to) => from >= 0 && isOneWord(this.#folded.slice(from, to));
    for (let place = start + 1; place < end; place += 1) {
      const isBefore = rules.lengths.some((length) => words(start - length, place));
      if (isBefore && rules.lengths.some((length) => words(place, end + length))) return true;
    }
    return false;
  }

  #mayEnd(end) {
    const folded = this.#folded;
    if (UNSPACED.test(folded[end - 1])) return this.#isEdge(end);
    const behind = matchAt(HANGUL_RUN, folded, end)?.[0];
    if (!behind || isLetter(folded.slice(end + behind.length, end + behind.length + 1))) return false;
    const isPlural = behind.startsWith(rules.plural);
    const last = isPlural ? rules.plural : folded[end - 1];
    const particle = isPlural ? behind.slice(rules.plural.length) : behind;
    const ending = (last.charCodeAt(0) - FIRST_SYLLABLE) % ENDINGS;
    return (ending === 0 ? AFTER_VOWEL : AFTER_CONSONANT).test(particle);
  }

  #isInAddress(start, end) {
    const text = this.#text;
    const near = text.slice(Math.max(0, start - rules.near), start);
    if (JOINED_LEFT.test(near) || matchAt(JOINED_RIGHT, text, end)) return true;
    if (!rules.eliding.includes(this.#language) && ELIDED.test(near)) return true;
    if (!(this.#piece.start <= start && end <= this.#piece.stop)) this.#readPiece(start, end);
    const piece = this.#piece;
    if (piece.isEnclosed) return true;
    if (piece.stop - piece.start === end - start) return false;
    return piece.isAddress || matchAt(FILE, text.slice(end, Math.min(piece.stop, end + rules.longest)), 0) !== null;
  }

  /** Find the piece of text around a stretch, and whether it is an address or in brackets that belong to one. */
  #readPiece(start, end) {
    const text = this.#text;
    const behind = matchAt(RIGHT, text.slice(0, end + rules.longest), end)[0];
    const begin = this.#pieceStart(start);
    let piece = text.slice(begin, end + behind.length);
    while (piece && rules.closing.includes(piece.at(-1))) piece = piece.slice(0, -1);
    const isOpened = begin > 0 && rules.opening.includes(text[begin - 1]);
    const outer = isOpened ? text.slice(this.#pieceStart(begin - 1), begin - 1) : "";
    this.#piece = {
      start: begin,
      stop: Math.max(end, begin + piece.length),
      isAddress: isAddress(piece),
      isEnclosed: isAddress(outer),
    };
  }

  /** Where the piece of text begins that ends at `end`. */
  #pieceStart(end) {
    return end - LEFT.exec(this.#text.slice(Math.max(0, end - rules.longest), end))[0].length;
  }
}
