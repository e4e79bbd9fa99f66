"""What a reading yields: the Report, its figures with status, printed text and place, and remarks of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, NamedTuple, overload


class Status(StrEnum):
    """How sure we are of a figure."""

    REPORTED = "reported"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    UNCLEAR = "unclear"


class Genre(StrEnum):
    """What kind of document it is. Of the parts of a report only what is there is judged, and nothing of the others."""

    REPORT = "report"
    # a report that breaks off, and some of its tables or sections without its beginning
    CUT = "cut"
    EXCERPT = "excerpt"
    # a form to be filled in, a notice on the form, half-year or monthly statistics, a plan or summary of work, a
    # report on something else
    TEMPLATE = "template"
    NOTICE = "notice"
    PART_YEAR = "part_year"
    SUMMARY = "summary"
    OTHER_REPORT = "other_report"

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a report."""
        return self in (Genre.CUT, Genre.EXCERPT)

    @property
    def is_report(self) -> bool:
        """Whether it is an annual report on disclosure, or a part of one."""
        return self.is_part or self is Genre.REPORT


_UNREAD = (Status.UNCLEAR, Status.MISSING)


class Place(NamedTuple):
    """Where a figure or a paragraph is in the document; all numbers count from 1, None where not known."""

    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None

    def as_dict(self) -> dict[str, int]:
        """The known parts only."""
        return {name: number for name, number in self._asdict().items() if number is not None}


@lru_cache(maxsize=16384)
def place_of_line(line: int, column: int | None = None) -> Place:
    """The place of a paragraph, or of a cell of a line; the same one for all documents."""
    return Place(line, None, None, column)


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


_figure = partial(tuple.__new__, Figure)


class Figures(Sequence[Figure]):
    """Figures in the form's order, kept field by field: a report has hundreds, and most readers ask for one field.

    ``fields`` are their tables, rows, columns, values, statuses, texts and places. A figure is made when it is asked
    for; figures are alike where all their fields are.
    """

    __slots__ = ("_known_ids", "fields")

    def __init__(self, fields: Sequence[tuple[Any, ...]]) -> None:
        self.fields = tuple(fields)
        self._known_ids: tuple[str, ...] | None = None

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> Figures:
        """These figures."""
        return cls(tuple(zip(*figures, strict=True)) or ((),) * len(Figure._fields))

    @property
    def ids(self) -> tuple[str, ...]:
        """``table/row/column`` of each."""
        if self._known_ids is None:
            self._known_ids = _ids(*self.fields[:3])
        return self._known_ids

    @property
    def values(self) -> tuple[int | float | None, ...]:
        """The value of each."""
        return self.fields[3]

    @property
    def statuses(self) -> tuple[Status, ...]:
        """The status of each."""
        return self.fields[4]

    def __len__(self) -> int:
        return len(self.fields[0])

    def __iter__(self) -> Iterator[Figure]:
        return map(_figure, zip(*self.fields, strict=True))

    @overload
    def __getitem__(self, index: int) -> Figure: ...
    @overload
    def __getitem__(self, index: slice) -> Figures: ...
    def __getitem__(self, index: int | slice) -> Figure | Figures:
        parts: Sequence[Any] = [field[index] for field in self.fields]
        return Figures(parts) if isinstance(index, slice) else Figure(*parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figures) and self.fields == other.fields

    def __hash__(self) -> int:
        return hash(self.fields)

    def __repr__(self) -> str:
        return f"Figures.of({list(self)!r})"


@lru_cache(maxsize=64)
def _ids(tables: tuple[str, ...], rows: tuple[str, ...], columns: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of cells; nearly all reports have the same ones."""
    return tuple(map("/".join, zip(tables, rows, columns, strict=True)))


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
    """A paragraph of prose, normalised, and where it is."""

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

    ``sources`` says how agency, region, year and date of publication were found; ``kind`` is not ``report`` where the
    document is a part of one, or something else.
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
    figures: Figures
    sections: tuple[Section, ...]
    remarks: tuple[Remark, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    kind: Genre = Genre.REPORT

    def by_id(self) -> dict[str, Figure]:
        """Figures by ``table/row/column``."""
        return dict(zip(self.figures.ids, self.figures, strict=True))

    def cells(self, *statuses: Status) -> list[str]:
        """Ids of the cells whose figures have one of these statuses, in the form's order."""
        figures = self.figures
        if not any(status in figures.statuses for status in statuses):
            return []
        return [cell for cell, status in zip(figures.ids, figures.statuses, strict=True) if status in statuses]

    @property
    def doubtful(self) -> frozenset[str]:
        """Ids of the cells that were not read, or with doubt."""
        return frozenset(self.cells(*_UNREAD))

    def known(self) -> dict[str, int | float | None]:
        """Certain values by ``table/row/column``; None for cells without one."""
        values, statuses, reported = self.figures.values, self.figures.statuses, Status.REPORTED
        if statuses.count(reported) < len(statuses):
            values = tuple([v if s is reported else None for v, s in zip(values, statuses, strict=True)])
        return dict(zip(self.figures.ids, values, strict=True))

    @property
    def prose(self) -> str:
        """All prose, section after section."""
        return "\n".join(section.text for section in self.sections)
