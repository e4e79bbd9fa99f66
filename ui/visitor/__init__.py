"""What is looked at: a report as the pages hold it (``entry``), the frames of many (``frames``), the samples and the
made-up dataset (``data``, ``filed``), and what a visitor brings, in his session only (``paste``, ``reading``,
``progress``)."""
