"""XLS and ET (Excel 5 to 2003, WPS): the visible sheets in order, what their cells show. Places are sheet, row, column.

Read by xlrd, which knows what is hidden and how a cell is formatted.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING

from parsing.document import MAX_CELLS, Document, build
from parsing.errors import DamagedFileError, EmptyError, EncryptedError, TooManyCellsError
from parsing.loaders import cell_text
from parsing.loaders.office import legacy, number_format
from parsing.loaders.sheet import Lines, MergedRegion, shown_rows

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet

# Kinds of cells: text, number, date, boolean, error (xlrd.biffh)
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(1, 6)
# What the library stumbles over in a broken file, besides its own errors
_BROKEN = (
    struct.error,
    LookupError,
    AssertionError,
    ArithmeticError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    RecursionError,
)
_STREAMS = ("Workbook", "Book")


def accepts(data: bytes) -> bool:
    """Whether the bytes are an OLE file with a workbook in it."""
    return legacy.is_workbook(data)


def load(data: bytes) -> Document:
    """XLS bytes → Document. Raises DamagedFileError, EncryptedError, EmptyError or TooManyCellsError."""
    from xlrd.biffh import XLRDError  # noqa: PLC0415 few documents need it

    try:
        lines = _lines(data)
    except XLRDError as error:
        raise (EncryptedError() if "encrypted" in str(error) else _damaged()) from error
    except _BROKEN as error:
        raise _damaged() from error
    if not lines.lines:
        raise EmptyError
    return build(lines.lines)


def _lines(data: bytes) -> Lines:
    import xlrd  # noqa: PLC0415 few documents need it

    book = xlrd.open_workbook(
        file_contents=_stream(data), formatting_info=True, ragged_rows=True, logfile=io.StringIO()
    )
    formats = {key: each.format_str for key, each in book.format_map.items() if key}
    lines = Lines()
    for position, sheet in enumerate(book.sheets(), 1):
        if not sheet.visibility:
            _read(sheet, position, book, formats, lines)
    return lines


def _stream(data: bytes) -> bytes:
    """The workbook in an OLE file. olefile reads no more of a chain of sectors than there is, where xlrd goes round."""
    import olefile  # noqa: PLC0415 few documents need it

    with olefile.OleFileIO(io.BytesIO(data)) as file:
        name = next((name for name in _STREAMS if file.exists(name)), "")
        stream = file.openstream(name).read()
        if len(stream) < file.get_size(name):
            raise EOFError
        return stream


def _damaged() -> DamagedFileError:
    return DamagedFileError(
        kind_zh="旧版 Excel 或 WPS 表格（XLS、ET）", kind_en="a legacy Excel or WPS workbook (XLS, ET)"
    )


def _read(sheet: Sheet, position: int, book: Book, formats: Mapping[int, str], lines: Lines) -> None:
    """Add a sheet's rows to the lines."""
    hidden = frozenset(column + 1 for column, look in sheet.colinfo_map.items() if look.hidden or not look.width)
    shown: dict[int, dict[int, str]] = {}
    unseen: dict[int, dict[int, str]] = {}
    cells = 0
    for row in range(sheet.nrows):
        texts = {}
        for column, kind in enumerate(sheet.row_types(row)):
            if _TEXT <= kind <= _ERROR and (text := cell_text.of_lines(_shown(sheet, row, column, book, formats))):
                texts[column + 1] = text
        cells += len(texts)
        if cells > MAX_CELLS:
            raise TooManyCellsError(limit=MAX_CELLS)
        looks = sheet.rowinfo_map.get(row)
        is_hidden = looks is not None and bool(looks.hidden or not looks.height)
        if is_hidden or texts:
            (unseen if is_hidden else shown)[row + 1] = texts
    regions = [MergedRegion(top + 1, bottom, left + 1, right) for top, bottom, left, right in sheet.merged_cells]
    lines.sheet(position, list(shown_rows(shown, unseen, hidden, regions)), sheet.nrows)


def _shown(sheet: Sheet, row: int, column: int, book: Book, formats: Mapping[int, str]) -> str:
    """What a cell shows."""
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    looks = book.xf_list[sheet.cell_xf_index(row, column)]
    if kind == _TEXT:
        runs = sheet.rich_text_runlist_map.get((row, column), [])
        return number_format.text(_runs(value, looks.font_index, runs, book), looks.format_key, formats)
    if _is_struck(looks.font_index, book):
        return ""
    if kind in (_NUMBER, _DATE):
        shown = number_format.number(repr(value), looks.format_key, formats, from_1904=book.datemode == 1)
        # set from the sheet's window, and missing from the library's types
        return shown if getattr(sheet, "show_zero_values", 1) or shown.strip("-0.") else ""
    if kind == _BOOLEAN:
        return "TRUE" if value else "FALSE"
    from xlrd.biffh import error_text_from_code  # noqa: PLC0415

    return error_text_from_code.get(int(value), "#VALUE!")


def _runs(text: str, font: int, runs: list[tuple[int, int]], book: Book) -> str:
    """A text whose runs begin at these characters in these fonts, without what is struck out or raised."""
    begins = [(0, font), *runs]
    parts = []
    for (start, used), (stop, _) in zip(begins, [*begins[1:], (len(text), 0)], strict=True):
        part = text[start:stop]
        if _is_struck(used, book):
            continue
        raised = len(begins) > 1 and used < len(book.font_list) and book.font_list[used].escapement
        parts.append(cell_text.mark_raised(part) if raised else part)
    return cell_text.without_raised("".join(parts))


def _is_struck(font: int, book: Book) -> bool:
    return font < len(book.font_list) and bool(book.font_list[font].struck_out)
