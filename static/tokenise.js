/**
 * Text to search words, as the build does it (glossary_site/search/analysis.py is the twin): no differences of width,
 * case and accents; `c++`, `c#` and `.net` keep their marks; scripts without spaces are cut into pairs of characters.
 */
const UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff";
const WORD = new RegExp(
  `(?:(?<![\\p{L}\\p{N}])\\.(?=\\p{L}))?(?:[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}])+)(?:\\+{1,2}|#)?`,
  "gu",
);
const FIRST_UNSPACED = new RegExp(`^[${UNSPACED}]`);

function fold(text) {
  const lower = text.toWellFormed().normalize("NFKC").toLowerCase().replaceAll("×", "x");
  return lower.normalize("NFD").replace(/\p{Mn}/gu, "").normalize("NFC");
}

function tokenise(text) {
  return (fold(text).match(WORD) ?? []).flatMap((word) => {
    if (word.length <= 2 || !FIRST_UNSPACED.test(word)) return [word];
    return Array.from({ length: word.length - 1 }, (_, place) => word.slice(place, place + 2));
  });
}

/** What a name is looked up by: its words with single spaces between them. */
function nameKey(name) {
  return (fold(name).match(WORD) ?? []).join(" ");
}
