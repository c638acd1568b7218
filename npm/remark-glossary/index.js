/*
 * A remark plugin that links the terms of a glossary:
 *
 *   unified().use(remarkParse).use(remarkGlossary, { terms: "terms.json", site: "https://example.org/glossary/" })
 *
 * README.md has its options, and how cards.js and cards.css show the definitions.
 */
import { Glossary, OPAQUE, openedIn } from "./page.js";

/** Nodes of Markdown whose text is no prose, or is that of a link. */
const QUIET = new Set(["link", "linkReference", "heading", "footnoteReference"]);
const SOURCE = "remark-glossary";

/**
 * The plugin; its options are those of `Glossary`, and `strict`, with which a reference to an unknown name ends the build.
 *
 * @param {import("./page.js").Options & { strict?: boolean }} options
 */
export default function remarkGlossary(options) {
  const glossary = new Glossary(options);
  return (tree, file) => {
    const page = glossary.page(modeOf(tree, file));
    const report = (name, place) => {
      const message = `[[${name}]] names no term of the glossary, or several: write the term, or take the brackets away`;
      if (options.strict) file.fail(message, { place, source: SOURCE, ruleId: "reference-unknown" });
      file.message(message, { place, source: SOURCE, ruleId: "reference-unknown" });
    };
    markChildren(tree, page, report, String(file.value ?? ""));
  };
}

/** What the front matter has for `glossary`: as Astro and Docusaurus give it, or as remark-frontmatter leaves it. */
function modeOf(tree, { data }) {
  const matter = data.astro?.frontmatter ?? data.frontMatter ?? data.matter;
  if (matter) return matter.glossary;
  const yaml = tree.children.find(({ type }) => type === "yaml")?.value ?? "";
  return yaml.match(/^glossary:[ \t]*["']?(\w+)/m)?.[1];
}

function markChildren(node, page, report, source) {
  let depth = 0; // of elements in raw HTML that hold no mentions
  node.children = node.children.flatMap((child) => {
    if (child.type === "html") depth = Math.max(0, depth + openedIn(child.value));
    if (child.type === "heading") page.startSection();
    if (child.type === "text") return depth ? child : textNodes(child, page, report, source);
    if (child.children && !depth && !isQuiet(child)) markChildren(child, page, report, source);
    return child;
  });
}

/** Whether a node takes no mentions: one of the kinds, an element of MDX that is opaque, the title of an admonition. */
function isQuiet({ type, name, attributes, data }) {
  const isMarkedOff = /\bno-glossary\b/.test(classOf(attributes));
  return QUIET.has(type) || OPAQUE.has(name) || isMarkedOff || Boolean(data?.directiveLabel);
}

/** The classes of an element of MDX, or of a directive. */
function classOf(attributes) {
  if (!Array.isArray(attributes)) return attributes?.class ?? "";
  return attributes.find(({ name }) => name === "className" || name === "class")?.value ?? "";
}

function textNodes(node, page, report, source) {
  return page.pieces(node.value, findEscaped(node, source)).map((piece) => {
    if (typeof piece === "string") return { type: "text", value: piece };
    const text = { type: "text", value: piece.text };
    if (piece.unknown) {
      report(piece.unknown, node.position);
      return text;
    }
    return { type: "link", url: piece.href, title: null, children: [text], data: { hProperties: piece.attributes } };
  });
}

/** The places in a text at which its source has a bracket with a backslash. */
function findEscaped({ value, position }, source) {
  const escaped = new Set();
  if (!position || !value.includes("[[")) return escaped;
  const written = source.slice(position.start.offset, position.end.offset).match(/\\.|\[/gs) ?? [];
  const brackets = written.filter((each) => each.endsWith("["));
  const places = [...value.matchAll(/\[/g)].map(({ index }) => index);
  // A program may have changed the source since: then nothing is known of its backslashes.
  if (brackets.length !== places.length) return escaped;
  return new Set(places.filter((_, number) => brackets[number] !== "["));
}
