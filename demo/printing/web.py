"""Tables as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from demo.printing.model import PrintedCell, PrintedLine


def rows(lines: Iterable[PrintedLine]) -> Iterator[str]:
    """The rows of a table, in the least markup that shows its spans."""
    for line in lines:
        yield f"<tr>{''.join(f'<td{spans(cell)}>{escape(cell.text)}</td>' for cell in line.cells)}</tr>"


def spans(cell: PrintedCell, quote: str = "", order: Sequence[str] = ("colspan", "rowspan")) -> str:
    """The attributes of a cell that covers several columns or rows."""
    return "".join(f" {name}={quote}{number}{quote}" for name in order if (number := getattr(cell, name)) > 1)
