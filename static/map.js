/** The map: dots are chosen by pointer or arrow keys, Enter opens a term, and the terms that the page lacks are fetched. */
const SVG = "http://www.w3.org/2000/svg";
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const figure = document.querySelector(".term-map");
const svg = figure.querySelector("svg");
const status = figure.querySelector("[role=status]");
const chosen = svg.querySelector(".chosen");
const more = document.querySelector(".map-more");
let active = null;

/** The place of a dot in the units of the picture. */
function placeOf({ firstElementChild: circle }) {
  return [circle.cx.baseVal.value, circle.cy.baseVal.value];
}

/** The lines of the picture that begin or end at a place. */
function linesAt(place) {
  const lines = svg.querySelector(".mentions").getAttribute("d").split("M").slice(1);
  return lines.filter((line) => line.split("L").includes(place.join(" ")));
}

function choose(dot, seen) {
  active?.classList.remove("active");
  active = dot;
  dot.classList.add("active");
  status.textContent = dot.textContent;
  chosen.setAttribute("d", linesAt(placeOf(dot)).map((line) => `M${line}`).join(""));
  if (seen) dot.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** The nearest dot in a direction; one that lies aside counts as further away. */
function next([right, down]) {
  const [x, y] = placeOf(active);
  let best = null;
  let least = Infinity;
  for (const dot of svg.querySelectorAll(".dots a")) {
    const [dx, dy] = placeOf(dot).map((at, axis) => at - [x, y][axis]);
    const ahead = dx * right + dy * down;
    const cost = ahead + 3 * Math.abs(dx * down - dy * right);
    if (ahead > 0 && cost < least) [best, least] = [dot, cost];
  }
  return best;
}

figure.tabIndex = 0;
// A window that is narrower than the picture shows its middle. From right to left, scrolling counts down from 0.
const beside = (figure.scrollWidth - figure.clientWidth) / 2;
figure.scrollLeft = getComputedStyle(figure).direction === "rtl" ? -beside : beside;
figure.addEventListener("pointerover", ({ target }) => {
  const dot = target.closest?.(".dots a");
  if (dot) choose(dot, false);
});
figure.addEventListener("keydown", (event) => {
  const way = WAYS[event.key];
  if (way) {
    event.preventDefault();
    const dot = active ? next(way) : svg.querySelector(".dots a");
    if (dot) choose(dot, true);
  } else if (event.key === "Enter" && active) {
    location.assign(active.href.baseVal);
  }
});

function made(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

more?.addEventListener("click", async () => {
  more.disabled = true;
  try {
    const rows = await (await fetch(more.dataset.from)).json();
    const groups = svg.querySelectorAll(".dots");
    for (const [group, cx, cy, size, url, term] of rows) {
      const dot = made("a", { href: document.documentElement.dataset.root + url, tabindex: -1 });
      const circle = made("circle", { cx, cy, r: size + 1 });
      circle.append(made("title", {}));
      circle.firstElementChild.textContent = term;
      dot.append(circle);
      groups[group].append(dot);
    }
    more.remove();
    figure.focus();
  } catch {
    more.disabled = false;
  }
});
