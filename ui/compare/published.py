"""Which reports a collection has: those of the years between a body's first and its last, and those that came late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from checks.judgement.states import WRONG
from ui.shell.safe import markup
from ui.texts import number, t

# What squares of a region and year can say: reports whose figures disagree, bodies with a report, late reports
MEASURES = ("wrong", "there", "late")


class Lacks(NamedTuple):
    """What is to be said of a collection: ``late`` reports, and its ``missing`` years, rows of the queries of these
    names. That a report is not here does not say that none was published."""

    late: pd.DataFrame
    missing: pd.DataFrame

    def of(self, reports: pd.DataFrame) -> Lacks:
        """Those of these reports and of their bodies."""
        return Lacks(_among(self.late, reports, "report"), _among(self.missing, reports, "body"))


def _among(few: pd.DataFrame, reports: pd.DataFrame, key: str) -> pd.DataFrame:
    """The rows whose key one of the reports has; a set of all reports' keys would cost more than all else."""
    there = reports[key][reports[key].isin(few[key].unique())]
    return few[few[key].isin(there.unique())]


def by_region(reports: pd.DataFrame, level: str, own: str, lacks: Lacks) -> pd.DataFrame:
    """A row a region of this level and year: ``all`` reports, ``wrong`` and ``late`` ones, ``there`` and ``gone``, the
    bodies with a report and those without. Bodies of no region of the level are those of ``own``."""
    known = reports.dropna(subset=["year"])
    known = known.assign(row=known[level].fillna(own), year=known["year"].astype(int))
    known = known.assign(wrong=known["state"].isin(WRONG), late=known["report"].isin(lacks.late["report"]))
    grouped = known.groupby(["row", "year"])
    counted = grouped.agg(
        all=("report", "size"), wrong=("wrong", "sum"), late=("late", "sum"), there=("body", "nunique")
    )
    absent = lacks.missing
    gone = absent.assign(row=absent[level].fillna(own)).groupby(["row", "year"]).size().rename("gone")
    return counted.join(gone, how="outer").fillna(0).astype(int).reset_index()


def measured(cells: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The rows of ``by_region`` with ``hits`` and ``of`` of one of ``MEASURES``, their ``share``, which is NaN where
    there is nothing to share, and both in figures."""
    of = cells["there"] + cells["gone"] if measure == "there" else cells["all"]
    cells = cells.assign(hits=cells[measure], of=of, share=cells[measure] / of.where(of > 0))
    return cells.assign(text=[f"{hits}/{n}" for hits, n in zip(cells["hits"], cells["of"], strict=True)])


def said(row: Mapping[Any, Any]) -> str:
    """What there is of a region and year, in a line for a chart's tip."""
    parts = {name: row[name] for name in ("all", "wrong", "late", "gone")}
    return markup(t("overview.counted", **parts))


def scale(cells: pd.DataFrame) -> tuple[str, str]:
    """The lowest and the highest share, in words."""
    return number(cells["share"].min(), "rate"), number(cells["share"].max(), "rate")
