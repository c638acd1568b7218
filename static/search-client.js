import { siteRoot } from "./site-root.js";

const NOTHING = { total: 0, results: [], near: [], place: "", suggest: "", error: "" };

/**
 * Sends queries to the search worker, which does all fetching and ranking. Only the newest query is answered:
 * the promises of earlier ones resolve to null.
 */
export class SearchClient {
  #worker = null;
  #id = 0;
  #newest = 0;
  #waiting = new Map();

  /**
   * `filters`: {letter, category, tag, status}, those that are chosen. Without a query everything that fits is found.
   * `roots`: those of the languages to search.
   * @returns {Promise<{total: number, results: object[], near: object[], place: string, suggest: string, error: string} | null>}
   */
  search(query, limit, filters = {}, roots = [siteRoot.href]) {
    this.#answer(this.#newest, null);
    const answered = this.#ask({ wanted: "search", query, limit, filters, roots });
    this.#newest = this.#id;
    return answered;
  }

  /** The names of all categories, and if `all` of tags, statuses and letters; none if they cannot be loaded. */
  async facets(all) {
    return (await this.#ask({ wanted: "facets", all, roots: [siteRoot.href] })).facets ?? {};
  }

  /** The sentence that fits the query best, as {text, words}; null if none does. `root` is that of its language. */
  async passage(query, sentences, root) {
    return (await this.#ask({ wanted: "passage", query, sentences, roots: [root] })).passage ?? null;
  }

  #ask(message) {
    const id = ++this.#id;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      try {
        this.#worker ??= this.#start();
        this.#worker.postMessage({ id, ...message });
      } catch (error) {
        this.#fail(String(error));
      }
    });
  }

  #answer(id, found) {
    this.#waiting.get(id)?.(found);
    this.#waiting.delete(id);
  }

  #start() {
    const worker = new Worker(new URL("search-worker.js", import.meta.url));
    worker.addEventListener("message", ({ data }) => this.#answer(data.id, data));
    worker.addEventListener("error", (event) => this.#fail(event.message || "The search could not start."));
    return worker;
  }

  /** Answers with an error, and starts a new worker at the next query. */
  #fail(error) {
    this.#worker?.terminate();
    this.#worker = null;
    for (const id of [...this.#waiting.keys()]) this.#answer(id, { ...NOTHING, error });
  }
}

/** The page's one client: the dialog, the front page and the search page share its worker and its files. */
export const searchClient = new SearchClient();
export { NOTHING };
