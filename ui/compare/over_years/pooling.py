"""Bodies over several years taken together: a row a body, with what its reports come to."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from checks.judgement.states import STATES, WRONG
from metrics.pooled import pooled
from ui.texts import years


def of_years(reports: pd.DataFrame) -> pd.DataFrame:
    """Described reports, one a body and year: where there are several, a visitor's own."""
    ordered = reports.sort_values(["year", "mine"], ascending=[True, False], kind="stable")
    return ordered.drop_duplicates(["body", "year"])


def of_bodies(reports: pd.DataFrame) -> pd.DataFrame:
    """A row a body of these reports (``of_years``), its last one; ``state`` is the worst of all of them, ``suspects``
    are those in which a check failed."""
    last = reports.drop_duplicates("body", keep="last")
    place = reports["state"].map({name: n for n, name in enumerate(STATES)})
    worst = place.groupby(reports["body"]).min().map(dict(enumerate(STATES)))
    wrong = reports[reports["state"].isin(WRONG)].groupby("body")["report"].agg(tuple)
    suspects = [wrong.get(body, ()) for body in last["body"]]
    return last.assign(state=last["body"].map(worst), suspects=pd.Series(suspects, last.index, "object"))


def values(rows: pd.DataFrame, reports: pd.DataFrame, chosen: Sequence[int]) -> pd.DataFrame:
    """Rows of the query ``metric_rows`` taken together, with the id of each body's last report among ``reports``
    (``of_years``); ``span`` says which of the ``chosen`` years are in it."""
    own = reports[["report", "body", "year"]]
    together = pooled(rows.merge(own, on="report"), len(chosen))
    last = own.drop_duplicates("body", keep="last").set_index("body")["report"]
    span = years(chosen)
    said = [span if n == len(chosen) else f"{span} ({n}/{len(chosen)})" for n in together["n"]]
    return together.assign(report=together["body"].map(last), span=said).drop(columns=["body", "n"])
