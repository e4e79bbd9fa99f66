"""Office files → Document.

``package`` opens the containers of DOCX, XLSX and ODS; each has its own module, and so has XLS. ``docx`` reads tables
by ``word_cells`` and paragraphs by ``word_text``; ``number_format`` shows numbers as their cells do; ``legacy``
converts what only LibreOffice reads.
"""
