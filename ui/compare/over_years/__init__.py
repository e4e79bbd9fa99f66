"""One body or several over the years: at a glance, what is handed on, the prose, years taken together."""
