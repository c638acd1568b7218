/** Says which letter of a listing the address chooses; that the others are away is the work of the style sheet. */
export function narrow(nav) {
  function mark() {
    for (const link of nav.querySelectorAll("a")) {
      const chosen = link.hash === location.hash && link.pathname === location.pathname;
      if (chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
  addEventListener("hashchange", mark);
  mark();
}
