/** Makes boxes that scroll sideways reachable by keyboard; boxes that fit are no stops of the Tab key. */
export function scrollFocus(...elements) {
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const element of elements) watch.observe(element);
}
