// Copies the address of what is shown. The language goes with it, so that the reader sees the same words.
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const word = button.querySelector("span");
  word.textContent = data.label;
  let timer;
  button.onclick = async () => {
    const link = new URL(window.location.href);
    link.searchParams.set("lang", data.lang);
    const done = await copied(link.href);
    word.textContent = done ? data.done : data.failed;
    clearTimeout(timer);
    timer = setTimeout(() => (word.textContent = data.label), 2500);
    if (!done) window.prompt(data.failed, link.href);
  };
  return () => clearTimeout(timer);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // no clipboard without https: the address is shown to be copied by hand
    return false;
  }
}
