// Closes a fold where the window is narrow, once: what the visitor then opens stays open.
const NARROW = "(max-width: 40rem)";
const seen = new WeakSet();

export default function ({ data }) {
  const fold = document.querySelector(`.st-key-${data.fold} details`);
  if (!fold || seen.has(fold)) return;
  seen.add(fold);
  if (fold.open && window.matchMedia(NARROW).matches) fold.querySelector("summary").click();
}
