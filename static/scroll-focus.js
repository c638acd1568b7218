/** What scrolls sideways in itself can be reached by keyboard; what fits is no stop for the Tab key. */
export function scrollFocus(...elements) {
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const element of elements) watch.observe(element);
}
