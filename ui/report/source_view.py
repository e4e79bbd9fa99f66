"""The source document as HTML, line by line as it was read, its figures marked; everything in it is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from parsing import form
from parsing.document import Cell, Document, Line
from parsing.report import Figure, Place, Report
from ui.names import labels
from ui.report.form_table import flags
from ui.report.marks import Marks
from ui.shell.safe import markup, short
from ui.texts import language, t

# Of a longer document the lines without figures are left out, and of a longer line its end.
MOST_LINES = 1500
MOST_CHARACTERS = 3000
# A head in stacked letters, a cell of layout: nobody reads more of it beside the figures.
_CONTEXT = 12


def whole(document: Document, report: Report, marks: Marks) -> str:
    """The whole document in a view that scrolls for itself and follows the selected figure."""
    drawn = _Figures(report, marks)
    shown = _within_bounds(document.lines, drawn)
    return (
        f'<div class="nb-doc nb-doc-whole" tabindex="0" role="region" aria-label="{markup(t("source.view"))}" '
        f"data-roving data-follow>{_blocks(document.lines, shown, drawn)}</div>"
    )


def excerpt(document: Document, indices: Sequence[int], report: Report, marks: Marks) -> str:
    """Some lines of the document, with a sign where lines between them are left out."""
    return (
        f'<div class="nb-doc" tabindex="0" role="region" aria-label="{markup(t("source.excerpt"))}" '
        "data-roving data-follow>"
        f"{_blocks(document.lines, indices, _Figures(report, marks), is_excerpt=True)}</div>"
    )


class _Figures:
    """Which figures stand at which place, and how they are drawn there."""

    def __init__(self, report: Report, marks: Marks) -> None:
        self._marks = marks
        self._at: dict[Place, list[Figure]] = {}
        for figure in report.figures:
            if figure.place is not None:
                self._at.setdefault(figure.place, []).append(figure)

    def has(self, line: Line) -> bool:
        """Whether a figure stands in this line."""
        return any(cell.place in self._at for cell in line.cells)

    def cell(self, cell: Cell) -> str:
        """A cell's printed text, the figures in it marked; those that cannot be told apart in it are marked as one."""
        figures = self._at.get(cell.place, ())
        spans = _spans(cell.raw, [figure.text.strip() for figure in figures])
        if not spans:
            return self._mark(figures, cell.raw) if figures else markup(short(cell.raw, MOST_CHARACTERS))
        parts, position = [], 0
        for figure, (start, end) in zip(figures, spans, strict=True):
            parts += [markup(cell.raw[position:start]), self._mark([figure], cell.raw[start:end])]
            position = end
        return "".join(parts) + markup(short(cell.raw[position:], MOST_CHARACTERS))

    def _mark(self, figures: Sequence[Figure], printed: str) -> str:
        """Printed text as a figure that can be pressed; ``data-cell`` lists its cells, the first is the one meant."""
        first = figures[0]
        kind = next((self._marks.kinds[figure.id] for figure in figures if figure.id in self._marks.kinds), None)
        classes = "nb-fig" + (f" nb-is-{kind}" if kind else "") + ("" if printed.strip() else " nb-blank")
        name = labels.cell(first.id) if len(figures) == 1 else form.row_label(first.table, first.row, language())
        numbers = sorted({n for figure in figures for n in self._marks.numbers.get(figure.id, ())})
        title = f"{name}\n{labels.spoken(first)}"
        blank = f'<span class="nb-hidden">{markup(t("status.blank"))}</span>&nbsp;'
        words = markup(printed) if printed.strip() else blank
        return (
            f'<span class="{classes}" role="button" data-cell="{markup(" ".join(figure.id for figure in figures))}" '
            f'title="{markup(title)}">{flags(numbers)}{words}</span>'
        )


def _spans(raw: str, texts: Sequence[str]) -> list[tuple[int, int]]:
    """Where the texts stand in a cell, one behind the other; [] where one of them is empty or not there."""
    found, position = [], 0
    for text in texts:
        start = raw.find(text, position) if text else -1
        if start < 0:
            return []
        position = start + len(text)
        found.append((start, position))
    return found


def _within_bounds(lines: Sequence[Line], figures: _Figures) -> Sequence[int]:
    """All lines, or of a very long document those around its figures."""
    if len(lines) <= MOST_LINES:
        return range(len(lines))
    near = {m for n, line in enumerate(lines) if figures.has(line) for m in range(n - _CONTEXT, n + _CONTEXT + 1)}
    return sorted(m for m in near if 0 <= m < len(lines))[:MOST_LINES]


def _blocks(lines: Sequence[Line], shown: Sequence[int], figures: _Figures, *, is_excerpt: bool = False) -> str:
    """Runs of rows of one table, or of paragraphs, each run as a table under its page and table number.

    Of an excerpt only what is left out between its lines is said.
    """
    parts: list[str] = []
    previous = shown[0] - 1 if is_excerpt and shown else -1
    page: int | None = None
    for (table, on_page), members in groupby(shown, key=lambda n: (lines[n].table, lines[n].cells[0].place.page)):
        run = list(members)
        if on_page not in (None, page):
            parts.append(_title("page", on_page))
            page = on_page
        if table is not None and lines[run[0]].cells[0].place.line is None:
            parts.append(_title("table", table))
        width = max(cell.place.column or 1 for n in run for cell in lines[n].cells)
        rows = []
        for n in run:
            rows += [_gap(n - previous - 1)] if n - previous > 1 else []
            rows.append(_row(lines[n], figures, width))
            previous = n
        parts.append(_table(rows))
    left_out = 0 if is_excerpt else len(lines) - 1 - previous
    return "".join(parts) + (_table([_gap(left_out)]) if left_out else "")


def _title(name: str, n: int | None) -> str:
    return f'<p class="nb-page">{markup(t(f"place.{name}", n=n))}</p>'


def _table(rows: Sequence[str]) -> str:
    return f'<table role="presentation">{"".join(rows)}</table>'


def _row(line: Line, figures: _Figures, width: int) -> str:
    """A line of the document: its number where the format has any, then its cells."""
    place = line.cells[0].place
    number = place.line if place.line is not None else place.row
    gutter = f"<td>{'' if number is None else number}</td>"
    if place.line is not None or line.table is None:
        bar = '<span class="nb-bar" aria-hidden="true"> | </span>'
        return f'<tr>{gutter}<td colspan="{width}">{bar.join(figures.cell(cell) for cell in line.cells)}</td></tr>'
    return f"<tr>{gutter}{_cells(line, figures, width)}</tr>"


def _cells(line: Line, figures: _Figures, width: int) -> str:
    """The cells of a table's row in their columns; a merged cell reaches to the next one."""
    columns = [cell.place.column or n for n, cell in enumerate(line.cells, start=1)]
    ends = [*columns[1:], width + 1]
    before = f'<td colspan="{columns[0] - 1}"></td>' if columns[0] > 1 else ""
    drawn = (
        f'<td class="nb-in" colspan="{max(end - start, 1)}">{figures.cell(cell)}</td>'
        for cell, start, end in zip(line.cells, columns, ends, strict=True)
    )
    return before + "".join(drawn)


def _gap(n: int) -> str:
    return f'<tr class="nb-gap"><td>⋯</td><td colspan="40">{markup(t("source.left_out", n=n))}</td></tr>'
