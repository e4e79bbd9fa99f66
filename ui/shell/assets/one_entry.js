// Another page is one entry of the browser's history: what it then settles of its address by itself, such as the year
// that it shows, takes that entry's place. What a visitor chooses on it is an entry of its own.
const MARK = "nianbaoOneEntry";

export default function () {
  if (window[MARK]) return;
  window[MARK] = true;
  let settling = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, unused, url) => {
    const isHere = url === undefined || new URL(url, location.href).pathname === location.pathname;
    if (isHere && settling) return history.replaceState(state, unused, url);
    settling = settling || !isHere;
    return push(state, unused, url);
  };
  for (const touched of ["pointerdown", "keydown"]) window.addEventListener(touched, () => (settling = false), true);
}
