/**
 * What of a page is wider than the window, outside it, or cut off: a line each. Browsers call it without arguments.
 *
 * These may scroll sideways by themselves: tables, text drawings, formulas (in Firefox the text around them), the map,
 * and the one line of letters.
 */
() => {
  const MAY_SCROLL = ".table, .diagram pre, pre.diagram, math, :is(.prose, .lead) > :has(math), .letters ul, .term-map";
  // What only screen readers meet, and pictures, which have no text of their own.
  const UNSEEN = ".unseen, .skip, .now, .search-open span, .icon";
  const FIELDS = "input, select, option";
  // An ellipsis says that there is more.
  const ENDS_IN_ELLIPSIS = ".neighbourhood li, .neighbourhood b, .result";
  const { clientWidth, clientHeight, scrollWidth } = document.documentElement;
  const nameOf = (element) => element.outerHTML.slice(0, 100).replaceAll("\n", " ");

  /** Whether an element, or one that it is in, scrolls sideways and may do so. */
  function scrolls(element) {
    const scroller = element.closest(MAY_SCROLL);
    return scroller && (getComputedStyle(scroller).overflowX === "auto" || scrolls(scroller.parentElement));
  }

  function troubleOf(element) {
    const { left, right, bottom } = element.getBoundingClientRect();
    const { display, position, overflowX, overflowY } = getComputedStyle(element);
    if (left < -1 || right > clientWidth + 1) return "outside the window";
    if (position === "fixed" && bottom > clientHeight + 1) return "below the window";
    if (display === "inline" || scrolls(element) || element.matches(FIELDS) || element.closest(ENDS_IN_ELLIPSIS)) return "";
    const { scrollWidth, scrollHeight, clientWidth: width, clientHeight: height } = element;
    if (scrollWidth > width + 1) return overflowX === "visible" ? "wider than its place" : "cut at its side";
    return ["hidden", "clip"].includes(overflowY) && scrollHeight > height + 1 ? "cut below" : "";
  }

  const found = scrollWidth > clientWidth ? [`the page: ${scrollWidth} of ${clientWidth} px`] : [];
  for (const element of document.body.querySelectorAll("*")) {
    const isDrawn = element.closest("svg") && !element.closest("foreignObject > *");
    if (isDrawn || element.closest(UNSEEN) || scrolls(element.parentElement)) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const trouble = troubleOf(element);
    if (trouble) found.push(`${trouble}: ${nameOf(element)}`);
  }
  return found;
}
