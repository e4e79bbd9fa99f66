"""The dataset as the pages read it: frames whole, documents one by one, each read only when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from checks import Finding, Findings, run_checks
from checks.causes import with_more
from demo import FOLDER
from demo.filed import heard, identified
from parsing import parse_report
from parsing.form import TABLES
from parsing.report import Figures, Genre, Region, Remark, Report, Section

# Reports kept in memory once they were opened; a visitor looks at one body's years at a time
_OPEN = 64
_REGION = ("province", "prefecture", "county", "township", "code")


@cache
def frame(name: str) -> pd.DataFrame:
    """``reports``, ``figures``, ``findings`` or ``metrics``, as pages have it of other reports; not to be changed."""
    table = pq.read_table(FOLDER / f"{name}.parquet")
    found: pd.DataFrame = table.to_pandas()
    if "cells" in found:
        # few lists of cells are different: they are parted once each, and shared
        codes, texts = pd.factorize(found["cells"])
        lists = np.empty(len(texts), dtype="object")
        lists[:] = [tuple(text.split("|")) if text else () for text in texts]
        found["cells"] = lists[codes]
    return found


class FiledReport(Report):
    """A report of the dataset whose figures, sections and remarks are read when they are first asked for."""

    __slots__ = ()

    def __init__(self, row: Mapping[Hashable, Any], sha256: str) -> None:
        """``row`` is the report's row of the frame."""
        words = {name: None if pd.isna(value) else value for name, value in row.items()}
        head = {name: words[name] for name in ("source", "title", "agency", "level", "year", "published")}
        head["sha256"] = sha256
        head["region"] = Region(*(words[name] for name in _REGION))
        head["editions"] = {table: words[f"edition_{table}"] for table in TABLES}
        for name, value in head.items():
            object.__setattr__(self, name, value)

    @property
    def kind(self) -> Genre:
        """What kind of document it is."""
        return report(self.sha256[:12]).kind

    @property
    def figures(self) -> Figures:
        """Every cell of the form."""
        return report(self.sha256[:12]).figures

    @property
    def sections(self) -> tuple[Section, ...]:
        """The six sections."""
        return report(self.sha256[:12]).sections

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What the reader noticed."""
        return report(self.sha256[:12]).remarks


def reports() -> Iterator[FiledReport]:
    """Every report, in the order of the frame."""
    sha256s = {sha256[:12]: sha256 for sha256 in _places()}
    for row in _rows().values():
        yield FiledReport(row, sha256s[row["report"]])


@lru_cache(maxsize=_OPEN)
def report(report_id: str) -> Report:
    """One report, read from its document; KeyError if there is none."""
    row = _rows()[report_id]
    place = (None if pd.isna(row[name]) else row[name] for name in _REGION)
    return identified(parse_report(document(report_id), row["source"]), row["agency"], row["level"], Region(*place))


@lru_cache(maxsize=_OPEN)
def findings(report_id: str) -> Findings:
    """What the checks find in a report, and what was found when it was held against the others."""
    return with_more(run_checks(report(report_id)), across(report_id))


def across(report_id: str) -> list[Finding]:
    """What was found when the report was held against the others."""
    return [heard(stored) for stored in json.loads(_filed(report_id)["across"])]


def document(report_id: str) -> bytes:
    """The document of a report."""
    found: bytes = _filed(report_id)["data"]
    return found


@cache
def _rows() -> dict[str, Mapping[Hashable, Any]]:
    return {row["report"]: row for row in frame("reports").to_dict("records")}


@cache
def _places() -> dict[str, int]:
    """Where each document stands, by sha256."""
    sha256s = _file().read(columns=["sha256"]).column("sha256").to_pylist()
    return {sha256: place for place, sha256 in enumerate(sha256s)}


@cache
def _by_id() -> dict[str, int]:
    return {sha256[:12]: place for sha256, place in _places().items()}


@cache
def _file() -> pq.ParquetFile:
    return pq.ParquetFile(FOLDER / "documents.parquet")


@lru_cache(maxsize=_OPEN)
def _filed(report_id: str) -> dict[str, Any]:
    together = _file().metadata.row_group(0).num_rows
    group, place = divmod(_by_id()[report_id], together)
    found: dict[str, Any] = _file().read_row_group(group, columns=["data", "across"]).slice(place, 1).to_pylist()[0]
    return found
