"""What is taken away: rows and reports as files (``export``, ``workbook``, ``printable``), and what belongs beside
them (``provenance``, ``about``)."""
