"""What a reading yields: the Report, its figures with status, printed text and place, and remarks of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple


class Status(StrEnum):
    """How sure we are of a figure."""

    REPORTED = "reported"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    UNCLEAR = "unclear"


class Place(NamedTuple):
    """Where a figure or a paragraph stands in the document; all numbers count from 1, None where not known."""

    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None

    def as_dict(self) -> dict[str, int]:
        """The known parts only."""
        return {name: number for name, number in self._asdict().items() if number is not None}


@lru_cache(maxsize=4096)
def place_of_line(line: int) -> Place:
    """A paragraph's place; the same one for all documents."""
    return Place(line)


@lru_cache(maxsize=16384)
def place_in_table(table: int, row: int, column: int) -> Place:
    """A cell's place; the same one for all documents, for reports have their tables in the same places."""
    return Place(None, table, row, column)


class Figure(NamedTuple):
    """One cell of the form as the document prints it.

    ``value`` is None unless a number is printed; amounts are in 万元. An ``unclear`` figure may carry a likely value.
    ``text`` is the printed text, unconverted.
    """

    table: str
    row: str
    column: str
    value: int | float | None
    status: Status
    text: str
    place: Place | None

    @property
    def id(self) -> str:
        """``table/row/column``."""
        return f"{self.table}/{self.row}/{self.column}"

    @property
    def known(self) -> int | float | None:
        """The value if it is certain, else None."""
        return self.value if self.status is Status.REPORTED else None


@dataclass(frozen=True, slots=True)
class Region:
    """The body's place in the national list of divisions; None where not stated."""

    province: str | None = None
    prefecture: str | None = None
    county: str | None = None
    township: str | None = None
    code: str | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """The known names, from province down."""
        return tuple(n for n in (self.province, self.prefecture, self.county, self.township) if n)


class Paragraph(NamedTuple):
    """A paragraph of prose, normalised, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """One of the report's six sections. ``heading`` is None where the document has lost it."""

    number: int
    heading: str | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The section's prose, a paragraph a line."""
        return "\n".join(p.text for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader noticed that is no figure: a short row, pinyin in brackets, an amount in 元.

    ``kind`` is one of the kinds listed in ``parsing/remarks.py``; ``subject`` a cell, row or table id or "".
    """

    kind: str
    subject: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read. Every cell of the form's edition has a figure, also where the document has none.

    ``sources`` says how agency, region, year and date of publication were found.
    """

    source: str
    sha256: str
    title: str | None
    agency: str | None
    level: str | None
    region: Region
    year: int | None
    published: str | None
    editions: Mapping[str, str | None]
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    remarks: tuple[Remark, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    def by_id(self) -> dict[str, Figure]:
        """Figures by ``table/row/column``."""
        return {f"{f[0]}/{f[1]}/{f[2]}": f for f in self.figures}

    def known(self) -> dict[str, int | float | None]:
        """Certain values by ``table/row/column``; None for cells without one."""
        reported = Status.REPORTED
        return {f"{f[0]}/{f[1]}/{f[2]}": f[3] if f[4] is reported else None for f in self.figures}

    @property
    def prose(self) -> str:
        """All prose, section after section."""
        return "\n".join(section.text for section in self.sections)
