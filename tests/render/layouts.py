"""Text layouts: how a draft looks after a site, a converter or a mirror has copied it. One function a layout.

A break inside a cell is a line feed in its text: stacked letters, ``<br>``, two paragraphs in one cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random

from demo.printing.model import Grid, Para, PrintedCell, PrintedLine
from tests.render.model import Draft

GridLines = Callable[[Grid, Draft], list[str]]
Layout = Callable[[Draft, Random], str]


def flat(cell: PrintedCell) -> str:
    """A cell's text on one line."""
    return cell.text.replace("\n", " ")


def text_document(draft: Draft, grid_lines: GridLines) -> str:
    """Paragraphs as lines, tables by ``grid_lines``; blank lines between paragraphs where the draft has them."""
    lines: list[str] = []
    for block in draft.blocks:
        if isinstance(block, Grid):
            lines += grid_lines(block, draft)
        else:
            lines += [_paragraph(block, draft), *([""] if draft.gap else [])]
    return "\n".join(lines)


def _paragraph(para: Para, draft: Draft) -> str:
    return draft.indent + para.text if para.kind == "prose" else para.text


def cut_lines(line: PrintedLine) -> list[str]:
    """The lines of a cut between two rows: a page number among blank lines, or blank lines only."""
    return ["", line.cut, ""] if line.cut else ["", ""]


def _rows(grid: Grid, draft: Draft, row: Callable[[PrintedLine, int], list[str]], joint: str = " ") -> list[str]:
    """Lines of a table; ``row`` gets each line and how many cells pad it to the table's width, 0 for the last.

    A line that goes on in the one before it stands behind it and a ``joint``.
    """
    width = max(draft.pad_to, grid.width)
    found: list[str] = []
    for line in grid.lines:
        if line.cut is not None:
            found += cut_lines(line)
            continue
        printed = row(line, 0 if line is grid.lines[-1] else max(width - len(line.cells), 0))
        if line.joined and found:
            found[-1] += joint + printed.pop(0)
        found += printed
    return found


def _piped(line: PrintedLine) -> str:
    """Cells with a pipe after each; a blank cell is a lone pipe between spaces."""
    return "".join(f"{flat(cell)} | " if cell.text else "| " for cell in line.cells)


def lines(draft: Draft, rng: Random) -> str:
    """One cell a line with blank lines between; blank cells leave nothing behind."""
    gap = rng.random() < 0.75

    def grid_lines(grid: Grid, draft: Draft) -> list[str]:
        found: list[str] = []
        for line in grid.lines:
            if line.cut is not None:
                found += cut_lines(line)
            for cell in line.cells:
                if cell.text:
                    found += [*cell.text.split("\n"), *([""] if gap else [])]
        return found

    draft.gap = gap
    return text_document(draft, grid_lines)


def pipes_padded(draft: Draft, rng: Random) -> str:
    """A row a line, ``行政许可 | 0 | ||``: own cells, then pipes without spaces up to the table's width."""

    def row(line: PrintedLine, padding: int) -> list[str]:
        return [(_piped(line) + "|" * padding).rstrip()]

    return text_document(draft, lambda grid, draft: _rows(grid, draft, row))


def pipes_unpadded(draft: Draft, rng: Random) -> str:
    """A row a line, own cells only, a pipe after each."""
    return text_document(draft, lambda grid, draft: _rows(grid, draft, lambda line, _: [_piped(line).rstrip()]))


def pipes_leading(draft: Draft, rng: Random) -> str:
    """A row a line, own cells only, pipes before, between and after."""

    def row(line: PrintedLine, _: int) -> list[str]:
        return ["| " + _piped(line).rstrip()]

    return text_document(draft, lambda grid, draft: _rows(grid, draft, row))


def pipes_trailing(draft: Draft, rng: Random) -> str:
    """A cell a line with its pipe after it; a blank cell is a lone pipe, padding a run of pipes on its own line."""

    def row(line: PrintedLine, padding: int) -> list[str]:
        cells = [f"{flat(cell)} |" if cell.text else "|" for cell in line.cells]
        return [*cells, *(["|" * padding] if padding else [])]

    return text_document(draft, lambda grid, draft: _rows(grid, draft, row))


