/*
 * A markdown-it plugin that links the terms of a glossary, as VitePress takes it:
 *
 *   markdown: { config: (md) => md.use(markdownItGlossary, { terms: "terms.json", site: "https://example.org/glossary/" }) }
 */
import { Glossary, openedIn } from "./page.js";

/** The plugin; its options are those of the remark plugin. An unknown reference is a warning, or ends the build. */
export default function markdownItGlossary(md, options) {
  const glossary = new Glossary(options);
  const report = (name, path) => {
    const message = `${path ? `${path}: ` : ""}[[${name}]] names no term of the glossary, or several`;
    if (options.strict) throw new Error(message);
    console.warn(message);
  };
  // Before escapes become text, in which a bracket with a backslash is like any other.
  md.core.ruler.before("text_join", "glossary", (state) => {
    const { env, tokens, Token } = state;
    if (state.inlineMode) return; // a title that a plugin renders by itself
    const page = glossary.page(env?.frontmatter?.glossary);
    let isHeading = false;
    for (const token of tokens) {
      if (token.type === "heading_open") page.startSection();
      isHeading = token.type === "heading_open" || (isHeading && token.type !== "heading_close");
      if (token.type !== "inline" || isHeading) continue;
      token.children = markTokens(token.children, Token, page, (name) => report(name, env?.relativePath));
    }
  });
}

function markTokens(tokens, Token, page, report) {
  let depth = 0; // of links, and of elements in raw HTML that hold no mentions
  return joinTexts(tokens, Token).flatMap((token) => {
    if (token.type === "link_open") depth += 1;
    if (token.type === "link_close") depth -= 1;
    if (token.type === "html_inline") depth = Math.max(0, depth + openedIn(token.content));
    if (token.type !== "text" || depth) return token;
    return page.pieces(token.content, token.meta.escaped).flatMap((piece) => {
      const text = Object.assign(new Token("text", "", 0), { content: piece.text ?? piece, level: token.level });
      if (piece.unknown) report(piece.unknown);
      return piece.href ? [open(Token, piece, token.level), text, close(Token, token.level)] : text;
    });
  });
}

/** The tokens with each run of texts and escapes as one text, which has the places of escaped brackets in its `meta`. */
function joinTexts(tokens, Token) {
  const joined = [];
  let text = null; // the one that is being joined
  for (const token of tokens) {
    if (token.type !== "text" && token.type !== "text_special") {
      joined.push(token);
      text = null;
      continue;
    }
    if (!text) {
      text = Object.assign(new Token("text", "", 0), { level: token.level, meta: { escaped: new Set() } });
      joined.push(text);
    }
    if (token.type === "text_special" && token.content === "[") text.meta.escaped.add(text.content.length);
    text.content += token.content;
  }
  return joined;
}

// Tokens of a type of their own: VitePress looks for the pages of links, and opens those to other sites elsewhere.
function open(Token, { href, attributes }, level) {
  const attrs = Object.entries({ href, ...attributes });
  return Object.assign(new Token("glossary_open", "a", 1), { attrs, level });
}

const close = (Token, level) => Object.assign(new Token("glossary_close", "a", -1), { level });
