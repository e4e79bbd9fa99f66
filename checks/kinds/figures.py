"""Rules on single figures: what numbers are possible, what is blank, in which unit an amount is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from checks.kinds.registry import check
from checks.model.findings import Finding, Outcome
from checks.model.known import Known
from checks.model.rules import Rule
from checks.words.localise import Cells, Label
from parsing.form import APPLICANTS, TABLES, table
from parsing.report import Report, Status

_WITHOUT_NUMBER = (Status.BLANK, Status.NOT_APPLICABLE)
_AMOUNTS = ("disclosure/fees/amount", "disclosure/procurement/amount")


@check("domain")
def domain(rule: Rule, _report: Report, known: Known) -> Iterator[Finding]:
    """Counts are whole and not negative; the 2019 edition's change may be negative."""
    bad = False
    odd = [(cell, value) for cell, value in known.items() if value and (value < 0 or not isinstance(value, int))]
    for cell, value in odd:
        signed = cell.endswith("/change") and isinstance(value, int)
        if signed or (cell in _AMOUNTS and value >= 0):
            continue
        bad = True
        yield Finding(rule.id, cell, Outcome.FAILED, rule.severity, value, None, (cell,))
    if not bad:
        yield Finding(rule.id, "", Outcome.PASSED, rule.severity)


@check("blank")
def blank(rule: Rule, report: Report, _known: Known) -> Iterator[Finding]:
    """How many cells of each table are blank or dashed, and which."""
    blanks: dict[str, list[str]] = {table_id: [] for table_id in TABLES}
    for cell in report.cells(*_WITHOUT_NUMBER):
        blanks[cell.partition("/")[0]].append(cell)
    for table_id in TABLES:
        if report.editions.get(table_id) is None:
            continue
        cells = tuple(blanks[table_id])
        outcome = Outcome.FAILED if cells else Outcome.PASSED
        details = {"subject": Label("table", table_id), "cells": Cells(cells)}
        yield Finding(rule.id, table_id, outcome, rule.severity, len(cells), 0, cells, details)


@check("unit")
def unit(rule: Rule, report: Report, known: Known) -> Iterator[Finding]:
    """Amounts that were printed in 元, and amounts without a unit that are oddly large."""
    flagged = set()
    for remark in report.remarks:
        if remark.kind == "unit_converted":
            flagged.add(remark.subject)
            value = known[remark.subject]
            details = {"text": remark.details["text"]}
            yield Finding(
                rule.id, remark.subject, Outcome.FAILED, rule.severity, value, None, (remark.subject,), details
            )
    limit = rule.parameters["odd_above"].get(_size(rule, report))
    for cell in _AMOUNTS:
        value = None if cell in flagged else known.get(cell)
        if limit is not None and isinstance(value, int) and value > limit and "万" not in report.by_id()[cell].text:
            flagged.add(cell)
            yield Finding(rule.id, cell, Outcome.UNCERTAIN, rule.severity, value, None, (cell,))
    if not flagged:
        yield Finding(rule.id, "", Outcome.PASSED, rule.severity)


def _size(rule: Rule, report: Report) -> str:
    """The report's level; ``zone`` for governments of parks and zones, which are smaller than those of divisions."""
    agency, parameters = report.agency or "", rule.parameters
    is_zone = re.search(parameters["zone"], agency) and not re.search(parameters["no_zone"], agency)
    return "zone" if is_zone and report.level == "government" else report.level or ""


@check("split_number")
def split_number(rule: Rule, report: Report, _known: Known) -> Iterator[Finding]:
    """Rows of the requests table with a figure too many that add up when two neighbours are joined."""
    flagged = False
    for remark in report.remarks:
        if remark.kind != "row_width" or not remark.subject.startswith("requests/"):
            continue
        texts = remark.details["text"].split(" ")
        joins = list(_joins(texts))
        if len(joins) != 1:
            continue
        flagged = True
        pair = joins[0]
        row = remark.subject.partition("/")[2]
        details = {
            "subject": Label("row", remark.subject),
            "printed": len(texts),
            "text": remark.details["text"],
            "pair": " ".join(pair),
            "joined": "".join(pair),
        }
        cells = tuple(f"requests/{row}/{column.id}" for column in table("2021", "requests").rows[0].columns)
        yield Finding(rule.id, row, Outcome.UNCERTAIN, rule.severity, len(texts), len(APPLICANTS) + 1, cells, details)
    if not flagged:
        yield Finding(rule.id, "", Outcome.PASSED, rule.severity)


def _joins(texts: list[str]) -> Iterator[tuple[str, str]]:
    """Neighbouring figures which, joined to one number, make the six applicants add up to the total."""
    if len(texts) != len(APPLICANTS) + 2 or not all(text.isdecimal() for text in texts):
        return
    for index, (left, right) in enumerate(pairwise(texts)):
        # a number does not begin with a zero
        if left == "0":
            continue
        values = [int(text) for text in (*texts[:index], left + right, *texts[index + 2 :])]
        if sum(values[:-1]) == values[-1]:
            yield left, right


@check("decisions_are_stock")
def decisions_are_stock(rule: Rule, report: Report, known: Known) -> Iterator[Finding]:
    """Decisions that equal last year's items plus the change, where items are left: a body without decisions copied
    none, whatever its list comes to."""
    if report.editions.get("disclosure") != "2019":
        yield Finding(rule.id, "", Outcome.NOT_APPLICABLE, rule.severity)
        return
    for row in ("licensing", "other_services", "penalties", "coercion"):
        cells = tuple(f"disclosure/{row}/{column}" for column in ("previous_items", "change", "decisions"))
        previous, change, decisions = (known[cell] for cell in cells)
        if previous is None or change is None or decisions is None or not previous or not previous + change:
            yield Finding(rule.id, row, Outcome.NOT_APPLICABLE, rule.severity, None, None, cells)
            continue
        outcome = Outcome.FAILED if previous + change == decisions else Outcome.PASSED
        details = {"subject": Label("row", f"disclosure/{row}"), "previous": previous, "change": int(change)}
        yield Finding(rule.id, row, outcome, rule.severity, decisions, previous + change, cells, details)
