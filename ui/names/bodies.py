"""What a body is called, of which level it is (governments by their region), and which departments are of its kind."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ui.texts import t

# A government's level is that of its region; departments are a level of their own.
LEVELS = ("province", "prefecture", "county", "township", "department", "unknown")


def described(reports: pd.DataFrame) -> pd.DataFrame:
    """The reports' frame (``Shown.reports``) with ``name`` in the visitor's language: a body that the document does not
    name is called by its region, with a word that says so."""
    unnamed = reports["unnamed"] & (reports["region"].fillna("") != "")
    if not unnamed.any():
        return reports
    lowest = reports.loc[unnamed, "region"].str.rsplit(" › ", n=1).str[-1]
    name = reports["name"].copy()
    name.loc[unnamed] = lowest.map(lambda region: t("body.unnamed", region=region))
    return reports.assign(name=name)


def titles(reports: pd.DataFrame, ids: Sequence[str]) -> dict[str, str]:
    """Body and year of these reports by id, marked where it is the visitor's own."""
    part = described(reports[reports["report"].isin(ids)])
    return {
        report: f"{name} · {t('year.unknown') if pd.isna(year) else year}{mark}"
        for report, name, year, mark in zip(part["report"], part["name"], part["year"], marks(part), strict=True)
    }


def marks(reports: pd.DataFrame) -> pd.Series:
    """What is put behind the name of a report that is the visitor's own, or that a link has opened; "" for others."""
    keys = reports["mine"].map({True: "mine.mark", False: ""}).mask(reports["of_link"], "shared.mark")
    return keys.map({key: f" · {t(key)}" if key else "" for key in keys.unique()})
