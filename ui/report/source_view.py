"""The source document as HTML, line by line as it was read, its figures marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from markupsafe import Markup

from parsing import form
from parsing.document import Cell, Document, Line
from parsing.report import Figure, Place, Report
from ui.names import labels
from ui.report.form_table import Flag, flags
from ui.report.marks import Marks
from ui.shell.safe import short
from ui.shell.templates import render
from ui.texts import language

# Of a longer document the lines without figures are left out, and of a longer line its end.
MOST_LINES = 1500
MOST_CHARACTERS = 3000
# A head in stacked letters, a cell of layout: nobody reads more of it beside the figures.
_CONTEXT = 12


class Stretch(NamedTuple):
    """A run of a cell's text; a figure can be pressed: ``cells`` lists its cells, the first is the one meant."""

    printed: str
    cells: str = ""
    classes: str = ""
    title: str = ""
    flags: Sequence[Flag] = ()


class Drawn(NamedTuple):
    """A cell of a line, and how many columns it reaches over."""

    pieces: Sequence[Stretch]
    columns: int = 1


class SourceRow(NamedTuple):
    """A line of the document: its number where the format has any, its cells, and how many lines are left out before
    it. ``is_line``: one cell behind the other; otherwise in columns, of which ``indent`` are empty."""

    before: int
    number: int | str
    is_line: bool
    indent: int
    cells: Sequence[Drawn]


class Block(NamedTuple):
    """Rows of one table, or paragraphs, with the page and the table that begin there; ``width`` in columns."""

    titles: Sequence[tuple[str, int]]
    width: int
    rows: Sequence[SourceRow]


def whole(document: Document, report: Report, marks: Marks) -> Markup:
    """The whole document in a view that scrolls for itself and follows the selected figure."""
    drawn = _Figures(report, marks)
    shown = _within_bounds(document.lines, drawn)
    last = shown[-1] if len(shown) else -1
    left_out = len(document.lines) - 1 - last
    return render("source", is_whole=True, blocks=_blocks(document.lines, shown, drawn, -1), left_out=left_out)


def excerpt(document: Document, indices: Sequence[int], report: Report, marks: Marks) -> Markup:
    """Some lines of the document, with a sign where lines between them are left out."""
    previous = indices[0] - 1 if indices else -1
    blocks = _blocks(document.lines, indices, _Figures(report, marks), previous)
    return render("source", is_whole=False, blocks=blocks, left_out=0)


class _Figures:
    """Which figures are at which place, and how they are drawn there."""

    def __init__(self, report: Report, marks: Marks) -> None:
        self._marks = marks
        self._at: dict[Place, list[Figure]] = {}
        for figure in report.figures:
            if figure.place is not None:
                self._at.setdefault(figure.place, []).append(figure)

    def has(self, line: Line) -> bool:
        """Whether a figure is in this line."""
        return any(cell.place in self._at for cell in line.cells)

    def pieces(self, cell: Cell) -> list[Stretch]:
        """A cell's printed text, the figures in it marked; those not distinguishable are marked as one."""
        figures = self._at.get(cell.place, ())
        spans = _spans(cell.raw, [figure.text.strip() for figure in figures])
        if not spans:
            return [self._mark(figures, cell.raw) if figures else Stretch(short(cell.raw, MOST_CHARACTERS))]
        parts, position = [], 0
        for figure, (start, end) in zip(figures, spans, strict=True):
            parts += [Stretch(cell.raw[position:start]), self._mark([figure], cell.raw[start:end])]
            position = end
        return [*parts, Stretch(short(cell.raw[position:], MOST_CHARACTERS))]

    def _mark(self, figures: Sequence[Figure], printed: str) -> Stretch:
        """Printed text as a figure."""
        first = figures[0]
        kind = next((self._marks.kinds[figure.id] for figure in figures if figure.id in self._marks.kinds), None)
        classes = "nb-fig" + (f" nb-is-{kind}" if kind else "") + ("" if printed.strip() else " nb-blank")
        name = labels.cell(first.id) if len(figures) == 1 else form.row_label(first.table, first.row, language())
        numbers = sorted({n for figure in figures for n in self._marks.numbers.get(figure.id, ())})
        cells = " ".join(figure.id for figure in figures)
        title = f"{name}\n{labels.spoken(first)}"
        return Stretch(printed if printed.strip() else "", cells, classes, title, flags(numbers))


def _spans(raw: str, texts: Sequence[str]) -> list[tuple[int, int]]:
    """Where the texts are in a cell, one behind the other; [] where one of them is empty or not there."""
    segments, position = [], 0
    for text in texts:
        start = raw.find(text, position) if text else -1
        if start < 0:
            return []
        position = start + len(text)
        segments.append((start, position))
    return segments


def _within_bounds(lines: Sequence[Line], figures: _Figures) -> Sequence[int]:
    """All lines, or of a very long document those around its figures."""
    if len(lines) <= MOST_LINES:
        return range(len(lines))
    near = {m for n, line in enumerate(lines) if figures.has(line) for m in range(n - _CONTEXT, n + _CONTEXT + 1)}
    return sorted(m for m in near if 0 <= m < len(lines))[:MOST_LINES]


def _blocks(lines: Sequence[Line], shown: Sequence[int], figures: _Figures, previous: int) -> Iterator[Block]:
    """Runs of rows of one table, or of paragraphs, each run under its page and table number; what is left out behind
    the ``previous`` line is counted."""
    page: int | None = None
    for (table, on_page), members in groupby(shown, key=lambda n: (lines[n].table, lines[n].cells[0].place.page)):
        run = list(members)
        titles = []
        if on_page not in (None, page):
            titles.append(("page", on_page))
            page = on_page
        if table is not None and lines[run[0]].cells[0].place.line is None:
            titles.append(("table", table))
        width = max(cell.place.column or 1 for n in run for cell in lines[n].cells)
        befores = [n - before - 1 for before, n in pairwise([previous, *run])]
        yield Block(titles, width, [_row(lines[n], left, figures, width) for n, left in zip(run, befores, strict=True)])
        previous = run[-1]


def _row(line: Line, before: int, figures: _Figures, width: int) -> SourceRow:
    """A line of the document; a merged cell of a table reaches to the next one."""
    place = line.cells[0].place
    number = place.line if place.line is not None else place.row
    shown = "" if number is None else number
    if place.line is not None or line.table is None:
        return SourceRow(
            before, shown, is_line=True, indent=0, cells=[Drawn(figures.pieces(cell)) for cell in line.cells]
        )
    columns = [cell.place.column or n for n, cell in enumerate(line.cells, start=1)]
    reach = [max(end - start, 1) for start, end in pairwise([*columns, width + 1])]
    cells = [Drawn(figures.pieces(cell), columns) for cell, columns in zip(line.cells, reach, strict=True)]
    return SourceRow(before, shown, is_line=False, indent=columns[0] - 1, cells=cells)
