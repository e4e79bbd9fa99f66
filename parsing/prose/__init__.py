"""The text beside the tables.

In come a ``Document`` and the lines that the tables took, out go the report's sections, from ``sections``; then
``genre`` says what kind of document it is, and what is kept of one that is no annual report.
"""
