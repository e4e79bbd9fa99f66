"""The shell around every page: the URL (``state``), harmless words (``safe``), the page's language, small tables, our
own scripts and styles (``assets``). Knows no report."""
