// Closes a fold where the window is narrow, once: what the visitor then opens stays open.
const NARROW = "(max-width: 40rem)";
// It may not be drawn yet, or be opened anew while the page is still being drawn
const TRIES = 10;
const PAUSE = 300;
const seen = new WeakSet();

export default function ({ data, parentElement }) {
  if (seen.has(parentElement)) return;
  seen.add(parentElement);
  if (window.matchMedia(NARROW).matches) close(data.fold, TRIES);
}

function close(name, tries) {
  const fold = document.querySelector(`.st-key-${name} details`);
  const inside = fold?.querySelector("[data-testid=stExpanderDetails]");
  if (inside?.inert || !tries) return;
  if (inside) fold.querySelector("summary").click();
  setTimeout(() => close(name, tries - 1), PAUSE);
}
