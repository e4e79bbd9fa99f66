"""Rows and cells of a Word table, each with its column; what a merged cell covers is no cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from parsing.loaders import cell_text
from parsing.loaders.office import package
from parsing.loaders.office.word_names import CELL, DELETED, MERGED, ROW, SPAN, VALUE, WRAPPERS, W

# Spans beyond the form's width come from broken markup
_MAX_SPAN = 64
_NO_HEIGHT = 20
_ON_GOING = "continue"
_OFF = frozenset({"0", "false", "off", "none"})


# Asked of every run, cell and row: children are walked, for lxml's own search by path takes ten times as long


def first_of(node: etree._Element, name: str) -> etree._Element | None:
    """A node's properties, which come before everything else in it."""
    return node[0] if len(node) and node[0].tag == name else None


def properties_of(node: etree._Element | None) -> dict[str, etree._Element]:
    """Properties by tag; of several of a kind the last."""
    return {} if node is None else {child.tag: child for child in node}


def is_on(element: etree._Element | None) -> bool:
    """Whether a property is set: ``<w:vanish/>``, but not ``<w:vanish w:val="0"/>``."""
    return element is not None and element.get(VALUE, "1") not in _OFF


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table that are shown."""
    for row in package.inside(table, ROW, WRAPPERS):
        properties = _row_properties(row)
        if DELETED not in properties and not is_on(properties.get(f"{W}hidden")) and not _flat(properties):
            yield row


def _flat(properties: Mapping[str, etree._Element]) -> bool:
    """Whether a row is exactly as high as nothing that anybody sees."""
    height = properties.get(f"{W}trHeight")
    return (
        height is not None
        and height.get(f"{W}hRule") == "exact"
        and number_of(height, _NO_HEIGHT + 1, least=0) <= _NO_HEIGHT
    )


def _row_properties(row: etree._Element) -> dict[str, etree._Element]:
    # properties that except a table's own may come before them
    return properties_of(next((child for child in row if child.tag == f"{W}trPr"), None))


def cells_of(row: etree._Element, merged: set[int]) -> list[tuple[etree._Element, int]]:
    """The row's own cells, each with its column counted from 1; what a merged cell covers is no cell.

    ``merged`` holds the columns that a cell merged downwards covers so far; it is brought up to date.
    """
    own = []
    column = 1 + number_of(_row_properties(row).get(f"{W}gridBefore"), 0)
    for cell in package.inside(row, CELL, WRAPPERS):
        properties = properties_of(first_of(cell, f"{W}tcPr"))
        span = number_of(properties.get(SPAN), 1)
        if not _covered(properties, column, merged):
            merged.difference_update(range(column, column + span))
            if MERGED in properties:
                merged.add(column)
            own.append((cell, column))
        column += span
    return own


def written_out(texts: list[str], cells: list[tuple[etree._Element, int]]) -> tuple[list[str], list[int]]:
    """Texts and columns of a row's cells, a zero or dash that is merged over many columns in each of them."""
    all_texts: list[str] = []
    columns: list[int] = []
    for text, (cell, column) in zip(texts, cells, strict=True):
        span = number_of(properties_of(first_of(cell, f"{W}tcPr")).get(SPAN), 1) if text in cell_text.NOTHING else 1
        times = span if cell_text.stands_in_all(text, span) else 1
        all_texts += [text] * times
        columns += range(column, column + times)
    return all_texts, columns


def _covered(properties: Mapping[str, etree._Element], column: int, merged: set[int]) -> bool:
    """Whether a merged cell above or to the left covers this one, or a tracked change has deleted it."""
    across, down = properties.get(f"{W}hMerge"), properties.get(MERGED)
    if f"{W}cellDel" in properties or (across is not None and across.get(VALUE, _ON_GOING) == _ON_GOING):
        return True
    # one that goes on where nothing began is a cell: Word shows it
    return down is not None and down.get(VALUE, _ON_GOING) == _ON_GOING and column in merged


def number_of(element: etree._Element | None, otherwise: int, *, least: int | None = None) -> int:
    """The number that an element holds, at most as large as a span may be; ``otherwise`` where it holds none."""
    value = "" if element is None else element.get(VALUE, "")
    if not value.isdecimal() or len(value) > 9:  # noqa: PLR2004 int() of a longer one is an attack
        return otherwise
    return min(max(int(value), otherwise if least is None else least), _MAX_SPAN)
