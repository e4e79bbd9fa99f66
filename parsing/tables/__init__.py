"""Lines of a document → the figures of the form's three tables.

In come the lines of a ``Document`` and the report's year, out goes a ``Reading``: every cell of the form with its value
and status. In this order ``rows`` gathers printed rows (``lines`` says what each line is, ``asides`` leaves out
columns of remarks), ``turned`` straightens those of exchanged tables, ``align`` finds the form's row of each by its
``likeness``, ``columns`` and ``own_heads`` give its cells to columns, ``heads`` and ``doubts`` say which of them are
not sure, and the ``collector`` keeps them; ``disputes`` reads the third table, and ``read`` leads through all of it.
Documents that print the form itself, to the letter and with nothing ``around`` it that bears on it, are
``prescribed``: they are read at once.
"""
