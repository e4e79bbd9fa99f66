"""The made-up dataset as it is kept in ``demo/data``: its tables, and single reports whole."""

from __future__ import annotations

from functools import cache

import duckdb
import pandas as pd

from checks import Findings
from demo import DATASET, FOLDER
from parsing.report import Report
from queries import Asked

PLACE = FOLDER / DATASET


@cache
def asked() -> Asked:
    """The dataset, opened."""
    return Asked(str(PLACE))


@cache
def frame(table: str) -> pd.DataFrame:
    """A table of it, whole."""
    with duckdb.connect() as connection:
        return connection.read_parquet(str(PLACE / table / "*.parquet")).df()


@cache
def ids() -> dict[str, str]:
    """The reports by the names of their documents."""
    reports = frame("reports")
    return dict(zip(reports["source"], reports["report"], strict=True))


def read(report_id: str) -> tuple[Report, Findings]:
    """A report with all that was found in it."""
    found = asked().report(report_id)
    assert found
    return found
