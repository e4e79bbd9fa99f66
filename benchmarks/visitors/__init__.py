"""Visitors that speak Streamlit's own protocol, a server to visit, and documents made to hurt it.

Streamlit's AppTest runs a page's script in the caller's process: what one visitor does to another, what a server keeps,
and what it answers while it is busy can only be seen from outside.
"""
