"""Reports whose figures are all zero, or blank: which, their share by region and year, and how their peers compare."""

from __future__ import annotations

import pandas as pd

from dataset.zero import BLANK, REPORT, REQUESTS, SOME, UNKNOWN, UNREAD
from ui.compare.board import rates
from ui.texts import number, t

ZERO = (REPORT, REQUESTS)
# What can be listed, by the number on the page that it belongs to; all of zeros and blanks without one
LISTS = ("all", "zero", "report", "contradicted", "blank", "unknown")
# With fewer peers there is nothing to stand out from.
PEERS = 5


def shares(judged: pd.DataFrame, by: str) -> pd.DataFrame:
    """Share of reports with an all-zero requests table among those that can be determined, for ``charts.shares``."""
    known = judged[judged["zero"].isin([*ZERO, SOME])].dropna(subset=[by])
    counted = known.assign(hit=known["zero"].isin(ZERO)).groupby(by)["hit"].agg(["sum", "size"]).reset_index()
    name = counted[by].map(lambda kind: t(f"kind.{kind}")) if by == "kind" else counted[by].astype(str)
    frame = rates(counted.assign(name=name))
    return frame.sort_values("name") if by == "year" else frame


def listed(judged: pd.DataFrame) -> dict[str, pd.Series]:
    """For each of ``LISTS`` which reports are in it; as many as the page says."""
    kinds = {"all": (*ZERO, BLANK), "zero": ZERO, "report": (REPORT,), "blank": (BLANK,), "unknown": (UNKNOWN, UNREAD)}
    return {name: judged["contradicted"] if name not in kinds else judged["zero"].isin(kinds[name]) for name in LISTS}


def with_peers(judged: pd.DataFrame, which: str = "all") -> pd.DataFrame:
    """The reports of one of ``LISTS``, with what bodies of their kind and year report.

    ``peers`` is how many others there are (departments of one kind, governments of one level), ``peers_zero`` the share
    of them that are all zero, ``peers_received`` their median of requests; NaN under ``PEERS`` of them. Those that
    stand out most from their peers come first.
    """
    known = judged.assign(
        hit=judged["zero"].isin(ZERO),
        kin=judged["kind"] + judged["peer"],
        certain=judged["zero"].isin([*ZERO, SOME]),
    )
    grouped = known[known["certain"]].groupby(["kin", "year"])
    medians = {"n": grouped.size(), "hits": grouped["hit"].sum(), "peers_received": grouped["received"].median()}
    peers = pd.DataFrame(medians)
    compared = known[listed(judged)[which]].join(peers, on=["kin", "year"])
    own = compared["certain"].astype(int)
    compared["peers"] = (compared["n"].fillna(0) - own).clip(lower=0).astype(int)
    enough = compared["peers"] >= PEERS
    compared["peers_zero"] = ((compared["hits"] - own) / compared["peers"].where(compared["peers"] > 0)).where(enough)
    compared["peers_received"] = compared["peers_received"].where(enough)
    order = ["contradicted", "peers_zero", "region", "year"]
    return compared.sort_values(order, ascending=[False, True, True, True], kind="stable")


def list_table(reports: pd.DataFrame) -> pd.DataFrame:
    """The list with visible column names."""
    return pd.DataFrame(
        {
            t("column.body"): reports["name"],
            t("column.year"): reports["year"],
            t("column.region"): reports["region"],
            t("column.state"): reports["zero"].map(lambda zero: t(f"zero.is_{zero}")),
            t("zero.prose"): reports["contradicted"].map(lambda said: f"✕ {t('zero.contradicted')}" if said else ""),
            t("zero.peers"): reports["peers"],
            t("zero.peers_zero"): [number(share, "rate") for share in reports["peers_zero"]],
            t("zero.peers_received"): [number(value) for value in reports["peers_received"]],
        }
    )
