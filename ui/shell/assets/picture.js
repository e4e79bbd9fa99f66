// Saves a chart as it is seen: the drawing itself as SVG, or painted twice as large as PNG. What the page says of it is
// written above, and below it whether its reports are made up.
const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 16;
const LINE = 20;

export default function ({ data, parentElement }) {
  const listeners = new AbortController();
  for (const button of parentElement.querySelectorAll("button")) {
    const kind = button.dataset.kind;
    button.setAttribute("aria-label", data.words[kind]);
    button.addEventListener("click", () => save(kind, data), { signal: listeners.signal });
  }
  return () => listeners.abort();
}

async function save(kind, data) {
  const chart = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
  if (!chart) return;
  const drawing = drawn(chart, data.note);
  const text = new XMLSerializer().serializeToString(drawing);
  const blob = kind === "svg" ? new Blob([text], { type: "image/svg+xml" }) : await painted(drawing, text);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${data.name}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Plotly draws in several layers of one size, one upon the other.
function drawn(chart, note) {
  const { width, height } = chart.getBoundingClientRect();
  const page = getComputedStyle(document.querySelector("[data-testid=stApp]"));
  const said = document.querySelector(".st-key-said")?.innerText ?? "";
  const above = wrapped(said, width - 2 * MARGIN, page.fontFamily);
  const below = wrapped(note, width - 2 * MARGIN, page.fontFamily);
  const top = MARGIN + LINE * above.length;
  const whole = element("svg", { width, height: top + height + LINE * below.length + MARGIN });
  whole.append(element("rect", { width: "100%", height: "100%", fill: page.backgroundColor }));
  for (const layer of chart.querySelectorAll(".main-svg")) {
    const copy = layer.cloneNode(true);
    copy.removeAttribute("style");
    // some letters have their colour from the style sheet, which is not in the picture
    const letters = layer.querySelectorAll("text");
    copy.querySelectorAll("text").forEach((text, n) => (text.style.fill = getComputedStyle(letters[n]).fill));
    copy.setAttribute("y", top);
    for (const unseen of copy.querySelectorAll(".hoverlayer, .draglayer, .modebar-container")) unseen.remove();
    whole.append(copy);
  }
  const lines = [...above.map((line, n) => [line, MARGIN + LINE * n + 6]), ...below.map((line, n) => [line, top + height + LINE * n + 14])];
  for (const [line, y] of lines) {
    const text = element("text", { x: MARGIN, y, fill: page.color, "font-size": 14, "font-family": page.fontFamily });
    text.textContent = line;
    whole.append(text);
  }
  return whole;
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// Lines no longer than the picture is wide: at spaces, or between Chinese characters.
function wrapped(text, width, font) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `14px ${font}`;
  const lines = [""];
  for (const piece of text.trim().replace(/\s+/g, " ").match(/[\u0020-\u2e7f]+?(?:\s|$)|[\s\S]/g) ?? []) {
    if (pen.measureText(lines.at(-1) + piece).width > width && lines.at(-1)) lines.push("");
    lines[lines.length - 1] += piece;
  }
  return lines.filter(Boolean);
}

async function painted(drawing, text) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * drawing.getAttribute("width");
  canvas.height = 2 * drawing.getAttribute("height");
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
