"""The rows of a frame that are taken away, with every column of the dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pandas as pd

from metrics import metrics
from parsing import form
from ui.names import columns, labels
from ui.report import verdicts
from ui.texts import LANGUAGES, language, t

# What is said of the report in every other frame, before the frame's own columns
_REPORT = ("report", "name", "kind", "province", "prefecture", "county", "year")
_COLUMNS = {
    "reports": (
        *_REPORT[:-1], "township", "code", "region", "year", "state", "published", "reported", "blank",
        "not_applicable", "missing", "unclear", "edition_disclosure", "edition_requests", "edition_disputes", "title",
        "agency", "level", "source", "body", "mine",
    ),
    "figures": (
        *_REPORT, "table", "row", "row_label", "column", "column_label", "unit", "value", "likely", "status", "text",
        "place",
    ),
    "findings": (
        *_REPORT, "id", "rule", "rule_name", "subject", "outcome", "severity", "cause", "reported", "expected",
        "message_zh", "message_en", "because", "cells", "partners", "sort", "probable", "probable_zh", "probable_en",
        *verdicts.COLUMNS,
    ),
    "panel": (
        "body", "name", "year", "kind", "province", "prefecture", "county", "township", "code", "code_today", "state",
        "published", "failed", "undecided", "copies", "report",
    ),
    "bodies": (
        "body", "name", "kind", "province", "prefecture", "county", "township", "code", "first_year", "last_year",
        "reports", "wrong", "report",
    ),
    "gaps": (
        "body", "name", "year", "kind", "province", "prefecture", "county", "first_year", "last_year", "report",
    ),
    "metrics": (
        *_REPORT, "metric", "metric_name", "value", "numerator", "denominator", "low", "high", "available", "ranked",
        "reason", "cells",
    ),
}  # fmt: skip


class Selection(NamedTuple):
    """The rows of one frame that pass the filters: how many of how many, and ``load``, which gives some of them as the
    frame has them (at most, from which on); ``reports`` are the described ones of all sets.

    ``columns`` are handed out, in their order; those of verdicts only where verdicts are known.
    """

    frame: str
    n: int
    out_of: int
    load: Callable[[int, int], pd.DataFrame]
    reports: pd.DataFrame
    columns: tuple[str, ...]

    @property
    def is_mixed(self) -> bool:
        """Whether reports of the visitor's own may be among them."""
        return bool(self.reports["mine"].any())


def full(selection: Selection, most: int, first: int = 0) -> pd.DataFrame:
    """Selected rows with every column of the dictionary, as they are handed out."""
    rows = selection.load(most, first)
    if selection.frame == "figures":
        certain, unclear = (rows["status"] == status for status in ("reported", "unclear"))
        rows = rows.assign(value=rows["value"].where(certain), likely=rows["value"].where(unclear))
        cells = rows["table"] + "/" + rows["row"] + "/" + rows["column"]
        names = {cell: _column_label(cell) for cell in cells.unique()}
        rows = rows.assign(row_label=rows["row"].map(labels.rows()), column_label=cells.map(names))
    elif selection.frame == "findings":
        rows = rows.assign(rule_name=rows["rule"].map({rule: labels.rule(rule) for rule in rows["rule"].unique()}))
    elif selection.frame == "metrics":
        names = {metric.id: metric.name[language()] for metric in metrics().values()}
        rows = rows.assign(metric_name=rows["metric"].map(names))
    if selection.frame not in ("reports", "panel", "bodies", "gaps"):
        rows = rows.merge(selection.reports[list(_REPORT)], on="report", how="left")
    # queries give arrays, which are no values of cells
    lists = {name: rows[name].map(tuple) for name in ("cells", "partners") if name in rows}
    return rows.assign(**lists)[list(selection.columns)].reset_index(drop=True)


def _column_label(cell: str) -> str:
    table, row, column = cell.split("/")
    return form.column_label(table, row, column, language())


def columns_of(frame: str, *, with_verdicts: bool = True) -> tuple[str, ...]:
    """Every column that can be handed out of a frame, in its order."""
    return tuple(name for name in _COLUMNS[frame] if with_verdicts or name not in verdicts.COLUMNS)


# Columns whose values are words of a program, by the group of the catalogue that says them
_WORDS = {
    "kind": "kind", "level": "level", "table": "table", "status": "status", "outcome": "outcome",
    "severity": "severity", "state": "state", "sort": "sort", "decision": "decision", "reason": "why",
}  # fmt: skip


def in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Values that are words of a program in the visitor's language; what is written in several, in that one."""
    for column in frame.columns:
        group = "why" if column.endswith(columns.REASON) else _WORDS.get(column)
        if group:
            said = {code: _word(group, code) for code in frame[column].dropna().unique()}
            frame = frame.assign(**{column: frame[column].map(said)})
    if "unit" in frame:
        units = {unit: t(f"counted_in.{unit}") for unit in frame["unit"].unique()}
        frame = frame.assign(unit=frame["unit"].map(units))
    if "cause" in frame:
        frame = frame.assign(cause=frame["cause"].map(labels.cause))
    others = [
        name for name in map(str, frame) if name.endswith(tuple(f"_{code}" for code in LANGUAGES if code != language()))
    ]
    return frame.drop(columns=others)


def _word(group: str, code: str) -> str:
    return t(f"{group}.{code}") if code else ""


def dictionary(selection: Selection, names: Iterable[str] | None = None) -> pd.DataFrame:
    """The columns that are handed out, or some: id, name, what they hold; with visible column names."""
    words = columns.described(selection.frame, selection.columns if names is None else names)
    rows = [(column, word.name, word.about) for column, word in words.items()]
    return pd.DataFrame(rows, columns=[t("data.column"), t("data.column_name"), t("data.column_about")])
