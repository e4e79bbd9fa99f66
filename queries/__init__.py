"""What pages ask of a dataset: named queries, a file each in ``sql/``, over its Parquet files and a visitor's tables.

``Asked`` opens a dataset; its ``ask(name, ...)`` binds the parameters and gives a small pandas frame. A query begins
with a comment that says what its rows are; parameters that are not given are NULL, which means all.
"""

from queries.asked import Asked, Own
from queries.cached import Answers
from queries.catalogue import Query, queries

__all__ = ["Answers", "Asked", "Own", "Query", "queries"]
