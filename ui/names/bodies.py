"""What a body is called, of which level it is (governments by their region), and which departments are of its kind."""

from __future__ import annotations

import pandas as pd

from checks.across.bodies import short_name
from parsing.report import Region
from ui.texts import t

# A government's level is that of its region; departments are a level of their own.
LEVELS = ("province", "prefecture", "county", "township", "department", "unknown")


def described(reports: pd.DataFrame) -> pd.DataFrame:
    """The reports' frame with ``name`` (the body's, for people), ``kind`` (one of LEVELS) and ``peer``.

    ``peer`` is a department's name without its region: departments of one kind have it in common; else "".
    """
    kind = _kinds(reports)
    return reports.assign(name=_names(reports), kind=kind, peer=_peers(reports, kind))


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
    own = reports["level"]
    kind = of_government.where(own == "government", "unknown")
    return kind.mask(own == "department", "department").mask(own == "township", "township")


def _peers(reports: pd.DataFrame, kind: pd.Series) -> list[str]:
    places = zip(*(reports[level] for level in LEVELS[:4]), strict=True)
    # a body has several reports; names are not kept longer than for these, for a visitor's may be among them
    names: dict[tuple[str, tuple[str, ...]], str] = {}
    peers = []
    for agency, place, k in zip(reports["agency"], places, kind, strict=True):
        asked = (agency, tuple("" if pd.isna(name) else name for name in place))
        if k == "department" and asked not in names:
            names[asked] = _short_name(*asked)
        peers.append(names.get(asked, "") if k == "department" else "")
    return peers


def _short_name(agency: str, place: tuple[str, ...]) -> str:
    return short_name(agency, Region(*(name or None for name in place)))
