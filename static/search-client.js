import { siteRoot } from "./site-root.js";

const NOTHING = { total: 0, results: [], near: [], place: "", suggest: "", error: "" };

/**
 * Asks the search worker, which does all fetching and ranking. Only the newest question is answered:
 * a promise whose question was overtaken resolves to null.
 */
export class SearchClient {
  #worker = null;
  #id = 0;
  #settle = null;
  #wanting = new Map();

  /**
   * `category`: "" for all.
   * @returns {Promise<{total: number, results: object[], near: object[], place: string, suggest: string, error: string} | null>}
   */
  search(query, limit, category = "") {
    this.#settle?.(null);
    return new Promise((settle) => {
      this.#settle = settle;
      this.#ask({ id: ++this.#id, query, limit, category, root: siteRoot.href });
    });
  }

  /** The names of all categories; none where they cannot be had. */
  categories() {
    return new Promise((settle) => {
      this.#wanting.set("categories", settle);
      this.#ask({ id: "categories", wanted: "categories", root: siteRoot.href });
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
      if (data.id === this.#id) this.#settle?.(data);
      this.#wanting.get(data.id)?.(data.categories);
    });
    worker.addEventListener("error", (event) => this.#fail(event.message || "The search could not start."));
    return worker;
  }

  /** Answers with an error, and begins anew at the next question. */
  #fail(error) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#settle?.({ ...NOTHING, id: this.#id, error });
    for (const settle of this.#wanting.values()) settle([]);
  }
}

/** The page's one client: the dialog, the front page and the search page share its worker and its data. */
export const searchClient = new SearchClient();
export { NOTHING };
