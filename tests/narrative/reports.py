"""Small reports of nothing but prose and figures."""

from __future__ import annotations

from collections.abc import Mapping

from parsing.form import TABLES, table
from parsing.report import Figure, Figures, Paragraph, Place, Region, Report, Section, Status


def make_report(
    sections: Mapping[int, list[str]],
    cells: Mapping[str, int | None],
    year: int | None = 2022,
    level: str = "department",
) -> Report:
    """A report of the 2021 edition whose figures are 0 but those in ``cells``; None is a blank."""
    figures = []
    for name in TABLES:
        for cell in table("2021", name).cells:
            value = cells.get(cell, 0)
            status = Status.BLANK if value is None else Status.REPORTED
            figures.append(Figure(*cell.split("/"), value, status, "" if value is None else str(value), None))
    return Report(
        source="made",
        sha256="0" * 64,
        title=None,
        agency=None,
        level=level,
        region=Region(),
        year=year,
        published=None,
        editions=dict.fromkeys(TABLES, "2021"),
        figures=Figures.of(figures),
        sections=tuple(
            Section(number, None, tuple(Paragraph(text, Place()) for text in texts))
            for number, texts in sections.items()
        ),
    )