def pipes_ended(draft: Draft, rng: Random) -> str:
    """A cell a line with its pipe after it or on the next line; the padding follows the last cell in its line."""
    joint = rng.choice((" ", "\n"))

    def row(line: PrintedLine, padding: int) -> list[str]:
        cells = [f"{flat(cell)}{joint}|" if cell.text else "|" for cell in line.cells]
        return ("\n".join(cells) + (" " + "|" * padding) * bool(padding)).split("\n")

    return text_document(draft, lambda grid, draft: _rows(grid, draft, row))


def pipes_left(draft: Draft, rng: Random) -> str:
    """Rows with pipes before, between and after, pushed left: own cells, then pipes up to the table's width."""

    def row(line: PrintedLine, padding: int) -> list[str]:
        return ["| " + " | ".join(flat(cell) for cell in line.cells) + " |" + (" " + "|" * padding) * bool(padding)]

    return text_document(draft, lambda grid, draft: _rows(grid, draft, row))


def pipes_drawn(draft: Draft, rng: Random) -> str:
    """Tables in lines of their own that characters draw: ``│ 规章 │ 0 │`` between rules of ``─`` or ``-``, or ``｜``."""
    bar, rule = rng.choice((("│", "├─┼─┤"), ("┃", "┣━╋━┫"), ("｜", ""), ("|", "+--+--+")))

    def row(line: PrintedLine, _: int) -> list[str]:
        return [f"{bar} " + f" {bar} ".join(flat(cell) for cell in line.cells) + f" {bar}", *([rule] if rule else [])]

    return text_document(draft, lambda grid, draft: _rows(grid, draft, row))


def pipes_next_line(draft: Draft, rng: Random) -> str:
    """A cell a line and its pipe on the next; a blank cell has only the pipe."""

    def row(line: PrintedLine, padding: int) -> list[str]:
        cells = [part for cell in line.cells for part in (flat(cell), "|") if part]
        return [*cells, *(["|" * padding] if padding else [])]

    return text_document(draft, lambda grid, draft: _rows(grid, draft, row))


def matrix(grid: Grid, *, fill: bool = False, left: bool = False) -> list[list[PrintedCell | None] | PrintedLine]:
    """The table with spans written out: None for what a span covers, its own cell again where ``fill`` is set.

    Where rows are pushed ``left``, what spans cover stands behind a row's own cells. Every line is padded to the table's width, but one with a figure too few (or too many) stays as much too short.
    A cut between two rows stays the line that it is.
    """
    open_spans: dict[int, tuple[PrintedCell, int]] = {}
    found: list[list[PrintedCell | None] | PrintedLine] = []
    for line in grid.lines:
        if line.cut is not None:
            found.append(line)
            continue
        row = _expand(line, grid.width, open_spans, fill=fill)
        found.append([*line.cells, *[None] * (len(row) - len(line.cells))] if left and line.ids else row)
    return found


