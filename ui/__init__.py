"""The Streamlit interface; ``pages/`` puts its views one behind the other.

Rooms, each knowing only those before it: ``texts`` (the catalogue), ``shell`` (URL, harmless words, assets), ``charts``
(frame to figure), ``visitor`` (the reports looked at), ``names`` (what things are called), ``report`` (a report's
form, findings, prose and source), ``compare`` (frames side by side), ``take`` (downloads), ``parts`` (what pages
share), ``views`` (what pages show).
"""
