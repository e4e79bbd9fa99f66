// Tells browsers and screen readers the language of the words; Streamlit's page says "en" whatever it shows.
export default function ({ data }) {
  const page = document.documentElement;
  page.lang = data.lang;
  for (const [name, word] of Object.entries(data.words)) page.style.setProperty(name, JSON.stringify(word));
}
