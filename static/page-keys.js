/** Elements that use the arrow keys themselves: fields, boxes that scroll sideways, an open dialog. */
const ARROW_USERS = "input, select, textarea, [contenteditable], [tabindex='0'], dialog[open]";

/** Turns the pages of a listing with the arrow keys, in the direction of reading. */
export function pageKeys(pagination) {
  addEventListener("keydown", (event) => {
    const { key, target, defaultPrevented, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) return;
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    const page = document.documentElement;
    if (target.closest(ARROW_USERS) || page.scrollWidth > page.clientWidth) return;
    const onward = (key === "ArrowRight") === (page.dir !== "rtl");
    pagination.querySelector(`a[rel=${onward ? "next" : "prev"}]`)?.click();
  });
}