def placed(lines: Iterable[PrintedLine]) -> Iterator[tuple[int, int, PrintedCell]]:
    """Each cell of a table with its row and column, counted from 0."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(lines):
        column = 0
        for cell in line.cells:
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            taken |= {(row + r, column + c) for r in range(cell.rowspan) for c in range(cell.colspan)}
            column += cell.colspan


def _expand(
    line: PrintedLine, width: int, open_spans: dict[int, tuple[PrintedCell, int]], *, fill: bool
) -> list[PrintedCell | None]:
    row: list[PrintedCell | None] = []
    queue = list(line.cells)
    while queue or len(row) in open_spans:
        column = len(row)
        if column in open_spans:
            cell, left = open_spans.pop(column)
            if left > 1:
                open_spans[column] = (cell, left - 1)
        else:
            cell = queue.pop(0)
            row.append(cell)
            if cell.rowspan > 1:
                open_spans[column] = (cell, cell.rowspan - 1)
        covered = cell if fill and cell.role in ("head", "check", "group", "label", "title") else None
        row += [covered] * (column + cell.colspan - len(row))
    return row + [None] * (width + line.extra - len(row))


def _fields(row: list[PrintedCell | None]) -> list[str]:
    return [flat(cell) if cell else "" for cell in row]


def tabs_grid(draft: Draft, rng: Random) -> str:
    """Tabs with an empty field for everything that a merged cell covers, as pasted from Excel or Word."""

    def grid_lines(grid: Grid, draft: Draft) -> list[str]:
        found: list[str] = []
        for row in matrix(grid, fill=draft.fill_spans, left=draft.push_left):
            if isinstance(row, PrintedLine):
                found += cut_lines(row)
            elif any(cell and cell.role == "head" and "\n" in cell.text for cell in row):
                found += _broken_heads(row)
            else:
                found.append("\t".join(_fields(row)))
        return ["", *found, ""]

    return text_document(draft, grid_lines)


def _broken_heads(row: list[PrintedCell | None]) -> list[str]:
    """A head row whose broken cells go on in a row of their own after a blank line."""
    parts = [cell.text.partition("\n") if cell and cell.role == "head" else None for cell in row]
    first = [part[0] if part else flat(cell) if cell else "" for part, cell in zip(parts, row, strict=True)]
    second = [part[2].replace("\n", "") if part else "" for part in parts]
    return ["\t".join(first), "", "\t".join(second)]


def tabs_own(draft: Draft, rng: Random) -> str:
    """Tabs between the own cells of each row, as copied from a browser: nothing for what a span covers."""

    def row(line: PrintedLine, _: int) -> list[str]:
        return ["\t".join(flat(cell) for cell in line.cells)]

    return text_document(draft, lambda grid, draft: _rows(grid, draft, row, "\t"))


def tabs_browser(draft: Draft, rng: Random) -> str:
    """A page of paragraphs in cells as browsers copy it: blank lines around tabs, a no-break space for a blank cell."""
    end = "\n" * rng.choice((3, 4, 5))

    def grid_lines(grid: Grid, draft: Draft) -> list[str]:
        rows = [
            "\n\n\t\n\n".join(cell.text or "\xa0" for cell in line.cells) for line in grid.lines if line.cut is None
        ]
        return [end.join(rows), "", "", ""]

    draft.gap = True
    return text_document(draft, grid_lines)


def _spaced(draft: Draft, space: str, printed: Callable[[PrintedCell], str]) -> str:
    def row(line: PrintedLine, _: int) -> list[str]:
        return [space.join(printed(cell) for cell in line.cells if cell.text)]

    return text_document(draft, lambda grid, draft: _rows(grid, draft, row, space))


def spaces(draft: Draft, rng: Random) -> str:
    """A row a line, cells apart by spaces; blank cells leave nothing behind."""
    return _spaced(draft, rng.choice((" ", " ", "  ", "    ")), flat)


def _padded(cell: PrintedCell) -> str:
    """A cell whose number has a blank on either side of it."""
    return f" {flat(cell)} " if cell.role == "figure" and cell.text[:1].isdecimal() else flat(cell)


def spaces_two_widths(draft: Draft, rng: Random) -> str:
    """A row a line, cells apart by a space, and numbers with a blank of their own on either side."""
    return _spaced(draft, " ", _padded)


def spaces_aligned(draft: Draft, rng: Random) -> str:
    """A row a line, figures flush right in columns of one width; a blank cell is as many spaces."""
    width = rng.choice((6, 8)) + max((len(cell.text) for cell in draft.cells() if cell.role == "figure"), default=0)

    def row(line: PrintedLine, _: int) -> list[str]:
        labels = " ".join(flat(cell) for cell in line.cells if cell.role != "figure" and cell.text)
        return [(labels + "".join(flat(cell).rjust(width) for cell in line.cells if cell.role == "figure")).rstrip()]

    return text_document(draft, lambda grid, draft: _rows(grid, draft, row))


def _on_one_line(draft: Draft, space: str, printed: Callable[[PrintedCell], str]) -> str:
    def grid_lines(grid: Grid, draft: Draft) -> list[str]:
        return [printed(cell) for line in grid.lines for cell in line.cells if cell.text]

    return space.join(part for part in text_document(draft, grid_lines).split("\n") if part)


def one_line(draft: Draft, rng: Random) -> str:
    """The whole report on one line."""
    return _on_one_line(draft, rng.choice((" ", "  ")), flat)


def one_line_two_widths(draft: Draft, rng: Random) -> str:
    """The whole report on one line, with more blanks around numbers than between words."""
    return _on_one_line(draft, " ", _padded)


def markdown(draft: Draft, rng: Random) -> str:
    """Markdown tables with a delimiter row; headings with or without ``#``."""
    marks = rng.random() < 0.6
    bold = rng.random() < 0.3

    def grid_lines(grid: Grid, draft: Draft) -> list[str]:
        found: list[str] = [""]
        headed = False
        for row in matrix(grid, fill=draft.fill_spans, left=draft.push_left):
            if isinstance(row, PrintedLine):
                found += [*cut_lines(row), _markdown_row([""] * grid.width), _markdown_rule(grid.width)]
                continue
            found.append(_markdown_row([cell.text.replace("\n", "<br>") if cell else "" for cell in row]))
            if not headed:
                found.append(_markdown_rule(grid.width))
                headed = True
        return [*found, ""]

    for para in draft.paras:
        if para.kind in ("title", "heading"):
            para.text = ("# " if para.kind == "title" else "## ") + para.text if marks else _strong(para.text, bold)
    draft.gap, draft.indent = True, ""
    return text_document(draft, grid_lines)


