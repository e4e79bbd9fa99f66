"""What pages are put together from: head, tables and empty states (``page``), choices (``pickers``, ``filters``), ways
on (``links``), the navigation (``sidebar``)."""
