/** Marks the letter of a listing that the address chooses; the style sheet hides the others. */
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
