"""What pages are put together from: head, tables and empty states (``page``), choices (``pickers``, ``filters``), rows
to look at and take away (``rows``), ways on (``links``), boxes that the app closes (``box``), the navigation
(``sidebar``)."""
