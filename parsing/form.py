"""The prescribed form as data: editions, tables, rows, columns and their printed labels.

Source of the form: 国办公开办函〔2019〕60号 (edition ``2019``) and 国办公开办函〔2021〕30号 (edition ``2021``).
The cells are in ``data/form.csv``; nothing about them is written down a second time.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

EDITIONS = ("2019", "2021")
LATEST = 2021
# Reports for earlier years follow no prescribed form
FIRST_YEAR = 2019
TABLES = ("disclosure", "requests", "disputes")
APPLICANTS = (
    "natural_person",
    "business",
    "research",
    "public_interest",
    "legal_services",
    "other_organisation",
)
DISPUTE_OUTCOMES = ("upheld", "corrected", "other", "pending")
PROCEDURES = ("review", "litigation_direct", "litigation_after_review")
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one row: its id, printed label, unit (件, 项 or 万元) and English label."""

    id: str
    label: str
    unit: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its id, printed label without its group's, the group's label and its columns.

    ``column_ids``, ``column_labels`` and ``units`` are those of its columns, in their order, ``cell_ids`` the ids of
    table, row and column of its cells.
    """

    table: str
    id: str
    label: str
    group: str | None
    label_en: str
    columns: tuple[Column, ...]
    column_ids: tuple[str, ...]
    column_labels: tuple[str, ...]
    units: tuple[str, ...]
    cell_ids: tuple[tuple[str, str, str], ...]

    @property
    def full_label(self) -> str:
        """The printed label with its group's label before it."""
        return f"{self.group} / {self.label}" if self.group else self.label


@dataclass(frozen=True, slots=True)
class Table:
    """One table of one edition, its rows in the form's own order."""

    edition: str
    id: str
    rows: tuple[Row, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """Ids of all cells, ``table/row/column``, in the form's order."""
        return tuple(f"{self.id}/{row.id}/{column.id}" for row in self.rows for column in row.columns)

    def row(self, row_id: str) -> Row:
        """The row with this id; KeyError if the table has none."""
        for row in self.rows:
            if row.id == row_id:
                return row
        raise KeyError(row_id)


@cache
def tables() -> dict[tuple[str, str], Table]:
    """Every table of the form by (edition, table)."""
    rows: dict[tuple[str, str], dict[str, list[dict[str, str]]]] = {}
    with (DATA / "form.csv").open(encoding="utf-8", newline="") as file:
        for cell in csv.DictReader(file):
            rows.setdefault((cell["edition"], cell["table"]), {}).setdefault(cell["row"], []).append(cell)
    return {
        (edition, table): Table(edition, table, tuple(_row(table, row, cells) for row, cells in by_row.items()))
        for (edition, table), by_row in rows.items()
    }


def _row(table: str, row: str, cells: list[dict[str, str]]) -> Row:
    group, _, label = cells[0]["row_label"].rpartition(" / ")
    columns = tuple(Column(c["column"], c["column_label"], c["unit"], c["column_en"]) for c in cells)
    ids, labels, units = zip(*[(column.id, column.label, column.unit) for column in columns], strict=True)
    cell_ids = tuple([(table, row, column) for column in ids])
    return Row(table, row, label, group or None, cells[0]["row_en"], columns, ids, labels, units, cell_ids)


def table(edition: str, table_id: str) -> Table:
    """One table of one edition; KeyError for any other."""
    return tables()[edition, table_id]


@cache
def amounts() -> frozenset[str]:
    """Ids of the cells that are in 万元; all others are counts."""
    rows = [row for each in tables().values() for row in each.rows]
    return frozenset(
        "/".join(cell) for row in rows for cell, unit in zip(row.cell_ids, row.units, strict=True) if unit == "万元"
    )


@cache
def labels() -> dict[str, dict[str, str]]:
    """Labels by id and language: ``row:requests/total`` and ``column:requests/total/natural_person`` → {"zh", "en"}.

    The 2021 edition's wording comes first where both editions have a cell.
    """
    labels: dict[str, dict[str, str]] = {}
    for edition in reversed(EDITIONS):
        for table_id in TABLES:
            for row in table(edition, table_id).rows:
                labels.setdefault(f"row:{table_id}/{row.id}", {"zh": row.full_label, "en": row.label_en})
                for column in row.columns:
                    key = f"column:{table_id}/{row.id}/{column.id}"
                    labels.setdefault(key, {"zh": column.label, "en": column.label_en})
    return labels


def row_label(table_id: str, row_id: str, language: str) -> str:
    """A row's label in ``zh`` or ``en``; its id where the form has no such row."""
    return labels().get(f"row:{table_id}/{row_id}", {}).get(language, row_id)


def column_label(table_id: str, row_id: str, column_id: str, language: str) -> str:
    """A column's label in ``zh`` or ``en``; its id where the form has no such cell."""
    return labels().get(f"column:{table_id}/{row_id}/{column_id}", {}).get(language, column_id)


def is_prescribed(year: int | None) -> bool:
    """Whether a report for this year has to follow the form; one whose year is not known is taken to."""
    return year is None or year >= FIRST_YEAR


def edition_of_year(year: int) -> str:
    """The edition prescribed for reports of this year."""
    return "2019" if year < LATEST else "2021"
