"""XLSX: the visible sheets in order, merged regions, what their cells show. Places are sheet, row, column.

Read straight from the package's parts: many a workbook of these reports has styles that no library accepts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from parsing.document import MAX_CELLS, Document, build
from parsing.errors import EmptyError, TooManyCellsError
from parsing.loaders import cell_text
from parsing.loaders.office import number_format, package
from parsing.loaders.sheet import Lines, MergedRegion, SheetRow, shown_rows

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAX_COLUMN = 16_384
_OFF = frozenset({"0", "false", ""})
_RAISED = frozenset(("superscript", "subscript"))


class _Text(NamedTuple):
    """A text as it is shown, and as it is where the font of its cell is struck out."""

    shown: str
    struck: str


class _Style(NamedTuple):
    """A cell's number format, and whether its font is struck out."""

    format: int
    struck: bool


_PLAIN = _Style(0, struck=False)


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share: texts by number, and the style of cells by number."""

    texts: Sequence[_Text]
    styles: Sequence[_Style]
    formats: Mapping[int, str]
    from_1904: bool

    def style(self, cell: etree._Element) -> _Style:
        """The style of a cell."""
        at = _integer(cell.get("s"))
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
    for position, sheet in enumerate(workbook.iterfind(f"{_S}sheets/{_S}sheet"), 1):
        target = targets.get(sheet.get(_RELATION, ""), "")
        # sheets that hold a chart alone are in another folder
        if sheet.get("state", "visible") == "visible" and "worksheets/" in target:
            root = parts.xml(target)
            lines.sheet(position, list(_rows(root, book)), _bottom(root))
    if not lines.lines:
        raise EmptyError
    return build(lines.lines)


def _book(parts: package.Package, workbook: etree._Element, targets: Mapping[str, str]) -> _Book:
    by_file = {target.rpartition("/")[2]: target for target in targets.values()}
    texts: list[_Text] = []
    if text_part := by_file.get("sharedStrings.xml"):
        texts = [_text(item) for item in parts.xml(text_part).iterfind(f"{_S}si")]
    styles: list[_Style] = []
    formats: dict[int, str] = {}
    if style_part := by_file.get("styles.xml"):
        root = parts.xml(style_part)
        struck = [_is_struck(font) for font in root.iterfind(f"{_S}fonts/{_S}font")]
        for style in root.iterfind(f"{_S}cellXfs/{_S}xf"):
            font = _integer(style.get("fontId"))
            styles.append(_Style(_integer(style.get("numFmtId")), font < len(struck) and struck[font]))
        found = root.iterfind(f"{_S}numFmts/{_S}numFmt")
        formats = {_integer(format_.get("numFmtId")): format_.get("formatCode", "") for format_ in found}
    properties = workbook.find(f"{_S}workbookPr")
    return _Book(texts, styles, formats, properties is not None and _on(properties, "date1904"))


def _rows(sheet: etree._Element, book: _Book) -> Iterator[SheetRow]:
    """The sheet's rows that are shown and have something in them, from top to bottom."""
    hidden = _hidden_columns(sheet)
    view = sheet.find(f"{_S}sheetViews/{_S}sheetView")
    zeros = view is None or view.get("showZeros", "1").lower() not in _OFF
    found: dict[int, dict[int, str]] = {}
    unseen: dict[int, dict[int, str]] = {}
    following = 1
    for row in sheet.iterfind(f"{_S}sheetData/{_S}row"):
        at = _integer(row.get("r")) or following
        following = at + 1
        is_hidden = _on(row, "hidden") or _is_nothing(row.get("ht"))
        texts = _texts(row, book, zeros=zeros)
        if is_hidden or texts:
            (unseen if is_hidden else found).setdefault(at, {}).update(texts)
    yield from shown_rows(found, unseen, hidden, list(_regions(sheet)))


def _texts(row: etree._Element, book: _Book, *, zeros: bool) -> dict[int, str]:
    found: dict[int, str] = {}
    column = 0
    for cell in row.iterfind(f"{_S}c"):
        column = _column(cell.get("r")) or column + 1
        text = cell_text.of_lines(_cell(cell, book, zeros=zeros))
        if text and column <= _MAX_COLUMN:
            found[column] = text
    return found


def _cell(cell: etree._Element, book: _Book, *, zeros: bool) -> str:
    """What a cell shows; of a formula the value that was saved with it, or the formula itself where none was."""
    kind = cell.get("t", "n")
    style = book.style(cell)
    if kind == "inlineStr":
        inline = cell.find(f"{_S}is")
        return "" if inline is None else _shown(_text(inline), style, book)
    value = cell.findtext(f"{_S}v") or ""
    if not value:
        formula = cell.find(f"{_S}f")
        return "" if formula is None or kind == "str" else cell_text.formula(formula.text or "")
    if kind == "s":
        at = _integer(value, -1)
        return _shown(book.texts[at], style, book) if 0 <= at < len(book.texts) else ""
    return "" if style.struck else _value(kind, value, style, book, zeros=zeros)


def _value(kind: str, value: str, style: _Style, book: _Book, *, zeros: bool) -> str:
    if kind == "n":
        shown = number_format.number(value, style.format, book.formats, from_1904=book.from_1904)
        return shown if zeros or shown.strip("-0.") else ""
    if kind == "str":
        return number_format.text(value, style.format, book.formats)
    return {"0": "FALSE", "1": "TRUE"}.get(value, value) if kind == "b" else value


def _shown(text: _Text, style: _Style, book: _Book) -> str:
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
    if _is_struck(look):
        return ""
    aligned, colour = look.find(f"{_S}vertAlign"), look.find(f"{_S}color")
    raised = aligned is not None and aligned.get("val") in _RAISED
    white = colour is not None and (colour.get("rgb", "")[-6:].upper() == "FFFFFF" or colour.get("theme") == "0")
    # white text beside other text of its cell is not seen, whatever is behind it
    return cell_text.mark_raised(text) if raised or white else text


def _is_struck(font: etree._Element) -> bool:
    struck = font.find(f"{_S}strike")
    return struck is not None and struck.get("val", "1").lower() not in _OFF


def _bottom(sheet: etree._Element) -> int:
    """The last row that has cells, be they blank."""
    bottom = following = 0
    for row in sheet.iterfind(f"{_S}sheetData/{_S}row"):
        following = _integer(row.get("r")) or following + 1
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
        (_integer(column.get("min")), min(_integer(column.get("max")), _MAX_COLUMN))
        for column in sheet.iterfind(f"{_S}cols/{_S}col")
        if _on(column, "hidden") or _is_nothing(column.get("width"))
    ]
    found: set[int] = set()
    behind = 0
    for first, last in sorted(spans):
        found.update(range(max(first, behind), last + 1))
        behind = max(behind, last + 1)
    return frozenset(found)


def _column(reference: str | None) -> int:
    """The column of ``AB12`` as a number; 0 for none."""
    match = _REFERENCE.fullmatch(reference or "")
    return _letters(match[1]) if match else 0


def _letters(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def _integer(value: str | None, otherwise: int = 0) -> int:
    return int(value) if value and value.isdecimal() and len(value) <= 9 else otherwise  # noqa: PLR2004 no row is longer


def _is_nothing(size: str | None) -> bool:
    """Whether a height or a width is written, and is zero."""
    return bool(size) and not (size or "").strip("0.")


def _on(element: etree._Element, name: str) -> bool:
    return element.get(name, "0").lower() not in _OFF
