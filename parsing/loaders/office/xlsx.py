"""XLSX: the visible sheets in order, merged regions, what their cells show. Places are sheet, row, column.

Read straight from the package's parts: many a workbook of these reports has styles that no library accepts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from lxml import etree

from parsing.document import MAX_CELLS, Document, build
from parsing.errors import EmptyError, TooManyCellsError
from parsing.loaders import cell_text
from parsing.loaders.office import number_format, package
from parsing.loaders.office.look import Condition, Style, conditions_of, integer, is_struck, styles_of
from parsing.loaders.sheet import Lines, MergedRegion, SheetRow, shown_rows
from parsing.report import Place

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAX_COLUMN = 16_384
_OFF = frozenset({"0", "false", ""})
_RAISED = frozenset(("superscript", "subscript"))
_CAPTION = re.compile(r"20\d\d年|计划|目标")
_YEAR_DIGITS = 4


class _Text(NamedTuple):
    """A text as it is shown, and as it is where the font of its cell is struck out."""

    shown: str
    struck: str


_PLAIN = Style(0, struck=False)
# Of the format that a condition gives; no workbook has such a number
_OF_CONDITION = -1


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share: texts by number, and the style of cells by number."""

    texts: Sequence[_Text]
    styles: Sequence[Style]
    formats: Mapping[int, str]
    from_1904: bool
    looks: etree._Element | None = None

    def style(self, cell: etree._Element) -> Style:
        """The style of a cell."""
        at = integer(cell.get("s"))
        return self.styles[at] if at < len(self.styles) else _PLAIN


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
    doubts: set[Place] = set()
    rounded: set[Place] = set()
    for position, sheet in enumerate(workbook.iterfind(f"{_S}sheets/{_S}sheet"), 1):
        target = targets.get(sheet.get(_RELATION, ""), "")
        # sheets that hold a chart alone are in another folder
        if sheet.get("state", "visible") == "visible" and "worksheets/" in target:
            root = parts.xml(target)
            cells = _Cells(root, book)
            rows = list(_rows(root, cells))
            lines.sheet(position, rows, _bottom(root), _caption(sheet.get("name", "")))
            doubts.update(Place(None, position, *place) for place in cells.doubts)
            rounded.update(Place(None, position, *place) for place in cells.rounded)
    if not lines.lines:
        raise EmptyError
    return replace(build(lines.lines), doubts=frozenset(doubts), rounded=frozenset(rounded))


def _caption(name: str) -> str:
    """The name of a sheet where it says of which year, or that of a plan, its table is."""
    return f"{name}年" if name.isdecimal() and len(name) == _YEAR_DIGITS else name if _CAPTION.search(name) else ""


def _book(parts: package.Package, workbook: etree._Element, targets: Mapping[str, str]) -> _Book:
    by_file = {target.rpartition("/")[2]: target for target in targets.values()}
    texts: list[_Text] = []
    if text_part := by_file.get("sharedStrings.xml"):
        texts = [_text(item) for item in parts.xml(text_part).iterfind(f"{_S}si")]
    looks = parts.xml(style_part) if (style_part := by_file.get("styles.xml")) else None
    styles, formats = _styles(looks) if looks is not None else ([], {})
    properties = workbook.find(f"{_S}workbookPr")
    return _Book(texts, styles, formats, properties is not None and _on(properties, "date1904"), looks)


def _styles(looks: etree._Element) -> tuple[list[Style], dict[int, str]]:
    """The styles of cells, and the workbook's own number formats, by number."""
    formats = looks.iterfind(f"{_S}numFmts/{_S}numFmt")
    return styles_of(looks), {integer(format_.get("numFmtId")): format_.get("formatCode", "") for format_ in formats}


def _rows(sheet: etree._Element, cells: _Cells) -> Iterator[SheetRow]:
    """The sheet's rows that are shown and have something in them, from top to bottom."""
    hidden = _hidden_columns(sheet)
    seen: dict[int, dict[int, str]] = {}
    unseen: dict[int, dict[int, str]] = {}
    following = 1
    for row in sheet.iterfind(f"{_S}sheetData/{_S}row"):
        at = integer(row.get("r")) or following
        following = at + 1
        is_hidden = _on(row, "hidden") or _is_nothing(row.get("ht"))
        texts = cells.texts(row, at)
        if is_hidden or texts:
            (unseen if is_hidden else seen).setdefault(at, {}).update(texts)
    yield from shown_rows(seen, unseen, hidden, list(_regions(sheet)))


