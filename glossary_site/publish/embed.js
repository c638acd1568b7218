/*
 * Cards with a glossary's definitions on any page:
 *
 *   <script src="https://example.org/glossary/embed.js" defer></script>
 *
 * shows them for <dfn data-term="name or id">…</dfn> and <a data-glossary>name</a>; with data-find="main" (a CSS
 * selector) also for the first mention of each term in those elements. A card opens under the pointer, by keyboard focus
 * and at the first tap, then with a link (data-more="Read more" sets its text). It stays while pointer or focus is on it,
 * and Escape closes it (WCAG 1.4.13). The terms are read from the folder of this script, so embed/<release>/embed.js uses
 * those of its release.
 */
(() => {
  const script = document.currentScript;
  const home = new URL(".", script.src);
  const root = /\/embed\/[^/]+\/$/.test(home.pathname) ? new URL("../../", home) : home;
  const QUIET = "a,button,code,pre,kbd,samp,script,style,textarea,select,svg,math,dfn,h1,h2,h3,h4,h5,h6,[contenteditable]";
  const LETTER = /[\p{L}\p{N}]/u;
  const GAP = 6;

  const plain = (name) => name.normalize("NFKC").replace(/\s+/g, " ").trim();
  const fold = (name) => plain(name).toLowerCase();

  /** The name of the file of terms/ that holds `name`, computed as in the build. */
  function fileOf(name) {
    const [first = "\0"] = name.normalize("NFKC").toLowerCase();
    if (/[a-z]/.test(first)) return first;
    return /[0-9]/.test(first) ? "0-9" : `u${first.codePointAt(0).toString(16)}`;
  }

  const read = (path) =>
    fetch(new URL(path, home), { credentials: "omit" })
      .then((response) => (response.ok ? response.json() : []))
      .catch(() => []);

  const namesOf = (term) => [term.term, ...term.aliases, ...term.abbreviations];
  /** The other forms of names, which the build has made by the rules of the language: plurals, cases. */
  const formsOf = (term) => Object.values(term.forms || {}).flat();

  /** Folded name -> term: term, then abbreviation, alias, id, form; null if several terms have it as the same kind. */
  function byName(terms) {
    const found = new Map();
    const kinds = [(each) => [each.term], (each) => each.abbreviations, (each) => each.aliases, (each) => [each.id], formsOf];
    for (const namesIn of kinds) {
      const ofKind = new Map();
      for (const term of terms) {
        for (const key of namesIn(term).map(fold)) {
          const other = ofKind.get(key); // a term is in the file of each of its names
          ofKind.set(key, other === undefined || other?.id === term.id ? term : null);
        }
      }
      for (const [key, term] of ofKind) if (!found.has(key)) found.set(key, term);
    }
    return found;
  }

  /** Terms on this page: link -> term. */
  const terms = new WeakMap();

  function attach(link, term) {
    terms.set(link, term);
    link.classList.add("glossary-term");
    if (!link.hasAttribute("href")) link.href = new URL(term.url, root);
  }

  const nameOf = (each) => plain(each.dataset.term || each.dataset.glossary || each.textContent);

  function linkMarked(marked, names) {
    for (const each of marked) {
      const term = names.get(fold(nameOf(each)));
      if (!term) continue;
      if (each.localName === "a") {
        attach(each, term);
      } else if (!each.querySelector("a")) {
        const link = document.createElement("a");
        link.append(...each.childNodes);
        each.append(link);
        attach(link, term);
      }
    }
  }

  /** First word of a name, folded -> [name, start of the word in it, whether case counts, term], longest first. */
  function index(all) {
    const words = new Map();
    for (const term of all) {
      if (term.autolink) continue;
      for (const name of [...namesOf(term), ...formsOf(term)].map(plain)) {
        const start = name.search(LETTER);
        if (start < 0 || name.length < 2) continue;
        const [word] = name.slice(start).match(/[\p{L}\p{N}]+/u);
        const cased = /\p{Lu}/u.test(name.slice(1));
        const key = word.toLowerCase();
        if (!words.has(key)) words.set(key, []);
        words.get(key).push([name, start, cased, term]);
      }
    }
    for (const names of words.values()) names.sort((a, b) => b[0].length - a[0].length);
    return words;
  }

  /** The end of the name that begins at `start` of `text`; -1 if it does not. */
  function endOf(text, start, name, cased) {
    if (start < 0) return -1;
    const found = text.slice(start, start + name.length).replace(/\s/g, " ");
    if (cased ? found !== name : found.toLowerCase() !== name.toLowerCase()) return -1;
    if (start && LETTER.test(text[start - 1]) && LETTER.test(name[0])) return -1;
    return /^[\p{L}\p{N}+#*]/u.test(text.slice(start + name.length)) ? -1 : start + name.length;
  }

  /** Links the first mention of each term in `text` nodes below `element`. */
  function find(element, words, seen) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(QUIET)) nodes.push(walker.currentNode);
    for (const node of nodes) {
      const text = node.data;
      const parts = [];
      let done = 0;
      for (const { 0: word, index: at } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
        if (at < done) continue;
        for (const [name, lead, cased, term] of words.get(word.toLowerCase()) || []) {
          const start = at - lead;
          const end = start < done ? -1 : endOf(text, start, name, cased);
          if (end < 0) continue;
          if (!seen.has(term)) {
            seen.add(term);
            const link = document.createElement("a");
            link.textContent = text.slice(start, end);
            attach(link, term);
            parts.push(text.slice(done, start), link);
            done = end;
          }
          break;
        }
      }
      if (parts.length) node.replaceWith(...parts, text.slice(done));
    }
  }

  function cards() {
    const style = new CSSStyleSheet();
    style.replaceSync(
      ".glossary-term{color:inherit;text-decoration:underline dotted;text-underline-offset:.2em}" +
        "#glossary-card{position:absolute;inset:auto;margin:0;box-sizing:border-box;max-width:min(24rem,calc(100vw - 1rem));" +
        "padding:.6em .8em;border:1px solid GrayText;border-radius:.4em;background:Canvas;color:CanvasText;" +
        "font:1rem/1.5 system-ui,sans-serif;text-align:start;box-shadow:0 .2em .8em #0003}" +
        "#glossary-card b{display:block}#glossary-card a{display:inline-block;padding:.3em 0}",
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
    const card = document.createElement("div");
    card.id = "glossary-card";
    card.popover = "manual";
    document.body.append(card);

    let shown = null; // the link whose card is open
    let timer = 0;
    let touched = false; // whether the last press was a finger's

    function hide() {
      clearTimeout(timer);
      shown?.removeAttribute("aria-describedby");
      shown = null;
      if (card.matches(":popover-open")) card.hidePopover();
    }

    function show(link) {
      hide();
      shown = link;
      const term = terms.get(link);
      const name = document.createElement("b");
      name.textContent = term.term;
      card.replaceChildren(name, term.definition);
      if (touched) {
        const more = document.createElement("a");
        more.href = link.href;
        more.textContent = script.dataset.more || "Read more";
        card.append(document.createElement("br"), more);
      }
      link.setAttribute("aria-describedby", card.id);
      card.showPopover();
      const line = link.getClientRects()[0];
      const { clientWidth, clientHeight } = document.documentElement;
      const below = line.bottom + GAP + card.offsetHeight <= clientHeight || line.top < clientHeight - line.bottom;
      card.style.top = `${scrollY + (below ? line.bottom + GAP : line.top - GAP - card.offsetHeight)}px`;
      card.style.left = `${scrollX + Math.max(GAP, Math.min(line.left, clientWidth - card.offsetWidth - GAP))}px`;
    }

    function later(link) {
      clearTimeout(timer);
      if (link !== shown) timer = setTimeout(() => (link ? show(link) : hide()), link ? 250 : 300);
    }

    const termOf = (target) => {
      const link = target instanceof Element && target.closest(".glossary-term");
      return link && terms.has(link) ? link : null;
    };
    const focusStays = () => shown?.matches(":focus-visible") || card.contains(document.activeElement);

    document.addEventListener("pointerover", ({ target, pointerType }) => {
      if (pointerType === "touch") return;
      const link = termOf(target);
      later(card.contains(target) || (!link && focusStays()) ? shown : link);
    });
    document.addEventListener("focusin", ({ target }) => {
      if (termOf(target)?.matches(":focus-visible")) show(termOf(target));
    });
    document.addEventListener("focusout", ({ target, relatedTarget }) => {
      if (target === shown && !card.contains(relatedTarget) && !card.matches(":hover")) hide();
    });
    document.addEventListener("pointerdown", ({ target, pointerType }) => {
      touched = pointerType === "touch";
      if (touched && !card.contains(target) && termOf(target) !== shown) hide();
    });
    document.addEventListener("click", (event) => {
      const link = termOf(event.target);
      if (!touched || !link || link === shown) return;
      event.preventDefault();
      show(link);
    });
    document.addEventListener("keydown", ({ key }) => {
      touched = false;
      if (key === "Escape") hide();
    });
  }

  async function start() {
    const marked = [...document.querySelectorAll("dfn[data-term],a[data-glossary]")];
    const places = script.dataset.find ? [...document.querySelectorAll(script.dataset.find)] : [];
    if (!marked.length && !places.length) return;
    const paths = places.length ? ["terms.json"] : [...new Set(marked.map(nameOf).map(fileOf))].map((key) => `terms/${key}.json`);
    const all = (await Promise.all(paths.map(read))).flat();
    linkMarked(marked, byName(all));
    const words = index(all);
    const seen = new Set(marked.map((each) => terms.get(each) || terms.get(each.firstElementChild)));
    for (const place of places) find(place, words, seen);
    if ("popover" in HTMLElement.prototype) cards();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
