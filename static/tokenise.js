/**
 * Cuts text into search words, as glossary_site/search/analysis.py does: without differences of width, case, accents and
 * forms of a letter; `c++`, `c#` and `.net` keep their marks; scripts without spaces are cut into pairs of characters.
 */
const MARKS =
  "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f";
const HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff";
const UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff";
const INDIC = "\u0900-\u0963\u0966-\u0dff";
const SIGNS = "\u02b9-\u02bf\u0640";
const DROPPED = new RegExp(`[${MARKS}${HIDDEN}${SIGNS}]|(?<=[\\p{L}\\p{N}${MARKS}])(?:['’‘](?=\\p{L})|\u0621)`, "gu");
const ARTICLE = /(?<![\p{L}\p{N}])(?:\u0627\u0644)+(?=[\u0622-\u064a]{3})/gu;
const wordPattern = (signs) => {
  const letter = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}]|[${signs}])`;
  const start = "(?:(?<![\\p{L}\\p{N}.])\\.(?=\\p{L}))?";
  return new RegExp(`${start}(?:[${UNSPACED}]+|${letter}+)(?:\\+\\+|[+#](?![\\p{L}\\p{N}]))?`, "gu");
};
const WORD = wordPattern(INDIC);
const MARKED_WORD = wordPattern(INDIC + MARKS);
const HIDDEN_ONES = new RegExp(`[${HIDDEN}]`, "gu");
const FIRST_UNSPACED = new RegExp(`^[${UNSPACED}]`);
const PAIRS = "ßss æae œoe øo łl đd ðd þth ıi ςσ ×x ٱا ىي یي کك ةه ەه ہه ھه ۀه ۂه ۃه";
const moved = (count, from, to) =>
  Array.from({ length: count }, (_, place) => String.fromCharCode(from + place, to + place));
const LETTERS = Object.fromEntries(
  [...PAIRS.split(" "), ...moved(86, 0x30a1, 0x3041), ...moved(10, 0x0660, 0x30), ...moved(10, 0x06f0, 0x30)].map(
    (pair) => [pair[0], pair.slice(1)],
  ),
);
const LETTERS_FOUND = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");

function fold(text) {
  const lower = text.toWellFormed().normalize("NFKC").toLowerCase();
  const plain = lower.replace(LETTERS_FOUND, (letter) => LETTERS[letter]);
  return plain.normalize("NFD").replace(DROPPED, "").normalize("NFC").replace(ARTICLE, "");
}

/** The words, with those of scripts without spaces cut into pairs. */
function paired(words) {
  return words.flatMap((word) => {
    if (word.length <= 2 || !FIRST_UNSPACED.test(word)) return [word];
    return Array.from({ length: word.length - 1 }, (_, place) => word.slice(place, place + 2));
  });
}

function tokenise(text) {
  return paired(fold(text).match(WORD) ?? []);
}

/** Words in lower case with their accents, for stemmers; an apostrophe ends a word. */
function markedWords(text) {
  const lower = text.toWellFormed().normalize("NFKC").toLowerCase().normalize("NFC");
  const plain = lower.replace(HIDDEN_ONES, "").replaceAll("×", "x");
  return paired((plain.match(MARKED_WORD) ?? []).filter((word) => fold(word)));
}

/** The key of a name: its words with single spaces between them, or all of its text if it has no words. */
function nameKey(name) {
  const folded = fold(name);
  return (folded.match(WORD) ?? []).join(" ") || folded.trim().split(/\s+/u).join(" ");
}

/** A name's key without spaces and signs, by which `I/O` and `io` are the same. */
const looseKey = (key) => key.replace(/[ .+#]/gu, "") || key;