class _Cells:
    """What the cells of a sheet show; ``doubts`` are rows and columns of those of which nobody knows whether they are
    seen, ``rounded`` of those whose number is another than the one that is shown."""

    def __init__(self, sheet: etree._Element, book: _Book) -> None:
        view = sheet.find(f"{_S}sheetViews/{_S}sheetView")
        self.zeros = view is None or view.get("showZeros", "1").lower() not in _OFF
        self.book = book
        conditions = conditions_of(sheet, book.looks)
        self.conditions = [(each, list(filter(None, map(_region, each.ranges)))) for each in conditions]
        self.doubts: set[tuple[int, int]] = set()
        self.rounded: set[tuple[int, int]] = set()

    def texts(self, row: etree._Element, at: int) -> dict[int, str]:
        """The texts of a row by column."""
        texts: dict[int, str] = {}
        column = 0
        for cell in row.iterfind(f"{_S}c"):
            column = _column(cell.get("r")) or column + 1
            text = cell_text.of_lines(self._text(cell, (at, column)))
            if text and column <= _MAX_COLUMN:
                texts[column] = text
        return texts

    def _text(self, cell: etree._Element, place: tuple[int, int]) -> str:
        """What a cell shows; of a formula the value that was saved with it, or the formula itself where none was."""
        kind = cell.get("t", "n")
        style = self.book.style(cell)
        if style.pale:
            self.doubts.add(place)
        if kind == "inlineStr":
            inline = cell.find(f"{_S}is")
            return "" if inline is None else _shown(_text(inline), style, self.book)
        value = cell.findtext(f"{_S}v") or ""
        if not value:
            formula = cell.find(f"{_S}f")
            return "" if formula is None or kind == "str" else cell_text.formula(formula.text or "")
        if kind == "s":
            texts, at = self.book.texts, integer(value, -1)
            return _shown(texts[at], style, self.book) if 0 <= at < len(texts) else ""
        if style.struck:
            return ""
        return self._number(value, style, place) if kind == "n" else _value(kind, value, style, self.book)

    def _number(self, value: str, style: Style, place: tuple[int, int]) -> str:
        """What a cell with a number shows."""
        format_, formats = style.format, self.book.formats
        for condition in self._holding(value, place):
            if condition.format is None or condition.compared is None:
                self.doubts.add(place)
            else:
                format_, formats = _OF_CONDITION, {_OF_CONDITION: condition.format}
        shown = number_format.number(value, format_, formats, from_1904=self.book.from_1904)
        if number_format.is_another(value, shown):
            self.rounded.add(place)
        return shown if self.zeros or shown.strip("-0.") else ""

    def _holding(self, value: str, place: tuple[int, int]) -> Iterator[Condition]:
        """The conditional formats that hold, or may hold, of a cell with this number."""
        for condition, regions in self.conditions:
            if any(r.top <= place[0] <= r.bottom and r.left <= place[1] <= r.right for r in regions):
                number = number_format.parsed(value)
                if number is not None and condition.holds(number) is not False:
                    yield condition


def _value(kind: str, value: str, style: Style, book: _Book) -> str:
    if kind == "str":
        return number_format.text(value, style.format, book.formats)
    return {"0": "FALSE", "1": "TRUE"}.get(value, value) if kind == "b" else value


def _shown(text: _Text, style: Style, book: _Book) -> str:
    return number_format.text(text.struck if style.struck else text.shown, style.format, book.formats)


def _text(item: etree._Element) -> _Text:
    """A text in one or several runs, without the pinyin above it and what is struck out or raised."""
    plain = "".join([node.text or "" for node in item.iterfind(f"{_S}t")])
    runs = [(run.find(f"{_S}rPr"), run.findtext(f"{_S}t") or "") for run in item.iterfind(f"{_S}r")]
    if not runs:
        return _Text(plain, "")
    shown = [(look is None, _looking(text, look)) for look, text in runs]
    # a run that says nothing of itself looks like its cell
    own = "".join([text for bare, text in shown if not bare])
    return _Text(*map(cell_text.without_raised, (plain + "".join([text for _, text in shown]), own)))


def _looking(text: str, look: etree._Element | None) -> str:
    if look is None:
        return text
    if is_struck(look):
        return ""
    aligned, colour = look.find(f"{_S}vertAlign"), look.find(f"{_S}color")
    raised = aligned is not None and aligned.get("val") in _RAISED
    white = colour is not None and (colour.get("rgb", "")[-6:].upper() == "FFFFFF" or colour.get("theme") == "0")
    # white text beside other text of its cell is not seen, whatever is behind it
    return cell_text.mark_raised(text) if raised or white else text


def _bottom(sheet: etree._Element) -> int:
    """The last row that has cells, be they blank."""
    bottom = following = 0
    for row in sheet.iterfind(f"{_S}sheetData/{_S}row"):
        following = integer(row.get("r")) or following + 1
        if len(row):
            bottom = max(bottom, following)
    return bottom


def _regions(sheet: etree._Element) -> Iterator[MergedRegion]:
    """The merged regions. Raises TooManyCellsError where they are beyond counting."""
    for number, merge in enumerate(sheet.iterfind(f"{_S}mergeCells/{_S}mergeCell")):
        if number > MAX_CELLS:
            raise TooManyCellsError(limit=MAX_CELLS)
        if region := _region(merge.get("ref", "")):
            yield region


def _region(reference: str) -> MergedRegion | None:
    first, _, last = reference.partition(":")
    start, stop = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if start is None or stop is None:
        return None
    region = MergedRegion(int(start[2]), int(stop[2]), _letters(start[1]), _letters(stop[1]))
    return region if region.right <= _MAX_COLUMN else None


def _hidden_columns(sheet: etree._Element) -> frozenset[int]:
    spans = [
        (integer(column.get("min")), min(integer(column.get("max")), _MAX_COLUMN))
        for column in sheet.iterfind(f"{_S}cols/{_S}col")
        if _on(column, "hidden") or _is_nothing(column.get("width"))
    ]
    columns: set[int] = set()
    behind = 0
    for first, last in sorted(spans):
        columns.update(range(max(first, behind), last + 1))
        behind = max(behind, last + 1)
    return frozenset(columns)


def _column(reference: str | None) -> int:
    """The column of ``AB12`` as a number; 0 for none."""
    match = _REFERENCE.fullmatch(reference or "")
    return _letters(match[1]) if match else 0


def _letters(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def _is_nothing(size: str | None) -> bool:
    """Whether a height or a width is written, and is zero."""
    return bool(size) and not (size or "").strip("0.")


def _on(element: etree._Element, name: str) -> bool:
    return element.get(name, "0").lower() not in _OFF
