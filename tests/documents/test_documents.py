"""Small documents, each a kind that is hard to read, with what is printed in them.

``cells`` has a row of the form a line, its columns in the form's order: a number, ``_`` blank, ``/`` not applicable,
``?`` unclear, ``.`` missing, ``_.`` blank or missing. ``flagged`` and ``not_flagged`` are rules, alone or with words
that the finding's subject or message holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from checks import run_checks
from checks.words.localise import message
from parsing import form, parse_report
from parsing.report import Figure, Report

FOLDER = Path(__file__).parent
_STATUSES = {
    "_": ("blank",),
    "/": ("not_applicable",),
    "?": ("unclear",),
    ".": ("missing",),
    "_.": ("blank", "missing"),
}


def _cases() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        found |= yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    return found


CASES = _cases()


def document(case: dict[str, Any]) -> bytes:
    """The bytes of a case's document; ``⇥`` is a tab and ``␣`` a no-break space in it."""
    text: str = case["text"]
    if case.get("blank_lines_around_tabs"):
        text = _copied(text)
    return text.replace("⇥", "\t").replace("␣", "\xa0").encode()


def _copied(text: str) -> str:
    """As browsers copy cells that hold paragraphs: blank lines around tabs, more of them between rows."""
    return "\n\n\n\n\n".join(line.replace("⇥", "\n\n⇥\n\n") for line in text.splitlines())


def wanted(case: dict[str, Any], report: Report) -> Iterator[tuple[str, str]]:
    """Ids of cells with the sign of what is printed there, of the edition that the report's table has."""
    for name, signs in case["cells"].items():
        table, row = name.split("/")
        editions = [report.editions.get(table), *form.EDITIONS]
        rows = [
            found
            for edition in editions
            if edition
            for found in form.table(edition, table).rows
            if found.id == row and len(found.columns) == len(str(signs).split())
        ]
        yield from zip(("/".join(id_) for id_ in rows[0].cell_ids), str(signs).split(), strict=True)


def right(figure: Figure | None, sign: str) -> bool:
    """Whether a figure is what the sign says; no figure is a missing one."""
    status = figure.status.value if figure else "missing"
    if sign in _STATUSES:
        return status in _STATUSES[sign]
    return status == "reported" and figure is not None and figure.value == float(sign)


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {name: parse_report(document(case), case["name"]) for name, case in CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_cells(name, reports):
    read = reports[name].by_id()
    assert {
        cell: (sign, read.get(cell))
        for cell, sign in wanted(CASES[name], reports[name])
        if not right(read.get(cell), sign)
    } == {}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "identity" in case])
def test_identity(name, reports):
    identity = CASES[name]["identity"]
    assert {field: getattr(reports[name], field) for field in identity} == identity


def _answers(token: str, report: Report) -> list[str]:
    """Failed and uncertain findings of a rule whose subject, cells or message hold all the words behind its id."""
    rule, *words = token.split()
    found = []
    for finding in run_checks(report).flagged:
        said = " ".join([finding.subject, *finding.cells, message(finding, "zh")])
        if finding.rule == rule and all(word in said for word in words):
            found.append(said)
    return found


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "flagged" in case])
def test_is_flagged(name, reports):
    assert all(_answers(token, reports[name]) for token in CASES[name]["flagged"])


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "not_flagged" in case])
def test_is_not_flagged(name, reports):
    assert [_answers(token, reports[name]) for token in CASES[name]["not_flagged"]] == [[]] * len(
        CASES[name]["not_flagged"]
    )
