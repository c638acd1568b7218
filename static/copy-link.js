import { say } from "./texts.js";

/** A sense's anchor copies its own address. Where the clipboard is closed to us it stays an ordinary link. */
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
      toast.textContent = say("copied");
      clearTimeout(timer);
      timer = setTimeout(() => (toast.textContent = ""), 2500);
    });
  }
}
