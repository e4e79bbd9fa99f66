// Makes the figures of our own markup reachable and pressable: every element with data-cell inside the scope. Where
// several figures cannot be distinguished, data-cell lists their cells; the first is the one meant.
// The markup itself is st.html's, which sanitises it; nothing here puts text into the page as HTML.
const STATUS = "nb-status";

export default function ({ data, setTriggerValue }) {
  const scope = document.querySelector(`.st-key-${data.scope}`);
  if (!scope) return;
  const listeners = new AbortController();
  const on = (name, handler) => scope.addEventListener(name, handler, { signal: listeners.signal });
  const figure = (event) => event.target.closest?.("[data-cell]");
  const press = (element) => {
    const cells = element.dataset.cell.split(" ");
    setTriggerValue("cell", cells.includes(data.selected) ? "" : cells[0]);
  };

  on("click", (event) => figure(event) && press(figure(event)));
  on("keydown", (event) => {
    const element = figure(event);
    if (!element || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      press(element);
    } else {
      const next = neighbour(element, event.key);
      if (!next) return;
      event.preventDefault();
      makeStop(next);
      next.focus();
    }
  });
  on("focusin", (event) => figure(event) && say(figure(event)));
  on("mouseover", (event) => figure(event) && say(figure(event)));

  const prepare = () => {
    for (const group of scope.querySelectorAll("[data-roving]")) prepareGroup(group, data.selected);
    for (const element of scope.querySelectorAll("[data-cell]")) {
      element.classList.toggle("nb-selected", is(element, data.selected));
    }
    for (const view of scope.querySelectorAll("[data-follow]")) follow(view, data.selected);
    show(scope, data.selected);
  };
  prepare();
  // Streamlit puts markup into the page after this has run, and anew when it changes.
  const observer = new MutationObserver(prepare);
  observer.observe(scope, { childList: true, subtree: true });
  return () => {
    listeners.abort();
    observer.disconnect();
  };
}

const is = (element, cell) => Boolean(cell) && element.dataset.cell.split(" ").includes(cell);

// One stop of the Tab key for each table; the arrow keys go on from there.
function prepareGroup(group, selected) {
  const cells = [...group.querySelectorAll("[data-cell]")];
  if (!cells.length) return;
  const stop =
    cells.find((cell) => cell === document.activeElement) ??
    cells.find((cell) => is(cell, selected)) ??
    cells.find((cell) => cell.tabIndex === 0 && cell.hasAttribute("tabindex")) ??
    cells[0];
  for (const cell of cells) cell.tabIndex = cell === stop ? 0 : -1;
}

function makeStop(element) {
  for (const cell of element.closest("[data-roving]").querySelectorAll("[data-cell]")) cell.tabIndex = -1;
  element.tabIndex = 0;
}

function neighbour(element, key) {
  const group = element.closest("[data-roving]");
  if (!group) return null;
  const cells = [...group.querySelectorAll("[data-cell]")];
  const row = element.closest("tr");
  const inRow = row ? [...row.querySelectorAll("[data-cell]")] : [];
  switch (key) {
    case "ArrowRight":
      return cells[cells.indexOf(element) + 1];
    case "ArrowLeft":
      return cells[cells.indexOf(element) - 1];
    case "ArrowDown":
      return nextRow(group, row, inRow.indexOf(element), 1) ?? null;
    case "ArrowUp":
      return nextRow(group, row, inRow.indexOf(element), -1) ?? null;
    case "Home":
      return inRow[0];
    case "End":
      return inRow.at(-1);
    default:
      return null;
  }
}

function nextRow(group, row, column, step) {
  const rows = [...group.querySelectorAll("tr")].filter((one) => one.querySelector("[data-cell]"));
  const next = rows[rows.indexOf(row) + step];
  if (!next) return null;
  const cells = [...next.querySelectorAll("[data-cell]")];
  return cells[Math.min(Math.max(column, 0), cells.length - 1)];
}

// What a figure is, under its table, for those who cannot hover.
function say(element) {
  const place = element.closest(".nb-scroll")?.parentElement?.querySelector(`.${STATUS}`);
  if (place && element.title) place.textContent = element.title.split("\n").join(" · ");
}

// Brings the selected cell of the form into sight, once; where it is in sight already nothing moves.
function show(scope, selected) {
  if (!selected) delete scope.dataset.shown;
  if (!selected || scope.dataset.shown === selected) return;
  const cell = scope.querySelector(`td[data-cell~="${CSS.escape(selected)}"]`);
  if (!cell) return;
  scope.dataset.shown = selected;
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// Brings the selected figure into sight inside its own scrolling view, once, and leaves the page where it is.
function follow(view, selected) {
  // where nothing is selected, the first figure with a number
  const wanted = selected ? `[data-cell~="${CSS.escape(selected)}"]` : "[data-cell]:has(.nb-flags)";
  if (view.dataset.followed === wanted) return;
  const element = view.querySelector(wanted);
  if (!element) return;
  view.dataset.followed = wanted;
  const offset = element.getBoundingClientRect().top - view.getBoundingClientRect().top;
  view.scrollTop += offset - view.clientHeight / 3;
  const right = element.getBoundingClientRect().right - view.getBoundingClientRect().right;
  if (right > 0) view.scrollLeft += right + 16;
}
