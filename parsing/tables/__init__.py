"""Lines of a document → the figures of the form's three tables.

In come the lines of a ``Document`` and the report's year, out goes a ``Reading``: every cell of the form with its value
and status. In this order ``rows`` gathers printed rows, ``turned`` straightens tables exchanged along their
diagonal, ``align`` finds the form's row of each, ``columns`` gives its cells to columns, ``heads`` and ``doubts`` say
which of them are not sure; ``disputes`` reads the third table, and ``read`` leads through all of it.
"""
