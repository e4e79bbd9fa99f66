"""Reads and checks documents of strangers in processes of their own: bytes in, reports and findings out, as data.

``server_pool()`` is the server's: ``submit`` what a visitor brought, and ask the ``Batch`` what has been read. A
document goes through ``turns`` (who is next), ``pool`` (the threads), ``child`` (a process, from outside), ``protocol``
and ``serve`` (the same process, from inside, behind the walls of ``confine``), and its answer back through ``wire``.
"""

from workers.batch import Answer, Batch, ReadDocument
from workers.pool import BroughtDocument, Pool
from workers.shared import close, server_pool, status

__all__ = ["Answer", "Batch", "BroughtDocument", "Pool", "ReadDocument", "close", "server_pool", "status"]
