import { siteRoot } from "./site-root.js";

/**
 * Asks the search worker, which does all fetching and ranking. Only the newest question is answered:
 * a promise whose question was overtaken resolves to null.
 */
export class SearchClient {
  #worker = null;
  #id = 0;
  #settle = null;

  /** @returns {Promise<{total: number, results: object[], near: object[], error: string} | null>} */
  search(query, limit) {
    this.#settle?.(null);
    return new Promise((settle) => {
      this.#settle = settle;
      try {
        this.#worker ??= this.#start();
        this.#worker.postMessage({ id: ++this.#id, query, limit, root: siteRoot.href });
      } catch (error) {
        this.#fail(String(error));
      }
    });
  }

  #start() {
    const worker = new Worker(new URL("search-worker.js", import.meta.url));
    worker.addEventListener("message", ({ data }) => {
      if (data.id === this.#id) this.#settle?.(data);
    });
    worker.addEventListener("error", (event) => this.#fail(event.message || "The search could not start."));
    return worker;
  }

  /** Answers with an error, and begins anew at the next question. */
  #fail(error) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#settle?.({ id: this.#id, total: 0, results: [], near: [], error });
  }
}

/** The page's one client: the dialog, the front page and the search page share its worker and its data. */
export const searchClient = new SearchClient();
