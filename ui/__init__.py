"""The Streamlit interface: state, data, texts, charts, tables and export; pages hold layout only."""
