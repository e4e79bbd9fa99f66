"""Reads any number of documents into a dataset: ``python -m bulk INPUT... --out DATASET``.

``inputs`` lists documents, ``task`` reads a batch of them in whatever process an engine (``engines``) gives it,
``staging`` keeps what has been read until all of it is, ``across`` holds reports against each other, ``run`` does it
all.
"""