def _strong(text: str, bold: bool) -> str:
    return f"**{text}**" if bold else text


def _markdown_row(fields: list[str]) -> str:
    return "| " + " | ".join(fields) + " |"


def _markdown_rule(width: int) -> str:
    return "|" + " --- |" * width


TEXT: dict[str, Layout] = {
    "lines": lines,
    "pipes_padded": pipes_padded,
    "pipes_unpadded": pipes_unpadded,
    "pipes_leading": pipes_leading,
    "pipes_left": pipes_left,
    "pipes_trailing": pipes_trailing,
    "pipes_ended": pipes_ended,
    "pipes_drawn": pipes_drawn,
    "pipes_next_line": pipes_next_line,
    "tabs_grid": tabs_grid,
    "tabs_own": tabs_own,
    "tabs_browser": tabs_browser,
    "spaces": spaces,
    "spaces_two_widths": spaces_two_widths,
    "spaces_aligned": spaces_aligned,
    "one_line": one_line,
    "one_line_two_widths": one_line_two_widths,
    "markdown": markdown,
}
ALIGNED = frozenset({"spaces_aligned", "html_pre"})
"""Layouts in which only distances tell where a blank cell is."""
SPACED = ALIGNED | {"spaces", "spaces_two_widths", "one_line", "one_line_two_widths"}
"""Layouts in which nothing but spaces keeps cells apart."""
LOSES_BLANKS = SPACED - ALIGNED | {"lines"}
"""Layouts in which a blank cell leaves no trace."""
FLOWING = frozenset({"lines", "one_line", "one_line_two_widths", "pipes_trailing", "pipes_ended", "pipes_next_line"})
"""Layouts in which a row has no line of its own."""
PADDED = frozenset({"pipes_padded", "pipes_left", "pipes_trailing", "pipes_ended", "pipes_next_line"})
"""Layouts that pad rows to the table's width with runs of pipes."""
GRID = frozenset({"tabs_grid", "markdown", "csv_rows", "html_flat", "html_roles"})
"""Layouts that write an empty field for what a span covers."""
SHEETS = frozenset({"csv_rows", "xlsx"})
"""Layouts whose rows are all as wide as the widest, so that a cell that is not there cannot be told from a blank one."""
