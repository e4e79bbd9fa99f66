// Draws a table of all rows while the page is printed; texts are set as texts, never as markup.
export default function ({ data, parentElement }) {
  let table = null;
  let content = null;
  unpacked(data.packed).then((found) => (content = found));
  const draw = () => {
    table?.remove();
    table = content && drawn(content);
    if (table) parentElement.append(table);
  };
  const drop = () => {
    table?.remove();
    table = null;
  };
  window.addEventListener("beforeprint", draw);
  window.addEventListener("afterprint", drop);
  return () => {
    window.removeEventListener("beforeprint", draw);
    window.removeEventListener("afterprint", drop);
    drop();
  };
}

async function unpacked(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).json();
}

function drawn({ head, rows, figures, alt }) {
  const table = document.createElement("table");
  table.className = "nb-data nb-paper";
  table.createCaption().textContent = alt;
  fill(table.createTHead().insertRow(), "th", head, figures);
  const body = table.createTBody();
  for (const row of rows) fill(body.insertRow(), "td", row, figures);
  return table;
}

function fill(row, tag, texts, figures) {
  texts.forEach((text, n) => {
    const cell = document.createElement(tag);
    if (figures[n]) cell.className = "nb-number";
    cell.textContent = text;
    row.append(cell);
  });
}
