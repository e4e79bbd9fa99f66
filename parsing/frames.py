"""Reports and their figures as tidy pandas frames."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pandas as pd

from parsing.form import TABLES, tables
from parsing.report import Figure, Place, Report, Status

ID_LENGTH = 12
_REPORT_TYPES = {"year": "Int64", **dict.fromkeys((s.value for s in Status), "Int64")}
REPORT_COLUMNS = (
    "report",
    "source",
    "title",
    "agency",
    "level",
    "province",
    "prefecture",
    "county",
    "township",
    "code",
    "region",
    "year",
    "published",
    *(f"edition_{name}" for name in TABLES),
    *(status.value for status in Status),
)
FIGURE_COLUMNS = ("report", "table", "row", "column", "unit", "value", "status", "text", "place")


def report_id(report: Report) -> str:
    """The first twelve hexadecimal digits of the content's sha256."""
    return report.sha256[:ID_LENGTH]


def reports_frame(reports: Iterable[Report]) -> pd.DataFrame:
    """One row a report.

    Columns: ``report`` (id), ``source`` (file), ``title``, ``agency``, ``level`` (government, department, township),
    ``province``, ``prefecture``, ``county``, ``township``, ``code`` (of the lowest known division), ``region`` (the
    path, joined), ``year``, ``published`` (ISO), ``edition_<table>``, and the number of cells of each status.
    """
    rows = [_report_row(report) for report in reports]
    return pd.DataFrame(rows, columns=list(REPORT_COLUMNS)).astype(_REPORT_TYPES)


def _report_row(report: Report) -> dict[str, object]:
    region = report.region
    statuses = [figure.status for figure in report.figures]
    return {
        "report": report_id(report),
        "source": report.source,
        "title": report.title,
        "agency": report.agency,
        "level": report.level,
        "province": region.province,
        "prefecture": region.prefecture,
        "county": region.county,
        "township": region.township,
        "code": region.code,
        "region": " › ".join(region.path),
        "year": report.year,
        "published": report.published,
        **{f"edition_{name}": report.editions.get(name) for name in TABLES},
        **{status.value: statuses.count(status) for status in Status},
    }


def figures_frame(reports: Iterable[Report]) -> pd.DataFrame:
    """One row a cell of the form.

    Columns: ``report`` (id), ``table``, ``row``, ``column`` (ids of the form), ``unit`` (件, 项, 万元), ``value``
    (float, NaN without a number; it is only likely where ``status`` is not ``reported``), ``status``, ``text`` (as
    printed), ``place`` ("line 214", "table 2, row 5, column 3").
    """
    rows = [_figure_row(report_id(report), figure) for report in reports for figure in report.figures]
    frame = pd.DataFrame(rows, columns=list(FIGURE_COLUMNS))
    return frame.astype({"value": "float64"})


def _figure_row(report: str, figure: Figure) -> tuple[object, ...]:
    cell = (figure.table, figure.row, figure.column)
    place = place_text(figure.place)
    return (report, *cell, _units()[cell], figure.value, figure.status.value, figure.text, place)


@cache
def _units() -> dict[tuple[str, str, str], str]:
    return {
        (form.id, row.id, column.id): column.unit
        for form in tables().values()
        for row in form.rows
        for column in row.columns
    }


def place_text(place: Place | None) -> str:
    """A place in words: ``line 214``; "" for no place."""
    if place is None:
        return ""
    return ", ".join(f"{name} {number}" for name, number in place.as_dict().items())
