"""Frames that set bodies, years and levels beside each other, made ready for a chart and a table; no page is laid out
here."""
