"""What a reader keeps in mind: the line, the sentence, the list (``context``), and the statements so far (``ledger``).

In: what is read. Out: candidates, some of which become a ``statement``.
"""
