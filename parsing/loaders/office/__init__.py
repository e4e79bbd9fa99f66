"""Office files → Document.

``package`` opens the containers of DOCX, XLSX and ODS; each has its own module, and so has XLS. ``legacy`` converts
what only LibreOffice reads. ``number_format`` shows numbers as their cells do.
"""
