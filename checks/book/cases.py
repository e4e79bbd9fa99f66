"""Small reports that show what a rule means: every example of the documentation is a test case, and the reverse."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from parsing import divisions
from parsing.form import TABLES, table
from parsing.report import Figure, Figures, Paragraph, Place, Region, Remark, Report, Section, Status

Case = Mapping[str, Any]


@cache
def cases() -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Cases by rule and outcome; the first of each outcome is the one that is shown to people."""
    return _load("cases.yaml")


@cache
def across_cases() -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The same for rules across reports; each case has several ``reports``, the finding is one of the last."""
    return _load("cases_across.yaml")


def _load(name: str) -> dict[str, dict[str, list[dict[str, Any]]]]:
    text = Path(__file__).with_name(name).read_text("utf-8")
    cases: dict[str, dict[str, list[dict[str, Any]]]] = yaml.load(text, yaml.CSafeLoader)
    return cases


def make_report(case: Case) -> Report:
    """The report of a case: its figures are all 0 but those that the case sets."""
    edition = case.get("edition", "2021")
    lost = case.get("missing_table")
    printed = case.get("cells", {})
    figures = [_figure(cell, printed.get(cell, 0)) for cell in _cells(edition) if not cell.startswith(f"{lost}/")]
    figures += [_figure(cell, "missing") for cell in _cells(edition) if cell.startswith(f"{lost}/")]
    prose = (Paragraph(case["prose"], Place(1)),) if "prose" in case else ()
    return Report(
        source=case.get("source", "case"),
        sha256="0" * 64,
        title=case.get("title"),
        agency=case.get("agency"),
        level=case.get("level", "department"),
        region=Region(),
        year=case.get("year", 2022),
        published=case.get("published"),
        editions={name: None if name == lost else edition for name in TABLES},
        figures=Figures.of(figures),
        sections=(Section(1, "一、总体情况", prose), *(Section(n, "标题", ()) for n in case.get("headings", ()))),
        remarks=tuple(Remark(**remark) for remark in case.get("remarks", ())),
    )


def make_reports(case: Case) -> list[Report]:
    """The reports of a case of a rule across reports: of 盘山县民政局 for 2022 and on, unless it says otherwise."""
    return [make_nth(report, number) for number, report in enumerate(case["reports"])]


def make_nth(case: Case, number: int) -> Report:
    """A report of such a case, the first of which has the number 0."""
    code = case.get("code", "211122")
    sections = tuple(Section(n, "标题", (Paragraph(text, Place(1)),)) for n, text in case.get("sections", {}).items())
    return replace(
        make_report({"year": 2022 + number, "agency": "盘山县民政局", "source": f"report{number}.txt", **case}),
        sha256=hashlib.sha256(f"{number} {case}".encode()).hexdigest(),
        region=Region(**divisions.path(code), code=code) if code else Region(),
        sections=sections,
    )


def _cells(edition: str) -> list[str]:
    return [cell for name in TABLES for cell in table(edition, name).cells]


def _figure(cell: str, printed: float | str) -> Figure:
    table_id, row, column = cell.split("/")
    if isinstance(printed, str):
        return Figure(table_id, row, column, None, Status(printed), "", None)
    return Figure(table_id, row, column, printed, Status.REPORTED, str(printed), Place(1))
