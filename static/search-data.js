/* The search files of the site, fetched when needed and kept while the page lives. Used in the worker. */

const KEPT = 200;

class SearchData {
  constructor(root) {
    this.root = root;
    this.files = new Map();
  }

  async fetchJson(path, cache) {
    const response = await fetch(new URL(path, this.root), { cache });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }

  /** The manifest is asked for again after a failure: the site may have been published anew meanwhile. */
  async load() {
    this.manifest ??= await this.fetchJson("search/manifest.json", "no-cache");
    if (this.manifest.version !== 2) throw new Error("the search files are of another version");
    return this.manifest;
  }

  /** One file of the set; its name never changes its content, so the browser's own cache keeps it for good. */
  file(name) {
    if (!this.files.has(name)) {
      if (this.files.size > KEPT) this.files.delete(this.files.keys().next().value);
      const found = this.fetchJson(`${this.manifest.folder}${name}.json`, "default");
      found.catch(() => this.files.delete(name));
      this.files.set(name, found);
    }
    return this.files.get(name);
  }

  /** The numbers of the shards that may hold keys from `key` on, up to those that begin with it. */
  static shardsOf(firsts, key, prefix) {
    let [low, high] = [0, firsts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    const found = low ? [low - 1] : [];
    if (prefix) for (let next = low; next < firsts.length && firsts[next].startsWith(key); next++) found.push(next);
    return found;
  }

  async rows(kind, firsts, key, prefix) {
    const shards = SearchData.shardsOf(firsts, key, prefix);
    return (await Promise.all(shards.map((shard) => this.file(`${kind}${shard}`)))).flat();
  }

  /** Term rows [term, postings…] of an exact term, or of all terms with a prefix. */
  async terms(key, prefix = false) {
    const rows = await this.rows("t", this.manifest.terms, key, prefix);
    return rows.filter(([term]) => (prefix ? term.startsWith(key) : term === key));
  }

  /** Name rows [key, document, isTerm] whose key begins with `key`. */
  async names(key) {
    return (await this.rows("n", this.manifest.names, key, true)).filter(([name]) => name.startsWith(key));
  }

  /** The same from the other end: names that end with `key`. */
  async namesEnding(key) {
    const turned = [...key].reverse().join("");
    const rows = await this.rows("r", this.manifest.reversed, turned, true);
    return rows.filter(([name]) => name.startsWith(turned)).map(([name, ...rest]) => [[...name].reverse().join(""), ...rest]);
  }

  vocabulary() {
    return this.file("v0");
  }

  async document(position) {
    const { perFile } = this.manifest;
    return (await this.file(`d${Math.floor(position / perFile)}`))[position % perFile];
  }
}
