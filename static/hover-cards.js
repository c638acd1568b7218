/**
 * Cards with the definition of each mentioned term. A card opens when the pointer rests on a mention, when the
 * keyboard focuses it, and at the first tap; a second tap, or the link in the card, opens the term. A card stays while
 * pointer or focus is on it or on its mention, and Escape closes it (WCAG 1.4.13). Without cards a mention is a link.
 */
const OPEN_AFTER = 250;
const CLOSE_AFTER = 300;
const GAP = 6;
const EDGE = 8;
/** Links to terms of other glossaries that have a card. */
const THEIRS = "a.theirs:is([title], [data-definition])";

/** Puts `card` below `mention`, or above it if there is more space, and inside the window; it scrolls with the text. */
function place(card, mention) {
  const lines = mention.getClientRects();
  const first = lines[0];
  const last = lines[lines.length - 1];
  const { clientWidth, clientHeight } = document.documentElement;
  const { offsetWidth, offsetHeight } = card;
  const fits = last.bottom + GAP + offsetHeight <= clientHeight - EDGE;
  const below = fits || first.top < clientHeight - last.bottom;
  const top = below ? last.bottom + GAP : first.top - GAP - offsetHeight;
  const start = getComputedStyle(mention).direction === "rtl" ? last.right - offsetWidth : last.left;
  const left = Math.max(EDGE, Math.min(start, clientWidth - offsetWidth - EDGE));
  card.style.top = `${top + scrollY}px`;
  card.style.left = `${left + scrollX}px`;
}

/**
 * Definitions that are the children of a template, each named by `data-term`. The template is looked up for each card,
 * because a page may be replaced in place.
 */
export function inTemplate(selector) {
  return ({ dataset }) =>
    document.querySelector(selector)?.content.querySelector(`[data-term="${CSS.escape(dataset.term)}"]`);
}

/**
 * The definition of a term of another glossary, which its link has as the title. The title is taken away when the link
 * is first reached: a browser would show it over the card.
 */
function inTitle(link) {
  link.dataset.definition ??= link.title;
  link.removeAttribute("title");
  const definition = document.createElement("p");
  definition.textContent = link.dataset.definition;
  return definition;
}

/**
 * `mentions` is the selector of links with `data-term`; `definitionOf(link)` gives the element whose children are its
 * card, if there is one, or a promise of it; `goTo()` is the text of the link in a card.
 */
export function hoverCards({ mentions, definitionOf, goTo }) {
  if (!("popover" in HTMLElement.prototype)) return;
  const card = document.createElement("div");
  card.id = "hover-card";
  card.popover = "manual";
  const cardOf = (mention) => (mention.matches(THEIRS) ? inTitle(mention) : definitionOf(mention));

  let shown = null; // the mention whose card is open
  let wanted = null; // the mention whose card is to be open after `timer`
  let timer = 0;
  let touched = false; // whether the last press was a finger's

  async function show(mention, linked) {
    hide();
    wanted = shown = mention;
    const definition = await cardOf(mention);
    if (shown !== mention) return;
    if (!definition) {
      shown = null;
      touched = false;
      if (linked) mention.click();
      return;
    }
    card.replaceChildren(...definition.cloneNode(true).childNodes);
    if (linked) {
      const link = document.createElement("a");
      link.href = mention.href;
      link.textContent = goTo();
      card.append(link);
    }
    // Within the main part, as all of a page's content. A program may have replaced it since the last card.
    (mention.closest("main, [role=main]") ?? document.body).append(card);
    mention.setAttribute("aria-describedby", card.id);
    card.showPopover();
    place(card, mention);
  }

  function hide() {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    if (card.matches(":popover-open")) card.hidePopover();
  }

  function want(mention) {
    if (mention === wanted) return;
    wanted = mention;
    clearTimeout(timer);
    if (wanted === shown) return;
    if (wanted) cardOf(wanted); // it may have to be loaded
    timer = setTimeout(() => (wanted ? show(wanted) : hide()), wanted ? OPEN_AFTER : CLOSE_AFTER);
  }

  const mentionOf = (target) => (target instanceof Element ? target.closest(`${mentions}, ${THEIRS}`) : null);
  const focusStays = () => shown?.matches(":focus-visible") || card.contains(document.activeElement);

  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    want(card.contains(target) || (focusStays() && !mentionOf(target)) ? shown : mentionOf(target));
  });
  document.documentElement.addEventListener("pointerleave", ({ pointerType }) => {
    if (pointerType !== "touch" && !focusStays()) want(null);
  });

  document.addEventListener("focusin", ({ target }) => {
    const mention = mentionOf(target);
    if (mention?.matches(":focus-visible")) show(mention);
  });
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (target === shown && !card.contains(relatedTarget) && !card.matches(":hover") && !shown.matches(":hover")) hide();
  });

  document.addEventListener("pointerdown", ({ target, pointerType }) => {
    touched = pointerType === "touch";
    if (touched && !card.contains(target) && mentionOf(target) !== shown) hide();
  });
  document.addEventListener("click", (event) => {
    const mention = mentionOf(event.target);
    if (touched && mention && mention !== shown) {
      event.preventDefault();
      show(mention, true);
    } else if (mention) {
      hide();
    }
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
    touched = false;
  });
}
