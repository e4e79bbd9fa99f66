"""Which reports a collection has: those of the years between a body's first and its last, and those that came late."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from checks.judgement.states import WRONG
from ui.shell.safe import markup
from ui.texts import number, t

# What squares of a region and year can say: reports whose figures disagree, bodies with a report, late reports
MEASURES = ("wrong", "there", "late")
_PLACE = ["province", "prefecture", "county", "region", "name", "kind"]


def missing(reports: pd.DataFrame) -> pd.DataFrame:
    """A row a body and year without a report, between the body's first year and its last, with what is known of the
    body. That there is none here does not say that none was published."""
    known = reports.dropna(subset=["year"])[["body", "year", *_PLACE]].drop_duplicates(["body", "year"])
    span = known.groupby("body")["year"].agg(["min", "max", "size"]).astype(int)
    span = span[span["max"] - span["min"] + 1 > span["size"]]
    lengths = span["max"] - span["min"] + 1
    years = np.repeat(span["min"], lengths) + np.concatenate([np.arange(n) for n in lengths] or [np.array([], int)])
    every = pd.DataFrame({"body": years.index, "year": years.to_numpy()})
    both = every.merge(known[["body", "year"]].astype({"year": int}), on=["body", "year"], how="left", indicator=True)
    absent = both.loc[both["_merge"] == "left_only", ["body", "year"]]
    return absent.merge(known.drop_duplicates("body", keep="last").drop(columns="year"), on="body", how="left")


def by_region(reports: pd.DataFrame, level: str, own: str, late: Collection[str]) -> pd.DataFrame:
    """A row a region of this level and year: ``all`` reports, ``wrong`` and ``late`` ones, ``there`` and ``gone``, the
    bodies with a report and those without. Bodies of no region of the level are those of ``own``."""
    known = reports.dropna(subset=["year"])
    known = known.assign(row=known[level].fillna(own), year=known["year"].astype(int))
    known = known.assign(wrong=known["state"].isin(WRONG), late=known["report"].isin(list(late)))
    grouped = known.groupby(["row", "year"])
    found = grouped.agg(all=("report", "size"), wrong=("wrong", "sum"), late=("late", "sum"), there=("body", "nunique"))
    absent = missing(reports)
    gone = absent.assign(row=absent[level].fillna(own)).groupby(["row", "year"]).size().rename("gone")
    return found.join(gone, how="outer").fillna(0).astype(int).reset_index()


def measured(found: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The rows of ``by_region`` with ``hits`` and ``of`` of one of ``MEASURES``, their ``share``, which is NaN where
    there is nothing to share, and both in figures."""
    of = found["there"] + found["gone"] if measure == "there" else found["all"]
    found = found.assign(hits=found[measure], of=of, share=found[measure] / of.where(of > 0))
    return found.assign(text=[f"{hits}/{n}" for hits, n in zip(found["hits"], found["of"], strict=True)])


def said(row: Mapping[Any, Any]) -> str:
    """What there is of a region and year, in a line for a chart's tip."""
    parts = {name: row[name] for name in ("all", "wrong", "late", "gone")}
    return markup(t("overview.counted", **parts))


def scale(found: pd.DataFrame) -> tuple[str, str]:
    """The lowest and the highest share, in words."""
    return number(found["share"].min(), "rate"), number(found["share"].max(), "rate")
