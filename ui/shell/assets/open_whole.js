// The way from an embedded view to the same view as a page of its own: the address without what embeds it.
export default function ({ data, parentElement }) {
  const anchor = parentElement.querySelector("a");
  const whole = () => {
    const link = new URL(window.location.href);
    for (const name of ["embed", "embed_options"]) link.searchParams.delete(name);
    link.searchParams.set("lang", data.lang);
    anchor.href = link.href;
  };
  anchor.textContent = data.label;
  whole();
  // what is chosen later is in the address only then
  for (const event of ["focus", "pointerenter", "pointerdown"]) anchor.addEventListener(event, whole);
}
