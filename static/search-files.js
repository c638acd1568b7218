/* The search files of the site, fetched when needed and kept as long as the worker runs. */

const FORM = 7;
const KEPT = 300;
/** How many files a list has, and the hexadecimal digits of a digest; as in glossary_site/search/files.py. */
const LISTED = 64;
const DIGITS = 8;

class SearchFiles {
  /** Files that could not be read; they are fetched again without the browser's cache. */
  static broken = new Set();

  /** `cache`: the cache mode for the manifest. */
  constructor(root, cache = "no-cache") {
    this.root = root;
    this.cache = cache;
    this.loaded = new Map();
  }

  async fetchJson(path, cache) {
    const response = await fetch(new URL(path, this.root), { cache });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }

  /** Loads the manifest, again after a failure: the site may have been published again meanwhile. */
  async load() {
    this.loading ??= this.fetchJson("search/manifest.json", this.cache);
    this.manifest = await this.loading;
    if (this.manifest.version !== FORM) throw new Error("the search files are of another version");
    loadStemmer(this.manifest);
    return this.manifest;
  }

  /** One file of the index. Its name changes with its content, so the browser may cache it for ever. */
  file(name, parse = (found) => found) {
    if (!this.loaded.has(name)) {
      if (this.loaded.size > KEPT) this.loaded.delete(this.loaded.keys().next().value);
      const path = `search/files/${name}.json`;
      const found = this.fetchJson(path, SearchFiles.broken.has(path) ? "reload" : "default").then(parse);
      found.catch(() => {
        this.loaded.delete(name);
        SearchFiles.broken.add(path);
      });
      this.loaded.set(name, found);
    }
    return this.loaded.get(name);
  }

  /** The file of a number among those of a kind. The manifest has the digests of the first files, lists have others. */
  async numbered(kind, number, parse) {
    const { files, lists, first } = this.manifest;
    const digest = (digests, place) => digests.slice(place * DIGITS, (place + 1) * DIGITS);
    const [list, place] = [Math.floor((first[kind] + number) / LISTED), (first[kind] + number) % LISTED];
    const digests = list ? await this.file(`i${list - 1}-${digest(lists, list - 1)}`) : files;
    return this.file(`${kind}${number}-${digest(digests, place)}`, parse);
  }

  /** The numbers of the shards that may hold keys that begin with `key`, the one that may hold `key` itself first. */
  static shardsOf(firsts, key) {
    let [low, high] = [0, firsts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    const found = low ? [low - 1] : [];
    for (let next = low; next < firsts.length && firsts[next].startsWith(key); next++) found.push(next);
    return found;
  }

  /** A shard's rows in their order, those of names with the loose key first; and by key where keys are unique. */
  shard(kind, number) {
    return this.numbered(kind, number, (found) => {
      const rows = "nr".includes(kind) ? found.map((row) => [looseKey(row[0]), ...row]) : found;
      return { rows, byKey: new Map(rows.map((row) => [row[0], row])) };
    });
  }

  /** The number of shards of terms that a prefix needs. */
  width(prefix) {
    return SearchFiles.shardsOf(this.manifest.terms, prefix).length;
  }

  /** The row of a key in a list; [] if there is none. */
  async row(kind, firsts, key) {
    const [number] = SearchFiles.shardsOf(firsts, key);
    const row = number === undefined ? undefined : (await this.shard(kind, number)).byKey.get(key);
    return row ? [row] : [];
  }

  /** The row [term, positions, counts and lengths, …] of a term, as a list; [] if there is none. */
  term(term) {
    return this.row("t", this.manifest.terms, term);
  }

  /** The row [word, positions, nearness] of a word, as a list; [] if there is none. */
  near(word) {
    return this.row("m", this.manifest.near, word);
  }

  /** The rows whose key begins with `key`, from the first `most` shards that have any. */
  async rows(kind, firsts, key, most = Infinity) {
    const numbers = SearchFiles.shardsOf(firsts, key).slice(0, most);
    const shards = await Promise.all(numbers.map((number) => this.shard(kind, number)));
    return shards.flatMap(({ rows }) => rows.slice(lowerBound(rows, key)).filter(([found]) => found.startsWith(key)));
  }

  termsWith(prefix) {
    return this.rows("t", this.manifest.terms, prefix);
  }

  /** Name rows [key, document, isTerm] whose loose key begins with that of `key`. */
  async namesLoosely(key, most) {
    const rows = await this.rows("n", this.manifest.names, looseKey(key), most);
    return rows.map(([, ...row]) => row);
  }

  /** Name rows whose key begins with `key`. */
  async names(key, most) {
    return (await this.namesLoosely(key, most)).filter(([name]) => name.startsWith(key));
  }

  /** Name rows whose key ends with `key`. */
  async namesEnding(key, most) {
    const rows = await this.rows("r", this.manifest.reversed, turn(looseKey(key)), most);
    return rows.map(([, name, ...rest]) => [turn(name), ...rest]).filter(([name]) => name.endsWith(key));
  }

  vocabulary() {
    return this.numbered("v", 0);
  }

  /** What documents are filtered by: for each facet { names, of }, and in `of` the number or numbers of each document. */
  async facets(all) {
    const [category, others] = await Promise.all([this.numbered("c", 0), all ? this.numbered("f", 0) : {}]);
    return { category, ...others };
  }

  async document(position) {
    const { perFile } = this.manifest;
    return (await this.numbered("d", Math.floor(position / perFile)))[position % perFile];
  }
}

const turn = (text) => [...text].reverse().join("");

function lowerBound(rows, key) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle][0] < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
