"""A report as pictures of its parts: which cells carry a mark (``marks``), the form (``form_layout``, ``form_table``),
findings (``cards``), prose, source, and what people said of its findings (``verdicts``). No page is laid out here."""
