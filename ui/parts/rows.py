"""The rows of the frames that are looked at and taken away: what they can be filtered by, how many pass, and one page
of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import streamlit as st

from checks.cli.contract import probable
from checks.judgement.states import SORTS
from checks.model.findings import finding_id
from checks.rows import Probable
from dataset.schema import STATUS, cells
from metrics import metric, metrics
from parsing.frames import figures_frame
from parsing.report import Status
from ui.compare import board, spread
from ui.compare import bodies as one_by_one
from ui.names import columns, labels
from ui.parts import filters
from ui.report import verdicts
from ui.shell import state
from ui.take.selection import Selection, columns_of
from ui.texts import language, t
from ui.visitor.shown import Shown

_STATUSES = tuple(str(status) for status in Status)
PER_PAGE = 100
_NONE = pd.DataFrame({"report": [], "n": [], "cells": []})


class RowQuery(NamedTuple):
    """What is asked for: all reports described, those that pass their filters, these as parameters of queries, what the
    filters of the frame offer, and words that all have to occur."""

    shown: Shown
    every: pd.DataFrame
    reports: pd.DataFrame
    chosen: Mapping[str, Any]
    offered: pd.DataFrame
    words: Sequence[str]


def offered(shown: Shown, frame: str) -> pd.DataFrame:
    """What the rows of a frame can be filtered by: a row a combination of values, with ``n`` where it is counted."""
    if frame == "findings":
        return board.counted(shown, verdicts.of_all(shown.reports), {}, every=True)
    if frame == "metrics":
        return shown.ask("metrics_by")
    if frame == "figures":
        named = [(*cell.split("/"), status) for cell in cells() for status in _STATUSES]
        return pd.DataFrame(named, columns=["table", "row", "column", "status"])
    return pd.DataFrame()


def base(shown: Shown, frame: str, every: pd.DataFrame) -> pd.DataFrame:
    """What the rows of a frame are chosen by: all reports, or the years without one."""
    return shown.ask("missing") if frame == "gaps" else every


def selection(asked: RowQuery, frame: str) -> Selection:
    """The rows of a frame that pass all of it."""
    made = {
        "reports": _reports,
        "figures": _figures,
        "findings": _findings,
        "metrics": _metrics,
        "panel": _panel,
        "bodies": _bodies,
        "gaps": _gaps,
    }
    return made[frame](asked)


def _reports(asked: RowQuery) -> Selection:
    named = _named(asked)

    def load(most: int, first: int) -> pd.DataFrame:
        part = named.iloc[first : first + most]
        return part.merge(asked.shown.ask("reports_rows", ids=sorted(part["report"])), on="report", how="left")

    return Selection("reports", len(named), len(asked.every), load, asked.every, columns_of("reports"))


def _bodies(asked: RowQuery) -> Selection:
    return _in_memory("bodies", one_by_one.of_reports(_named(asked)), asked.every["body"].nunique(), asked.every)


def _gaps(asked: RowQuery) -> Selection:
    return _in_memory("gaps", _named(asked), len(asked.shown.ask("missing")), asked.every)


def _in_memory(frame: str, rows: pd.DataFrame, out_of: int, every: pd.DataFrame) -> Selection:
    return Selection(frame, len(rows), out_of, lambda n, at: rows.iloc[at : at + n], every, columns_of(frame))


def _named(asked: RowQuery) -> pd.DataFrame:
    """The reports in whose name, region or source all words occur."""
    if not asked.words:
        return asked.reports
    said = _said(asked.reports)
    return asked.reports[reduce(and_, (said.str.contains(w.lower(), regex=False) for w in asked.words))]


def choose_metrics() -> None:
    """Let the visitor choose the metrics that are columns of the panel; the URL keeps them."""
    names = {one.id: one.name[language()] for one in metrics().values()}
    tie = state.bind_many("metric", list(names))
    st.multiselect(
        t("data.metrics"), list(names), format_func=names.__getitem__, placeholder=t("data.metrics_main"), **tie
    )


def metrics_said() -> list[tuple[str, str]]:
    """The metrics that are columns of the panel, in words."""
    return [(t("data.metrics"), t("filter.joiner").join(metric(one).name[language()] for one in _wanted()))]


def _wanted() -> list[str]:
    return state.value("metric") or ["received", *spread.MAIN]


def _panel(asked: RowQuery) -> Selection:
    wanted, chosen = _wanted(), asked.chosen
    if asked.words:
        chosen = {"ids": sorted(_named(asked)["report"])}
    names = [name for one in wanted for name in (f"{columns.VALUE}{one}", f"{columns.VALUE}{one}{columns.REASON}")]

    def load(most: int, first: int) -> pd.DataFrame:
        panel = asked.shown.ask("panel_rows", metrics=wanted, limit=most, offset=first, **chosen)
        for n, one in enumerate(wanted):
            panel[f"{columns.VALUE}{one}"] = _nth(panel["values"], n).astype("float64")
            panel[f"{columns.VALUE}{one}{columns.REASON}"] = _nth(panel["reasons"], n).astype("str")
        return panel

    n, out_of = (int(asked.shown.ask("panel_count", **kept)["n"].iloc[0]) for kept in (chosen, {}))
    return Selection("panel", n, out_of, load, asked.every, (*columns_of("panel"), *names))


def _nth(lists: pd.Series, n: int) -> pd.Series:
    """One place of each list; none where there is no list."""
    values = (None if one is None else one[n] for one in lists)
    return pd.Series([None if value is np.ma.masked else value for value in values], lists.index, dtype=object)


def _metrics(asked: RowQuery) -> Selection:
    of_frame = filters.OF_FRAME["metrics"]
    wanted = {**asked.chosen, **filters.asked(of_frame)}
    names = {metric.id: metric.name[language()] for metric in metrics().values()}
    load = _loading(asked, "metrics", names, wanted)
    n = (
        _found(load)
        if asked.words
        else filters.passing(asked.shown.ask("metrics_by", **asked.chosen), of_frame)["n"].sum()
    )
    return Selection("metrics", int(n), int(asked.offered["n"].sum()), load, asked.every, columns_of("metrics"))


def _findings(asked: RowQuery) -> Selection:
    of_frame = [one for one in filters.OF_FRAME["findings"] if one.column in asked.offered]
    seen = verdicts.of_all(asked.every)
    wanted = {**asked.chosen, **filters.asked(of_frame), **board.decisions(seen)}
    names = {rule: labels.rule(rule) for rule in asked.offered["rule"].unique()}
    load = _loading(asked, "findings", names, wanted)
    counted = filters.passing(board.counted(asked.shown, seen, asked.chosen, every=True), of_frame)
    n = _found(load) if asked.words else counted["n"].sum()
    if not asked.words:
        load = _worst_first(asked.shown, wanted, counted)

    def whole(most: int, first: int) -> pd.DataFrame:
        return verdicts.described(_with_causes(asked.shown, load(most, first)), seen)

    columns = columns_of("findings", with_verdicts=seen.is_known)
    return Selection("findings", int(n), int(asked.offered["n"].sum()), whole, asked.every, columns)


Load = Callable[[int, int], pd.DataFrame]


def _loading(asked: RowQuery, frame: str, names: Mapping[str, str], wanted: Mapping[str, Any]) -> Load:
    """What gives a page of the rows; ``names`` are what words may occur in, by id."""
    if not asked.words:
        return lambda most, first: asked.shown.ask(f"{frame}_rows", limit=most, offset=first, **wanted)
    words = [word.lower() for word in asked.words]
    named = [[key for key, name in names.items() if word in name.lower()] for word in words]
    kept: dict[tuple[int, int], pd.DataFrame] = {}

    def load(most: int, first: int) -> pd.DataFrame:
        # how many there are is asked first, by way of the first page
        if (most, first) not in kept:
            parameters = {**wanted, "limit": most, "offset": first, "words": words, "named": named}
            kept[most, first] = asked.shown.ask(f"{frame}_found", **parameters)
        return kept[most, first]

    return load


def _worst_first(shown: Shown, wanted: Mapping[str, Any], counted: pd.DataFrame) -> Load:
    """What gives a page of the findings: those that failed, then undecided ones, remarks, and what passed. ``counted``
    says how many of each there are, so that no page has to sort all."""
    counts = counted.groupby("sort")["n"].sum()
    sizes = {sort: int(counts.get(sort, 0)) for sort in (*SORTS, "")}

    def load(most: int, first: int) -> pd.DataFrame:
        parts, left = [], most
        for sort, size in sizes.items():
            if left > 0 and first < size:
                part = shown.ask("findings_rows", **{**wanted, "sorts": [sort]}, limit=left, offset=max(first, 0))
                parts.append(part)
                left -= len(part)
            first -= min(size, max(first, 0))
        return pd.concat(parts, ignore_index=True) if parts else shown.ask("findings_rows", **wanted, limit=0, offset=0)

    return load


def _found(load: Load) -> int:
    first = load(PER_PAGE, 0)
    return int(first["all"].iloc[0]) if len(first) else 0


def _with_causes(shown: Shown, rows: pd.DataFrame) -> pd.DataFrame:
    """Findings with ids, also of what is not flagged, and with the cause that each belongs to."""
    printed_causes = shown.ask("causes", ids=sorted(rows["report"].unique()))
    sha256s = dict(zip(printed_causes["report"], printed_causes["sha256"], strict=True))
    every = zip(rows["report"], rows["rule"], rows["subject"], strict=True)
    ids = [finding_id(sha256s[report], rule, subject) for report, rule, subject in every]
    causes = {finding: cause for printed in printed_causes["causes"] for finding, cause in probable(printed).items()}
    columns = zip(*(causes.get(one, Probable()) for one in ids), strict=True) if ids else ((),) * len(Probable._fields)
    return rows.assign(id=ids, **dict(zip(Probable._fields, map(list, columns), strict=True)))


def _figures(asked: RowQuery) -> Selection:
    kept = filters.passing(asked.offered, filters.OF_FRAME["figures"])
    wanted = pd.concat([_counts(asked, *group, kept) for group in _groups(asked)] or [_NONE], ignore_index=True)
    ends = wanted["n"].cumsum()

    def load(most: int, first: int) -> pd.DataFrame:
        part = wanted[(ends > first) & (ends - wanted["n"] < first + most)]
        passed = int((ends - wanted["n"]).loc[part.index[0]]) if len(part) else 0
        frame = figures_frame(list(asked.shown.read(part["report"])))
        cell = frame["table"] + "/" + frame["row"] + "/" + frame["column"]
        allowed = dict(zip(part["report"], part["cells"], strict=True))
        hit = [name in allowed[report] for name, report in zip(cell, frame["report"], strict=True)]
        frame = frame[pd.Series(hit, index=frame.index, dtype=bool) & frame["status"].isin(kept["status"])]
        return frame.iloc[first - passed : first - passed + most]

    counts = ["reported", "blank", "not_applicable", "missing", "unclear"]
    out_of = int(asked.every[counts].to_numpy().sum())
    return Selection("figures", int(wanted["n"].sum()), out_of, load, asked.every, columns_of("figures"))


def _groups(asked: RowQuery) -> Iterator[tuple[Mapping[str, Any], list[str]]]:
    """Reports, as parameters of queries, with the words that are left for their figures' names: those that do not occur
    in what is said of the report."""
    if not asked.words:
        yield asked.chosen, []
        return
    said = _said(asked.reports)
    hits = pd.DataFrame({n: said.str.contains(word.lower(), regex=False) for n, word in enumerate(asked.words)})
    for which, part in hits.groupby(list(hits.columns)):
        left = [word for word, is_there in zip(asked.words, which, strict=True) if not is_there]
        yield {"ids": sorted(asked.reports.loc[part.index, "report"])}, left


def _counts(asked: RowQuery, chosen: Mapping[str, Any], words: Sequence[str], kept: pd.DataFrame) -> pd.DataFrame:
    """How many figures of these reports pass, a row a report, and in which cells."""
    rows, columns = labels.rows(), labels.columns()
    named = [f"{rows[row]} {columns[column]}".lower() for row, column in zip(kept["row"], kept["column"], strict=True)]
    part = kept[[all(word.lower() in name for word in words) for name in named]]
    wanted = frozenset(part["table"] + "/" + part["row"] + "/" + part["column"])
    if not wanted:
        return _NONE
    statuses = sorted(kept["status"].unique())
    if len(wanted) == len(cells()) and not asked.words:
        # of all cells each report says itself how many there are
        counts = asked.reports.assign(n=asked.reports[statuses].sum(axis=1))
        counts = counts[counts["n"] > 0].sort_values(["year", "report"], ascending=[False, True])[["report", "n"]]
    else:
        asked_for = {"cells": sorted(cell + STATUS for cell in wanted), "statuses": statuses}
        counts = asked.shown.ask("figures_counts", **asked_for, **chosen)
    return counts.assign(cells=pd.Series([wanted] * len(counts), index=counts.index, dtype=object))


def _said(reports: pd.DataFrame) -> pd.Series:
    parts = (reports[name].fillna("") for name in ("name", "region", "source") if name in reports)
    return reduce(lambda left, right: left + " " + right, parts).str.lower()
