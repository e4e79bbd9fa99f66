"""Bodies one by one: a row each, of what all of its reports say."""

from __future__ import annotations

import pandas as pd

from checks.judgement.states import WRONG

# What is said of a body as its newest report has it
_OF_NEWEST = ("report", "name", "kind", "province", "prefecture", "county", "township", "code")


def of_reports(reports: pd.DataFrame) -> pd.DataFrame:
    """A row a body of these described reports (``ui.names.bodies.described``), by name: what its newest report says of
    it, its first and last year, how many reports it has, and how many of them have figures that contradict each other
    or the prose."""
    known = reports.dropna(subset=["body"]).sort_values("year", kind="stable", na_position="first")
    known = known.assign(is_wrong=known["state"].isin(WRONG))
    by_body = known.groupby("body", sort=False)
    newest = known.drop_duplicates("body", keep="last").set_index("body")[list(_OF_NEWEST)]
    counted = by_body.agg(
        first_year=("year", "min"), last_year=("year", "max"), reports=("report", "size"), wrong=("is_wrong", "sum")
    )
    rows = newest.join(counted).reset_index()
    return rows.sort_values(["name", "body"], kind="stable", ignore_index=True)
