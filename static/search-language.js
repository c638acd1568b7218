/* The language of the index. glossary_site/search/languages.py is the twin: Lunr's own stemmer, one of Snowball's, or none. */

const SNOWBALL = "snowball-";

/** The name of Snowball's stemmer for the index, "" where it has another or none. */
function snowballOf({ pipeline: [first = ""] }) {
  return first.startsWith(SNOWBALL) ? first.slice(SNOWBALL.length) : "";
}

/** Makes the stemmer of the index known to Lunr; only sites in its language have it, and only here is it fetched. */
function loadStemmer(manifest) {
  const name = snowballOf(manifest);
  if (!name || SNOWBALL + name in lunr.Pipeline.registeredFunctions) return;
  const made = `${name[0].toUpperCase()}${name.slice(1)}Stemmer`;
  const folder = "vendor/snowball/";
  if (!(made in globalThis)) importScripts(`${folder}base-stemmer.js`, `${folder}${name}-stemmer.js`);
  const stemmer = new globalThis[made]();
  lunr.Pipeline.registerFunction((token) => token.update((word) => fold(stemmer.stemWord(word))), SNOWBALL + name);
}

/** The words of a query as the stemmer takes them: Snowball's rules need the accents that folding takes away. */
function queryWords(manifest, text) {
  return snowballOf(manifest) ? markedWords(text) : tokenise(text);
}
