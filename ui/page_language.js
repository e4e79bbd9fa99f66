// Tells browsers and screen readers the language of the words; Streamlit's page says "en" whatever it shows.
export default function ({ data }) {
  document.documentElement.lang = data.lang;
}
