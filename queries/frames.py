"""Arrow tables as the pandas frames that pages take. Texts stay in Arrow: objects of them cost most of a query."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

# Text that may be missing, whole numbers and truths that may be
_TEXT = pd.StringDtype(na_value=np.nan)
_MISSING = {
    pa.bool_(): pd.BooleanDtype(),
    pa.int8(): pd.Int8Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
}


def frame(table: pa.Table) -> pd.DataFrame:
    """The rows with a column each: texts as ``str``, whole numbers and truths of which some are missing as pandas's
    own types for that, sums of whole numbers as floating-point ones, lists as arrays."""
    columns = {name: _column(column) for name, column in zip(table.column_names, table.columns, strict=True)}
    return pd.DataFrame(columns, copy=False)


def _column(column: pa.ChunkedArray) -> pd.Series:
    if pa.types.is_decimal(column.type):
        column = column.cast(pa.float64())
    types = {pa.string(): _TEXT, **(_MISSING if column.null_count else {})}
    series: pd.Series = column.to_pandas(types_mapper=types.get)
    return series
