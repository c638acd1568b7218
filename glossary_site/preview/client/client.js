/** Updates this page in place after a rebuild, and shows errors, or that the term was removed. */
import { Idiomorph } from "./idiomorph.esm.js";

const own = new URL(import.meta.url);
const state = { token: own.searchParams.get("token"), shows: own.searchParams.get("shows"), wait: 250 };

/** Loads new style sheets beside the old ones, and then removes the old ones, so that the page does not flash. */
function swapStyles(fresh) {
  const links = (root) => [...root.querySelectorAll('link[rel="stylesheet"]')];
  const current = new Map(links(document.head).map((link) => [link.getAttribute("href"), link]));
  for (const link of links(fresh.head)) {
    const href = link.getAttribute("href");
    if (current.delete(href)) continue;
    const added = document.createElement("link");
    added.rel = "stylesheet";
    added.href = href;
    const old = [...current.values()];
    added.addEventListener("load", () => old.forEach((each) => each.remove()));
    document.head.append(added);
  }
}

const scripts = (root) =>
  [...root.querySelectorAll("script[src]")].map((each) => each.getAttribute("src")).filter((src) => !src.includes("-/preview/"));

async function fileText(src) {
  return (await fetch(src, { cache: "no-store" })).text();
}

/** Whether the text of a script has changed; addresses alone also change with the styles. */
async function scriptsChanged(fresh) {
  const [before, after] = [scripts(document), scripts(fresh)];
  if (before.join() === after.join()) return false;
  if (before.length !== after.length) return true;
  for (let place = 0; place < after.length; place++) {
    const old = state.texts?.[place];
    const text = await fileText(new URL(after[place], location.href));
    if (old !== undefined && old !== text) return true;
    (state.texts ??= [])[place] = text;
  }
  return false;
}

async function update() {
  const response = await fetch(location.href, { cache: "no-store" });
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (await scriptsChanged(fresh)) return location.reload();
  swapStyles(fresh);
  document.title = fresh.title;
  const { lang, dir, dataset } = fresh.documentElement;
  Object.assign(document.documentElement, { lang, dir });
  document.documentElement.dataset.kind = dataset.kind ?? "";
  Idiomorph.morph(document.body, fresh.body, {
    ignoreActiveValue: true,
    callbacks: {
      beforeNodeRemoved: (node) => node.nodeName !== "GLOSSARY-PREVIEW" && node.nodeName !== "DIALOG",
      beforeAttributeUpdated: (name, node) =>
        !(name === "open" && /^(DETAILS|DIALOG)$/.test(node.nodeName)) && !(name === "src" && node.nodeName === "SCRIPT"),
    },
  });
  document.dispatchEvent(new CustomEvent("preview:updated"));
}

/** A box over the page, with text only. Escape closes it, and it disappears when there are no problems. */
class Overlay extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL("client.css", own).href;
    this.box = document.createElement("section");
    this.box.setAttribute("role", "alert");
    root.append(style, this.box);
    this.hidden = true;
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.hidden = true;
    });
  }

  show(heading, issues) {
    const add = (parent, name, text, kind) => {
      const element = parent.appendChild(document.createElement(name));
      element.textContent = text;
      if (kind) element.className = kind;
      return element;
    };
    this.box.replaceChildren();
    add(this.box, "h2", heading);
    for (const issue of issues) {
      const article = add(this.box, "article", "");
      add(article, "p", issue.path + (issue.line ? `:${issue.line}` : ""), "place");
      add(article, "p", issue.message, "message");
      if (issue.source_lines.length) {
        const code = add(article, "pre", "");
        for (const [number, text] of issue.source_lines) {
          add(code, "span", `${String(number).padStart(5)}  ${text}\n`, number === issue.line ? "here" : "");
        }
      }
      if (issue.hint) add(article, "p", issue.hint, "hint");
    }
    if (issues.length) add(this.box, "p", "Esc closes this. It disappears when every problem is corrected.", "foot");
    this.hidden = false;
  }
}
customElements.define("glossary-preview", Overlay);
const overlay = document.body.appendChild(document.createElement("glossary-preview"));

async function receive({ data }) {
  const message = JSON.parse(data);
  if (message.changed && !message.deleted) await update();
  state.shows = message.shows;
  const count = message.issues.length;
  if (count) overlay.show(count === 1 ? "1 problem" : `${count} problems`, message.issues);
  else if (message.deleted) overlay.show("This page is no longer part of the site.", []);
  else overlay.hidden = true;
}

function connect() {
  const address = new URL(`socket?token=${state.token}`, own);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address);
  let opened = false;
  socket.addEventListener("open", () => {
    opened = true;
    state.wait = 250;
    socket.send(JSON.stringify({ url: location.pathname, shows: state.shows }));
  });
  let last = Promise.resolve();
  socket.addEventListener("message", (event) => (last = last.then(() => receive(event)).catch(console.error)));
  socket.addEventListener("close", async () => {
    if (!opened) await renewToken().catch(() => {});
    setTimeout(connect, state.wait);
    state.wait = Math.min(state.wait * 2, 2000);
  });
}

/** Reads the new token of a restarted server from its page. */
async function renewToken() {
  const text = await (await fetch(location.href, { cache: "no-store" })).text();
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector('script[src*="-/preview/client.js"]');
  if (fresh) state.token = new URL(fresh.src, location.href).searchParams.get("token");
}
connect();
