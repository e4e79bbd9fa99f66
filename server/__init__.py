"""The walls around the app: what every request meets before Streamlit does."""
