"""The revisions of the store's tables, one a file in ``versions``; ``storage.upgrade`` runs them."""
