"""The views of the pages, laid out with Streamlit, a module a view; ``pages/`` puts them one behind the other."""
