// Lines of a list that open in place and can be picked, by mouse and by keyboard: j and k go down and up, Enter opens, x
// picks. The markup is st.html's, which sanitises it; nothing here puts text into the page as HTML.
export default function ({ data, setTriggerValue }) {
  const scope = document.querySelector(`.st-key-${data.scope}`);
  if (!scope) return;
  const listeners = new AbortController();
  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: listeners.signal });
  const lines = () => [...scope.querySelectorAll("li[data-report]")];
  const picked = () => lines().filter((line) => box(line)?.checked).map((line) => line.dataset.report);
  const pick = () => setTriggerValue("picked", picked().join(" "));
  const open = (line) => {
    scope.dataset.current = line.dataset.report;
    setTriggerValue("open", line.classList.contains("nb-line-open") ? "" : line.dataset.report);
  };

  on(scope, "click", (event) => {
    const line = event.target.closest?.("li[data-report]");
    if (!line || event.target.closest("input") || String(getSelection())) return;
    open(line);
  });
  on(scope, "change", (event) => {
    if (event.target.type !== "checkbox" || !event.target.closest(".nb-inbox")) return;
    if (event.target.dataset.all) for (const line of lines()) box(line).checked = event.target.checked;
    pick();
  });
  on(document, "keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    const all = lines();
    const at = all.findIndex((line) => line.dataset.report === scope.dataset.current);
    if (event.key === "j" || event.key === "k") {
      go(all[event.key === "j" ? Math.min(at + 1, all.length - 1) : Math.max(at - 1, 0)]);
    } else if (event.key === "x" && all[at] && box(all[at])) {
      box(all[at]).checked = !box(all[at]).checked;
      pick();
    } else return;
    event.preventDefault();
  });
  const go = (line) => {
    if (!line) return;
    scope.dataset.current = line.dataset.report;
    line.querySelector("button").focus();
    mark();
  };
  on(scope, "focusin", (event) => {
    const line = event.target.closest("li[data-report]");
    if (line) scope.dataset.current = line.dataset.report;
    mark();
  });
  const mark = () => {
    for (const line of lines()) line.classList.toggle("nb-line-current", line.dataset.report === scope.dataset.current);
  };
  // Streamlit puts markup into the page after this has run, and anew when it changes: what had the focus has it again.
  const prepare = () => {
    mark();
    const current = scope.querySelector("li.nb-line-current button");
    if (current && document.activeElement === document.body) current.focus({ preventScroll: true });
  };
  prepare();
  const observer = new MutationObserver(prepare);
  observer.observe(scope, { childList: true, subtree: true });
  return () => {
    listeners.abort();
    observer.disconnect();
  };
}

const box = (line) => line.querySelector("input[type=checkbox]");
const isTyping = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox]):not([type=radio]), [role=combobox]");
