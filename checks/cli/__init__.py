"""``python -m checks``: ``command`` reads files and prints, ``contract`` is its JSON, ``compare`` sets two runs against
each other."""
