"""The rows of the frames that are looked at and taken away: what they can be filtered by, how many pass, and one page
of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any, NamedTuple

import pandas as pd

from checks.cli.contract import probable
from checks.model.findings import finding_id
from checks.rows import Probable
from dataset.schema import STATUS, cells
from metrics import metrics
from parsing.frames import figures_frame
from parsing.report import Status
from ui.compare import board
from ui.names import labels
from ui.parts import filters
from ui.report import verdicts
from ui.take.selection import Selection, columns_of
from ui.texts import language
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


def selection(asked: RowQuery, frame: str) -> Selection:
    """The rows of a frame that pass all of it."""
    return {"reports": _reports, "figures": _figures, "findings": _findings, "metrics": _metrics}[frame](asked)


def _reports(asked: RowQuery) -> Selection:
    found = asked.reports
    if asked.words:
        said = _said(found)
        found = found[reduce(and_, (said.str.contains(w.lower(), regex=False) for w in asked.words))]
    return Selection(
        "reports",
        len(found),
        len(asked.every),
        lambda n, at: found.iloc[at : at + n],
        asked.every,
        columns_of("reports"),
    )


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
    counted = board.counted(asked.shown, seen, asked.chosen, every=True)
    n = _found(load) if asked.words else filters.passing(counted, of_frame)["n"].sum()

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


def _found(load: Load) -> int:
    found = load(PER_PAGE, 0)
    return int(found["all"].iloc[0]) if len(found) else 0


def _with_causes(shown: Shown, rows: pd.DataFrame) -> pd.DataFrame:
    """Findings with ids, also of what is not flagged, and with the cause that each belongs to."""
    found = shown.ask("causes", ids=sorted(rows["report"].unique()))
    sha256s = dict(zip(found["report"], found["sha256"], strict=True))
    every = zip(rows["report"], rows["rule"], rows["subject"], strict=True)
    ids = [finding_id(sha256s[report], rule, subject) for report, rule, subject in every]
    causes = {finding: cause for printed in found["causes"] for finding, cause in probable(printed).items()}
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
    for found, part in hits.groupby(list(hits.columns)):
        left = [word for word, is_there in zip(asked.words, found, strict=True) if not is_there]
        yield {"ids": sorted(asked.reports.loc[part.index, "report"])}, left


def _counts(asked: RowQuery, chosen: Mapping[str, Any], words: Sequence[str], kept: pd.DataFrame) -> pd.DataFrame:
    """How many figures of these reports pass, a row a report, and in which cells."""
    rows, columns = labels.rows(), labels.columns()
    named = [f"{rows[row]} {columns[column]}".lower() for row, column in zip(kept["row"], kept["column"], strict=True)]
    part = kept[[all(word.lower() in name for word in words) for name in named]]
    wanted = frozenset(part["table"] + "/" + part["row"] + "/" + part["column"])
    if not wanted:
        return _NONE
    asked_for = {"cells": sorted(cell + STATUS for cell in wanted), "statuses": sorted(kept["status"].unique())}
    found = asked.shown.ask("figures_counts", **asked_for, **chosen)
    return found.assign(cells=pd.Series([wanted] * len(found), index=found.index, dtype=object))


def _said(reports: pd.DataFrame) -> pd.Series:
    parts = (reports[name].fillna("") for name in ("name", "region", "source"))
    return reduce(lambda left, right: left + " " + right, parts).str.lower()
