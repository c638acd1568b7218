import { siteRoot } from "./site-root.js";

const NOTHING = { total: 0, results: [], near: [], place: "", suggest: "", error: "" };

/**
 * Sends queries to the search worker, which does all fetching and ranking. Only the newest query is answered:
 * the promises of earlier ones resolve to null.
 */
export class SearchClient {
  #worker = null;
  #id = 0;
  #resolve = null;
  #wanting = new Map();

  /**
   * `filters`: {letter, category, tag, status}, those that are chosen. Without a query everything that fits is found.
   * @returns {Promise<{total: number, results: object[], near: object[], place: string, suggest: string, error: string} | null>}
   */
  search(query, limit, filters = {}) {
    this.#resolve?.(null);
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#ask({ id: ++this.#id, query, limit, filters, root: siteRoot.href });
    });
  }

  /** The names of all categories, and if `all` of tags, statuses and letters; none if they cannot be loaded. */
  facets(all) {
    return new Promise((resolve) => {
      this.#wanting.set("facets", resolve);
      this.#ask({ id: "facets", wanted: "facets", all, root: siteRoot.href });
    });
  }

  #ask(message) {
    try {
      this.#worker ??= this.#start();
      this.#worker.postMessage(message);
    } catch (error) {
      this.#fail(String(error));
    }
  }

  #start() {
    const worker = new Worker(new URL("search-worker.js", import.meta.url));
    worker.addEventListener("message", ({ data }) => {
      if (data.id === this.#id) this.#resolve?.(data);
      this.#wanting.get(data.id)?.(data.facets);
    });
    worker.addEventListener("error", (event) => this.#fail(event.message || "The search could not start."));
    return worker;
  }

  /** Answers with an error, and starts a new worker at the next query. */
  #fail(error) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#resolve?.({ ...NOTHING, id: this.#id, error });
    for (const resolve of this.#wanting.values()) resolve({});
  }
}

/** The page's one client: the dialog, the front page and the search page share its worker and its files. */
export const searchClient = new SearchClient();
export { NOTHING };
