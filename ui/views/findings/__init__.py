"""Findings across reports: the list of reports that have some, findings as cards, and how many there are of each."""
