"""XLSX: the visible sheets in order, merged regions, numbers as their cells print them. Places are sheet, row, column.

Read straight from the package's parts: many a workbook of these reports has styles that no library accepts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from parsing.document import MAX_CELLS, Document, build
from parsing.errors import EmptyError, TooManyCellsError
from parsing.loaders import package
from parsing.loaders.number_format import number
from parsing.loaders.sheet import Lines, SheetRow

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAX_COLUMN = 16_384
_OFF = frozenset({"0", "false", ""})


class _Region(NamedTuple):
    """A merged region: first and last row, first and last column."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share: texts by number, and the number format of each style."""

    texts: Sequence[str]
    styles: Sequence[int]
    formats: Mapping[int, str]
    from_1904: bool


def accepts(data: bytes) -> bool:
    """Whether the bytes are a container with a workbook in it."""
    return package.kind(data) == "xlsx"


def load(data: bytes) -> Document:
    """XLSX bytes → Document. Raises DamagedFileError, EncryptedError, TooMuchUnpackedError or TooManyCellsError."""
    parts = package.open_package(data, " Excel 工作簿（XLSX）", "an Excel workbook (XLSX)")
    main = parts.main("xlsx")
    workbook = parts.xml(main)
    targets = parts.relations(main)
    book = _book(parts, workbook, targets)
    lines = Lines()
    for position, sheet in enumerate(workbook.iterfind(f"{_S}sheets/{_S}sheet"), 1):
        target = targets.get(sheet.get(_RELATION, ""), "")
        # sheets that hold a chart alone stand in another folder
        if sheet.get("state", "visible") == "visible" and "worksheets/" in target:
            lines.sheet(position, list(_rows(parts.xml(target), book)))
    if not lines.lines:
        raise EmptyError
    return build(lines.lines)


def _book(parts: package.Package, workbook: etree._Element, targets: Mapping[str, str]) -> _Book:
    by_file = {target.rpartition("/")[2]: target for target in targets.values()}
    texts: list[str] = []
    if text_part := by_file.get("sharedStrings.xml"):
        texts = [_text(item) for item in parts.xml(text_part).iterfind(f"{_S}si")]
    styles: list[int] = []
    formats: dict[int, str] = {}
    if style_part := by_file.get("styles.xml"):
        root = parts.xml(style_part)
        styles = [_integer(style.get("numFmtId")) for style in root.iterfind(f"{_S}cellXfs/{_S}xf")]
        found = root.iterfind(f"{_S}numFmts/{_S}numFmt")
        formats = {_integer(format_.get("numFmtId")): format_.get("formatCode", "") for format_ in found}
    properties = workbook.find(f"{_S}workbookPr")
    return _Book(texts, styles, formats, properties is not None and _on(properties, "date1904"))


def _rows(sheet: etree._Element, book: _Book) -> Iterator[SheetRow]:
    """The sheet's rows that are shown and have something in them, from top to bottom."""
    hidden = _hidden_columns(sheet)
    found: dict[int, dict[int, str]] = {}
    following = 1
    for row in sheet.iterfind(f"{_S}sheetData/{_S}row"):
        at = _integer(row.get("r")) or following
        following = at + 1
        if not _on(row, "hidden") and (texts := _texts(row, book, hidden)):
            found.setdefault(at, {}).update(texts)
    merged = _merged(sheet, found)
    for at in sorted(found):
        texts = found[at]
        regions = merged.get(at, ())
        covered = {c for r in regions for c in range(r.left, r.right + 1) if (at, c) != (r.top, r.left)}
        # what a merged region covers is not shown, whatever stands in it
        shown = {column: texts[column] for column in sorted(texts) if column not in covered}
        if shown:
            reach = [r.right for r in regions if r.top == at and r.left in shown]
            yield SheetRow(at, shown, max([*shown, *reach]), frozenset(covered | hidden) if covered else hidden)


def _texts(row: etree._Element, book: _Book, hidden: frozenset[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    column = 0
    for cell in row.iterfind(f"{_S}c"):
        column = _column(cell.get("r")) or column + 1
        text = " ".join(_cell(cell, book).split())
        if text and column not in hidden and column <= _MAX_COLUMN:
            found[column] = text
    return found


def _cell(cell: etree._Element, book: _Book) -> str:
    """A cell's text; of a formula the value that was saved with it, or the formula itself where none was."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{_S}is")
        return "" if inline is None else _text(inline)
    value = cell.findtext(f"{_S}v") or ""
    if not value:
        formula = cell.find(f"{_S}f")
        return "" if formula is None or kind == "str" else "=" + (formula.text or "")
    if kind == "s":
        at = _integer(value, -1)
        return book.texts[at] if 0 <= at < len(book.texts) else ""
    if kind == "n":
        style = _integer(cell.get("s"))
        format_id = book.styles[style] if style < len(book.styles) else 0
        return number(value, format_id, book.formats, from_1904=book.from_1904)
    return {"0": "FALSE", "1": "TRUE"}.get(value, value) if kind == "b" else value


def _text(item: etree._Element) -> str:
    """A text in one or several runs, without the pinyin that stands above it."""
    parts = [node.text or "" for node in item.iterfind(f"{_S}t")]
    return "".join(parts + [node.text or "" for node in item.iterfind(f"{_S}r/{_S}t")])


def _merged(sheet: etree._Element, rows: Mapping[int, object]) -> dict[int, list[_Region]]:
    """The merged regions that cross each of these rows. Raises TooManyCellsError where they are beyond counting."""
    found: dict[int, list[_Region]] = {}
    numbers = sorted(rows)
    cells = 0
    for merge in sheet.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
        region = _region(merge.get("ref", ""))
        if region is None:
            continue
        crossed = numbers[bisect_left(numbers, region.top) : bisect_right(numbers, region.bottom)]
        cells += len(crossed) * (region.right - region.left + 1) + 1
        if cells > MAX_CELLS:
            raise TooManyCellsError(limit=MAX_CELLS)
        for row in crossed:
            found.setdefault(row, []).append(region)
    return found


def _region(reference: str) -> _Region | None:
    first, _, last = reference.partition(":")
    start, stop = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if start is None or stop is None:
        return None
    region = _Region(int(start[2]), int(stop[2]), _letters(start[1]), _letters(stop[1]))
    return region if region.right <= _MAX_COLUMN else None


def _hidden_columns(sheet: etree._Element) -> frozenset[int]:
    spans = [
        (_integer(column.get("min")), min(_integer(column.get("max")), _MAX_COLUMN))
        for column in sheet.iterfind(f"{_S}cols/{_S}col")
        if _on(column, "hidden")
    ]
    found: set[int] = set()
    behind = 0
    for first, last in sorted(spans):
        found.update(range(max(first, behind), last + 1))
        behind = max(behind, last + 1)
    return frozenset(found)


def _column(reference: str | None) -> int:
    """The column of ``AB12`` as a number; 0 where there is none."""
    match = _REFERENCE.fullmatch(reference or "")
    return _letters(match[1]) if match else 0


def _letters(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def _integer(value: str | None, otherwise: int = 0) -> int:
    return int(value) if value and value.isdecimal() and len(value) <= 9 else otherwise  # noqa: PLR2004 no row is longer


def _on(element: etree._Element, name: str) -> bool:
    return element.get(name, "0").lower() not in _OFF
