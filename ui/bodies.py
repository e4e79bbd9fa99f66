"""What a body is called and of which level it is: governments by their region, departments, townships."""

from __future__ import annotations

import pandas as pd

from ui.texts import t

# A government's level is that of its region; departments are a level of their own.
LEVELS = ("province", "prefecture", "county", "township", "department", "unknown")


def described(reports: pd.DataFrame) -> pd.DataFrame:
    """The reports' frame with ``name`` (the body's, for people) and ``kind`` (one of LEVELS)."""
    return reports.assign(name=_names(reports), kind=_kinds(reports))


def _names(reports: pd.DataFrame) -> pd.Series:
    """The body's name, else the title, else that of its region with a word that says so, else the file."""
    name = reports["agency"].fillna(reports["title"])
    if not name.isna().any():
        return name
    lowest = reports["region"].fillna("").str.rsplit(" › ", n=1).str[-1]
    unnamed = lowest.map(lambda region: t("body.unnamed", region=region) if region else None)
    return name.fillna(unnamed).fillna(reports["source"])


def _kinds(reports: pd.DataFrame) -> pd.Series:
    of_government = pd.Series("unknown", index=reports.index, dtype="str")
    for level in ("province", "prefecture", "county", "township"):
        of_government = of_government.mask(reports[level].notna(), level)
    level = reports["level"]
    kind = of_government.where(level == "government", "unknown")
    return kind.mask(level == "department", "department").mask(level == "township", "township")
