/* The stemmer of the index, as in glossary_site/search/languages.py: Lunr's own, one of Snowball's, or none. */

const SNOWBALL = "snowball-";

/** The name of the index's Snowball stemmer, "" if it uses another or none. */
function snowballOf({ pipeline: [first = ""] }) {
  return first.startsWith(SNOWBALL) ? first.slice(SNOWBALL.length) : "";
}

/** Fetches the stemmer of the index and registers it with Lunr; only sites in its language have it. */
function loadStemmer(manifest) {
  const name = snowballOf(manifest);
  if (!name || SNOWBALL + name in lunr.Pipeline.registeredFunctions) return;
  const made = `${name[0].toUpperCase()}${name.slice(1)}Stemmer`;
  const folder = "vendor/snowball/";
  if (!(made in globalThis)) importScripts(`${folder}base-stemmer.js`, `${folder}${name}-stemmer.js`);
  const stemmer = new globalThis[made]();
  lunr.Pipeline.registerFunction((token) => token.update((word) => fold(stemmer.stemWord(word))), SNOWBALL + name);
}

/** The words of a query for the stemmer: Snowball's rules need the accents that folding removes. */
function queryWords(manifest, text) {
  return snowballOf(manifest) ? markedWords(text) : tokenise(text);
}
