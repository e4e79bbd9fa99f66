"""ODS (OpenDocument spreadsheets): the visible sheets in order, what their cells show. Places are sheet, row, column.

Such a file keeps the text of each cell as it is shown, beside its value (OpenDocument 1.3, part 3, chapter 9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from parsing.document import MAX_CELLS, Document, build
from parsing.errors import EmptyError, EncryptedError, TooManyCellsError
from parsing.loaders import cell_text
from parsing.loaders.office import number_format, package
from parsing.loaders.sheet import HIDDEN_ROWS, Lines, MergedRegion, shown_rows

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE = (f"{_NAMES}{name}:1.0}}" for name in ("office", "table", "text", "style"))
_CELLS = frozenset((f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"))
_GROUPS = frozenset(
    f"{_TABLE}{name}"
    for name in ("table-row-group", "table-header-rows", "table-rows", "table-column-group", "table-header-columns")
) | {f"{_TABLE}table-columns"}
_ROW, _COLUMN, _COVERED = f"{_TABLE}table-row", f"{_TABLE}table-column", f"{_TABLE}covered-table-cell"
_HIDDEN = frozenset(("collapse", "filter"))
# Comments, notes and the reading above characters are beside a cell's text
_SKIPPED = frozenset((f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}ruby-text"))
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_IMAGE = _NAMES + "drawing:1.0}image"
_MAX_COLUMN = 16_384
_MAX_ROW = 1_048_576
_MAX_PARENTS = 8
_ENCRYPTED = b"encryption-data"


class _Look(dict[str, str]):
    """What a style declares of text, and of whole tables, by the name of the property without its namespace."""

    @property
    def is_struck(self) -> bool:
        """Whether text of this style is struck out or hidden."""
        through = self.get("text-line-through-style", "none"), self.get("text-line-through-type", "none")
        return through != ("none", "none") or self.get("display") == "none"

    @property
    def is_raised(self) -> bool:
        """Whether text of this style is above or below the line."""
        position = self.get("text-position", "0%").split(" ")[0]
        return position not in ("0%", "")


_PLAIN = _Look()


def accepts(data: bytes) -> bool:
    """Whether the bytes are a container with an OpenDocument spreadsheet in it."""
    return package.kind(data) == "ods"


def load(data: bytes) -> Document:
    """ODS bytes → Document. Raises DamagedFileError, EncryptedError, TooMuchUnpackedError or TooManyCellsError."""
    parts = package.open_package(data, " OpenDocument 表格（ODS）", "an OpenDocument spreadsheet (ODS)")
    names = parts.names()
    if "META-INF/manifest.xml" in names and _ENCRYPTED in parts.read("META-INF/manifest.xml"):
        raise EncryptedError
    content = parts.xml("content.xml")
    roots = [content, parts.xml("styles.xml")] if "styles.xml" in names else [content]
    reader = _Reader(_styles(roots))
    for position, table in enumerate(content.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"), 1):
        if reader.style(table).get("table-display") != "false":
            reader.sheet(table, position)
    if not reader.lines.lines:
        raise EmptyError
    return build(reader.lines.lines)


def _styles(roots: list[etree._Element]) -> dict[str, _Look]:
    """The styles by name, each with what it inherits."""
    own: dict[str, _Look] = {}
    parents: dict[str, str] = {}
    for root in roots:
        for style in root.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            own[name] = look = _Look()
            parents[name] = style.get(f"{_STYLE}parent-style-name", "")
            for properties in style.iterchildren(f"{_STYLE}text-properties", f"{_STYLE}table-properties"):
                prefix = "table-" if properties.tag == f"{_STYLE}table-properties" else ""
                look.update({prefix + str(key).rpartition("}")[2]: str(value) for key, value in properties.items()})
    return {name: _inherited(own, parents, name) for name in own}


def _inherited(own: Mapping[str, _Look], parents: Mapping[str, str], name: str) -> _Look:
    look = _Look()
    for _ in range(_MAX_PARENTS):
        if name not in own:
            break
        look = _Look({**own[name], **look})
        name = parents[name]
    return look


class _Reader:
    """Reads sheets into lines."""

    def __init__(self, styles: Mapping[str, _Look]) -> None:
        self.styles = styles
        self.lines = Lines()
        self.cells = 0

    def style(self, node: etree._Element, namespace: str = _TABLE) -> _Look:
        """What the style of an element declares."""
        return self.styles.get(node.get(f"{namespace}style-name", ""), _PLAIN)

    def sheet(self, table: etree._Element, position: int) -> None:
        """Add the rows of a sheet. Raises TooManyCellsError."""
        shown_texts: dict[int, dict[int, str]] = {}
        unseen: dict[int, dict[int, str]] = {}
        regions: list[MergedRegion] = []
        looks, hidden = self._columns(table)
        at = bottom = 1
        for row in package.inside(table, _ROW, _GROUPS):
            times = min(_number(row, "number-rows-repeated"), _MAX_ROW - at + 1)
            texts, spans = self._row(row, at, looks)
            is_hidden = row.get(f"{_TABLE}visibility") in _HIDDEN
            if texts or is_hidden:
                shown = times if texts else min(times, HIDDEN_ROWS)
                self._count(len(texts) * shown)
                (unseen if is_hidden else shown_texts).update({at + n: dict(texts) for n in range(shown)})
            regions += spans
            bottom = at + times - 1 if texts or times == 1 else bottom
            at += times
        self.lines.sheet(position, list(shown_rows(shown_texts, unseen, hidden, regions)), bottom)

    def _columns(self, table: etree._Element) -> tuple[dict[int, _Look], frozenset[int]]:
        """The default looks of columns that strike out or hide, and the columns that are hidden."""
        looks: dict[int, _Look] = {}
        hidden: set[int] = set()
        at = 1
        for column in package.inside(table, _COLUMN, _GROUPS):
            following = min(at + _number(column, "number-columns-repeated"), _MAX_COLUMN + 1)
            if column.get(f"{_TABLE}visibility") in _HIDDEN:
                hidden.update(range(at, following))
            look = self.styles.get(column.get(f"{_TABLE}default-cell-style-name", ""), _PLAIN)
            if look.is_struck:
                looks.update(dict.fromkeys(range(at, following), look))
            at = following
        return looks, frozenset(hidden)

    def _row(
        self, row: etree._Element, at: int, looks: Mapping[int, _Look]
    ) -> tuple[dict[int, str], list[MergedRegion]]:
        """The texts of a row by column, and the merged regions that begin in it."""
        texts: dict[int, str] = {}
        spans = []
        column = 1
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            times = min(_number(cell, "number-columns-repeated"), _MAX_COLUMN - column + 1)
            text = "" if cell.tag == _COVERED else self._cell(cell, looks.get(column, _PLAIN))
            if text:
                self._count(times)
                texts.update(dict.fromkeys(range(column, column + times), text))
            width, height = _number(cell, "number-columns-spanned"), _number(cell, "number-rows-spanned")
            if (width, height) != (1, 1):
                right, last = min(column + width - 1, _MAX_COLUMN), min(at + height - 1, _MAX_ROW)
                self._count(1)
                spans.append(MergedRegion(at, last, column, right))
            column += times
        return texts, spans

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MAX_CELLS:
            raise TooManyCellsError(limit=MAX_CELLS)

    def _cell(self, cell: etree._Element, otherwise: _Look) -> str:
        """What a cell shows; of one that was never shown its value, or the formula where it has none."""
        look = self.style(cell) if cell.get(f"{_TABLE}style-name") else otherwise
        if look.is_struck:
            return ""
        pictured = next(cell.iter(_IMAGE), None) is not None
        paragraphs = cell.findall(f"{_TEXT}p")
        if paragraphs or pictured:
            text = "\n".join(["".join(self._text(paragraph)) for paragraph in paragraphs])
            text = cell_text.of_lines(cell_text.without_raised(text))
            return cell_text.with_picture(text) if pictured else text
        value = cell.get(f"{_OFFICE}value")
        if value is not None:
            return number_format.number(value, 0, {})
        formula = cell.get(f"{_TABLE}formula", "").rpartition(":=")[2].lstrip("=")
        text = cell.get(f"{_OFFICE}string-value") or cell.get(f"{_OFFICE}date-value") or ""
        return text or (cell_text.formula(formula) if cell.get(f"{_TABLE}formula") else "")

    def _text(self, node: etree._Element) -> Iterator[str]:
        yield node.text or ""
        for child in node:
            if child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag not in _SKIPPED:
                look = self.style(child, _TEXT)
                if not look.is_struck:
                    text = "".join(self._text(child))
                    yield cell_text.mark_raised(text) if look.is_raised else text
            yield child.tail or ""


def _number(node: etree._Element, name: str) -> int:
    value = node.get(f"{_TABLE}{name}", "1")
    return max(int(value), 1) if value.isdecimal() and len(value) <= 9 else 1  # noqa: PLR2004 no sheet is larger
