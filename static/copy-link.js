import { textOf } from "./texts.js";

/** Anchors of senses copy their address. Without access to the clipboard they are ordinary links. */
export function copyLink(...anchors) {
  if (!navigator.clipboard) return;
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.setAttribute("role", "status");
  document.querySelector("main").append(toast);
  let timer = 0;
  for (const anchor of anchors) {
    anchor.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(anchor.href);
      } catch {
        return;
      }
      toast.textContent = textOf("copied");
      clearTimeout(timer);
      timer = setTimeout(() => (toast.textContent = ""), 2500);
    });
  }
}
